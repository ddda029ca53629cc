package policy

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// example is the call all conditions are tried on.
func example(t testing.TB) (*traffic.Exchange, *traffic.Values, *finding.Facts) {
	t.Helper()
	x := &traffic.Exchange{
		Method: "POST", Scheme: "https", Host: "shop.example.com", Path: "/api/v1/orders/42/items", Query: "sign=abc&Page=3",
		Time:   time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC), // a Saturday
		Client: traffic.Client{IP: netip.MustParseAddr("203.0.113.7"), Account: "u-77"}, Status: 201, Latency: 12500 * time.Microsecond,
		Request: traffic.Message{
			Headers: []traffic.Header{
				{Name: "Content-Type", Value: "application/json"}, {Name: "X-Token", Value: "zx-1"}, {Name: "x-token", Value: "second"},
				{Name: "Cookie", Value: "sid=q1w2e3; lang=zh"}, {Name: "User-Agent", Value: "curl/8"}, {Name: "Referer", Value: "https://a/"},
			},
			Body: []byte(`{"user":{"phone":"13800138000","age":33},"note":"你好"}`), Size: 60,
		},
		Response: traffic.Message{
			Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "Set-Cookie", Value: "sid=new; Path=/"}},
			Body:    []byte(`{"id":"AB12345678","rows":[{"mail":"amy@example.com"}]}`), Size: 54,
		},
	}
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	f := &finding.Facts{
		API:    traffic.API{Host: x.Host, Method: "POST createOrder", Template: "/api/v1/orders/{id}/items"},
		Client: x.Client.IP, Tool: 3, Service: 3, Purposes: []finding.Purpose{50}, Status: 201,
		Creds: finding.Set(0).With(uint8(credential.APIKey)), Attacks: finding.Set(0).With(uint8(attack.Kinds()[2].ID)),
		Login: finding.Login{Outcome: finding.OutcomeFailed}, Risks: []finding.RiskHit{{Risk: 18}}, Error: finding.ErrorDatabase,
		ReqData: []finding.DataCount{{Type: 5, Entries: 2}}, ResData: []finding.DataCount{{Type: 6, Entries: 1}, {Type: 7, Entries: 4}},
	}
	return x, v, f
}

func rulesFor(t testing.TB, docs ...Document) *Rules {
	t.Helper()
	r, refused := Compile(docs)
	if refused != nil || r == nil {
		t.Fatalf("%v", refused)
	}
	return r
}

