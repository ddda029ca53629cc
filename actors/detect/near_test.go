package detect

import (
	"fmt"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// EV-25, EV-18: noise says where it was looked for if it was not there or carries an attack.
func TestEV25NoiseSaysWhereItWasLookedFor(t *testing.T) {
	e, templates := New(Options{}), traffic.NewTemplates(traffic.DefaultTemplateLimits)
	for _, p := range []string{"/", "/api/users"} {
		templates.Learn("shop.example.com", "GET", p, 200)
	}
	for _, c := range []struct {
		path   string
		status int
		near   string
		object bool
	}{
		{"/backup-2019", 404, "/{other}", true},
		{"/api/users/zoe", 404, "/api/users/{other}", true},
		{"/api/users/zoe/keys", 404, "/api/users/{other}", true},
		{"/logo.png", 404, "", false},
		{"/logo.png", 200, "", false},
		{"/page?file=../../../../etc/passwd", 200, "/{other}", false},
		{"/api/users", 404, "", false},
	} {
		x, err := risk.Example(fmt.Sprintf("GET https://shop.example.com%s\n\n-- %d\n\nx", c.path, c.status)).Exchange()
		if err != nil {
			t.Fatal(err)
		}
		f := e.Inspect("default", testKey, templates, x).Facts
		if f.Near != c.near || f.Noise && (f.Object != 0) != c.object {
			t.Errorf("%s, %d: near %q, object %v", c.path, c.status, f.Near, f.Object != 0)
		}
	}
}

// EV-09: whoever tries answers to somebody's secret question tries to get in.
func TestEV09AnswersToASecretQuestionAreAttempts(t *testing.T) {
	e := New(Options{})
	try := func(answer string, status int) finding.Login {
		in, _ := inspect(t, e, fmt.Sprintf("POST https://shop.example.com/user/reset-password\nContent-Type: application/json\n\n"+
			`{"email":"jim@shop.example","answer":%q,"new":"N3w-pass-word","repeat":"N3w-pass-word"}`+"\n-- %d\n\nx", answer, status))
		return in.Facts.Login
	}
	a, b := try("Samuel", 401), try("Peter", 401)
	if a.Outcome != finding.OutcomeFailed || a.Name == 0 || a.Name != b.Name || a.Password == b.Password {
		t.Errorf("two wrong answers for one account: %+v, %+v", a, b)
	}
	in, _ := inspect(t, e, "POST https://shop.example.com/quiz/answers\nContent-Type: application/json\n\n"+
		`{"email":"jim@shop.example","answer":"Samuel"}`+"\n-- 400\n\nx")
	if l := in.Facts.Login; l != (finding.Login{}) {
		t.Errorf("an answer of a quiz: %+v", l)
	}
}
