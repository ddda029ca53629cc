package digest

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Item is a finding as a digest speaks of it: masked, without samples.
type Item struct {
	ID       string
	Kind     finding.Kind
	Type     string // row ID
	Title    [2]string
	Bot      bool // events by programs that take more than they should
	Level    finding.Level
	API      traffic.API
	APIID    string
	Purposes []string // of the API: row IDs, and the names of own ones; filled where a label asks for purposes
	Policy   string   // own event or risk, or the policy that tuned the rule; "" none
	Source   string   // block of addresses, "" none
	Start    time.Time
	End      time.Time
	Count    uint64
}

// Title gives the title in a language.
func (x *Item) TitleIn(l Language) string {
	if t := x.Title[l]; t != "" {
		return t
	}
	return x.Title[English]
}
