// Package finding holds the words in which Lapwing states what it has concluded.
//
// The tour: facts.go is what one call says by itself; finding.go is a risk or an event
// with its evidence and its reason; fold.go makes one case of many findings and book.go
// keeps the open cases; suggestion.go is what a gateway could do about one; asset.go is
// an API as the inventory shows it; sample.go is a masked call kept as evidence; level.go
// and ids.go are the small vocabularies (their tables of titles, examples and advice live
// in the detect packages); pack.go is how states are written down.
//
// Pure: values in, values out.
package finding
