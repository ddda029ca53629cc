package traffic

import "bytes"

// textBody reads a body without structure.
func (w *Walker) textBody(_ string, body []byte) {
	w.stand.Place = InText
	w.text(body, 0, len(body), "", "", w.record())
}

// text adds src[at:end] in chunks of at most TextBytes. Chunks do not overlap, so nothing is
// counted twice: each ends behind the last line break of its last quarter, else behind the
// last white space there, else at a character's border. Only in the last case, a quarter of
// TextBytes without any white space, can a datum be split and so be missed.
func (w *Walker) text(src []byte, at, end int, key, parent string, rec uint32) {
	for at < end && src[at] <= ' ' {
		at++
	}
	for at < end && !w.full {
		stop := end
		if stop-at > w.lim.TextBytes {
			stop = at + w.chunk(src[at:end])
		}
		w.add(key, parent, src[at:stop], rec, at, stop)
		at = stop
	}
}

// chunk gives the length of the first chunk of a text longer than TextBytes.
func (w *Walker) chunk(text []byte) int {
	most := w.lim.TextBytes
	from := most - most/4
	if n := bytes.LastIndexByte(text[from:most], '\n'); n >= 0 {
		return from + n + 1
	}
	if n := bytes.LastIndexAny(text[from:most], " \t\r"); n >= 0 {
		return from + n + 1
	}
	return max(runeStart(text, most), 1)
}
