package digest

import (
	"time"
)

// Period is when an alarm's digests go out.
type Period string

// Periods.
const (
	Daily  Period = "day"   // at one time of the day
	Hourly Period = "hour"  // at the top of each hour of a range
	Burst  Period = "burst" // when enough gathered or waited long enough
)

// Alarm is what a tenant set under one name, as it is stored.
type Alarm struct {
	Enabled    bool           `json:"enabled"`
	Every      Period         `json:"every"`
	At         string         `json:"at,omitempty"`        // of Daily: "10:00"
	From       string         `json:"from,omitempty"`      // of Hourly, and of Burst where it has a range: first hour, "08:00"
	To         string         `json:"to,omitempty"`        // last hour, "20:00"; before From it is past midnight
	Wait       string         `json:"wait,omitempty"`      // of Burst: how long the first may wait for others, "5m"
	Threshold  int            `json:"threshold,omitempty"` // of Burst: so many go out at once
	Zone       string         `json:"zone,omitempty"`      // IANA name; "" is the tenant's
	Heartbeat  bool           `json:"heartbeat"`           // once a day also when nothing is new
	Levels     []string       `json:"levels,omitempty"`    // none: all
	Types      []string       `json:"types,omitempty"`     // of TypeWords, or row IDs; none: all
	Owners     []string       `json:"owners,omitempty"`    // labels of APIs; none: all APIs
	Hosts      []string       `json:"hosts,omitempty"`     // "shop.example.com", "*.example.com"; none: all
	APIs       []string       `json:"apis,omitempty"`      // "POST /orders/{id}", "/orders/*"; none: all
	Recipients []Subscription `json:"recipients"`
}

// Subscription is one recipient of an alarm, with levels of its own.
type Subscription struct {
	Name   string   `json:"name"`
	Levels []string `json:"levels,omitempty"` // none: the alarm's
	Types  []string `json:"types,omitempty"`  // none: the alarm's
}

// Words of types (AL-05, AL-06).
const (
	TypeRisks  = "risks"
	TypeEvents = "events"
	TypeBots   = "bots"
)

// TypeWords are the words an alarm's types may be.
func TypeWords() []string { return []string{TypeEvents, TypeBots, TypeRisks} }

// LevelWords are the levels, falling.
func LevelWords() []string { return []string{"high", "medium", "low"} }

// DefaultName is the alarm every tenant has until it sets another under this name (AL-01).
const DefaultName = "default"

// Inbox is the recipient every tenant has: the message centre of the console.
const Inbox = "console"

// Default is that alarm: everything, daily at ten, to the message centre.
func Default() Alarm {
	return Alarm{Enabled: true, Every: Daily, At: defaultAt, Heartbeat: true, Recipients: []Subscription{{Name: Inbox}}}
}

// Defaults of what an alarm leaves open.
const (
	defaultAt        = "10:00" // AL-09
	defaultFrom      = "08:00"
	defaultTo        = "20:00"
	defaultWait      = 5 * time.Minute
	defaultThreshold = 10
)

// Owner is a label of APIs: who answers for them. Each part that is given must hold.
type Owner struct {
	Hosts    []string `json:"hosts,omitempty"` // as in Alarm; none: all
	APIs     []string `json:"apis,omitempty"`
	IDs      []string `json:"ids,omitempty"`      // of APIs: "api_3f1c0d2e4b5a6978"
	Purposes []string `json:"purposes,omitempty"` // row IDs, "BP-12", or names of own ones: APIs that have any of them
	Policies []string `json:"policies,omitempty"` // own events and risks by name, and policies such as "EV-09.shop": what they found or tuned
}
