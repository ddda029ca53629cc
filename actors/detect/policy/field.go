package policy

import (
	"math/bits"
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// uses is a set of the things conditions serve.
type uses uint8

const (
	forScope      uses = 1 << iota // which APIs a rule is about
	forPurpose                     // what tells the purpose: address and names, never values
	forCredential                  // the request
	forAll                         // everything one call can answer
	carries                        // a place in which a credential can stand
	forEvent                       // what is known once the call was judged, too
	stored                         // what a stored call can answer as well: it has no values, names and headers
)

// kind of a field's values decides which operators it has.
type kind uint8

const (
	text kind = iota + 1
	amount
	network
)

// Field is one row of the table of what conditions can ask. Either texts or number is set.
type Field struct {
	ID     string // stable
	Title  string
	Named  named
	kind   kind
	uses   uses
	cost   int // relative: what asking once costs, for the order of conditions
	texts  func(c *Call, name string, f func(string) bool) bool
	number func(c *Call) (n float64, known bool)
	values []string // the words there are; nil: any text
}

// named tells whether a field needs the name of a header, cookie or parameter.
type named uint8

const (
	unnamed  named = iota
	optional       // without a name: any of them
	required
)

// Fields is the table, in the order of the form.
func Fields() []Field { return slices.Clone(fields) }

func fieldOf(id string) (*Field, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.ID == id })
	if i < 0 {
		return nil, false
	}
	return &fields[i], true
}

const (
	everywhere = forScope | forPurpose | forCredential | forAll | forEvent
	naming     = forPurpose | forCredential | forAll | forEvent
	requestish = forCredential | forAll | forEvent
	bearing    = forCredential | forAll | carries | forEvent
	called     = forAll | forEvent
)

var weekdays = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

var serviceWords = [...]string{"unknown", "internal", "partner", "public"}

var purposeIDs = func() (all [256]string) {
	for i := range all {
		all[i] = finding.Purpose(i).String()
	}
	return all
}()

var toolNames = func() (all [256]string) {
	for _, c := range attack.Tools() {
		all[c.ID] = c.Name
	}
	return all
}()

func requestNames(here func(*traffic.Value, string) bool) func(*Call, string, func(string) bool) bool {
	return func(c *Call, _ string, f func(string) bool) bool { return c.names(traffic.Request, here, f) }
}

func valuesOf(side traffic.Side, here func(*traffic.Value, string) bool) func(*Call, string, func(string) bool) bool {
	return func(c *Call, name string, f func(string) bool) bool { return c.texts(side, here, name, f) }
}

func requestHeader(fixed string) func(*Call, string, func(string) bool) bool {
	return func(c *Call, _ string, f func(string) bool) bool { return header(&c.X.Request, fixed, f) }
}

var (
	outcomeWords = [...]string{"", "unknown", "failed", "ok"}
	errorWords   = [...]string{"", "application", "database", "system_info"}
	riskIDs      = func() (all [256]string) {
		for i := range all {
			all[i] = finding.Risk(i).String() //nolint:gosec // small
		}
		return all
	}()
	countryNames = func() map[region.Code]string {
		all := map[region.Code]string{}
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				all[region.Code(a)<<8|region.Code(b)] = string([]rune{a, b}) //nolint:gosec // letters
			}
		}
		return all
	}()
	credentialNames, credentialWords = func() (all [64]string, words []string) {
		for _, k := range credential.Kinds() {
			all[k.ID&63] = k.Name
			words = append(words, k.Name)
		}
		return all, words
	}()
	attackNames, attackWords = func() (all [64]string, words []string) {
		for _, k := range attack.Kinds() {
			all[k.ID&63] = k.Name
			words = append(words, k.Name)
		}
		return all, words
	}()
)

func inSet(s finding.Set, names []string, f func(string) bool) bool {
	for rest := uint64(s); rest != 0; rest &= rest - 1 {
		if f(names[bits.TrailingZeros64(rest)]) {
			return true
		}
	}
	return false
}

