package traffic

import "testing"

// EV-25, EV-18: what is no API is judged where it was looked for.
func TestEV25NearIsTheDeepestPlaceThatWorks(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/", 200}, {"GET", "/api/users/7", 200}, {"GET", "/api/users/12", 200}, {"GET", "/users/v1", 200},
		{"GET", "/redirect", 406}, {"GET", "/inner/door", 403},
	} {
		ts.Learn("h", c.method, c.path, c.status)
	}
	for _, c := range []struct {
		method, path string
		exact        bool
		want         string
	}{
		{"GET", "/backup", false, "/{other}"},
		{"GET", "/users/v1/zoe", false, "/users/v1/{other}"},
		{"GET", "/users/v1/zoe/keys?x=1", false, "/users/v1/{other}"},
		{"GET", "/api/users/99/cards", false, "/api/users/{id}/{other}"},
		{"DELETE", "/users/v1", false, "/users/{other}"},
		{"GET", "/inner/door", false, "/{other}"},
		{"GET", "/redirect?to=x", true, "/redirect"},
		{"GET", "/inner/door", true, "/inner/door"},
		{"GET", "/.git/config", true, "/{other}"},
		{"GET", "/img/logo.png", false, ""},
		{"GET", "/img/logo.png", true, "/{other}"},
	} {
		if got := ts.Near("h", c.method, c.path, c.exact); got != c.want {
			t.Errorf("%s %s (exact %v): near %q, want %q", c.method, c.path, c.exact, got, c.want)
		}
	}
	if got := ts.Near("unknown", "GET", "/x", false); got != "" {
		t.Errorf("a host that was never learned: near %q", got)
	}
}

// A version behind a collection of people holds their names, also after a restart.
func TestNamesBehindAVersionOfPeopleAreValues(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	learn := func(method, path string) { ts.Learn("h", method, path, 200) }
	for _, p := range []string{"/users/v1", "/users/v1/_debug", "/apis/v1/modules", "/apis/v1/runners", "/apis/v1/quotas"} {
		learn("GET", p)
	}
	learn("POST", "/users/v1/login")
	for _, name := range []string{"maria", "tomek"} {
		learn("GET", "/users/v1/"+name)
		learn("PUT", "/users/v1/"+name+"/email")
	}
	b, err := ts.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	again := NewTemplates(TemplateLimits{})
	if err := again.UnmarshalBinary(b); err != nil {
		t.Fatal(err)
	}
	ts = again
	for _, name := range []string{"ines", "olafur"} {
		learn("GET", "/users/v1/"+name)
		learn("PUT", "/users/v1/"+name+"/email")
	}
	for _, c := range [...][3]string{
		{"GET", "/users/v1/maria", "/users/v1/{id}"}, {"PUT", "/users/v1/zoe/email", "/users/v1/{id}/email"},
		{"POST", "/users/v1/login", "/users/v1/login"}, {"GET", "/users/v1/_debug", "/users/v1/_debug"},
		{"GET", "/apis/v1/quotas", "/apis/v1/quotas"},
	} {
		if got, ok := ts.Template("h", c[0], c[1]); !ok || got != c[2] {
			t.Errorf("%s %s is %q (%v), want %q", c[0], c[1], got, ok, c[2])
		}
	}
}
