package query

import (
	"fmt"
	"slices"
	"strings"
)

// Disposition is what a person says a case was, apart from what is done about it (NF-25).
type Disposition string

// Dispositions; the zero value is none.
const (
	TruePositive  Disposition = "true_positive"
	FalsePositive Disposition = "false_positive"
	Benign        Disposition = "benign"

	// Undisposed takes back what was said; a decision without a disposition leaves it as it is.
	Undisposed Disposition = "none"
)

// DispositionRow describes one of them.
type DispositionRow struct {
	ID           Disposition
	Title, Means string
}

// Dispositions lists those a person may choose.
func Dispositions() []DispositionRow {
	return []DispositionRow{
		{TruePositive, "True", "What the case says has happened."},
		{FalsePositive, "False alarm", "What the case says has not happened."},
		{Benign, "By design", "It has happened, and it is meant to."},
	}
}

// After is the disposition of a case that had d before a decision that says to.
func (d Disposition) After(to Disposition) Disposition {
	switch to {
	case "":
		return d
	case Undisposed:
		return ""
	}
	return to
}

func (d Disposition) check() error {
	if d == "" || d == Undisposed || slices.ContainsFunc(Dispositions(), func(r DispositionRow) bool { return r.ID == d }) {
		return nil
	}
	var want strings.Builder
	for _, r := range Dispositions() {
		fmt.Fprintf(&want, "%s (%s), ", r.ID, r.Title)
	}
	return fmt.Errorf("want %sor %s, which takes it back; left out it stays as it is; not %q", want.String(), Undisposed, short(string(d)))
}
