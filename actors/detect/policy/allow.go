package policy

import (
	"strconv"
	"unicode/utf8"
)

// Allow says that data of some APIs, or of some of their fields, is not sensitive (XV-16):
// it is neither counted nor shown as such. Samples stay masked all the same.
type Allow struct {
	Enabled    *bool        `json:"enabled,omitempty"` // default true
	Conditions []Condition  `json:"conditions"`        // which APIs: host, api, url, method, operation
	Fields     []AllowField `json:"fields,omitempty"`  // none: the whole call
	Types      []string     `json:"types,omitempty"`   // stable names and names of custom types; none: all
}

// AllowField is a field of a call.
type AllowField struct {
	Name     string `json:"name"`     // of the header, cookie, parameter or body field; "user.phone" with the name around it
	Position string `json:"position"` // of the request or the response
}

// positions of fields, by side and place.
var positions = []string{
	"request.header", "request.cookie", "request.query", "request.path", "request.body", "response.header",
	"response.cookie", "response.body",
}

// CheckAllow reads the body of a sensitive allow rule. Types are not looked up: a rule may
// name a custom type that is made later.
func CheckAllow(body []byte) ([]byte, Faults) {
	var a Allow
	f := Read(body, &a)
	if f != nil {
		return nil, f
	}
	checkConditions(&f, "/conditions", a.Conditions, 1, forScope)
	if len(a.Fields) > maxValues {
		f.add("/fields", "want at most %d, have %d", maxValues, len(a.Fields))
	}
	for i, x := range a.Fields[:min(len(a.Fields), maxValues)] {
		at := "/fields/" + strconv.Itoa(i)
		f.oneOf(at+"/position", x.Position, positions)
		if n := utf8.RuneCountInString(x.Name); n < 1 || n > maxName {
			f.add(at+"/name", "want from 1 to %d characters, have %d", maxName, n)
		}
	}
	if len(a.Types) > 0 {
		f.texts("/types", a.Types, maxValues, maxName)
	}
	if f != nil {
		return nil, f
	}
	return canonical(a), nil
}
