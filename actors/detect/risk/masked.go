package risk

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	maskRun     = 2    // characters of a mask
	maskSure    = 6    // shown characters that no two values of one answer share by chance
	maskShown   = 2    // shown characters of a value in the same record
	maxMasked   = 64   // masked values of one answer that are compared
	longMask    = 64   // bytes of a masked value
	maxCompared = 2000 // values of one answer that masked ones are compared with
)

// maskedBesidePlain looks for a value that stands masked in one field and in full in
// another of the same answer.
func maskedBesidePlain(c *Call) (string, bool) {
	if !c.F.OK() {
		return "", false
	}
	values, first := c.V.Of(traffic.Response)
	masked := 0
	for i := range values {
		m := &values[i]
		if m.Class&(traffic.HasMark|traffic.HasHigh) == 0 || len(m.Text) > longMask || len(m.Text) < 3 ||
			!starred(m.Text, m.Class) {
			continue
		}
		if masked++; masked > maxMasked {
			return "", false
		}
		for j := range c.Found {
			f := &c.Found[j]
			if f.Index < first || f.Index == first+i {
				continue
			}
			v := &c.V.All[f.Index]
			if shown := unmask(m.Text, v.Text[f.Start:f.End]); shown >= maskSure || shown >= maskShown && together(m, v) {
				return finding.Say("masked_and_full", where(m), placed("other", v.Place, v.Key)), true
			}
		}
		for j := range values[:min(len(values), maxCompared)] { // names and what else no type knows
			v := &values[j]
			if j == i || v.Place != m.Place || len(v.Text) > longMask || len(v.Text) < 2 {
				continue
			}
			shown := unmask(m.Text, v.Text)
			if shown >= maskSure && len(skeleton(m.Text)) == len(skeleton(v.Text)) ||
				shown > 0 && v.Record == m.Record && related(m.Key, v.Key) {
				return finding.Say("masked_and_full", where(m), placed("other", v.Place, v.Key)), true
			}
		}
	}
	return "", false
}

// stars are the characters of masks.
var stars = [...]string{"*", "•", "●", "＊", "█"}

// starred reports a text of which a part is masked.
func starred(t []byte, class traffic.Class) bool {
	ascii := class&traffic.HasMark != 0
	wide := class&traffic.HasWide != 0 || class&traffic.HasHigh != 0 && bytes.IndexByte(t, stars[1][0]) >= 0
	for _, s := range stars {
		if s[0] < 0x80 && !ascii || s[0] >= 0x80 && !wide {
			continue
		}
		if n := bytes.Count(t, []byte(s)); n >= maskRun || n == 1 && len(s)+3 <= len(t) && t[0] >= 0x80 {
			return n*len(s) < len(t)
		}
	}
	return false
}

// unmask gives how many characters a masked and a plain value share, 0 where they can't be
// the same. A run of stars stands for one character or more; separators don't count.
func unmask(masked, plain []byte) (shown int) {
	m, p := skeleton(masked), skeleton(plain)
	star := bytes.IndexByte(m, '*')
	last := bytes.LastIndexByte(m, '*')
	if star < 0 || len(p) <= len(m)-(last-star+1) || bytes.IndexByte(p, '*') >= 0 {
		return 0
	}
	head, tail := m[:star], m[last+1:]
	if !bytes.HasPrefix(p, head) || !bytes.HasSuffix(p, tail) {
		return 0
	}
	middle := p[len(head) : len(p)-len(tail)]
	for _, piece := range bytes.FieldsFunc(m[star:last+1], func(r rune) bool { return r == '*' }) {
		at := bytes.Index(middle, piece)
		if at < 1 { // at least one character stood behind each run of stars
			return 0
		}
		middle = middle[at+len(piece):]
		shown += len(piece)
	}
	if len(middle) == 0 {
		return 0
	}
	return shown + len(head) + len(tail)
}

// skeleton leaves out separators and writes every character of a mask as one asterisk.
func skeleton(t []byte) []byte {
	out := make([]byte, 0, longMask)
next:
	for i := 0; i < len(t); {
		for _, s := range stars {
			if bytes.HasPrefix(t[i:], []byte(s)) {
				out = append(out, '*')
				i += len(s)
				continue next
			}
		}
		if b := t[i]; b != ' ' && b != '-' {
			out = append(out, b)
		}
		i++
	}
	return out
}

// together reports values of one object, or of an object and one inside of it.
func together(a, b *traffic.Value) bool {
	return a.Place == b.Place && max(a.Record, b.Record)-min(a.Record, b.Record) <= 1
}

// related reports names that speak of one thing: one is a part of the other once words like
// "masked" are left out.
func related(a, b string) bool {
	x, y := bare(a), bare(b)
	return x != "" && x == y
}

func bare(key string) string {
	var buf [longestName]byte
	k, ok := fold(&buf, key)
	if !ok {
		return ""
	}
	for _, w := range [...]string{
		"masked", "mask", "hidden", "plain", "raw", "full", "real", "original", "show", "display", "desensitized", "desensitive",
		"encrypted", "safe", "sensitive", "source", "src", "origin", "view", "text",
	} {
		k = bytes.ReplaceAll(k, []byte(w), nil)
	}
	return string(k)
}
