package export

import (
	"encoding/csv"
	"io"
)

// MaxRows bounds one export; who needs more narrows the filter or reads the API by pages.
const MaxRows = 100_000

// Column is one column of a table of T.
type Column[T any] struct {
	Name string
	Of   func(T) string
}

// Table writes rows by RFC 4180: CRLF, quotes doubled, a header line, each cell through Cell.
type Table[T any] struct {
	w    *csv.Writer
	cols []Column[T]
	line []string
}

// NewTable writes the header line.
func NewTable[T any](w io.Writer, cols []Column[T]) (*Table[T], error) {
	t := &Table[T]{w: csv.NewWriter(w), cols: cols, line: make([]string, len(cols))}
	t.w.UseCRLF = true
	for i, c := range cols {
		t.line[i] = c.Name
	}
	return t, t.w.Write(t.line)
}

// Row writes one row.
func (t *Table[T]) Row(row T) error {
	for i, c := range t.cols {
		t.line[i] = Cell(c.Of(row))
	}
	return t.w.Write(t.line)
}

// Flush sends what is buffered and gives the first error of all writes.
func (t *Table[T]) Flush() error {
	t.w.Flush()
	return t.w.Error()
}
