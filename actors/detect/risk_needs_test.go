package detect

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// crossed gives the examples of all risks and leaks, and n calls put together from parts of them:
// requests with the answers, headers, methods and paths of others, and with damaged bodies.
func crossed(t *testing.T, n int) (all []*traffic.Exchange) {
	t.Helper()
	for _, r := range risk.Table() {
		for _, e := range append(append([]risk.Example{}, r.Finds...), r.Ignores...) {
			x, err := e.Exchange()
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, x)
		}
	}
	for _, l := range attack.Leaks() {
		for i, body := range append(append([]string{}, l.Finds...), l.Ignores...) {
			x := *all[i]
			x.Status = []int{200, 404, 500}[i%3]
			x.Response.Body, x.Response.Size = []byte(body), int64(len(body))
			all = append(all, &x)
		}
	}
	all = append(all, bigCall(t))
	base := len(all)
	r := rand.New(rand.NewPCG(3, 4))
	any := func() *traffic.Exchange { return all[r.IntN(base)] }
	damaged := func(body []byte) []byte {
		body = append([]byte{}, body...)
		if len(body) > 0 {
			body[r.IntN(len(body))] = byte(r.IntN(256))
		}
		return body
	}
	for range n {
		x, y := *any(), any()
		switch r.IntN(4) {
		case 0:
			x.Response = y.Response
		case 1:
			x.Request = y.Request
		case 2:
			x.Host, x.Path, x.Query = y.Host, y.Path, y.Query
		case 3:
			x.Request.Headers = append(append([]traffic.Header{}, x.Request.Headers...), y.Request.Headers...)
		}
		switch r.IntN(6) {
		case 0:
			x.Method = []string{"GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "HEAD"}[r.IntN(7)]
		case 1:
			x.Status = []int{200, 201, 204, 302, 401, 404, 422, 500}[r.IntN(8)]
		case 2:
			x.Request.Body = damaged(x.Request.Body)
		case 3:
			x.Response.Body = damaged(x.Response.Body)
		}
		all = append(all, &x)
	}
	return all
}

// TestRiskNeedsSkipNothing: what a row says that it needs leaves out no call in which it would find
// something, and what is remembered of names, paths and tokens changes nothing.
func TestRiskNeedsSkipNothing(t *testing.T) {
	e := New(Options{})
	templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	calls := crossed(t, 3000)
	for _, x := range calls {
		templates.Learn(x.Host, x.Method, x.Path, x.Status)
	}
	seen := map[finding.Risk]int{}
	for i, x := range calls {
		in := e.Inspect("t", []byte("k"), templates, x)
		if i%25 == 0 { // what an engine remembers changes nothing
			if cold := New(Options{}).Inspect("t", []byte("k"), templates, x).Facts; fmt.Sprintf("%+v", cold) != fmt.Sprintf("%+v", in.Facts) {
				t.Fatalf("call %d:\n%+v, and of a new engine\n%+v", i, in.Facts, cold)
			}
		}
		if in.Facts.Noise {
			continue
		}
		if cold := credential.Find(x, in.Values); fmt.Sprint(cold) != fmt.Sprint(in.Creds) {
			t.Fatalf("call %d: credentials %v, and %v without memory", i, in.Creds, cold)
		}
		var want []finding.RiskHit
		tokens := risk.NewTokens()
		for _, r := range risk.Table() {
			if r.PerCall == nil {
				continue
			}
			cold := risk.Call{
				X: x, V: in.Values, F: &in.Facts, Found: e.call.Found, Creds: in.Creds, Login: e.call.Login, Sign: e.call.Sign,
				Declared: e.call.Declared, Tokens: tokens,
			}
			if reason, hit := r.PerCall(&cold); hit {
				want = append(want, finding.RiskHit{Risk: r.ID, Reason: risk.Reason(reason)})
				seen[r.ID]++
			}
		}
		if fmt.Sprint(in.Facts.Risks) != fmt.Sprint(want) {
			t.Fatalf("call %d %s %s: %v, and %v when all rows are asked", i, x.Method, x.Path, in.Facts.Risks, want)
		}
	}
	for _, r := range risk.Table() {
		if r.PerCall != nil && seen[r.ID] == 0 {
			t.Errorf("%s was never found: the test says nothing about it", r.Type())
		}
	}
}
