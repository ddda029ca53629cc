package policy

import (
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Who wrote a body of the wrong kind is told so in words of JSON, not in types of this program.
func TestBodiesOfTheWrongKindAreNamedInWordsOfJSON(t *testing.T) {
	type rule struct {
		Text  string          `json:"text"`
		Count int             `json:"count"`
		Line  *float64        `json:"line"`
		On    bool            `json:"on"`
		List  []string        `json:"list"`
		In    struct{ N int } `json:"in"`
		Level finding.Level   `json:"level"`
	}
	for body, want := range map[string]string{
		`[]`:                  "want an object, have a list",
		`"x"`:                 "want an object, have a text",
		`{"text":1}`:          "/text: want a text, have a number",
		`{"count":1.5}`:       "/count: want a whole number, have 1.5",
		`{"count":"1"}`:       "/count: want a whole number, have a text",
		`{"line":true}`:       "/line: want a number, have true or false",
		`{"on":{}}`:           "/on: want true or false, have an object",
		`{"list":"a"}`:        "/list: want a list, have a text",
		`{"list":[1]}`:        "/list: want a text, have a number",
		`{"in":[]}`:           "/in: want an object, have a list",
		`{"in":{"N":false}}`:  "/in/N: want a whole number, have true or false",
		`{"text":"a"} {}`:     "want one JSON object and nothing after it",
		`{"nope":1}`:          `unknown field "nope"`,
		`{"text":"a","on":tr`: "unexpected EOF",
	} {
		var r rule
		if got := Read([]byte(body), &r).Error(); got != want {
			t.Errorf("%s: %s, want %s", body, got, want)
		}
	}
	for name, check := range map[string]func() ([]byte, Faults){
		"tuning":    func() ([]byte, Faults) { return CheckTuning("EV-09", []byte(`[]`)) },
		"data type": func() ([]byte, Faults) { return CheckDataType([]byte(`7`)) },
		"own event": func() ([]byte, Faults) { return CheckOwnEvent([]byte(`"x"`)) },
	} {
		if _, f := check(); len(f) != 1 || !strings.HasPrefix(f.Error(), "want an object, have a") {
			t.Errorf("%s: %v", name, f)
		}
	}
}
