package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/lapwing-sec/lapwing/query/export"
)

// printable makes text safe for a terminal: control and direction characters, which could
// move the cursor or turn text around, become visible escapes.
func printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\n' || r == '\t' || !unicode.IsControl(r) && !unicode.Is(unicode.Bidi_Control, r) && r != '\ufeff' && r != unicode.ReplacementChar {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, "\\u%04x", r)
	}
	return b.String()
}

// column is one column of a listing: its title and where in an item its value stands.
type column struct{ title, path string }

// lookup follows a dotted path through decoded JSON.
func lookup(item map[string]any, path string) string {
	var v any = item
	for _, k := range strings.Split(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return ""
		}
		v = m[k]
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", v), "0"), ".")
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = fmt.Sprint(v[i])
		}
		return strings.Join(parts, " ")
	}
	return fmt.Sprint(v)
}

// show prints items as a table, one JSON object a line, or CSV.
func show(w io.Writer, format string, cols []column, items []map[string]any) error {
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, it := range items {
			if err := enc.Encode(it); err != nil {
				return fmt.Errorf("cannot print: %w", err)
			}
		}
		return nil
	case "csv":
		return showCSV(w, cols, items)
	}
	tw := tabwriter.NewWriter(w, 2, 8, 2, ' ', 0)
	for i, c := range cols {
		fmt.Fprint(tw, sep(i), strings.ToUpper(c.title))
	}
	fmt.Fprintln(tw)
	for _, it := range items {
		for i, c := range cols {
			fmt.Fprint(tw, sep(i), strings.ReplaceAll(printable(shorter(lookup(it, c.path))), "\t", " "))
		}
		fmt.Fprintln(tw)
	}
	return tw.Flush()
}

// shorter shows a time of the API in the reader's zone, to the second; other text as it is.
func shorter(s string) string {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil && len(s) >= len("2006-01-02T15:04:05Z") {
		return t.Local().Format("2006-01-02 15:04:05")
	}
	return s
}

func sep(i int) string {
	if i == 0 {
		return ""
	}
	return "\t"
}

func showCSV(w io.Writer, cols []column, items []map[string]any) error {
	cw := csv.NewWriter(w)
	head := make([]string, len(cols))
	for i, c := range cols {
		head[i] = c.title
	}
	_ = cw.Write(head)
	for _, it := range items {
		line := make([]string, len(cols))
		for i, c := range cols {
			line[i] = export.Cell(lookup(it, c.path))
		}
		_ = cw.Write(line)
	}
	cw.Flush()
	return cw.Error()
}
