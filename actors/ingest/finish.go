package ingest

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// finish checks and straightens a record that was decoded, whatever its format.
func (r *run) finish(number int) error {
	var err error
	x := &r.x
	if x.Method, err = method(x.Method); err != nil {
		return err
	}
	if err = r.target(); err != nil {
		return err
	}
	if err = r.client(); err != nil {
		return err
	}
	if x.Time, err = r.when(); err != nil {
		return err
	}
	x.Request.Headers = r.bounded(r.hdr[traffic.Request])
	x.Response.Headers = r.bounded(r.hdr[traffic.Response])
	r.sizes()
	x.Request.Absent = x.Request.Absent || !r.raw.reqBody && r.expected(&x.Request, traffic.Request)
	x.Response.Absent = x.Response.Absent || !r.raw.resBody && r.expected(&x.Response, traffic.Response)
	r.body(&x.Request, r.raw.size[0])
	r.body(&x.Response, r.raw.size[1])
	if x.Status < 0 || x.Status > 999 {
		x.Status = 0 // unknown
	}
	r.texts()
	if x.ID == "" {
		x.ID = r.id(number)
	}
	return nil
}

// texts bounds and cleans the short texts; none of them is worth losing a call.
func (r *run) texts() {
	x := &r.x
	if x.Source == "" {
		x.Source = r.o.Source
	}
	for _, s := range []*string{
		&x.ID, &x.Source, &x.Trace, &x.Client.Account, &x.Client.JA4, &x.WAF.Action, &x.WAF.Rule, &x.WAF.Class,
	} {
		*s = r.field(*s)
	}
	x.Client.Account = strings.TrimSpace(x.Client.Account)
	x.Scheme = schemeOf(x.Scheme)
	x.HTTP = versionOf(x.HTTP)
	x.WAF.Action = actionOf(x.WAF.Action)
}

func (r *run) field(s string) string {
	if len(s) > r.o.FieldBytes {
		s = s[:r.o.FieldBytes]
		for !utf8.ValidString(s) && len(s) > r.o.FieldBytes-utf8.UTFMax {
			s = s[:len(s)-1]
		}
	}
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return cleaned(s)
		}
	}
	return s
}

func cleaned(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return -1
		}
		return c
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// method gives a method in upper case. Any token is one: attackers invent some, and so
// do WebDAV and its kin.
func method(s string) (string, error) {
	if s == "" {
		return "", refuse(MissingField, "the method is missing")
	}
	if len(s) > maxMethodBytes {
		return "", refuse(Malformed, "the method is longer than %d bytes", maxMethodBytes)
	}
	lower := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0:
		default:
			return "", refuse(Malformed, "the method %q is not a token of RFC 9110", short(s))
		}
	}
	if lower {
		s = strings.ToUpper(s)
	}
	return s, nil
}

func schemeOf(s string) string {
	switch {
	case s == "https" || s == "http" || s == "":
		return s
	case strings.EqualFold(s, "https") || strings.EqualFold(s, "wss") || s == "on": // nginx $https
		return "https"
	case strings.EqualFold(s, "http") || strings.EqualFold(s, "ws"):
		return "http"
	}
	return ""
}

// versionOf gives "1.1" for "HTTP/1.1", "2" for "HTTP/2.0" and "h2", and "" for what is none.
func versionOf(s string) string {
	if s == "1.1" || s == "" {
		return s
	}
	s = strings.TrimPrefix(strings.ToUpper(s), "HTTP/")
	s = strings.TrimPrefix(s, "H")
	switch s = strings.TrimSuffix(s, ".0"); s {
	case "1":
		return "1.0"
	case "0.9", "1.1", "2", "3":
		return s
	}
	return ""
}

var wafActions = map[string]string{
	"block": "block", "blocked": "block", "deny": "block", "denied": "block", "drop": "block", "reject": "block",
	"log": "log", "monitor": "log", "alert": "log", "detect": "log", "count": "log",
	"allow": "allow", "pass": "allow", "allowed": "allow",
}

func actionOf(s string) string {
	switch s {
	case "", "block", "log", "allow":
		return s
	}
	return wafActions[strings.ToLower(s)]
}

// bounded keeps the headers within their bounds, in order, and cleans what cannot be text.
func (r *run) bounded(hs []traffic.Header) []traffic.Header {
	total := 0
	for i := range hs {
		h := &hs[i]
		total += len(h.Name) + len(h.Value)
		if i >= r.o.HeaderCount || total > r.o.HeaderBytes {
			r.counts.HeadersCut++
			return hs[:i:i]
		}
		if !utf8.ValidString(h.Name) {
			h.Name = strings.ToValidUTF8(h.Name, "\uFFFD")
		}
		if !utf8.ValidString(h.Value) {
			h.Value = strings.ToValidUTF8(h.Value, "\uFFFD")
		}
	}
	if len(hs) == 0 {
		return nil
	}
	return hs[:len(hs):len(hs)]
}

// sizes drops sizes below zero.
func (r *run) sizes() {
	for i, given := range []*bool{&r.raw.reqSize, &r.raw.resSize} {
		if r.raw.size[i] < 0 {
			r.raw.size[i], *given = 0, false
			r.counts.FieldsDropped++
		}
	}
}

// latency gives a latency, or 0 and counts what is none.
func (r *run) latency(ms float64) time.Duration {
	if !(ms >= 0) || ms > float64(maxLatency/time.Millisecond) { // also no NaN
		r.counts.FieldsDropped++
		return 0
	}
	return milliseconds(ms)
}

func milliseconds(ms float64) time.Duration {
	if !(ms > 0) || ms > float64(maxLatency/time.Millisecond) { // also no NaN
		return 0
	}
	return time.Duration(math.Round(ms * float64(time.Millisecond)))
}
