package traffic

import (
	"fmt"
	"strings"
	"testing"
)

// lines renders values one a line: place, key, parent, record, text.
func lines(vs []Value) string {
	places := [...]string{"path", "query", "header", "cookie", "json", "form", "multipart", "xml", "html", "text"}
	var b strings.Builder
	for _, v := range vs {
		fmt.Fprintf(&b, "%s %s<%s #%d %q\n", places[v.Place], v.Key, v.Parent, v.Record, v.Text)
	}
	return b.String()
}

func body(contentType, text string) *Exchange {
	x := &Exchange{}
	if contentType != "" {
		x.Response.Headers = []Header{{Name: "Content-Type", Value: contentType}}
	}
	x.Response.Body = []byte(text)
	return x
}

// bodyValues walks a response body and leaves the header and its record out.
func bodyValues(t *testing.T, contentType, text string) []Value {
	t.Helper()
	vs, _ := NewWalker(Limits{}).Walk(body(contentType, text)).Of(Response)
	for len(vs) > 0 && vs[0].Place == InHeader {
		vs = vs[1:]
		for i := range vs {
			vs[i].Record--
		}
	}
	return vs
}

func check(t *testing.T, got, want string) {
	t.Helper()
	want = strings.TrimPrefix(want, "\n")
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestWalkWholeCall(t *testing.T) {
	x := &Exchange{
		Path:  "/v1/phone/138%2000138000;jsessionid=AB%zz1/",
		Query: "q=a+b%26c&user[phone]=%2B8613800138000&ids[]=7&flag&bad=%G1&e=",
		Request: Message{
			Headers: []Header{{"Cookie", `sid="abc"; theme=dark%20blue`}, {"X-Token", "t"}},
			Body:    []byte("name=%E5%BC%A0%E4%B8%89&name=x"),
		},
		Response: Message{
			Headers: []Header{{"set-cookie", "SID=v1; Path=/; HttpOnly"}, {"Content-Type", "application/json"}},
			Body:    []byte(`{"list":[{"id":1,"ok":true},{"id":2,"tags":["a","b"]}],"n":null}`),
		},
	}
	w := NewWalker(Limits{})
	v := w.Walk(x)
	req, _ := v.Of(Request)
	check(t, lines(req), `
path < #1 "v1"
path < #1 "phone"
path phone< #1 "138 00138000"
path jsessionid< #1 "AB%zz1"
query q< #2 "a b&c"
query phone<user #2 "+8613800138000"
query ids< #2 "7"
query < #2 "flag"
query bad< #2 "%G1"
query e< #2 ""
cookie sid<Cookie #4 "abc"
cookie theme<Cookie #4 "dark blue"
header X-Token< #3 "t"
form name< #5 "张三"
form name< #5 "x"
`)
	res, first := v.Of(Response)
	check(t, lines(res), `
cookie SID<Set-Cookie #2 "v1"
cookie Path<SID #2 "/"
cookie HttpOnly<SID #2 ""
header Content-Type< #1 "application/json"
json id<list #5 "1"
json ok<list #5 "true"
json id<list #6 "2"
json tags<list #6 "a"
json tags<list #6 "b"
json n< #4 "null"
`)
	if first != len(req) || v.Duplicates != 1 || v.Truncated {
		t.Errorf("first %d, duplicates %d, truncated %v", first, v.Duplicates, v.Truncated)
	}
	// offsets point at the raw value, wherever it stood
	for _, c := range []struct {
		v    Value
		src  string
		want string
	}{
		{req[2], x.Path, "138%2000138000"},
		{req[5], x.Query, "%2B8613800138000"},
		{req[10], x.Request.Headers[0].Value, "abc"},
		{res[0], x.Response.Headers[0].Value, "v1"},
		{res[6], string(v.Bodies[Response].Text), "2"},
	} {
		if got := c.src[c.v.Start:c.v.End]; got != c.want {
			t.Errorf("raw %q, want %q", got, c.want)
		}
	}
}

func TestWalkIsReusable(t *testing.T) {
	w := NewWalker(Limits{})
	first := lines(w.Walk(body("", `{"a":"\u4e2d","b":[[1],[2]]}`)).All)
	for range 3 {
		w.Walk(body("text/html", "<p>other</p>"))
		w.Walk(body("", strings.Repeat("[", 5000)))
		if again := lines(w.Walk(body("", `{"a":"\u4e2d","b":[[1],[2]]}`)).All); again != first {
			t.Fatalf("second walk differs:\n%s\n%s", first, again)
		}
	}
}

// TestNothingHidesInTheDeep: what stands deeper than is followed is read as text, in JSON, in JSON
// inside a string, and in XML.
func TestNothingHidesInTheDeep(t *testing.T) {
	const inside = `13800138000`
	deep := strings.Repeat(`{"a":`, 80) + `"` + inside + `"` + strings.Repeat("}", 80)
	for name, text := range map[string]string{
		"objects": deep, "arrays": strings.Repeat("[", 80) + `"` + inside + `"` + strings.Repeat("]", 80), "cut": deep[:len(deep)-60],
		"in a string": `{"s":"` + strings.ReplaceAll(deep, `"`, `\"`) + `"}`,
		"elements":    strings.Repeat("<a>", 80) + inside + strings.Repeat("</a>", 80),
		"attributes":  strings.Repeat("<a>", 80) + `<b c="` + inside + `"/>` + strings.Repeat("</a>", 80),
	} {
		v := NewWalker(Limits{}).Walk(body("", text))
		found := false
		for _, x := range v.All {
			found = found || strings.Contains(string(x.Text), inside)
		}
		if !found || v.Over.Depth == 0 {
			t.Errorf("%s: found %v, over %+v", name, found, v.Over)
		}
	}
}

func TestWalkLimits(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 65) + "1" + strings.Repeat("}", 65)
	wide := "[" + strings.Repeat("1,", 20_000) + "1]"
	long := `{"k":"` + strings.Repeat("中", 30_000) + `","z":"end"}`
	escaped := `{"k":"` + strings.Repeat(`\n中`, 30_000) + `","z":"end"}`
	huge := `{"k":["` + strings.Repeat(`aaaaaaaaa","`, 200_000) + `"]}`
	for _, c := range []struct {
		name, text string
		want       Over
		values     int
	}{
		{"as deep as allowed", strings.Repeat(`{"a":`, 64) + "1" + strings.Repeat("}", 64), Over{}, 1},
		{"deep", `{"x":` + deep + `,"y":2}`, Over{Depth: 1}, 2},
		{"deep XML", strings.Repeat("<a>", 70) + "x" + strings.Repeat("</a>", 70), Over{Depth: 6}, 1},
		{"wide", wide, Over{Values: 1}, 10_000},
		{"long", long, Over{Text: 1}, 2},
		{"long with escapes", escaped, Over{Text: 1}, 2},
		{"huge", huge, Over{Body: 1, Values: 1}, 10_000},
		{"text", strings.Repeat("word ", 40_000), Over{}, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := NewWalker(Limits{}).Walk(body("", c.text))
			if v.Over != c.want || v.Truncated != c.want.Any() || len(v.All) != c.values {
				t.Errorf("over %+v, truncated %v, %d values", v.Over, v.Truncated, len(v.All))
			}
			for _, x := range v.All {
				if len(x.Text) > 64<<10 {
					t.Errorf("%d bytes of text", len(x.Text))
				}
				if x.Cut != (c.want.Text > 0 && x.Key == "k") {
					t.Errorf("cut: %v", x.Cut)
				}
			}
			if cut := v.Bodies[Response].Cut; cut != (c.want.Body > 0) {
				t.Errorf("body cut: %v", cut)
			}
		})
	}
}

