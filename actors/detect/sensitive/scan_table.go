package sensitive

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// A table in text: a first line of headings and rows with as many cells, separated by commas,
// tabs, semicolons or bars, as exports and logs write them.

const (
	maxTableColumns = 32  // more columns are no table that a person made
	maxTableRows    = 200 // rows read of one text; further ones are still read for what needs no heading
)

// table reads the cells of a table by their headings.
func (s *Scanner) table() {
	text := s.text
	first := bytes.IndexByte(text, '\n')
	if first < 3 || first > 1024 {
		return
	}
	sep := byte(0)
	for _, c := range []byte(",\t;|") {
		if bytes.IndexByte(text[:first], c) >= 0 {
			sep = c
			break
		}
	}
	if sep == 0 {
		return
	}
	var heads [maxTableColumns]hint
	n, known := 0, 0
	for rest := text[:first]; n < len(heads); n++ {
		cell, more, found := bytes.Cut(rest, []byte{sep})
		cell = bytes.Trim(cell, " \r\"")
		if len(cell) > maxLabel || bytes.IndexByte(cell, ':') >= 0 {
			return
		}
		heads[n] = s.hints.of(str(cell))
		if heads[n]&^(hOpaque|hThing|hPeople) != 0 {
			known++
		}
		if rest = more; !found {
			n++
			break
		}
	}
	if known == 0 || n < 2 || known*2 < n && known < 3 {
		return
	}
	at := first + 1
	for row := 0; row < maxTableRows && at < len(text); row++ {
		end := len(text)
		if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i
		}
		if bytes.Count(text[at:end], []byte{sep}) == n-1 {
			s.cells(heads[:n], sep, at, end)
		}
		at = end + 1
	}
}

// cells reads one row, each cell as the value of its heading.
func (s *Scanner) cells(heads []hint, sep byte, at, end int) {
	text, key, free, bare := s.text, s.key, s.free, s.bare
	for _, h := range heads {
		stop := end
		if i := bytes.IndexByte(text[at:end], sep); i >= 0 {
			stop = at + i
		}
		start, last := trim(text, at, stop)
		for start < last && text[start] == '"' && text[last-1] == '"' && last-start > 1 {
			start, last = start+1, last-1
		}
		if h != 0 && start < last {
			before := len(s.work)
			cell := text[start:last]
			s.text, s.key, s.free, s.bare = cell, h, false, false
			s.whole(h, 0, len(cell))
			if traffic.ClassOf(cell)&traffic.HasDigit != 0 {
				s.tokens()
			}
			for i := before; i < len(s.work); i++ {
				s.work[i].Start += start
				s.work[i].End += start
			}
		}
		at = min(stop+1, end)
	}
	s.text, s.key, s.free, s.bare = text, key, free, bare
}