var fields = []Field{
	{ID: "host", Title: "Domain", kind: text, uses: everywhere | stored, cost: 1,
		texts: func(c *Call, _ string, f func(string) bool) bool { return f(c.X.Host) }},
	{ID: "api", Title: "API (path template)", kind: text, uses: everywhere | stored, cost: 1,
		texts: func(c *Call, _ string, f func(string) bool) bool { return f(c.F.API.Template) }},
	{ID: "url", Title: "URL path as sent", kind: text, uses: everywhere, cost: 1,
		texts: func(c *Call, _ string, f func(string) bool) bool { return f(c.X.Path) }},
	{ID: "method", Title: "Method", kind: text, uses: everywhere | stored, cost: 1,
		texts: func(c *Call, _ string, f func(string) bool) bool { return f(c.X.Method) }},
	{ID: "operation", Title: "Operation (GraphQL, SOAP, RPC)", kind: text, uses: everywhere | stored, cost: 2,
		texts: func(c *Call, _ string, f func(string) bool) bool {
			m := c.F.API.Method
			return len(m) > len(c.X.Method)+1 && f(m[len(c.X.Method)+1:])
		}},
	{ID: "protocol", Title: "Protocol", kind: text, uses: requestish, cost: 1, values: []string{"http", "https"},
		texts: func(c *Call, _ string, f func(string) bool) bool { return f(c.X.Scheme) }},
	{ID: "purpose", Title: "Purpose (row ID)", kind: text, uses: called | stored, cost: 2,
		texts: func(c *Call, _ string, f func(string) bool) bool {
			for _, p := range c.F.Purposes {
				if f(purposeIDs[p]) {
					return true
				}
			}
			return false
		}},
	{ID: "service_object", Title: "Service object", kind: text, uses: called | stored, cost: 1, values: serviceWords[:],
		texts: func(c *Call, _ string, f func(string) bool) bool { return f(serviceWords[c.F.Service&3]) }},
	{ID: "client.ip", Title: "Client address", kind: network, uses: requestish | stored, cost: 2},
	{ID: "client.type", Title: "Client type", kind: text, uses: requestish | stored, cost: 1,
		texts: func(c *Call, _ string, f func(string) bool) bool { return f(toolNames[c.F.Tool]) }},
	{ID: "client.account", Title: "Account the gateway knew", kind: text, uses: requestish, cost: 1,
		texts: func(c *Call, _ string, f func(string) bool) bool {
			return c.X.Client.Account != "" && f(c.X.Client.Account)
		}},
	{ID: "user_agent", Title: "User-Agent", kind: text, uses: requestish, cost: 4, texts: requestHeader("User-Agent")},
	{ID: "referer", Title: "Referer", kind: text, uses: requestish, cost: 4, texts: requestHeader("Referer")},
	{ID: "request.content_type", Title: "Request Content-Type", kind: text, uses: naming, cost: 4,
		texts: requestHeader("Content-Type")},
	{ID: "request.header", Title: "Request header", kind: text, uses: bearing, Named: required, cost: 4,
		texts: func(c *Call, name string, f func(string) bool) bool { return header(&c.X.Request, name, f) }},
	{ID: "request.header_name", Title: "Request header's name", kind: text, uses: requestish, cost: 4,
		texts: func(c *Call, _ string, f func(string) bool) bool { return headerNames(&c.X.Request, f) }},
	{ID: "request.cookie", Title: "Request cookie", kind: text, uses: bearing, Named: required, cost: 8,
		texts: valuesOf(traffic.Request, inCookie)},
	{ID: "request.cookie_name", Title: "Request cookie's name", kind: text, uses: requestish, cost: 8, texts: requestNames(inCookie)},
	{ID: "request.query", Title: "Query parameter", kind: text, uses: bearing, Named: optional, cost: 8,
		texts: valuesOf(traffic.Request, inQuery)},
	{ID: "request.query_name", Title: "Query parameter's name", kind: text, uses: naming, cost: 8, texts: requestNames(inQuery)},
	{ID: "request.path_value", Title: "Value in the path", kind: text, uses: requestish, Named: optional, cost: 4,
		texts: func(c *Call, name string, f func(string) bool) bool { return c.pathValue(name, f) }},
	{ID: "request.body", Title: "Request body field", kind: text, uses: bearing, Named: optional, cost: 16,
		texts: valuesOf(traffic.Request, inBody)},
	{ID: "request.body_name", Title: "Request body field's name", kind: text, uses: naming, cost: 16, texts: requestNames(inBody)},
	{ID: "request.parameter_name", Title: "Name of a query parameter or body field", kind: text, uses: naming, cost: 16,
		texts: requestNames(inParameters)},
	{ID: "request.body_length", Title: "Request body length, bytes", kind: amount, uses: requestish | stored, cost: 1,
		number: func(c *Call) (float64, bool) { return float64(c.X.Request.Size), true }},
	{ID: "request.data", Title: "Data type in the request", kind: text, uses: called | stored, cost: 2,
		texts: func(c *Call, _ string, f func(string) bool) bool { return c.data(c.F.ReqData, f) }},
	{ID: "request.data_entries", Title: "Sensitive entries in the request", kind: amount, uses: called | stored, cost: 2,
		number: func(c *Call) (float64, bool) { return float64(entries(c.F.ReqData)), true }},
	{ID: "request.credential", Title: "Kind of credential in the request", kind: text, uses: forEvent | stored, cost: 1, values: credentialWords,
		texts: func(c *Call, _ string, f func(string) bool) bool { return inSet(c.F.Creds, credentialNames[:], f) }},
	{ID: "client.country", Title: "Country of the client's address (ISO 3166 code)", kind: text, uses: forEvent | stored, cost: 6,
		texts: func(c *Call, _ string, f func(string) bool) bool {
			code := region.Of(c.F.Client)
			return code != 0 && f(countryNames[code])
		}},
	{ID: "attack", Title: "Kind of attack the call carries", kind: text, uses: forEvent | stored, cost: 1, values: attackWords,
		texts: func(c *Call, _ string, f func(string) bool) bool { return inSet(c.F.Attacks, attackNames[:], f) }},
	{ID: "blocked", Title: "Refused by the gateway's firewall", kind: text, uses: forEvent | stored, cost: 1, values: []string{"no", "yes"},
		texts: func(c *Call, _ string, f func(string) bool) bool {
			if c.F.Blocked {
				return f("yes")
			}
			return f("no")
		}},
	{ID: "login", Title: "How a login ended", kind: text, uses: forEvent | stored, cost: 1, values: outcomeWords[1:],
		texts: func(c *Call, _ string, f func(string) bool) bool {
			return c.F.Login.Outcome != finding.OutcomeNone && f(outcomeWords[c.F.Login.Outcome&3])
		}},
	{ID: "risk", Title: "Risk that the call shows (row ID)", kind: text, uses: forEvent | stored, cost: 2,
		texts: func(c *Call, _ string, f func(string) bool) bool {
			for i := range c.F.Risks {
				if f(riskIDs[c.F.Risks[i].Risk]) {
					return true
				}
			}
			return false
		}},
	{ID: "time.hour", Title: "Hour of the day, UTC", kind: amount, uses: called | stored, cost: 2,
		number: func(c *Call) (float64, bool) { return float64(c.X.Time.UTC().Hour()), !c.X.Time.IsZero() }},
	{ID: "time.weekday", Title: "Day of the week, UTC", kind: text, uses: called | stored, cost: 2, values: weekdays[:],
		texts: func(c *Call, _ string, f func(string) bool) bool { return f(weekdays[c.X.Time.UTC().Weekday()]) }},
	{ID: "response.status", Title: "Status", kind: amount, uses: called | stored, cost: 1,
		number: func(c *Call) (float64, bool) { return float64(c.X.Status), c.X.Status != 0 }},
	{ID: "response.content_type", Title: "Response Content-Type", kind: text, uses: called, cost: 4,
		texts: func(c *Call, _ string, f func(string) bool) bool { return header(&c.X.Response, "Content-Type", f) }},
	{ID: "response.header", Title: "Response header", kind: text, uses: called, Named: required, cost: 4,
		texts: func(c *Call, name string, f func(string) bool) bool { return header(&c.X.Response, name, f) }},
	{ID: "response.header_name", Title: "Response header's name", kind: text, uses: called, cost: 4,
		texts: func(c *Call, _ string, f func(string) bool) bool { return headerNames(&c.X.Response, f) }},
	{ID: "response.cookie", Title: "Response cookie", kind: text, uses: called, Named: optional, cost: 8,
		texts: valuesOf(traffic.Response, inCookie)},
	{ID: "response.body", Title: "Response body field", kind: text, uses: called, Named: optional, cost: 32,
		texts: valuesOf(traffic.Response, inBody)},
	{ID: "response.body_name", Title: "Response body field's name", kind: text, uses: called, cost: 32,
		texts: func(c *Call, _ string, f func(string) bool) bool { return c.names(traffic.Response, inBody, f) }},
	{ID: "response.length", Title: "Response body length, bytes", kind: amount, uses: called | stored, cost: 1,
		number: func(c *Call) (float64, bool) { return float64(c.X.Response.Size), true }},
	{ID: "response.latency_ms", Title: "Latency, milliseconds", kind: amount, uses: called | stored, cost: 1,
		number: func(c *Call) (float64, bool) {
			return float64(c.X.Latency) / float64(time.Millisecond), c.X.Latency != 0
		}},
	{ID: "response.data", Title: "Data type in the response", kind: text, uses: called | stored, cost: 2,
		texts: func(c *Call, _ string, f func(string) bool) bool { return c.data(c.F.ResData, f) }},
	{ID: "response.data_entries", Title: "Sensitive entries in the response", kind: amount, uses: called | stored, cost: 2,
		number: func(c *Call) (float64, bool) { return float64(entries(c.F.ResData)), true }},
	{ID: "response.sensitivity", Title: "Highest level of the data in the response", kind: text, uses: forEvent | stored, cost: 2, values: levels,
		texts: func(c *Call, _ string, f func(string) bool) bool {
			l := event.MostSensitive(c.F.ResData)
			return l > finding.S0 && f(levels[l-finding.S1])
		}},
	{ID: "response.error", Title: "What an error message gave away", kind: text, uses: forEvent | stored, cost: 1, values: errorWords[1:],
		texts: func(c *Call, _ string, f func(string) bool) bool {
			return c.F.Error != finding.ErrorNone && f(errorWords[c.F.Error&3])
		}},
	{ID: "response.data_types", Title: "Kinds of sensitive data in the response", kind: amount, uses: called | stored, cost: 1,
		number: func(c *Call) (float64, bool) { return float64(len(c.F.ResData)), true }},
}
