package traffic

import "strings"

// class says what a path segment looks like by itself, from surely fixed to surely a value.
type class uint8

const (
	classReserved class = iota // never a value: /me, /search, /v1, /_bulk, /list.php
	classNoun                  // a common noun or verb of APIs: a value only behind /tags and the like
	classCompound              // common nouns joined by dashes: fixed, unless words are values here already
	classWord                  // an unknown word: fixed or a value, its siblings decide
	classSoft                  // rather a value: USD, blue-suede-shoes, area51; siblings decide sooner
	classHard                  // a value whatever stands beside it: 42, a UUID, an address
)

// PathShape is a set of shapes that the values of one place of a template had.
type PathShape uint16

// Shapes of path values.
const (
	ShapeInteger PathShape = 1 << iota
	ShapeUUID
	ShapeHash
	ShapeDate
	ShapeEmail
	ShapePhone
	ShapeNumber // decimals, versions, addresses, coordinates
	ShapeOpaque // mixed letters and digits, base64url, ULID, prefixed ids
	ShapeText   // encoded or non-ASCII text, lists
	ShapeSlug   // words
)

var shapeNames = []string{"integer", "uuid", "hash", "date", "email", "phone", "number", "opaque", "text", "slug"}

// Names lists the shapes in a fixed order: "integer", "uuid", "slug"...
func (s PathShape) Names() []string {
	var names []string
	for i, n := range shapeNames {
		if s>>i&1 == 1 {
			names = append(names, n)
		}
	}
	return names
}

// tally counts the byte classes of a segment in one pass.
type tally struct {
	lower, upper, digit, hex int
	dash, under, dot, colon  int
	other                    int // of comma, plus, at, tilde and the like
	wide                     int // bytes beyond ASCII
	illegal                  bool
	turns                    int // borders between letters and digits
	run                      int // longest run of digits
}

func tallyOf(s string) (t tally) {
	run, last := 0, byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		kind := byte(0)
		switch {
		case isDigit(c):
			t.digit++
			t.hex++
			run++
			t.run = max(t.run, run)
			kind = 'd'
		case isLower(c):
			t.lower++
			kind = 'l'
			if c <= 'f' {
				t.hex++
			}
		case isUpper(c):
			t.upper++
			kind = 'l'
			if c <= 'F' {
				t.hex++
			}
		case c == '-':
			t.dash++
		case c == '_':
			t.under++
		case c == '.':
			t.dot++
		case c == ':':
			t.colon++
		case c >= 0x80:
			t.wide++
		case c <= ' ' || c == 0x7f || c == '%' || c == '{' || c == '}' || c == '"' || c == '<' || c == '>' ||
			c == '\\' || c == '^' || c == '`' || c == '|' || c == '[' || c == ']':
			t.illegal = true
		default:
			t.other++
		}
		if kind != 'd' {
			run = 0
		}
		if kind != 0 && last != 0 && kind != last {
			t.turns++
		}
		last = kind
	}
	return t
}

// place is where a segment stands.
type place struct {
	after string // the fixed segment before it; "" at the head and behind a value
	depth int    // 0 at the head
	param bool   // the segment before it is a value
}

// early reports whether a version or locale may stand here.
func (p place) early() bool {
	if p.depth == 0 {
		return true
	}
	switch strings.ToLower(p.after) {
	case "api", "apis", "rest", "v", "version", "openapi", "wp-json", "gateway", "_api":
		return true
	}
	return false
}

// classify judges the core of a segment (see affixes). longest is the byte bound of a fixed word.
func (c *wordCache) classify(s string, p place, longest int) (class, PathShape) {
	t := tallyOf(s)
	n := len(s)
	switch {
	case n == 0:
		return classReserved, 0
	case t.illegal:
		if strings.IndexByte(s, '%') >= 0 && strings.Contains(strings.ToLower(s), "%40") {
			return classHard, ShapeEmail
		}
		return classHard, ShapeText
	case n > longest:
		return classHard, ShapeOpaque
	case t.wide > 0:
		return c.wordClass(s, t), ShapeText
	case t.digit == n:
		return integerClass(s, p)
	case isUUID(s):
		return classHard, ShapeUUID
	}
	letters := t.lower + t.upper
	switch s[0] {
	case '$':
		if n > 1 && letters+t.dash == n-1 && (t.upper == 0 || !jumbled(s[1:])) {
			return classReserved, 0 // "$metadata", "$find-matches"
		}
		if sh, ok := opaque(s[1:], tallyOf(s[1:])); ok {
			return classHard, sh
		}
	case '.':
		return classReserved, 0
	case '_':
		if t.digit < 3 {
			return classReserved, 0
		}
	case '@', '~':
		if n > 1 && !in(reserved, s[1:]) {
			return classHard, ShapeSlug
		}
		return classReserved, 0 // "@me"
	}
	if at := strings.IndexByte(s, '@'); at > 0 {
		return classHard, ShapeEmail
	}
	if letters == 0 && t.digit == 0 {
		return classReserved, 0 // "-", "--"
	}
	if n > 2 && s[n-2:] == "()" && isLower(s[0]|0x20) {
		return classReserved, 0 // a function without arguments
	}
	if cl, sh, ok := dottedOrDigits(s, t, p); ok {
		return cl, sh
	}
	if cl, ok := versionClass(s, p); ok {
		return cl, ShapeSlug
	}
	if isLocale(s) {
		if p.early() || p.depth == 1 && !isPlural(p.after) {
			return classReserved, 0
		}
		return classSoft, ShapeSlug
	}
	if t.other > 0 {
		if strings.ContainsAny(s, ",=+*&") && letters+t.digit > 0 {
			return classHard, ShapeText
		}
		return classSoft, ShapeText
	}
	if sh, ok := opaque(s, t); ok {
		return classHard, sh
	}
	return c.wordClass(s, t), ShapeSlug
}

