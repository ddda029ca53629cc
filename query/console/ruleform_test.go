package console

import (
	"net/url"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/query"
)

// TestRuleFormsHoldEveryRule: a rule that is laid out in its form and sent again is the same rule;
// nothing of it is lost because the form has no field for it.
func TestRuleFormsHoldEveryRule(t *testing.T) {
	rules := map[string][]string{
		"data-types": {
			`{"level":"S3","expert":{"patterns":["EMP-[0-9]{6}","a b c d e f"]},"keywords":{"match":"all","words":["badge","工号"]}}`,
			`{"enabled":false,"level":"S1","basic":{"classes":["digits","upper"],"min":6,"max":20},"positions":{"request":["query","body"],"response":["body"]}}`,
		},
		"sensitive-allow": {`{"conditions":[{"field":"host","op":"equals","values":["a","b"]}],"fields":[{"name":"user.phone","position":"response.body"}],"types":["cn_phone"]}`},
		"credentials":     {`{"conditions":[{"field":"request.header","name":"X-T","op":"exists"},{"field":"method","op":"equals","values":["POST"]}]}`},
		"auth-rules":      {`{"enabled":false,"conditions":[{"field":"api","op":"prefix","values":["/s"]}],"position":"header","parameters":["X-A","X-B"],"only":true}`},
		"events": {
			`{"level":"high","simulate":true,"suggestion":"call","conditions":[{"field":"host","op":"exists"}],"per":"account","period":60,"requests":5,"statistics":[` +
				`{"count":"distinct","field":"response.data","name":"cn_mobile","at_least":500},{"count":"share","condition":{"field":"response.header","name":"X-A","op":"equals","values":["a","b c"]},"at_most":2.5},` +
				`{"count":"sum","field":"response.data_entries","at_least":0},{"count":"share","condition":{"field":"user_agent","op":"not_exists"},"at_least":1}]}`,
			`{"enabled":false,"level":"low","conditions":[{"field":"host","op":"exists"}],"period":10,"requests":1}`,
		},
		"tuning":   {`{"mode":"simulate","host":"a","api":"/x","method":"POST y","level":"high","floor":2.5,"times":4,"window":60}`},
		"purposes": {`{"as":"BP-18","conditions":[{"field":"url","op":"contains","values":["/x"]}]}`},
		"home":     {`{"countries":["CN","HK"]}`},
		"alarms": {
			`{"enabled":false,"every":"hour","from":"22:00","to":"06:00","zone":"Asia/Shanghai","heartbeat":false,"levels":["high","medium"],"types":["bots","EV-09"],"owners":["o"],"hosts":["*.example.com"],"apis":["POST /a/*"],"recipients":[{"name":"boss","levels":["high"],"types":["risks"]},{"name":"all"}]}`,
			`{"every":"burst","wait":"2m","threshold":3,"recipients":[{"name":"boss"}]}`,
		},
		"recipients": {
			`{"channel":"mail","language":"zh","to":"a@example.com, B <b@example.com>","server":"smtp.example.com:465","tls":"tls","user":"u","password":"p","from":"l@example.com"}`,
			`{"channel":"telegram","token":"1:a","chat":"@c"}`,
			`{"channel":"console"}`,
		},
		"owners": {`{"hosts":["a.example"],"apis":["/x/*","GET /y"]}`},
		"api-corrections": {
			`{"kind":"split","host":"h.example","methods":["GET"],"template":"/u/{id}","place":1,"values":["me"]}`,
			`{"kind":"exclude","host":"*","match":"prefix","text":"/never/"}`,
			`{"kind":"merge","host":"h.example","template":"/o/{id}","paths":["/x/{id}","/y"]}`,
		},
	}
	for kind := range policyStarts {
		if ruleForms[kind] == nil || rules[kind] == nil {
			t.Errorf("%s has no form or no example here", kind)
		}
	}
	for kind, all := range rules {
		check := kindOf(kind).Check
		start, err := query.RuleJSON([]byte(policyStarts[kind]))
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range append(all, string(start)) {
			want, bad := check("x", []byte(rule))
			if bad != nil {
				t.Fatalf("%s: %v", rule, bad)
			}
			form := url.Values{}
			for _, f := range formOf(kind, want, nil, 0) {
				switch f.As {
				case someLines, placed, statistics, toldTo:
					form.Set(f.Path, strings.ReplaceAll(f.Lines(), "\n", "\r\n"))
				case conditions:
					for _, r := range f.Rows {
						form["c.field"], form["c.name"] = append(form["c.field"], r.Field), append(form["c.name"], r.Name)
						form["c.op"], form["c.values"] = append(form["c.op"], r.Op), append(form["c.values"], r.Values)
					}
				case enabled:
					if f.Has("true") {
						form.Set(f.Path, "true")
					}
				default:
					form[f.Path] = f.Values
				}
			}
			sent, bad := ruleOf(kind, form)
			if bad != nil {
				t.Fatalf("%s: %v", rule, bad)
			}
			if got, bad := check("x", sent); string(got) != string(want) || bad != nil {
				t.Errorf("%s: %s came back as %s %v", kind, want, sent, bad)
			}
		}
	}
}
