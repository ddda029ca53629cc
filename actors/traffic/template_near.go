package traffic

import "strings"

// Near gives the place in which a path that is no API was looked for: the deepest words that hold
// something that works, with Other behind them ("/users/{other}"). Where exact, a path that is held
// although it never worked stands for itself ("/redirect"). It is "" for files of web pages, which pages
// miss by themselves, and for hosts that were never learned.
func (t *Templates) Near(host, method, path string, exact bool) string {
	segs := segments(t.segs[:0], path)
	t.segs = segs[:0]
	h := t.find(host)
	if h == nil || len(segs) > t.limits.Depth || !exact && asset(method, segs) {
		return ""
	}
	n, known := h.root, 0
	for i, seg := range segs {
		if n = t.route(n, i, seg).to; n == nil {
			break
		}
		if n.works {
			known = i + 1
		}
	}
	switch {
	case exact && n != nil && n.ends > 0 && !probe(segs):
		return t.render(h, segs)
	case known == len(segs): // there, but not by this method
		known = max(known-1, 0)
	}
	if known == 0 {
		return Other
	}
	return strings.TrimSuffix(t.render(h, segs[:known]), "/") + Other
}
