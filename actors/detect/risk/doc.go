// Package risk knows the weaknesses of an API: 38 kinds, one row each.
//
// The tour: table.go is the form of a row; rows_*.go hold the rows, one file a category,
// each with advice and with examples that it must find and must ignore; example.go reads
// those; call.go is what a row may look at and the small questions rows ask; api.go is
// what was counted of an API over time; planned.go names the rows still to come.
//
// A row judges one call by itself (PerCall, on the node that received it) or what was
// counted of an API (PerAPI, in the API's state). The examples run through the whole
// inspection in package detect, so that a row proves itself together with what it
// builds on. A reason never holds a raw value.
package risk
