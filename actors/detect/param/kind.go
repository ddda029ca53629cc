package param

import (
	"encoding/base64"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// kind is what one value looks like.
type kind struct {
	types   finding.ParamTypes
	formats finding.ParamFormats
	text    bool // it was a text: its formats count
}

const longestFormat = 2048 // bytes of a value that can have a format; a URI may be long

// kindOfText tells the kind of a value that every format writes as text: in a path, a
// query, a header, a form. Numbers and truth values are told by how they look; possible are the
// formats that all texts before had.
func kindOfText(s string, possible finding.ParamFormats) kind {
	if s == "" {
		return kind{types: finding.TypeString, formats: finding.AllFormats, text: true} // empty: says nothing
	}
	if n, ok := integer(s); ok {
		return n
	}
	switch s {
	case "true", "false", "True", "False":
		return kind{types: finding.TypeBoolean, formats: finding.AllFormats}
	}
	if s[0] == '-' || s[0] >= '0' && s[0] <= '9' {
		if dot := strings.IndexByte(s, '.'); dot > 0 && len(s) <= 24 && strings.Trim(s, "-0123456789.") == "" &&
			strings.Count(s, ".") == 1 && dot < len(s)-1 && strings.LastIndexByte(s, '-') <= 0 {
			return kind{types: finding.TypeNumber, formats: finding.AllFormats}
		}
	}
	return kind{types: finding.TypeString, formats: formatsOf(s, possible), text: true}
}

// integer tells whole numbers; one that begins with 0 or has more than 18 digits is a text.
func integer(s string) (kind, bool) {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > 18 || len(digits) > 1 && digits[0] == '0' || strings.Trim(digits, "0123456789") != "" {
		return kind{}, false
	}
	k := kind{types: finding.TypeInteger, formats: finding.FormatInt64}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n == int64(int32(n)) {
		k.formats |= finding.FormatInt32
	}
	return k, true
}

// formats is the table of formats of texts, each with the test that decides.
var formats = []struct {
	format finding.ParamFormats
	least  int // bytes of the shortest
	is     func(string) bool
}{
	{finding.FormatUUID, 36, isUUID},
	{finding.FormatDateTime, 19, isDateTime},
	{finding.FormatDate, 10, func(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }},
	{finding.FormatEmail, 6, isEmail},
	{finding.FormatIPv4, 7, func(s string) bool { a, err := netip.ParseAddr(s); return err == nil && a.Is4() }},
	{finding.FormatIPv6, 2, func(s string) bool { a, err := netip.ParseAddr(s); return err == nil && a.Is6() && a.Zone() == "" }},
	{finding.FormatURI, 8, isURI},
	{finding.FormatByte, 24, isBase64},
}

// formatsOf gives the formats of a text among those that are still possible.
func formatsOf(s string, possible finding.ParamFormats) (f finding.ParamFormats) {
	if len(s) > longestFormat {
		return 0
	}
	for _, row := range formats {
		if possible&row.format != 0 && len(s) >= row.least && row.is(s) {
			f |= row.format
		}
	}
	return f
}

// isUUID follows RFC 9562: 8-4-4-4-12 hexadecimal digits.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i] | 0x20
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (s[i] == '-') || !dash && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
			return false
		}
	}
	return true
}

// isDateTime follows RFC 3339; the zone is required there.
func isDateTime(s string) bool {
	if len(s) > 40 || s[4] != '-' {
		return false
	}
	_, err := time.Parse(time.RFC3339Nano, s)
	return err == nil
}

func isEmail(s string) bool {
	at := strings.IndexByte(s, '@')
	if at < 1 || at > 64 || strings.Count(s, "@") != 1 || strings.ContainsAny(s, " \t<>\"(),:;") {
		return false
	}
	domain := s[at+1:]
	dot := strings.LastIndexByte(domain, '.')
	return dot > 0 && len(domain)-dot > 2 && !strings.Contains(domain, "..")
}

// isURI wants an absolute one: the scheme is what tells it from any other text.
func isURI(s string) bool {
	i := strings.Index(s, "://")
	if i < 2 || i > 20 || strings.ContainsAny(s, " \t\r\n") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.Host != ""
}

// isBase64 wants padding, or both cases and a digit: long words are base64 too, by the letter.
func isBase64(s string) bool {
	if len(s)%4 != 0 || strings.IndexByte(s, ' ') >= 0 {
		return false
	}
	if !strings.HasSuffix(s, "=") && !(strings.ContainsAny(s, "0123456789") && strings.ToLower(s) != s && strings.ToUpper(s) != s) {
		return false
	}
	_, err := base64.StdEncoding.DecodeString(s)
	return err == nil
}
