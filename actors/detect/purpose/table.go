package purpose

import (
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Row is one purpose.
type Row struct {
	ID      finding.Purpose
	Title   string // as in the acceptance table
	Means   string // what it is, and where the next row begins
	Finds   []Input
	Ignores []Input // endpoints that look alike and have another first purpose
	rules   []rule
}

// Table lists all purposes in the order of their numbers.
func Table() []Row { return slices.Clone(rows) }

// Title gives a purpose's title, "" for an unknown number.
func Title(p finding.Purpose) string {
	if p == 0 || int(p) > len(rows) {
		return ""
	}
	return rows[p-1].Title
}

var rows = slices.Concat(logonRows, registerRows, codeRows, orderRows, logRows, serviceRows, dataRows, changeRows,
	actionRows)

// words numbers the words of all rules; compiledRows are the rows in the same order.
var words = &lexicon{ids: map[string]uint16{}}

var compiledRows = compileAll(rows)

type compiledRow struct {
	id    finding.Purpose
	rules []compiled
}

func compileAll(rows []Row) []compiledRow {
	out := make([]compiledRow, 0, len(rows))
	for _, r := range rows {
		c := compiledRow{id: r.ID}
		for _, rule := range r.rules {
			c.rules = append(c.rules, words.compile(rule))
		}
		out = append(out, c)
	}
	for _, w := range strings.Fields(queryWords + " " + exportWords + " " + downWords + " " + importWords + " " + syncWords) {
		words.reading.add(words.id(w))
	}
	return out
}

// post, get and the like write the examples of the rows.
func post(path string, fields ...string) Input {
	return Input{Method: "POST", Path: path, BodyFields: fields, ContentType: []string{"application/json"}}
}
func get(path string, params ...string) Input {
	return Input{Method: "GET", Path: path, Params: params}
}

func call(method, path string, fields ...string) Input {
	return Input{Method: method, Path: path, BodyFields: fields}
}
