package query

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Case is a risk or an event together with the state people gave it.
type Case struct {
	finding.Finding
	State CaseState
	Marks CaseMarks
}

// CaseState is the newest decision on a case.
type CaseState struct {
	Status      Status
	Disposition Disposition
	Revision    uint64    // 0: nobody has decided yet; rises by one with each decision
	User        string    // who decided last
	Remark      string    // what they wrote
	Changed     time.Time // when
}

// CaseQuery asks for one page of risks or of events.
type CaseQuery struct {
	Kind   finding.Kind
	Filter Filter
	Order  Order
	After  *Key // nil: from the beginning
	Limit  int  // rows, 1..1000
}

// Decision is a change of status that somebody asks for.
type Decision struct {
	CaseID      string
	Kind        finding.Kind
	Revision    uint64 // the revision the user has seen
	To          Status
	Disposition Disposition
	Remark      string
	User        string
	Origin      Origin
	Time        time.Time
}

// Outcome answers one decision.
type Outcome struct {
	State CaseState // the new state, or the one found where Err is ErrConflict
	Err   error     // nil, ErrConflict or ErrNotFound
}

// Origin says who changed a state.
type Origin string

// Origins.
const (
	OriginUser   Origin = "user"
	OriginSystem Origin = "system" // verification of a fix, change of level with the volume
)

// Change is one line of a case's history: a decision (From, To) or a change of level
// (FromLevel, ToLevel); the other pair is zero.
type Change struct {
	Time        time.Time
	From, To    Status
	Disposition Disposition
	FromLevel   finding.Level
	ToLevel     finding.Level
	Revision    uint64 // after the change; 0 for changes of level
	User        string // "" where the system did it
	Remark      string
	Origin      Origin
}

// LevelCounts counts cases by level.
type LevelCounts struct{ High, Medium, Low uint64 }

// Total is the sum over the levels.
func (c LevelCounts) Total() uint64 { return c.High + c.Medium + c.Low }

// LevelPoint is one bucket of a trend.
type LevelPoint struct {
	At time.Time // beginning of the bucket, UTC
	LevelCounts
}