var conditionCases = []struct {
	field, name, op string
	values          string // separated by |
	want            bool
}{
	{"host", "", "equals", "a|shop.example.com", true},
	{"host", "", "equals", "a|b|c|d|shop.example.com", true},
	{"host", "", "equals", "SHOP.example.com", false}, // with case
	{"host", "", "not_equals", "a|b", true},
	{"host", "", "not_equals", "a|shop.example.com", false},
	{"host", "", "suffix", ".example.com|.cn", true},
	{"host", "", "not_suffix", ".cn", true},
	{"api", "", "equals", "/api/v1/orders/{id}/items", true},
	{"api", "", "contains", "orders|users", true},
	{"api", "", "not_contains", "orders", false},
	{"url", "", "prefix", "/api/v1/orders/42", true},
	{"url", "", "not_prefix", "/api", false},
	{"url", "", "regex", `/orders/\d+/`, true},
	{"url", "", "not_regex", `^/orders`, true},
	{"method", "", "equals", "POST|PUT", true},
	{"method", "", "equals", "POST createOrder", false},
	{"operation", "", "equals", "createOrder", true},
	{"protocol", "", "equals", "https", true},
	{"purpose", "", "equals", "BP-50|BP-01", true},
	{"service_object", "", "equals", "public", true},
	{"client.ip", "", "in_net", "10.0.0.0/8|203.0.113.0/24", true},
	{"client.ip", "", "in_net", "203.0.113.8", false},
	{"client.ip", "", "not_in_net", "203.0.113.7", false},
	{"client.type", "", "equals", "library", true},
	{"client.account", "", "prefix", "u-", true},
	{"user_agent", "", "contains", "curl", true},
	{"referer", "", "exists", "", true},
	{"request.content_type", "", "contains", "json", true},
	{"request.header", "x-TOKEN", "equals", "second", true}, // any of its lines; names without case
	{"request.header", "X-Token", "not_equals", "second", false},
	{"request.header", "X-None", "not_equals", "second", true}, // a missing header is none of them
	{"request.header", "X-None", "exists", "", false},
	{"request.header", "X-None", "not_exists", "", true},
	{"request.header_name", "", "equals", "X-Token", true},
	{"request.cookie", "sid", "longer", "5", true},
	{"request.cookie", "sid", "longer", "6", false},
	{"request.cookie", "sid", "length", "6", true},
	{"request.cookie", "sid", "shorter", "7", true},
	{"request.cookie_name", "", "equals", "lang", true},
	{"request.query", "Page", "more", "2", true},
	{"request.query", "Page", "more", "3", false},
	{"request.query", "Page", "is", "3", true},
	{"request.query", "sign", "less", "9", false}, // no number
	{"request.query", "", "equals", "abc", true},
	{"request.query_name", "", "equals", "page", false},
	{"request.query_name", "", "equals", "Page", true},
	{"request.path_value", "id", "equals", "42", true},
	{"request.path_value", "uid", "exists", "", false},
	{"request.path_value", "", "exists", "", true},
	{"request.body", "user.phone", "prefix", "138", true},
	{"request.body", "shop.phone", "prefix", "138", false},
	{"request.body", "age", "less", "40", true},
	{"request.body", "note", "length", "2", true}, // characters, not bytes
	{"request.body_name", "", "equals", "phone", true},
	{"request.parameter_name", "", "equals", "sign", true},
	{"request.parameter_name", "", "contains", "hon", true},
	{"request.body_length", "", "more", "59", true},
	{"request.data", "", "equals", "cn_mobile", true},
	{"request.data_entries", "", "is", "2", true},
	{"time.hour", "", "is", "9", true},
	{"time.weekday", "", "equals", "sat|sun", true},
	{"response.status", "", "is", "201", true},
	{"response.content_type", "", "prefix", "application/json", true},
	{"response.header", "set-cookie", "contains", "sid=", true},
	{"response.header_name", "", "equals", "Set-Cookie", true},
	{"response.cookie", "sid", "equals", "new", true},
	{"response.body", "mail", "suffix", "@example.com", true},
	{"response.body", "rows.mail", "exists", "", true},
	{"response.body_name", "", "equals", "id", true},
	{"response.length", "", "less", "55", true},
	{"response.latency_ms", "", "more", "12", true},
	{"response.data", "", "equals", "cn_passport", true},
	{"response.data_entries", "", "is", "5", true},
	{"response.data_types", "", "is", "2", true},
	{"request.credential", "", "equals", "bearer|api_key", true},
	{"request.credential", "", "not_exists", "", false},
	{"client.country", "", "not_exists", "", true},
	{"attack", "", "equals", attack.Kinds()[2].Name, true},
	{"attack", "", "equals", attack.Kinds()[1].Name, false},
	{"blocked", "", "equals", "no", true},
	{"login", "", "equals", "failed", true},
	{"login", "", "not_equals", "ok", true},
	{"risk", "", "equals", "RK-18", true},
	{"response.sensitivity", "", "equals", "S3|S4", true},
	{"response.error", "", "equals", "database", true},
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

func TestConditionsOnEveryFieldAndOperator(t *testing.T) {
	x, v, f := example(t)
	r := rulesFor(t, Document{Kind: BuiltinTypes, Name: "email", Body: []byte(`{"enabled":true}`)})
	call := r.Call(x, v, f)
	seenField, seenOp := map[string]bool{}, map[string]bool{}
	for _, c := range conditionCases {
		cond := Condition{c.field, c.name, c.op, split(c.values)}
		var faults Faults
		checkConditions(&faults, "", []Condition{cond}, 1, forEvent)
		if faults != nil {
			t.Errorf("%v: %v", cond, faults)
			continue
		}
		if got := cond.compile().holds(&call); got != c.want {
			t.Errorf("%v: %v", cond, got)
		}
		seenField[c.field], seenOp[c.op] = true, true
	}
	for _, f := range Fields() {
		if !seenField[f.ID] || f.Title == "" || f.cost == 0 || (f.texts == nil) == (f.number == nil) && f.kind != network {
			t.Errorf("field %s is not tried or not complete", f.ID)
		}
	}
	for _, o := range Operators() {
		if !seenOp[o.ID] || o.Title == "" || o.cost == 0 {
			t.Errorf("operator %s is not tried or not complete", o.ID)
		}
	}
}

func TestConditionsAreRefusedByFieldAndBound(t *testing.T) {
	many := slices.Repeat([]string{"v"}, 51)
	for _, c := range []struct {
		cond    Condition
		use     uses
		pointer string
		says    string
	}{
		{Condition{"nothing", "", "equals", []string{"a"}}, forAll, "/0/field", "no field"},
		{Condition{"response.status", "", "is", []string{"1"}}, forCredential, "/0/field", "not known where this rule is asked"},
		{Condition{"request.header", "", "exists", nil}, forAll, "/0/name", "want the name"},
		{Condition{"host", "x", "exists", nil}, forAll, "/0/name", "takes no name"},
		{Condition{"host", "", "more_than", []string{"a"}}, forAll, "/0/op", "equals"},
		{Condition{"host", "", "in_net", []string{"10.0.0.0/8"}}, forAll, "/0/op", "no operator"},
		{Condition{"response.status", "", "contains", []string{"2"}}, forAll, "/0/op", "more, less, is"},
		{Condition{"host", "", "equals", nil}, forAll, "/0/values", "from 1 to 50"},
		{Condition{"host", "", "equals", many}, forAll, "/0/values", "have 51"},
		{Condition{"host", "", "exists", []string{"a"}}, forAll, "/0/values", "from 0 to 0"},
		{Condition{"host", "", "longer", []string{"1", "2"}}, forAll, "/0/values", "from 1 to 1"},
		{Condition{"host", "", "longer", []string{"many"}}, forAll, "/0/values/0", "want a number"},
		{Condition{"host", "", "equals", []string{strings.Repeat("x", 1001)}}, forAll, "/0/values/0", "from 1 to 1000"},
		{Condition{"host", "", "equals", []string{"a", ""}}, forAll, "/0/values/1", "have 0"},
		{Condition{"host", "", "regex", []string{"a(?=b)"}}, forAll, "/0/values/0", "RE2"},
		{Condition{"client.ip", "", "in_net", []string{"10.0.0.0/33"}}, forAll, "/0/values/0", "203.0.113.0/24"},
		{Condition{"protocol", "", "equals", []string{"ftp"}}, forAll, "/0/values/0", "http, https"},
	} {
		var f Faults
		checkConditions(&f, "", []Condition{c.cond}, 1, c.use)
		if len(f) != 1 || f[0].Field != c.pointer || !strings.Contains(f[0].Detail, c.says) {
			t.Errorf("%v: %v, want %s to say %q", c.cond, f, c.pointer, c.says)
		}
	}
	var f Faults
	checkConditions(&f, "/conditions", slices.Repeat([]Condition{{"host", "", "exists", nil}}, 11), 1, forAll)
	if len(f) != 1 || !strings.Contains(f[0].Detail, "from 1 to 10 conditions, have 11") {
		t.Errorf("%v", f)
	}
}

// Cheap and selective conditions are asked first.
func TestConditionsAreAskedCheapestFirst(t *testing.T) {
	ts := compileConditions([]Condition{
		{"response.body", "", "regex", []string{"x"}}, {"request.body", "a", "contains", []string{"x"}}, {"host", "", "equals", []string{"x"}},
	})
	if !slices.IsSortedFunc(ts, func(a, b test) int { return a.cost - b.cost }) {
		t.Error("not in the order of cost")
	}
	x, v, f := example(t)
	call := rulesFor(t, Document{Kind: BuiltinTypes, Name: "email", Body: []byte(`{"enabled":true}`)}).Call(x, v, f)
	if ts[0].holds(&call) {
		t.Error("the first is not the host")
	}
	if n := testing.AllocsPerRun(100, func() { eight(t).hold(&call) }); n > 60 {
		t.Errorf("compiling and asking: %v allocations", n)
	}
	ts = eight(t)
	if n := testing.AllocsPerRun(100, func() { ts.hold(&call) }); n != 0 || !ts.hold(&call) {
		t.Errorf("eight conditions: %v allocations, hold %v", n, ts.hold(&call))
	}
}

// eight conditions that all hold.
func eight(t testing.TB) tests {
	t.Helper()
	cs := []Condition{
		{"host", "", "equals", []string{"a", "b", "shop.example.com"}}, {"method", "", "equals", []string{"POST"}},
		{"api", "", "prefix", []string{"/api/v1/orders"}}, {"client.ip", "", "in_net", []string{"10.0.0.0/8", "203.0.113.0/24"}},
		{"request.header", "X-Token", "prefix", []string{"zx-"}}, {"response.status", "", "less", []string{"300"}},
		{"user_agent", "", "contains", []string{"wget", "curl"}}, {"request.query", "Page", "more", []string{"2"}},
	}
	var f Faults
	checkConditions(&f, "", cs, 1, forAll)
	if f != nil {
		t.Fatal(f)
	}
	return compileConditions(cs)
}

func BenchmarkConditions(b *testing.B) {
	x, v, f := example(b)
	call := rulesFor(b, Document{Kind: BuiltinTypes, Name: "email", Body: []byte(`{"enabled":true}`)}).Call(x, v, f)
	ts := eight(b)
	b.ReportAllocs()
	for b.Loop() {
		if !ts.hold(&call) {
			b.Fatal("they hold")
		}
	}
}
