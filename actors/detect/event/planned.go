package event

import "github.com/lapwing-sec/lapwing/actors/finding"

// Planned is a row of the acceptance table that nothing judges yet.
type Planned struct {
	ID       finding.Event
	Title    string
	Category string
}

// planned rows move to rows, each into a file of its own, as they come.
var planned = []Planned{
	{21, "Mass sensitive data access by IP addresses outside China", "Sensitive data leak"},
}

// NotYet lists the rows that nothing judges yet.
func NotYet() []Planned { return planned }
