package purpose

import (
	"slices"
	"strings"
	"testing"
)

func TestAS02PathsAreTakenApart(t *testing.T) {
	f := func(path, segs string, run int, tail, static bool) {
		t.Helper()
		s := shapeOf(path)
		if strings.Join(s.segs, " ") != segs || s.run != run || s.tail != tail || s.static != static {
			t.Errorf("%s: %q run %d tail %v static %v", path, s.segs, s.run, s.tail, s.static)
		}
	}
	f("/api/v1/users/{id}/orders", "users orders", 1, false, false)
	f("/users/42", "users", 0, true, false)
	f("/orders/{id}:cancel", "orders :cancel", 1, false, false)
	f("/user/delete.do?id=1", "user delete", 0, false, false)
	f("/%E7%94%A8%E6%88%B7/%E7%99%BB%E5%BD%95", "用户 登录", 0, false, false)
	f("/?Action=RunInstances&Version=1", "RunInstances", 0, false, false)
	f("/#X-Amz-Target=Logs_2014.PutLogEvents", "PutLogEvents", 0, false, false)
	f("/static/app.js", "static app.js", 0, false, true)
	f("", "", 0, false, false)
	f("/orders/2024;v=1", "orders", 0, true, false)
}

func TestAS02WordsWithoutBordersAreSplit(t *testing.T) {
	for w, want := range map[string]string{
		"getorderlist": "get orderlist", "exportcustomer": "export customer", "deleteuserbyid": "",
		"address": "", "copyright": "", "shipping": "", "latest": "", "download": "", "xyzzyplugh": "",
		"userlogin":     "", // listed joined
		"dingdanchaxun": "dingdan chaxun",
	} {
		if got := strings.Join(words.split(w), " "); got != want {
			t.Errorf("%s: got %q, want %q", w, got, want)
		}
	}
}

// TestAS02WhatIsDoneStandsAtTheEnd holds that nouns made of verbs are no orders to do something.
func TestAS02WhatIsDoneStandsAtTheEnd(t *testing.T) {
	for path, want := range map[string]string{
		"/start-points": "Data Query", "/cancellations/policies/{id}": "Data Query", "/exports/{id}/status": "Status Check",
		"/copyrights": "Data Query", "/closing-prices": "Data Query", "/listCustomers": "Data Query",
		"/posts/{id}/comments": "Data Query", "/settings/{id}/members": "Data Query",
	} {
		if got := named(Of(get(path))); len(got) == 0 || got[0] != want {
			t.Errorf("GET %s: got %v, want %s", path, got, want)
		}
	}
}

func TestAS02NoPurposeOfWhatIsNoEndpoint(t *testing.T) {
	for _, in := range []Input{
		{Method: "OPTIONS", Path: "/login"}, {Method: "TRACE", Path: "/"}, post("/"), get("/static/app.js"), post("/gateway"),
		get("/favicon.ico"), {},
	} {
		if got := Of(in); len(got) > 0 {
			t.Errorf("%s %s: got %v", in.Method, in.Path, named(got))
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("POST", "/api/v1/orders/{id}:cancel", "reason", "application/json")
	f.Add("GET", "/?Action=%zz#X-Amz-Target=.", "~", "")
	f.Fuzz(func(t *testing.T, method, path, field, kind string) {
		in := Input{Method: method, Path: path, Params: []string{field}, BodyFields: []string{field}, ContentType: []string{kind}}
		got := Of(in)
		if len(got) > most || !slices.Equal(got, Of(in)) {
			t.Errorf("%v", got)
		}
		for _, p := range got {
			if Title(p) == "" {
				t.Errorf("unknown purpose %d", p)
			}
		}
	})
}
