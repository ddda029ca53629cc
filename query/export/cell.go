package export

import "strings"

// Cell makes a value harmless in a spreadsheet: whatever could start a formula (= + - @, their
// full-width forms, a tab, a line end or a control before them) gets an apostrophe in front,
// which programs take as "this is text". Hidden characters are made visible.
func Cell(s string) string {
	s = Lines(s)
	if s == "" || !triggers(s) {
		return s
	}
	return "'" + s
}

// starters begin a formula in at least one of the usual programs.
const starters = "=+-@\t\r\n|%＝＋－＠"

// triggers also looks behind leading spaces, which some programs cut off first.
func triggers(s string) bool {
	rest := strings.TrimLeft(s, " \u3000")
	if rest == "" {
		return false
	}
	for _, r := range rest {
		return strings.ContainsRune(starters, r)
	}
	return false
}
