package query

import (
	"fmt"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Status is the state people (or the system) gave a case. The words are stored and are
// part of the API; they never change.
type Status string

// States of events (TN-18..TN-22).
const (
	Detected   Status = "detected"
	InProgress Status = "in_progress"
	Handled    Status = "handled"
	Ignored    Status = "ignored" // of risks too
	Disabled   Status = "disabled"
)

// States of risks (RH-05), with Ignored.
const (
	ToBeConfirmed Status = "to_be_confirmed"
	Confirmed     Status = "confirmed"
	ToBeFixed     Status = "to_be_fixed"
	Fixed         Status = "fixed"          // by a person's word
	ToBeVerified  Status = "to_be_verified" // the system is looking whether it is gone
	NotFixed      Status = "not_fixed"      // the system saw it again
	SystemFixed   Status = "system_fixed"   // the system saw it gone
)

// StatusRow describes one state of one kind of case.
type StatusRow struct {
	Kind  finding.Kind
	ID    Status
	Title string
	Means string // one sentence for the person who chooses
	Open  bool   // somebody still has to do something
	ByMan bool   // a person may choose it; otherwise only the system does
	Why   bool   // only with a remark: who finds it closed without a deed needs the reason
}

// statusTable is in the order in which a case usually passes through its states. The first
// of each kind is the state of a case nobody has decided on.
var statusTable = []StatusRow{
	{finding.KindEvent, Detected, "Detected", "New; nobody has looked at it yet.", true, true, false},
	{finding.KindEvent, InProgress, "In progress", "Somebody is working on it.", true, true, false},
	{finding.KindEvent, Handled, "Handled", "Dealt with: blocked, fixed or talked through. A later call of it opens it again.", false, true, false},
	{finding.KindEvent, Ignored, "Ignored", "Real, but nothing needs to be done.", false, true, true},
	{finding.KindEvent, Disabled, "Disabled", "Not an attack; later cases of the same type, API and source are left out too, until the newest is set to another state.", false, true, true},
	{finding.KindRisk, ToBeConfirmed, "To be confirmed", "New; nobody has looked at it yet.", true, true, false},
	{finding.KindRisk, Confirmed, "Confirmed", "It is a weakness; nobody has planned a fix yet.", true, true, false},
	{finding.KindRisk, ToBeFixed, "To be fixed", "A fix is planned.", true, true, false},
	{finding.KindRisk, Fixed, "Fixed", "A person says it is fixed.", false, true, false},
	{finding.KindRisk, Ignored, "Ignored", "Accepted, or so by design.", false, true, true},
	{finding.KindRisk, ToBeVerified, "To be verified", "Lapwing is watching whether it is gone.", true, false, false},
	{finding.KindRisk, NotFixed, "Not fixed", "It was seen again after the fix.", true, false, false},
	{finding.KindRisk, SystemFixed, "Fixed, verified", "Traffic shows that it is gone.", false, false, false},
}

// Statuses lists the states of a kind of case in their usual order.
func Statuses(k finding.Kind) []StatusRow {
	var rows []StatusRow
	for _, r := range statusTable {
		if r.Kind == k {
			rows = append(rows, r)
		}
	}
	return rows
}

// InitialStatus is the state of a case nobody has decided on.
func InitialStatus(k finding.Kind) Status {
	for _, r := range statusTable {
		if r.Kind == k {
			return r.ID
		}
	}
	return ""
}

// OpenStatuses lists the states in which somebody still has to do something.
func OpenStatuses(k finding.Kind) []Status {
	var open []Status
	for _, r := range statusTable {
		if r.Kind == k && r.Open {
			open = append(open, r.ID)
		}
	}
	return open
}

// StatusOf finds the row of a state; ok is false where the kind has no such state.
func StatusOf(k finding.Kind, s Status) (row StatusRow, ok bool) {
	i := slices.IndexFunc(statusTable, func(r StatusRow) bool { return r.Kind == k && r.ID == s })
	if i < 0 {
		return StatusRow{}, false
	}
	return statusTable[i], true
}

// settable is an error where a person may not choose that state for that kind.
func settable(k finding.Kind, s Status) error {
	row, ok := StatusOf(k, s)
	if !ok {
		return fmt.Errorf("no status %q: want one of %v", s, names(k))
	}
	if !row.ByMan {
		return fmt.Errorf("status %q is given by the system only: want one of %v", s, names(k))
	}
	return nil
}

func names(k finding.Kind) []Status {
	var out []Status
	for _, r := range Statuses(k) {
		if r.ByMan {
			out = append(out, r.ID)
		}
	}
	return out
}