// integerClass: a small number where a version may stand is one ("/2/tweets", "/rest/api/3").
func integerClass(s string, p place) (class, PathShape) {
	if p.early() && len(s) == 1 {
		return classSoft, ShapeInteger
	}
	return classHard, ShapeInteger
}

// dottedOrDigits knows dates, phone numbers, decimals, versions, addresses and domains.
func dottedOrDigits(s string, t tally, p place) (class, PathShape, bool) {
	letters := t.lower + t.upper
	if isDate(s) {
		if p.early() && len(s) <= 10 {
			return classSoft, ShapeDate, true // a dated version such as /2015-03-31/functions
		}
		return classHard, ShapeDate, true
	}
	if letters == 0 && t.digit > 0 {
		switch {
		case t.dot > 0 && t.digit+t.dot == len(s):
			if p.early() && len(s) <= 5 {
				return classReserved, 0, true // "/1.1/statuses", "/api/2.0.1"
			}
			if len(s) == 3 && t.dot == 1 && !p.param {
				return classSoft, ShapeNumber, true // a version deeper down: "/rest/agile/1.0"
			}
			return classHard, ShapeNumber, true
		case t.dot == 0 && t.digit >= 7 && (s[0] == '+' || t.dash > 0 || s[0] == '('):
			return classHard, ShapePhone, true
		case strings.IndexByte(s, ',') > 0:
			return classHard, ShapeNumber, true
		}
		return classHard, ShapeInteger, true // "-5", "12-34", "10:30", "7_8"
	}
	if t.dot == 0 {
		return 0, 0, false
	}
	ext := strings.ToLower(s[strings.LastIndexByte(s, '.')+1:])
	core := s[:strings.LastIndexByte(s, '.')]
	if in(scriptEnds, ext) && tallyOf(core).digit < 4 && !inFold(fileHolders, p.after) {
		return classReserved, 0, true
	}
	if len(s) > 11 && isDate(s[len(s)-10:]) {
		return classHard, ShapeOpaque, true // "logs-2026.11.01"
	}
	if in(domains, ext) && core != "" && t.under == 0 && t.upper == 0 && !p.early() {
		return classHard, ShapeText, true
	}
	if in(domainEnds, ext) && core != "" && wordClass(s, t) > classNoun { // not "users.info"
		if p.early() {
			return classCompound, ShapeText, true // a group of APIs: "/apis/networking.k8s.io"
		}
		return classHard, ShapeText, true
	}
	if in(fileEnds, ext) {
		if tallyOf(core).run >= 3 {
			return classHard, ShapeText, true // "report_20261122.pdf"
		}
		return classSoft, ShapeText, true
	}
	if t.digit > 0 && t.dot >= 2 && t.digit+t.dot > len(s)/2 {
		return classHard, ShapeNumber, true // "1.2.3-rc1"
	}
	return 0, 0, false
}

// scriptEnds are programs: the file is the endpoint.
var scriptEnds = wordSet(`php do action jsp jspx asp aspx cgi ashx asmx svc pl py rb cfm axd api rpc htm
html shtml jhtml`)

// domainEnds are ends of host names seen as values ("/domains/example.com/dns").
var domainEnds = wordSet(`com net org io dev cn app edu gov uk de fr jp biz xyz test local example online site shop cloud ai tv ru br nl eu us ca it es pl se ch at be jp kr in au nz`)

// domains are those of them that are no word of an API.
var domains = wordSet(`com net org io example cn`)

// fileEnds are ends of documents handed out by an API: the name before them is a value.
var fileEnds = wordSet(`
pdf zip txt gz tar tgz doc docx xls xlsx ppt pptx log bin parquet md rst jar war whl deb rpm apk ipa mp3 mp4 wav
avi mov m3u8 ts mpd yml yaml toml lock go py rb java rs cs kt php sh sum mod html css js jpg jpeg png gif webp svg tif tiff ics vcf key pem crt jsonl avro orc ipynb pkl onnx safetensors exe dmg iso bak sql proto wasm`)

// versionClass knows v1, v2beta3, v1.1; a release tag such as v1.2.3 is rather a value.
func versionClass(s string, p place) (class, bool) {
	if len(s) < 2 || s[0] != 'v' && s[0] != 'V' || !isDigit(s[1]) {
		return 0, false
	}
	dots, i := 0, 1
	for i < len(s) && (isDigit(s[i]) || s[i] == '.') {
		if s[i] == '.' {
			dots++
		}
		i++
	}
	rest := strings.TrimRight(strings.ToLower(strings.Trim(s[i:], "-_")), "0123456789.")
	switch rest {
	case "", "alpha", "beta", "rc", "preview", "p":
	default:
		return 0, false
	}
	switch singular(strings.ToLower(p.after)) {
	case "tag", "version", "release", "ref", "branch":
		return classSoft, true
	}
	if (dots > 1 || i > 7) && !p.early() {
		return classSoft, true
	}
	return classReserved, true
}

// isLocale knows "en", "en-US", "zh_CN", "zh-Hans".
func isLocale(s string) bool {
	if len(s) < 2 || len(s) > 7 || !isLower(s[0]) || !isLower(s[1]) || !in(languages, s[:2]) {
		return false
	}
	if len(s) == 2 {
		return true
	}
	if s[2] != '-' && s[2] != '_' || len(s) < 5 {
		return false
	}
	t := tallyOf(s[3:])
	return t.lower+t.upper == len(s)-3 && (len(s) == 5 || len(s) == 7 && isUpper(s[3]))
}
