package detect

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Words in a template's places are what a split can set apart later: /users/me of
// /users/{id}. Numbers, codes and long values never are, so for them nothing is kept.
const (
	maxWords    = 8  // places of one template that are looked at
	longestWord = 40 // bytes
)

// PlaceWord is the keyed hash by which a word in a template's place is known in stored calls,
// 0 for values that are no words.
func PlaceWord(key []byte, value string) uint32 {
	var h hasher
	h.use(key)
	return h.placeWord(value)
}

func (h *hasher) placeWord(value string) uint32 {
	if !isPlaceWord(value) {
		return 0
	}
	return max(uint32(h.of("place", []byte(value))), 1)
}

// isPlaceWord wants letters and what joins them, and at most two digits.
func isPlaceWord(value string) bool {
	if value == "" || len(value) > longestWord {
		return false
	}
	digits := 0
	for i := range len(value) {
		switch c := value[i]; {
		case c >= '0' && c <= '9':
			if digits++; digits > 2 {
				return false
			}
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_', c == '-', c == '.':
		default:
			return false
		}
	}
	return digits < len(value)
}

// places notes the words in the template's places, so that calls stored today can be told
// apart by a split made next year.
func (e *Engine) places() {
	path, template := withoutQuery(e.x.Path), e.f.API.Template
	n, words := 0, [maxWords]uint32{}
	any := uint32(0)
	for path != "" && template != "" && n < maxWords {
		var value, place string
		value, path, _ = strings.Cut(strings.TrimLeft(path, "/"), "/")
		place, template, _ = strings.Cut(strings.TrimLeft(template, "/"), "/")
		if !strings.Contains(place, "{id}") {
			continue
		}
		if value = traffic.FirstValue(place, value); value != "" {
			words[n] = e.hash.placeWord(value)
			any |= words[n]
		}
		n++
	}
	if any != 0 && strings.Trim(path+template, "/") == "" {
		e.f.Words = append([]uint32(nil), words[:n]...)
	}
}

func withoutQuery(path string) string {
	if i := strings.IndexByte(path, '?'); i >= 0 {
		return path[:i]
	}
	return path
}
