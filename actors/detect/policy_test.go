package detect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// doc is a setting in force: kind, name and body.
func doc(kind, name, body string) policy.Document {
	return policy.Document{Kind: kind, Name: name, Number: 1, Body: []byte(body)}
}

// under inspects a call under a tenant's rules and gives what it says, and its sample.
func under(t *testing.T, text string, docs ...policy.Document) (finding.Facts, finding.Sample) {
	t.Helper()
	for i := range docs {
		if docs[i].Kind == policy.Purposes {
			docs[i].Number = uint16(finding.FirstCustomPurpose)
		}
	}
	r, refused := policy.Compile(docs)
	if refused != nil {
		t.Fatal(refused)
	}
	e := New(Options{})
	e.UseRules(r)
	in, x := inspect(t, e, text)
	return in.Facts, e.Sample(x, &in, nil)
}

func risksOf(f *finding.Facts) (ids []string) {
	for _, r := range f.Risks {
		ids = append(ids, r.Risk.String())
	}
	return ids
}

const badgeCall = "GET https://hr.example.com/api/v1/badges?badge=EMP-123456&trace=EMP-654321\n\n-- 200\nContent-Type: application/json\n\n" +
	`{"badge":"EMP-777777","mobile":"13812345678","note":"no EMP-12"}`

func badge(level string) policy.Document {
	return doc(policy.DataTypes, "badge", `{"level":"`+level+`","expert":{"patterns":["EMP-\\d{6}"]},"keywords":{"match":"any","words":["badge"]}}`)
}

// A custom type is data like any other: counted, graded, a risk where it stands, masked in
// samples; the keyword keeps other parameters out.
func TestP303P308SL04CustomTypesFlowIntoFactsRisksAndSamples(t *testing.T) {
	for i, level := range []string{"S1", "S2", "S3", "S4"} {
		f, sample := under(t, badgeCall, badge(level))
		want := finding.DataCount{Type: finding.CustomType(finding.Sensitivity(i+1), 1), Entries: 1}
		if !slices.Contains(f.ReqData, want) || !slices.Contains(f.ResData, want) {
			t.Errorf("%s: request %v, response %v", level, f.ReqData, f.ResData)
		}
		risks := risksOf(&f)
		for _, id := range []string{"RK-18", "RK-27"} {
			if slices.Contains(risks, id) != (i >= 2) {
				t.Errorf("%s: risks %v", level, risks)
			}
		}
		for _, text := range []string{sample.Path, sample.Response.Body} {
			if strings.Contains(text, "EMP-123456") || strings.Contains(text, "EMP-777777") {
				t.Errorf("%s: the sample shows %s", level, text)
			}
		}
		for _, r := range f.Risks {
			if strings.Contains(r.Reason, "123456") {
				t.Errorf("%s: the reason shows %s", level, r.Reason)
			}
		}
	}
	f, _ := under(t, badgeCall)
	if len(f.ReqData) != 0 || slices.Contains(risksOf(&f), "RK-27") {
		t.Errorf("without the type: %v %v", f.ReqData, risksOf(&f))
	}
}

func TestP303TooManyKindsAndEntriesCountCustomTypes(t *testing.T) {
	var rows []string
	for i := range 101 {
		rows = append(rows, fmt.Sprintf(`{"badge":"EMP-%06d"}`, i))
	}
	call := "GET https://hr.example.com/api/v1/badges\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\nContent-Type: application/json\n\n[" +
		strings.Join(rows, ",") + "]"
	f, _ := under(t, call, badge("S2"))
	if !slices.Contains(risksOf(&f), "RK-23") {
		t.Errorf("101 entries of a custom type of S2: %v", risksOf(&f))
	}
}

// What is switched off or allowed is not counted and no risk, and samples hide it still.
func TestP302XV16OffAndAllowedAreNotCountedAndStayMasked(t *testing.T) {
	has := func(f *finding.Facts) bool {
		return slices.ContainsFunc(f.ResData, func(d finding.DataCount) bool { return d.Type == 5 })
	}
	scope := `"conditions":[{"field":"host","op":"equals","values":["hr.example.com"]},{"field":"api","op":"prefix","values":["/api/v1/badges"]}]`
	for name, c := range map[string]struct {
		d    policy.Document
		left bool
	}{
		"off":            {doc(policy.BuiltinTypes, "cn_mobile", `{"enabled":false}`), false},
		"on":             {doc(policy.BuiltinTypes, "cn_mobile", `{"enabled":true}`), true},
		"whole API":      {doc(policy.Allows, "a", `{`+scope+`}`), false},
		"type":           {doc(policy.Allows, "a", `{`+scope+`,"types":["cn_mobile"]}`), false},
		"another type":   {doc(policy.Allows, "a", `{`+scope+`,"types":["email"]}`), true},
		"field":          {doc(policy.Allows, "a", `{`+scope+`,"fields":[{"name":"mobile","position":"response.body"}]}`), false},
		"another field":  {doc(policy.Allows, "a", `{`+scope+`,"fields":[{"name":"phone","position":"response.body"}]}`), true},
		"another side":   {doc(policy.Allows, "a", `{`+scope+`,"fields":[{"name":"mobile","position":"request.body"}]}`), true},
		"rule is off":    {doc(policy.Allows, "a", `{"enabled":false,`+scope+`}`), true},
		"another domain": {doc(policy.Allows, "a", `{"conditions":[{"field":"host","op":"equals","values":["x"]}]}`), true},
	} {
		f, sample := under(t, badgeCall, c.d)
		if has(&f) != c.left {
			t.Errorf("%s: counted %v", name, f.ResData)
		}
		if strings.Contains(sample.Response.Body, "13812345678") {
			t.Errorf("%s: the sample shows %s", name, sample.Response.Body)
		}
	}
}

