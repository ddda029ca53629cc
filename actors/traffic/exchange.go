package traffic

import (
	"net/netip"
	"strings"
	"time"
)

// Exchange is one captured HTTP call, request and response.
//
// Strings may alias the buffer they were decoded from; whoever keeps an Exchange
// beyond the batch it came in clones what it keeps.
type Exchange struct {
	ID       string        // unique per tenant; a second delivery of the same ID is harmless
	Time     time.Time     // event time, UTC
	Source   string        // name the sensor gave itself
	Method   string        // upper case
	Scheme   string        // "http" or "https", may be empty
	Host     string        // lower case, without port 80/443
	Path     string        // as sent, percent-encoded, without the query
	Query    string        // as sent, without '?'
	HTTP     string        // "1.1", "2", "3" or empty
	Client   Client        // who called
	Request  Message       //
	Response Message       //
	Status   int           // 0: no answer was recorded
	Latency  time.Duration // 0: unknown
	WAF      Verdict       // the gateway's own verdict, when it gave one
	Trace    string        // trace id, if any
}

// Client says who called.
type Client struct {
	IP      netip.Addr   // the address the gateway believed
	Port    uint16       //
	Via     []netip.Addr // proxies between, nearest last
	Account string       // account name the gateway knew, if any
	JA4     string       // TLS client fingerprint, if any
}

// Message is one direction of a call.
type Message struct {
	Headers []Header // in the order sent, duplicates kept
	Body    []byte   // decoded transfer; content-encoding already undone
	Size    int64    // true length in bytes, also where Body was cut or not captured
	Cut     bool     // the sensor (or our own limit) kept only a part
	Absent  bool     // the sensor did not capture this body at all (lowers coverage)
}

// Header is one header line.
type Header struct{ Name, Value string }

// Verdict is what a firewall at the gateway decided about the call.
type Verdict struct {
	Action string // "block", "log", "allow" or empty
	Rule   string // its rule's ID
	Class  string // attack kind by our stable names, if it could be mapped
}

// Blocked reports whether the gateway refused the call.
func (v Verdict) Blocked() bool { return v.Action == "block" }

// Header gives the first value of the named header, matched without case, or "".
func (m *Message) Header(name string) string {
	for i := range m.Headers {
		if h := &m.Headers[i]; len(h.Name) == len(name) && strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}
