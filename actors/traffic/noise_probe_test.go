package traffic

import "testing"

func TestPE07ProbesOfTheTable(t *testing.T) {
	for i := range probes {
		r := &probes[i]
		if len(r.Finds) == 0 || len(r.Ignores) == 0 {
			t.Errorf("%s: no examples", r.name)
		}
		for _, p := range r.Finds {
			if !r.finds(segments(nil, p)) {
				t.Errorf("%s misses %s", r.name, p)
			}
		}
		for _, p := range r.Ignores {
			if probe(segments(nil, p)) {
				t.Errorf("%s: %s is taken for a probe", r.name, p)
			}
		}
	}
}

func TestPE07WhatNeverWorkedIsNoise(t *testing.T) {
	f := func(method, path string, status int, want string) {
		t.Helper()
		ts := NewTemplates(TemplateLimits{})
		for range 3 {
			ts.Learn("h", "GET", "/v1/users/7", 200)
			ts.Learn("h", "GET", "/", 200)
			ts.Learn("h", method, path, status)
		}
		if got, ok := ts.Template("h", method, path); got != want || ok != (want != "") {
			t.Errorf("%s %s (%d): got %q %v, want %q", method, path, status, got, ok, want)
		}
	}
	f("GET", "/v1/admin/users", 403, "/v1/admin/users") // refused, but where the API is
	f("GET", "/old-console/start", 403, "")
	f("POST", "/login", 401, "/login") // guessed at, and what is guessed at must be seen
	f("GET", "/wp-login.php", 302, "")
	f("GET", "/wp-login.php", 200, "/wp-login.php")
	f("GET", "/healthz", 200, "")
	f("GET", "/v1/healthz", 200, "/v1/healthz")
	f("TRACE", "/", 405, "")
	f("CONNECT", "/", 400, "")
	f("PROPFIND", "/v1/users/7", 403, "")
	f("PROPFIND", "/v1/users/7", 207, "/v1/users/{id}")
	f("DELETE", "/v1/users/8", 404, "/v1/users/{id}")
	f("HACK", "/v1/users/8", 400, "")
	f("HACK", "/v1/users/8", 200, "/v1/users/{id}") // it worked three times
}

func TestPE07AnInventedMethodMustWorkRepeatedly(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	ts.Learn("h", "GET", "/v1/users/7", 200)
	ts.Learn("h", "FOO", "/v1/users/7", 200)
	if _, ok := ts.Template("h", "FOO", "/v1/users/7"); ok {
		t.Error("once is enough")
	}
	for i := range 100 {
		for range provenCalls {
			ts.Learn("h", "M"+string(rune('A'+i%26))+string(rune('A'+i/26)), "/v1/users/7", 200)
		}
	}
	if n := len(ts.hosts["h"].invented); n > maxInvented {
		t.Errorf("%d invented methods are remembered", n)
	}
}
