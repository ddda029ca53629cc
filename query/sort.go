package query

// SortKey names what a list can be ordered by. The store maps each to a column or expression.
type SortKey string

// Sort keys of cases and of the inventory.
const (
	SortEnd        SortKey = "last"       // cases: time of the newest call; APIs: last seen
	SortStart      SortKey = "first"      // cases: start; APIs: first seen
	SortLevel      SortKey = "level"      // cases: 1 low to 3 high
	SortCount      SortKey = "count"      // cases: calls that belong to it
	SortCalls      SortKey = "calls"      // APIs
	SortErrors     SortKey = "errors"     // APIs: answers of 400 and above
	SortGrade      SortKey = "grade"      // APIs: 0 none to 3 high
	SortImportance SortKey = "importance" // APIs: 0 minor to 2 important
	SortRisks      SortKey = "risks"      // APIs: open risks, one of high level before any of medium, that before any of low
	SortEvents     SortKey = "events"     // APIs: open events, likewise
	SortPeak       SortKey = "peak"       // APIs: most calls in one minute
	SortSlow       SortKey = "p95"        // APIs: 95th percentile of latency, nanoseconds
)

// Order is a sort key and a direction; ties are broken by ID in the same direction, so
// that the order is total and a keyset cursor never skips or repeats a row.
type Order struct {
	By   SortKey
	Desc bool
}

// Key is the place of a row in an order: its value under the sort key as an integer (times
// as Unix nanoseconds, levels and counts as they are) and its ID. A page starts after it.
type Key struct {
	N  int64
	ID string
}

// Page is one page of a list.
type Page[T any] struct {
	Rows  []T
	Total uint64 // rows of the whole filter, not of the page
	Next  *Key   // where the next page starts after; nil: this was the last one
}

// Facet is one value of a field and how many rows have it.
type Facet struct {
	Value string
	Count uint64
}

// Facets holds the counts per field asked for.
type Facets map[Field][]Facet
