package baseline

import "time"

// ExportVersion is the form of an Export. Readers take older ones, never newer.
const ExportVersion = 1

// Export is all that a baseline holds, to be read, kept and compared. Times are UTC.
type Export struct {
	Version    int           `json:"version"`
	ID         string        `json:"id"`
	Host       string        `json:"host"`
	Method     string        `json:"method"`
	API        string        `json:"api"`
	Taken      time.Time     `json:"taken"`
	Since      *time.Time    `json:"since"` // first call it learned from; null: none
	Until      *time.Time    `json:"until"` // newest
	Learned    bool          `json:"learned"`
	ColdStart  []string      `json:"cold_start"` // what is not judged by yet, and why
	Ruling     Ruling        `json:"ruling"`
	Rate       RateView      `json:"rate"`
	Clients    ClientsView   `json:"clients"`
	Networks   NetworksView  `json:"networks"`
	Countries  CountriesView `json:"countries"`
	Tools      []UsualView   `json:"tools"`
	Hours      [2]HoursView  `json:"hours"` // working days, weekends
	Parameters []ParamView   `json:"parameters"`
	Statuses   StatusView    `json:"statuses"`
	Latency    MeasureView   `json:"latency_ms"`
	Size       MeasureView   `json:"size_bytes"`
	Weeks      []WeekView    `json:"weeks"` // what was usual in the weeks before, oldest first
	Notices    []Notice      `json:"notices"`
}

// Ruling is what a person decided of a baseline.
type Ruling struct {
	Revision uint64     `json:"revision"` // rises with each decision
	Frozen   bool       `json:"frozen"`
	By       string     `json:"by,omitempty"` // of the newest decision
	At       *time.Time `json:"at,omitempty"`
	Act      Act        `json:"act,omitempty"`
	Why      string     `json:"why,omitempty"`
	Reset    *time.Time `json:"reset,omitempty"` // newest
}

// Act is what can be decided.
type Act string

// Acts.
const (
	Freeze   Act = "freeze"   // learn nothing until told otherwise; judging goes on
	Unfreeze Act = "unfreeze" // learn on, the time between left out
	Reset    Act = "reset"    // forget all that was learned and begin anew, with a cold start
)

// RateView is the calls a minute of the whole API.
type RateView struct {
	Learned bool           `json:"learned"`
	Growth  float64        `json:"growth"`     // now, against the weeks before
	Week    [7][24]float64 `json:"per_minute"` // by weekday, Monday first, and hour (UTC); -1 where unknown
}

// ClientsView is how fast its clients are, in calls of one client a minute.
type ClientsView struct {
	Learned     bool    `json:"learned"`
	P50         float64 `json:"p50"`
	P90         float64 `json:"p90"`
	P99         float64 `json:"p99"`
	ClientHours uint32  `json:"client_hours"`
	Days        int     `json:"days"`
	Fastest     float64 `json:"fastest"` // of those that are rightly faster than the rest, 0: none
	Limit       uint32  `json:"suggested_limit"`
	Confidence  string  `json:"confidence"`
}

// UsualView is one usual value with what it rests on.
type UsualView struct {
	Name  string    `json:"name"`
	Calls uint32    `json:"calls"`
	Days  int       `json:"days"`
	Last  time.Time `json:"last"` // the day
}

// NetworksView is from where the API is called.
type NetworksView struct {
	Learned bool        `json:"learned"`
	Usual   int         `json:"usual"` // IPv4 /16 and IPv6 /32 that are usual
	Many    bool        `json:"many"`  // too many for a new one to tell anything
	Blocks  []UsualView `json:"blocks"`
	Share   float64     `json:"share"` // of the calls, from these blocks
}

// CountriesView is the countries.
type CountriesView struct {
	Learned bool        `json:"learned"`
	Many    bool        `json:"many"`
	Usual   []UsualView `json:"usual"`
}

// HoursView is one kind of day.
type HoursView struct {
	Kind  string `json:"kind"`
	Days  int    `json:"days"`
	Usual []int  `json:"usual"` // hours of the day with calls, UTC
}

// ParamView is how a parameter is written.
type ParamView struct {
	Name    string   `json:"name"`
	Values  uint32   `json:"values"` // learned from
	Forms   []string `json:"forms"`
	Learned bool     `json:"learned"`
}

// StatusView is the share of answers by class of status, those refused left out.
type StatusView struct {
	Days int     `json:"days"`
	OK   float64 `json:"2xx"`
	Move float64 `json:"3xx"`
	Bad  float64 `json:"4xx"`
	Fail float64 `json:"5xx"`
}

// MeasureView is the usual values of a measure.
type MeasureView struct {
	Days int     `json:"days"`
	P50  float64 `json:"p50"`
	P95  float64 `json:"p95"`
	High float64 `json:"p95_highest_hours"` // of the third highest hour of a day
}

// WeekView is what was usual at the end of a week.
type WeekView struct {
	Day       string  `json:"day"` // its last
	PerMinute float64 `json:"per_minute"`
	PerClient float64 `json:"per_client"`
	Latency   float64 `json:"latency_p95_ms"`
	Size      float64 `json:"size_p95_bytes"`
	Errors    float64 `json:"error_share"`
}

// Notice is a figure of the API that is above what is usual and stays there (PE-20). It is no event: it
// tells an API's owner, not whoever watches for attacks.
type Notice struct {
	Kind     string    `json:"kind"` // "latency", "errors" or "size"
	Since    time.Time `json:"since"`
	Hours    int       `json:"hours"`
	Observed float64   `json:"observed"`
	Usual    float64   `json:"usual"`
	Text     string    `json:"text"`
}
