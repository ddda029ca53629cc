package main

import (
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"text/tabwriter"
)

// figure is one measured number with the floor that it must not fall below, both in the
// figure's own unit (mostly a share from 0 to 1).
type figure struct {
	name         string
	value, floor float64
	n            int // cases it rests on
}

// confusion is one kind of mistake: the row that should have answered, the one that did
// ("-" for none), and a case that shows it.
type confusion struct {
	want, got, example string
	heldOut            bool
}

// report is what an area measured.
type report struct {
	figures    []figure
	confusions []confusion
}

// add notes a figure.
func (r *report) add(name string, value, floor float64, n int) {
	r.figures = append(r.figures, figure{name, value, floor, n})
}

// mistake notes a wrong answer.
func (r *report) mistake(want, got, example string) {
	r.confusions = append(r.confusions, confusion{want, got, example, heldOut(example)})
}

// heldOut chooses half of the cases by FNV-1a of their text: stable, and nobody's choice.
func heldOut(text string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text))
	return h.Sum32()&1 == 1
}

// below counts the figures under their floors. A figure without cases proves nothing and
// counts as below.
func (r report) below() (n int) {
	for _, f := range r.figures {
		if f.value < f.floor || f.n == 0 {
			n++
		}
	}
	if len(r.figures) == 0 {
		n++
	}
	return n
}

// print writes the report and gives the number of figures below their floors.
func (r report) print(w io.Writer, name string, worst int, held bool) int {
	fmt.Fprintf(w, "\n%s\n", name)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range r.figures {
		mark := ""
		if f.value < f.floor || f.n == 0 {
			mark = "BELOW ITS FLOOR"
		}
		fmt.Fprintf(t, "  %s\t%.4f\tfloor %.4f\tof %d\t%s\n", f.name, f.value, f.floor, f.n, mark)
	}
	_ = t.Flush()
	for _, l := range r.worst(worst, held) {
		fmt.Fprintf(w, "    %s\n", l)
	}
	return r.below()
}

// worst lists the most frequent confusions, most frequent first.
func (r report) worst(most int, held bool) []string {
	type pair struct{ want, got string }
	count, example := map[pair]int{}, map[pair]string{}
	for _, c := range r.confusions {
		p := pair{c.want, c.got}
		count[p]++
		if example[p] == "" && (held || !c.heldOut) {
			example[p] = c.example
		}
	}
	pairs := make([]pair, 0, len(count))
	for p := range count {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		if d := count[b] - count[a]; d != 0 {
			return d
		}
		return compare(a.want+"\x00"+a.got, b.want+"\x00"+b.got)
	})
	var lines []string
	for _, p := range pairs[:min(most, len(pairs))] {
		lines = append(lines, fmt.Sprintf("%d x %s read as %s: %.120q", count[p], p.want, p.got, example[p]))
	}
	return lines
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// f1 is the harmonic mean of precision and recall; 0 where nothing was right.
func f1(tp, fp, fn int) float64 {
	if tp == 0 {
		return 0
	}
	return 2 * float64(tp) / float64(2*tp+fp+fn)
}

// share is a part of a whole, 0 where there is no whole.
func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
