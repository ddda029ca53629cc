// Package export writes what people take away with them: cells, tables, and text that hides
// nothing.
//
// The tour: visible.go makes control and direction characters readable; cell.go makes a
// value harmless in a spreadsheet; csv.go writes tables by RFC 4180; columns.go says which
// columns cases and APIs have.
package export
