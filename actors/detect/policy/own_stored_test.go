package policy

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestP207StoredCallsAnswerAsCallsDo asks every field that stored calls are said to answer of a call as it
// came, and of what is stored of it.
func TestP207StoredCallsAnswerAsCallsDo(t *testing.T) {
	x := &traffic.Exchange{
		Time: time.Date(2026, 11, 22, 15, 4, 5, 0, time.UTC), Method: "POST", Scheme: "https", Host: "h.example.com", Path: "/graphql", Status: 500,
		Latency: 42 * time.Millisecond, Request: traffic.Message{Size: 812}, Response: traffic.Message{Size: 90_210},
	}
	x.Client.IP = netip.MustParseAddr("81.2.69.142")
	f := finding.Facts{
		Time: x.Time, API: traffic.API{Host: x.Host, Method: "POST query orders", Template: "/graphql"}, Client: x.Client.IP, Account: 7, Session: 9,
		Object: 11, Status: 500, Latency: x.Latency, ReqSize: 812, ResSize: 90_210, Tool: 3, Service: 2, Purposes: []finding.Purpose{4, 23}, Creds: 2 | 8,
		Attacks: 4, Blocked: true, ReqData: []finding.DataCount{{Type: 1, Entries: 2}}, ResData: []finding.DataCount{{Type: 5, Entries: 40}, {Type: 34, Entries: 1}},
		Risks: []finding.RiskHit{{Risk: 18}}, Login: finding.Login{Outcome: finding.OutcomeFailed}, Error: finding.ErrorDatabase,
	}
	r, refused := Compile([]Document{{Kind: OwnEvents, Name: "x", Body: []byte(`{"level":"low","period":60,"requests":1,"conditions":[{"field":"host","op":"exists"}]}`)}})
	if refused != nil {
		t.Fatal(refused)
	}
	s := NewStored(r)
	s.Note(&f)
	if len(f.Own) != 1 || f.Own[0].Rule.Name != "x" {
		t.Fatalf("meets %+v", f.Own)
	}
	now := r.Call(x, &traffic.Values{}, &f)
	then := r.Call(&s.x, &s.v, &f)
	asked := 0
	for i := range fields {
		field := &fields[i]
		if field.uses&stored == 0 {
			continue
		}
		asked++
		switch {
		case field.texts != nil:
			var a, b []string
			field.texts(&now, "", func(v string) bool { a = append(a, v); return false })
			field.texts(&then, "", func(v string) bool { b = append(b, v); return false })
			if !slices.Equal(a, b) || len(a) == 0 {
				t.Errorf("%s: %q of the call, %q as it is stored", field.ID, a, b)
			}
		case field.number != nil:
			a, ok := field.number(&now)
			b, stillOK := field.number(&then)
			if a != b || ok != stillOK || !ok {
				t.Errorf("%s: %v of the call, %v as it is stored", field.ID, a, b)
			}
		case now.X.Client.IP != then.X.Client.IP:
			t.Errorf("%s: another address", field.ID)
		}
	}
	if asked != 27 {
		t.Errorf("%d fields are asked", asked)
	}
}

func TestP207PartOfAnEventForStoredCalls(t *testing.T) {
	const counted = `,"level":"low","period":60,"requests":5`
	for _, c := range []struct{ body, want, left, host string }{
		{`{"conditions":[{"field":"host","op":"equals","values":["h.example.com"]}]` + counted + `}`, `"field":"host"`, "", "h.example.com"},
		{
			`{"conditions":[{"field":"request.header","name":"X-A","op":"exists"},{"field":"response.status","op":"more","values":["399"]}],"enabled":false,
			"statistics":[{"count":"distinct","field":"password","at_least":3},{"count":"distinct","field":"object","at_least":3},
			{"count":"share","condition":{"field":"referer","op":"exists"},"at_least":3},{"count":"sum","field":"response.data_entries","at_least":9}]` + counted + `}`,
			`{"level":"low","conditions":[{"field":"response.status","op":"more","values":["399"]}],"period":60,"requests":5,` +
				`"statistics":[{"count":"distinct","field":"object","at_least":3},{"count":"sum","field":"response.data_entries","at_least":9}]}`,
			"request.header X-A exists|distinct password|share", "",
		},
		{`{"conditions":[{"field":"request.query","op":"exists"}]` + counted + `}`, "", "request.query exists", ""},
	} {
		body, faults := CheckOwnEvent([]byte(c.body))
		if faults != nil {
			t.Fatal(faults)
		}
		rest, left := StoredPart(body)
		if (rest == nil) != (c.want == "") || !strings.Contains(string(rest), c.want) || strings.Join(left, "|") != c.left {
			t.Errorf("%s\n%s\nleft out %q", c.body, rest, left)
		}
		if got := OnlyHost(body); got != c.host {
			t.Errorf("only of %q, want %q", got, c.host)
		}
	}
}
