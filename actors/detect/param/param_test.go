package param

import (
	"bytes"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var day = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// recorder plays calls into a book the way the engine does.
type recorder struct {
	*Book
	walk *traffic.Walker
	scan *sensitive.Scanner
	n    int
}

func newRecorder() *recorder {
	return &recorder{Book: NewBook(), walk: traffic.NewWalker(traffic.Limits{}), scan: sensitive.NewScanner()}
}

func (r *recorder) call(method, template, target, header, body, answer string, status int) {
	path, query, _ := strings.Cut(target, "?")
	r.n++
	x := &traffic.Exchange{
		Time: day.Add(time.Duration(r.n) * time.Minute), Method: method, Host: "shop.example", Path: path, Query: query, Status: status,
		Client: traffic.Client{IP: netip.MustParseAddr("203.0.113.7")},
	}
	for _, line := range strings.Split(header, "\n") {
		if k, v, ok := strings.Cut(line, ": "); ok {
			x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: k, Value: v})
		}
	}
	if body != "" && x.Request.Header("Content-Type") == "" {
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Content-Type", Value: "application/json; charset=utf-8"})
	}
	x.Request.Body, x.Request.Size = []byte(body), int64(len(body))
	x.Response.Headers = []traffic.Header{{Name: "Content-Type", Value: "application/json"}}
	x.Response.Body, x.Response.Size = []byte(answer), int64(len(answer))
	v := r.walk.Walk(x)
	f := &finding.Facts{Time: x.Time, API: traffic.API{Host: x.Host, Method: method, Template: template}, Status: uint16(status), Params: xxh3.HashString(query)}
	req := r.scan.Values(nil, v, traffic.Request)
	found := r.scan.Values(slices.Clone(req), v, traffic.Response)
	r.Note(&Call{Facts: f, Exchange: x, Values: v, Found: [2][]sensitive.Found{req, found[len(req):]}})
}

