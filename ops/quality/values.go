package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/ops/quality/values"
)

// The area "values": do the 44 types of data answer as a careful reader would? A case is one
// value with or without its key, or a text, with the types that it holds. Most cases are
// made by the package values after the standards, without the detector's code; the others
// were written by hand and lie in testdata/values.

// Floors of the area, shares from 0 to 1.
const (
	valuesMacroFloor = 0.99
	valuesTypeFloor  = 0.97
	valuesNoneFloor  = 0.997
)

//go:embed testdata/values/*.tsv
var writtenFiles embed.FS

// writtenCases reads the cases written by hand: types (or "-"), key ("~" for free text, "" for
// none) and text, with \n for a line's end.
func writtenCases() (cases []values.Case) {
	files, err := writtenFiles.ReadDir("testdata/values")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		data, err := writtenFiles.ReadFile("testdata/values/" + f.Name())
		if err != nil {
			panic(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			field := strings.SplitN(line, "\t", 3)
			if len(field) != 3 {
				panic(fmt.Sprintf("%s:%d: want three fields, got %d", f.Name(), i+1, len(field)))
			}
			c := values.Case{Key: field[1], Text: strings.ReplaceAll(field[2], `\n`, "\n")}
			if c.Free = c.Key == "~"; c.Free {
				c.Key = ""
			}
			if field[0] != "-" {
				c.Want = strings.Split(field[0], ",")
			}
			cases = append(cases, c)
		}
	}
	return cases
}

// counts are the answers about one type.
type counts struct{ tp, fp, fn int }

func (c counts) f1() float64 { return f1(c.tp, c.fp, c.fn) }

func valuesArea() report {
	var r report
	types := sensitive.Types()
	all, held := map[string]*counts{}, map[string]*counts{}
	for i := range types {
		all[types[i].Name], held[types[i].Name] = &counts{}, &counts{}
	}
	s := sensitive.NewScanner()
	quiet, harmless := 0, 0
	cases := append(values.Cases(), writtenCases()...)
	for _, c := range cases {
		mode := "value"
		if c.Free {
			mode = "text"
		}
		got := s.InspectText(c.Text, c.Key, mode).Types
		if len(c.Want) == 0 {
			harmless++
			if len(got) == 0 {
				quiet++
			}
		}
		judgeTypes(&r, c, got, all, held)
	}
	macro, macroHeld := 0.0, 0.0
	for i := range types {
		macro += all[types[i].Name].f1() / float64(len(types))
		macroHeld += held[types[i].Name].f1() / float64(len(types))
	}
	r.add("macro F1", macro, valuesMacroFloor, len(cases))
	r.add("macro F1 of the half held out", macroHeld, valuesMacroFloor, len(cases)/2)
	r.add("specificity", share(quiet, harmless), valuesNoneFloor, harmless)
	for i := range types {
		c := all[types[i].Name]
		name := fmt.Sprintf("%s (precision %.3f, recall %.3f)",
			types[i].Name, share(c.tp, c.tp+c.fp), share(c.tp, c.tp+c.fn))
		r.add(name, c.f1(), valuesTypeFloor, c.tp+c.fn)
	}
	return r
}

// judgeTypes counts one answer, in all and in the half that is held out.
func judgeTypes(r *report, c values.Case, got []string, all, held map[string]*counts) {
	wants, gots := map[string]bool{}, map[string]bool{}
	for _, t := range c.Want {
		wants[t] = true
	}
	for _, t := range got {
		gots[t] = true
	}
	sets := []map[string]*counts{all}
	if heldOut(c.String()) {
		sets = append(sets, held)
	}
	missed, extra := "-", "-"
	for _, set := range sets {
		for t, n := range set {
			switch {
			case wants[t] && gots[t]:
				n.tp++
			case wants[t]:
				n.fn++
				missed = t
			case gots[t]:
				n.fp++
				extra = t
			}
		}
	}
	if missed != "-" || extra != "-" {
		r.mistake(missed, extra, c.String())
	}
}
