package purpose

import (
	"net/url"
	"strings"
)

// shape is a path or template without its values.
type shape struct {
	segs   []string // fixed segments, percent-decoded; without "api", versions and program endings
	run    int      // index of the first segment behind the last inner value
	tail   bool     // a value follows the last segment
	static bool     // names a file that pages are made of
}

// programs are endings that say how a server is written and nothing of what is asked.
var programs = wordSet("do action json php html htm jsp jspx asp aspx asmx ashx svc cgi xml pl mvc rpc")

// pageParts are endings of files that pages are made of.
var pageParts = wordSet("css js mjs map ico png jpg jpeg gif svg webp bmp woff woff2 ttf eot otf env txt")

// shapeOf takes a path apart. Of the query only the operation of AWS's query protocol counts,
// "?Action=RunInstances", and of the fragment the target, as API descriptions write it.
func shapeOf(path string) (s shape) {
	op := operation(path)
	path, _, _ = strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, "#")
	for len(path) > 0 && len(s.segs) < maxWords {
		seg, rest, _ := strings.Cut(path, "/")
		path = rest
		if i := strings.IndexByte(seg, ';'); i >= 0 {
			seg = seg[:i]
		}
		if strings.IndexByte(seg, '%') >= 0 {
			if plain, err := url.PathUnescape(seg); err == nil {
				seg = plain
			}
		}
		switch {
		case seg == "":
		case isValue(seg):
			s.tail = true
			if i := strings.IndexAny(seg, "}:"); i >= 0 && i+2 < len(seg) && seg[0] == '{' {
				s.push(seg[i+1:]) // {id}:cancel, {id}.json
			}
		case isVersion(seg) || strings.EqualFold(seg, "api") || strings.EqualFold(seg, "rest"):
		default:
			s.push(seg)
		}
	}
	if n := len(s.segs); n > 0 && !s.tail {
		s.ending(n - 1)
	}
	if op != "" {
		s.push(op)
	}
	return s
}

func (s *shape) push(seg string) {
	if s.tail {
		s.run = len(s.segs)
	}
	s.segs, s.tail = append(s.segs, seg), false
}

// ending takes the program's ending off the last segment and knows the parts of pages.
func (s *shape) ending(last int) {
	seg := s.segs[last]
	i := strings.LastIndexByte(seg, '.')
	if i < 0 {
		return
	}
	end := strings.ToLower(seg[i+1:])
	s.static = pageParts[end]
	if i > 0 && programs[end] {
		s.segs[last] = seg[:i]
	}
}

// operation finds the operation of AWS's protocols in a query or fragment, "" if there is none.
func operation(path string) string {
	for _, mark := range []string{"Action=", "X-Amz-Target=", "Operation="} {
		i := strings.Index(path, mark)
		if i <= 0 || !strings.ContainsRune("?#&", rune(path[i-1])) {
			continue
		}
		op := path[i+len(mark):]
		if j := strings.IndexAny(op, "&#"); j >= 0 {
			op = op[:j]
		}
		return op[strings.LastIndexByte(op, '.')+1:]
	}
	return ""
}

func isVersion(s string) bool {
	return len(s) <= 4 && (s[0] == 'v' || s[0] == 'V') && len(s) > 1 && s[1] >= '0' && s[1] <= '9'
}

// isValue knows placeholders and what can only be a value.
func isValue(s string) bool {
	if s[0] == '{' || s[0] == ':' || s[0] == '<' {
		return true
	}
	digits := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
		}
	}
	return digits*2 > len(s) || len(s) >= 20 && digits >= 4
}
