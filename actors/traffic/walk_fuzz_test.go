package traffic

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"
	"unicode/utf8"
)

// FuzzWalkJSONAgainstStandard holds the walker to encoding/json on valid documents: the same
// leaves under the same keys, in the same order.
func FuzzWalkJSONAgainstStandard(f *testing.F) {
	for _, s := range []string{
		`{}`, `[]`, `"x"`, `{"a":[1,{"b":"\u00e9\ud83d\ude00"}],"c":null}`, `[[[["deep"]]],-1.5e+9,true]`,
		"{\"a\":\"\xff\\ud800\"}", `{"":"","k\n":{"":{}}}`, `["a\/b","\\",{"x":{"y":[{}]}}]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		want, ok := leaves(doc)
		if !ok || !json.Valid(doc) {
			return // several documents in a row have separators of our own choice
		}
		w := NewWalker(Limits{Values: 1 << 20, TextBytes: 1 << 20, Depth: 200})
		w.flat = true
		w.begin(Response)
		if end := w.json(doc, 0, "", "", 1); end != len(doc) {
			t.Fatalf("valid document refused at %d: %q", end, doc)
		}
		if w.out.Over.Any() {
			return
		}
		var got []string
		for _, v := range w.out.All {
			got = append(got, fmt.Sprintf("%s=%d:%s", fixed(v.Key), v.Shape, fixed(string(v.Text))))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%q\ngot  %q\nwant %q", doc, got, want)
		}
	})
}

// fixed replaces each byte that is not UTF-8 as encoding/json does.
func fixed(s string) string { return string([]rune(s)) }

// leaves lists the leaves of documents by the standard decoder; a leaf in arrays has the
// array's key.
func leaves(doc []byte) (out []string, ok bool) {
	d := json.NewDecoder(bytes.NewReader(doc))
	d.UseNumber()
	type level struct {
		object, value bool
		name, key     string
	}
	var stack []level
	for {
		t, err := d.Token()
		if err == io.EOF {
			return out, len(stack) == 0
		}
		if err != nil {
			return nil, false
		}
		var top *level
		key := ""
		if n := len(stack); n > 0 {
			top = &stack[n-1]
			if key = top.name; top.object {
				key = top.key
			}
		}
		leaf := func(shape Shape, text string) {
			out = append(out, fmt.Sprintf("%s=%d:%s", key, shape, text))
		}
		switch v := t.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				if top != nil {
					top.value = false
				}
				stack = append(stack, level{object: v == '{', name: key})
				continue
			}
			stack = stack[:len(stack)-1]
			continue
		case string:
			if top != nil && top.object && !top.value {
				top.key, top.value = v, true
				continue
			}
			leaf(String, v)
		case json.Number:
			leaf(Number, string(v))
		case bool:
			leaf(Bool, fmt.Sprint(v))
		case nil:
			leaf(Null, "null")
		}
		if top != nil {
			top.value = false
		}
	}
}

// FuzzWalkAnything holds the walker to its promises on any bytes: no panic, all bounds kept,
// offsets inside the source, the same result twice.
func FuzzWalkAnything(f *testing.F) {
	for _, s := range []struct{ media, text string }{
		{"application/json", `{"a":"{\"b\":[1,2]}","c":"\u12`},
		{"text/xml", `<a b="c&#x41;"><![CDATA[x]]><!-- y --><d/></a>`},
		{"text/html", `<form><input name=a value='b'><label>x</label>y<script>z</script`},
		{"multipart/form-data; boundary=X", "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{\"b\":1}\r\n--X--"},
		{"application/x-www-form-urlencoded", "a[b]=%7B%22c%22%3A1%7D&d=%zz+e"},
		{"text/plain; charset=gbk", "\xd5\xc5\xc8\xfd"},
		{"", "\xff\xfe{\x00}\x00"},
		{"", "[[[[{\"a\":"},
		{"", "cb({\"a\":1})"},
	} {
		f.Add(s.media, []byte(s.text))
	}
	lim := Limits{Depth: 8, Values: 50, TextBytes: 64, BodyBytes: 4096}
	w := NewWalker(lim)
	f.Fuzz(func(t *testing.T, media string, text []byte) {
		x := body(media, string(text))
		x.Request.Body = text
		x.Path, x.Query = string(text), string(text)
		x.Request.Headers = []Header{{"Cookie", string(text)}, {"Set-Cookie", string(text)}}
		v := w.Walk(x)
		first := lines(v.All)
		if len(v.All) > lim.Values || v.Over.Any() != v.Truncated {
			t.Fatalf("%d values, over %+v", len(v.All), v.Over)
		}
		for i := range v.All {
			val := &v.All[i]
			if len(val.Text) > lim.TextBytes {
				t.Fatalf("%d bytes of text", len(val.Text))
			}
			if val.Class != ClassOf(val.Text) && !val.Cut {
				t.Fatalf("class %b of %q, want %b", val.Class, val.Text, ClassOf(val.Text))
			}
			src := v.Bodies[val.Side].Text
			switch val.Place {
			case InPath, InQuery:
				src = text
			case InHeader, InCookie:
				continue
			}
			if val.Start < 0 || val.Start > val.End || val.End > len(src) {
				t.Fatalf("offsets %d..%d of %d bytes", val.Start, val.End, len(src))
			}
			if utf8.Valid(text) && !utf8.Valid(val.Text) && val.Place >= InJSON && val.Place != InForm && !val.Nested {
				t.Fatalf("%q is not UTF-8 any more", val.Text)
			}
		}
		if again := lines(w.Walk(x).All); again != first {
			t.Fatal("a second walk gives another result")
		}
	})
}
