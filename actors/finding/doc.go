// Package finding holds the words in which Lapwing states what it has concluded.
//
// The tour: facts.go is what one call says by itself; finding.go is a risk or an event
// with its evidence and its reason; fold.go makes one case of many findings and book.go
// keeps the open cases; votes.go is which ways of seeing agree; text.go and lang.go are how its
// reason is stored and said in a language; suggestion.go is what a gateway could do about one;
// tuning.go and own.go are what a tenant's policies say of rules, and its own events, as far as
// they travel with the facts; asset.go is an API as the inventory shows it; param.go is one thing
// that its calls carry; sample.go is a masked call kept as evidence; level.go, ids.go, form.go and
// doubt.go are the small vocabularies (their tables of titles, examples and advice live in the
// detect packages), importance.go how much an API matters; pack.go is how states are written down.
//
// Pure: values in, values out.
package finding