func TestP402P404P405CustomCredentials(t *testing.T) {
	rule := doc(policy.Credentials, "ticket", `{"conditions":[{"field":"host","op":"suffix","values":[".example.com"]},`+
		`{"field":"request.query","name":"ticket","op":"prefix","values":["TK-"]}]}`)
	custom := func(f *finding.Facts) bool { return f.Creds.Has(uint8(credential.Custom)) }
	call := func(query string) string {
		return "GET https://hr.example.com/api/v1/badges?" + query + "\n\n-- 200\nContent-Type: application/json\n\n{\"idCard\":\"11010519491231002X\"}"
	}
	with, _ := under(t, call("ticket=TK-1"), rule)
	other, _ := under(t, call("ticket=TK-2"), rule)
	without, _ := under(t, call("ticket=XX-1"), rule)
	if !custom(&with) || custom(&without) || with.Session == 0 || with.Session == other.Session {
		t.Errorf("credentials %b %b, sessions %d %d", with.Creds, without.Creds, with.Session, other.Session)
	}
	if slices.Contains(risksOf(&with), "RK-18") || !slices.Contains(risksOf(&without), "RK-18") {
		t.Errorf("unauthenticated access: with %v, without %v", risksOf(&with), risksOf(&without))
	}
	for body, want := range map[string]string{
		`{"conditions":[]}`: "from 1 to 10 conditions",
		`{"conditions":[{"field":"host","op":"exists"}]}`:                                  "at least one on request.header",
		`{"conditions":[{"field":"request.header","name":"x","op":"not_exists"}]}`:         "at least one on request.header",
		`{"conditions":[{"field":"response.header","name":"x","op":"exists"}]}`:            "not known where this rule is asked",
		`{"conditions":[{"field":"request.header","name":"x","op":"equals","values":[]}]}`: "from 1 to 50 values",
	} {
		if _, f := policy.CheckCredential([]byte(body)); f == nil || !strings.Contains(f.Error(), want) {
			t.Errorf("%s: %v", body, f)
		}
	}
}

func TestXV17AuthenticationRulesNameAParameterOfAnAPI(t *testing.T) {
	rule := func(only string) policy.Document {
		return doc(policy.AuthRules, "staff", `{"conditions":[{"field":"api","op":"prefix","values":["/api/v1/badges"]}],`+
			`"position":"header","parameters":["X-Staff","X-Old"]`+only+`}`)
	}
	call := func(header string) string {
		return "GET https://hr.example.com/api/v1/badges\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2" + header + "\n\n-- 200\n\n"
	}
	for _, c := range []struct {
		header, only string
		want         finding.Set
	}{
		{"\nx-staff: 77", "", finding.Set(0).With(uint8(credential.Bearer)).With(uint8(credential.Custom))},
		{"\nX-Old: 77", `,"only":true`, finding.Set(0).With(uint8(credential.Custom))},
		{"\nX-Other: 77", "", finding.Set(0).With(uint8(credential.Bearer))},
		{"\nX-Other: 77", `,"only":true`, 0},
	} {
		f, _ := under(t, call(c.header), rule(c.only))
		if f.Creds != c.want || (f.Session != 0) != (c.want != 0) {
			t.Errorf("%q%s: credentials %b, want %b; session %d", c.header, c.only, f.Creds, c.want, f.Session)
		}
	}
}

func TestP501P502P503XV18Purposes(t *testing.T) {
	call := "POST https://hr.example.com/api/v1/sms/send?sign=1\nContent-Type: application/json\n\n" +
		`{"phone":"13812345678","tpl":"3"}` + "\n\n-- 200\n\n"
	own := doc(policy.Purposes, "Badge-mail", `{"conditions":[{"field":"url","op":"contains","values":["/badges/","/sms/"]},`+
		`{"field":"request.parameter_name","op":"equals","values":["tpl","template"]}]}`)
	as := doc(policy.Purposes, "Sign-in", `{"as":"BP-10","conditions":[{"field":"request.query_name","op":"equals","values":["sign"]}]}`)
	f, _ := under(t, call)
	if f.Purposes[0] != 18 {
		t.Fatalf("purposes %v", f.Purposes)
	}
	if g, _ := under(t, call, own); g.Purposes[0] != finding.FirstCustomPurpose || !slices.Contains(g.Purposes, 18) {
		t.Errorf("own purpose: %v", g.Purposes)
	}
	if g, _ := under(t, call, as); g.Purposes[0] != 10 || !slices.Contains(g.Purposes, 18) {
		t.Errorf("own rule for a built-in purpose: %v", g.Purposes)
	}
	if g, _ := under(t, call, doc(policy.BuiltinPurposes, "BP-18", `{"enabled":false}`)); slices.Contains(g.Purposes, 18) {
		t.Errorf("switched off: %v", g.Purposes)
	}
	if g, _ := under(t, call); g.Purposes[0] != 18 {
		t.Errorf("a tenant's rules changed another's purposes: %v", g.Purposes)
	}
	if _, faults := policy.CheckPurpose([]byte(`{"conditions":[{"field":"request.body","name":"a","op":"exists"}]}`)); faults == nil {
		t.Error("a purpose by a value was accepted")
	}
}