// lines writes an inventory for a reader: * is always there.
func lines(p finding.Params) string {
	total := map[traffic.Side]uint64{}
	for _, q := range p.List {
		if q.Place == finding.ParamCall {
			total[q.Side] = q.N
		}
	}
	var b strings.Builder
	for _, q := range p.List {
		side := "req"
		if q.Side == traffic.Response {
			side = "res"
		}
		always := ""
		if Required(p, q) {
			always = "*"
		}
		fmt.Fprintf(&b, "%s %s %s%s", side, q.Place, q.Name, always)
		for _, w := range []string{q.Types.String(), q.Format()} {
			if w != "" {
				b.WriteString(" " + w)
			}
		}
		if len(q.Values) > 0 {
			fmt.Fprintf(&b, " %v", q.Values)
		}
		if len(q.Data) > 0 {
			fmt.Fprintf(&b, " %v", q.Data)
		}
		if q.Example != "" {
			fmt.Fprintf(&b, " %q", q.Example)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestPE05Inventory shows the whole of what is learned of an order from a few dozen calls.
func TestPE05Inventory(t *testing.T) {
	r := newRecorder()
	for i := range 60 {
		state := []string{"OPEN", "PAID", "SENT"}[i%3]
		note := ""
		if i%2 == 0 {
			note = `,"note":null,"tags":["a b"]`
		}
		r.call("PUT", "/users/{id}/orders/{id}.json", fmt.Sprintf("/users/%d/orders/%s.json?page=%d&sort=asc&since=2026-01-%02d", 1000+i,
			"0b8f5c1e-5a55-4c3e-9b1c-1f2e3d4c5b6a", i, i%28+1),
			"Cookie: theme=dark\nX-Shop-Region: eu\nX-Forwarded-For: 1.2.3.4\nAuthorization: Bearer abc",
			fmt.Sprintf(`{"status":"%s","buyer":{"email":"anna%d@example.org","age":%d}%s,"lines":[{"sku":"A-%d","price":%d.5},{"sku":"B","price":2}]}`,
				state, i, 20+i, note, i, i),
			fmt.Sprintf(`{"id":"0b8f5c1e-5a55-4c3e-9b1c-1f2e3d4c5b6a","at":"2026-11-21T09:%02d:00Z","ok":true,"by_id":{"100%d":{"n":1},"200%d":{"n":2}}}`, i, i, i), 200)
	}
	all := r.All()
	if len(all) != 1 {
		t.Fatalf("%d APIs", len(all))
	}
	got := lines(all[0])
	for _, line := range []string{
		"req call *", "req content-type application/json*", `req path userId* integer int32 "1***"`,
		`req path orderId* string uuid "0*******-****-****-****-************"`,
		`req query page* integer int32 "0"`, `req query sort* string [asc] "a**"`, `req query since* string date [SD-34] "2026-**-**"`,
		`req header x-shop-region* string [eu] "e*"`, `req cookie theme* string "d***"`,
		"req json * object", `req json status* string [OPEN PAID SENT] "O***"`, "req json buyer* object", `req json buyer.age* integer int32 "2*"`,
		"req json note null", "req json tags array", `req json tags[]* string "a *"`, "req json lines* array", "req json lines[]* object",
		`req json lines[].price* number`, `req json lines[].sku* string "A-*"`,
		"res call *", "res status 200*", `res json at* string date-time`, `res json ok* boolean "true"`, "res json by_id* object",
		"res json by_id.{}* object", `res json by_id.{}.n* integer int32 "1"`,
	} {
		if !strings.Contains(got, line) {
			t.Errorf("lacks %s", line)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
	for _, p := range all[0].List {
		if p.Name == "buyer.email" && (len(p.Data) == 0 || strings.Contains(p.Example, "anna")) {
			t.Errorf("email: %v", p)
		}
		if p.Name == "authorization" || p.Name == "x-forwarded-for" {
			t.Errorf("%s is no parameter of an API", p.Name)
		}
	}
}

// TestBookKeepsNoRawValue: persons' values of every place are nowhere in the saved book.
func TestBookKeepsNoRawValue(t *testing.T) {
	r := newRecorder()
	secrets := []string{"anna.bauer@example.org", "13812345678", "110101199003070134", "hunter2secret", "Annamaria", "annabauer"}
	for range 40 {
		r.call("POST", "/people/{id}", "/people/annabauer?mail=anna.bauer@example.org&mode=Annamaria", "X-Api-Key: hunter2secret\nCookie: sid=hunter2secret",
			`{"phone":"13812345678","password":"hunter2secret","name":"Annamaria","type":"110101199003070134","13812345678":{"a":1},"anna.bauer@example.org":1}`,
			`{"owner":{"idNo":"110101199003070134","first_name":"Annamaria"}}`, 200)
	}
	saved, err := r.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range secrets[:4] {
		if bytes.Contains(saved, []byte(s)) {
			t.Errorf("%s is in the book", s)
		}
	}
	if i := bytes.Index(saved, []byte("annabauer")); i >= 0 {
		t.Errorf("the value of a place is in the book")
	}
}

// TestLearnsFromWhatTeaches: failed, refused and attacking calls, noise and what has no place add nothing.
func TestLearnsFromWhatTeaches(t *testing.T) {
	r := newRecorder()
	r.call("GET", "/a", "/a?x=1", "", "", "{}", 404)
	r.call("GET", traffic.Other, "/a?x=1", "", "", "{}", 200)
	for _, f := range []finding.Facts{{Noise: true}, {Blocked: true}, {Attacks: 2}, {Status: 500}} {
		r.Note(&Call{Facts: &f})
	}
	if r.Len() != 0 || len(r.All()) != 0 {
		t.Errorf("%d parameters", r.Len())
	}
}

// TestBounds: invented names leave memory flat and are counted.
func TestBounds(t *testing.T) {
	r := newRecorder()
	for i := range 1000 {
		r.call("GET", "/a", fmt.Sprintf("/a?%s=1", strings.Repeat(string(rune('a'+i%26)), 1+i/26)), "", "", "", 200)
	}
	if n := r.Len(); n != MaxOfAPI {
		t.Errorf("%d parameters, want the bound %d", n, MaxOfAPI)
	}
	if r.Over() == 0 || r.All()[0].Over != r.Over() {
		t.Errorf("%d found no room", r.Over())
	}
	wide := newRecorder()
	for i := range 40 {
		var b strings.Builder
		for j := range 20 {
			fmt.Fprintf(&b, `"key%c%c":1,`, 'a'+i%26, 'a'+j)
		}
		wide.call("GET", "/b", "/b", "", "", "{"+strings.TrimSuffix(b.String(), ",")+"}", 200)
	}
	if n := wide.Len(); n > mostOf+10 {
		t.Errorf("%d names of one object are kept, want about %d", n, mostOf)
	}
}

// TestChangedGivesWhatIsNew once, and after a fold what the folded API knew.
func TestChangedGivesWhatIsNew(t *testing.T) {
	r := newRecorder()
	r.call("GET", "/a", "/a?x=1", "", "", "", 200)
	if n := len(r.Changed()); n != 1 {
		t.Fatalf("%d changed", n)
	}
	if n := len(r.Changed()); n != 0 {
		t.Fatalf("%d changed a second time", n)
	}
	r.call("GET", "/a", "/a?x=1&y=2", "", "", "", 200)
	r.Fold(traffic.API{Host: "shop.example", Method: "GET", Template: "/a"})
	if c := r.Changed(); len(c) != 1 || r.Len() != 0 || len(c[0].List) < 3 {
		t.Errorf("a folded API was not handed on: %v", c)
	}
}

// TestSavedBookGoesOn: a book read back concludes the same from the same calls.
func TestSavedBookGoesOn(t *testing.T) {
	one, two := newRecorder(), newRecorder()
	play := func(r *recorder, from, to int) {
		for i := from; i < to; i++ {
			r.n = i
			r.call("GET", "/a/{id}", fmt.Sprintf("/a/%d?s%d=1&status=on", i, i%7), "", "", fmt.Sprintf(`{"f%d":[1,"x"]}`, i%5), 200)
		}
	}
	play(one, 0, 600)
	play(two, 0, 250)
	saved, err := two.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	again := newRecorder()
	if err := again.UnmarshalBinary(saved); err != nil {
		t.Fatal(err)
	}
	play(again, 250, 600)
	a, _ := one.AppendBinary(nil)
	b, _ := again.AppendBinary(nil)
	if !bytes.Equal(a, b) || one.Len() == 0 {
		t.Errorf("read back it went on differently: %d and %d parameters", one.Len(), again.Len())
	}
	if err := again.UnmarshalBinary(saved[:len(saved)/2]); err == nil {
		t.Error("a cut book was read")
	}
}

// TestMergeIsTheSameInAnyOrder.
func TestMergeIsTheSameInAnyOrder(t *testing.T) {
	a, b := newRecorder(), newRecorder()
	for i := range 50 {
		a.call("GET", "/a", fmt.Sprintf("/a?x=%d&type=on", i), "", "", `{"v":1}`, 200)
		b.call("GET", "/a", fmt.Sprintf("/a?x=n%d&y=2&type=off", i), "", "", `{"v":1.5}`, 200)
	}
	one, two := a.All()[0], b.All()[0]
	ab, ba := lines(Merge(one, two)), lines(Merge(two, one))
	if ab != ba {
		t.Errorf("%s\nis not\n%s", ab, ba)
	}
	for _, want := range []string{"req query x* integer or string", "req query y string", "req query type* string [off on]", "res json v* number"} {
		want = strings.ReplaceAll(want, "integer or string", "string or integer")
		want = strings.ReplaceAll(want, "y string", "y integer")
		if !strings.Contains(ab, want) {
			t.Errorf("lacks %q:\n%s", want, ab)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, row := range []struct{ value, types, format string }{
		{"0b8f5c1e-5a55-4c3e-9b1c-1f2e3d4c5b6a", "string", "uuid"},
		{"0b8f5c1e-5a55-4c3e-9b1c-1f2e3d4c5b6", "string", ""},
		{"2026-02-28", "string", "date"},
		{"2026-02-30", "string", ""},
		{"2026-02-28T10:00:00.5+01:00", "string", "date-time"},
		{"2026-02-28T10:00:00", "string", ""},
		{"a@b.example", "string", "email"},
		{"a@b@c.example", "string", ""},
		{"192.0.2.1", "string", "ipv4"},
		{"1.2.3", "string", ""},
		{"1.2", "number", ""},
		{"2001:db8::1", "string", "ipv6"},
		{"https://a.example/x?y", "string", "uri"},
		{"12:30", "string", ""},
		{"aGVsbG8gd29ybGQsIHRoaXMgaXM=", "string", "byte"},
		{"internationalizations1234", "string", ""},
		{"42", "integer", "int32"},
		{"-3000000000", "integer", "int64"},
		{"007", "string", ""},
		{"13812345678901234567", "string", ""},
		{"true", "boolean", ""},
		{"-", "string", ""},
		{"1-2", "string", ""},
	} {
		k := kindOfText(row.value, finding.AllFormats)
		p := finding.Param{Types: k.types, Formats: k.formats}
		if p.Types.String() != row.types || p.Format() != row.format {
			t.Errorf("%s is %s %q, want %s %q", row.value, p.Types, p.Format(), row.types, row.format)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]bool{
		"status": false, "order_id": false, "x": false, "姓名": false, "addressLine2": false, "sha256": false, "": true,
		"10293": true, "u-1029384": true, "a@b.example": true, "0b8f5c1e-5a55-4c3e-9b1c-1f2e3d4c5b6a": true, "2026-01-01": false,
	} {
		if IsValue(name) != want {
			t.Errorf("%q: a value is %v", name, !want)
		}
	}
	got := PlaceNames(nil, strings.Split("v1/users/{id}/order-items/{id}/{id}/categories/{id}/status/{id}/x;{id}", "/"))
	if want := []string{"userId", "orderItemId", "id", "categoryId", "statusId", "xId"}; !slices.Equal(got[:5], want[:5]) {
		t.Errorf("%v, want %v", got, want)
	}
	for name, want := range map[string]bool{"orderStatus": true, "order_type": true, "items[].state": true, "mistype": false, "username": false, "sort": true, "password_mode_x": false} {
		if holdsKind(name) != want {
			t.Errorf("%s holds a kind: %v", name, !want)
		}
	}
}

// FuzzBook: whatever bodies hold, a book stays within its bounds and can be read back.
func FuzzBook(f *testing.F) {
	f.Add(`{"a":[{"b":1},{"c":null}]}`, "/a?x=1&y", `[[[{"":[]}]]]`)
	f.Add(`)]}',{"a":"\u00`, "/%2e%2e/b?=&&a=%", `{"a":{"a":{"a":`)
	f.Add("\xff{", "/a//b;x?\x00=1", `{"a":1e999,"b":tru}`)
	f.Fuzz(func(t *testing.T, body, target, answer string) {
		r := newRecorder()
		for range 3 {
			r.call("POST", "/{id}/b", target, "", body, answer, 200)
		}
		saved, err := r.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		again := NewBook()
		if err := again.UnmarshalBinary(saved); err != nil {
			t.Fatalf("a book cannot be read back: %v", err)
		}
		for _, p := range r.All() {
			if len(p.List) > MaxOfAPI {
				t.Errorf("%d parameters", len(p.List))
			}
		}
		_ = NewBook().UnmarshalBinary([]byte(body))
	})
}

// BenchmarkNote measures a call that is learned from and one that is not.
func BenchmarkNote(b *testing.B) {
	r := newRecorder()
	var body strings.Builder
	for i := range 40 {
		fmt.Fprintf(&body, `{"id":%d,"name":"Item %d","status":"open","price":{"amount":%d.5,"currency":"EUR"}},`, i, i, i)
	}
	answer := `{"items":[` + strings.TrimSuffix(body.String(), ",") + `]}`
	r.call("GET", "/items", "/items?page=1", "", "", answer, 200)
	x := &traffic.Exchange{Time: day, Method: "GET", Host: "shop.example", Path: "/items", Query: "page=1", Status: 200}
	x.Response.Body, x.Response.Headers = []byte(answer), []traffic.Header{{Name: "Content-Type", Value: "application/json"}}
	v := r.walk.Walk(x)
	c := &Call{Facts: &finding.Facts{Time: day, API: traffic.API{Host: "shop.example", Method: "GET", Template: "/items"}, Status: 200}, Exchange: x, Values: v}
	b.Run("learned", func(b *testing.B) {
		b.SetBytes(int64(len(answer)))
		for b.Loop() {
			r.apis[c.Facts.API].calls = 0
			r.Note(c)
		}
	})
	b.Run("settled", func(b *testing.B) {
		b.SetBytes(int64(len(answer)))
		r.apis[c.Facts.API].calls = firstCalls
		for b.Loop() {
			r.Note(c)
		}
	})
}
