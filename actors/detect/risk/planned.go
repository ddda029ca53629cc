package risk

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// table puts the rows together, one file a category.
func table() []*Row {
	all := slices.Concat(securityRows(), accountRows(), permissionRows(), dataRows(), designRows())
	slices.SortFunc(all, func(a, b *Row) int { return int(a.ID) - int(b.ID) })
	return all
}

// Planned is a row of the acceptance table that nothing judges yet.
type Planned struct {
	ID       finding.Risk
	Title    string
	Category string
	Level    finding.Level
}

// planned rows move to the table as they come.
var planned = []Planned{
	{7, "Presence of default passwords", accountSecurity, finding.Medium},
	{14, "Unrestricted access sources", accessControl, finding.Low},
	{15, "Unrestricted access tools", accessControl, finding.Low},
	{32, "Arbitrary short message sending", apiDesign, finding.Medium},
	{33, "Arbitrary email content sending", apiDesign, finding.Medium},
}

// NotYet lists the rows that nothing judges yet.
func NotYet() []Planned { return planned }
