package corpus

import (
	_ "embed" // the truth about the recorded day
	"encoding/json"
	"fmt"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

//go:embed truth.json
var truthFile []byte

// Truth is what is known about a recorded day.
type Truth struct {
	Start      time.Time       `json:"start"` // of the day
	End        time.Time       `json:"end"`   // time of the last call
	Calls      int             `json:"calls"`
	Attacks    []Attack        `json:"attacks"`
	Weaknesses []shop.Weakness `json:"weaknesses"`
	Benign     []Benign        `json:"benign"`
}

// Attack is one attacker and what must be found.
type Attack struct {
	ID       string       `json:"id"`
	Event    string       `json:"event"`          // row ID that must be found, "" where only noise is made
	Also     []string     `json:"also,omitempty"` // row IDs that are true of it too and no false alarm
	What     string       `json:"what"`
	Tool     string       `json:"tool"` // program that made the calls
	Host     string       `json:"host"`
	Method   string       `json:"method"`
	Template string       `json:"template"` // places in braces, their names carry no meaning; "" for no one API
	Sources  []netip.Addr `json:"sources"`
	Start    time.Time    `json:"start"` // first call that belongs to it
	End      time.Time    `json:"end"`   // last call that belongs to it
	Count    int          `json:"count"` // calls on that API
	All      int          `json:"all"`   // calls altogether, with sign-in and misses
}

// Benign is one harmless caller. Several may share an address.
type Benign struct {
	Name  string     `json:"name"`
	Kind  string     `json:"kind"`
	Addr  netip.Addr `json:"addr"`
	Calls int        `json:"calls"`
}

func recorded() (*Truth, error) {
	var t Truth
	if err := json.Unmarshal(truthFile, &t); err != nil {
		return nil, fmt.Errorf("cannot read truth of the recorded day: %w", err)
	}
	return &t, nil
}

// Facts gives the truth about the day that Replay emits for the same now.
func Facts(now time.Time) (*Truth, error) {
	t, err := recorded()
	if err != nil {
		return nil, err
	}
	shift := now.Sub(t.End)
	t.Start, t.End = t.Start.Add(shift), t.End.Add(shift)
	for i := range t.Attacks {
		a := &t.Attacks[i]
		a.Start, a.End = a.Start.Add(shift), a.End.Add(shift)
	}
	return t, nil
}