func TestWalkTextChunks(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("phone 13800138000\n", 20_000), strings.Repeat("中文 ", 40_000), strings.Repeat("字", 50_000),
	} {
		vs := bodyValues(t, "text/plain", text)
		var all strings.Builder
		for i, v := range vs {
			all.Write(v.Text)
			if text[v.Start:v.End] != string(v.Text) {
				t.Fatalf("chunk %d has wrong offsets", i)
			}
			if strings.ContainsRune(string(v.Text), '\uFFFD') {
				t.Fatalf("chunk %d splits a character", i)
			}
			if last := v.Text[len(v.Text)-1]; i < len(vs)-1 && text[0] == 'p' && last != '\n' {
				t.Fatalf("chunk %d ends inside a line", i)
			}
		}
		if all.String() != text || len(vs) < 2 {
			t.Fatalf("%d chunks do not give the text back", len(vs))
		}
	}
}

func TestWalkAllocatesNothing(t *testing.T) {
	json := []byte(`{"code":0,"data":[{"name":"\u5f20\u4e09","phone":"13800138000","x":"{\"a\":\"b\"}","y":[1,2]}],"m":"ok"}`)
	x := &Exchange{
		Path: "/v1/users/17", Query: "page=1&q=a%20b",
		Request: Message{
			Headers: []Header{{"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "a=b%20c; d=e"}},
			Body:    []byte("a=1&b=%E5%BC%A0&c=d+e&data=%7B%22x%22%3A1%7D"),
		},
		Response: Message{Headers: []Header{{"Content-Type", "application/json; charset=utf-8"}}, Body: json},
	}
	w := NewWalker(Limits{})
	w.Walk(x)
	if n := testing.AllocsPerRun(100, func() { w.Walk(x) }); n != 0 {
		t.Errorf("%v allocations a walk, want 0", n)
	}
}
