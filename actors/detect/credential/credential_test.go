package credential

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"reflect"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func (e Example) exchange() *traffic.Exchange {
	x := &traffic.Exchange{Method: "POST", Host: "h", Path: "/p", Query: e.Query}
	for _, l := range e.Headers {
		n, v, _ := strings.Cut(l, ": ")
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: n, Value: v})
	}
	if e.Body != "" {
		ct := "application/x-www-form-urlencoded"
		if e.Body[0] == '{' {
			ct = "application/json"
		}
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Content-Type", Value: ct})
		x.Request.Body = []byte(e.Body)
	}
	return x
}

func find(e Example) []Found {
	x := e.exchange()
	return Find(x, traffic.NewWalker(traffic.Limits{}).Walk(x))
}

// TestP401EveryKind holds that each kind finds its examples, alone, and ignores the rest.
func TestP401EveryKind(t *testing.T) {
	for i, k := range Kinds() {
		if int(k.ID) != i+1 || Name(k.ID) != k.Name || k.Name == "" || k.Title == "" || len(k.Finds) == 0 ||
			len(k.Ignores) < 2 {
			t.Errorf("row %d is incomplete: %s", i+1, k.Name)
		}
		for _, e := range k.Finds {
			if got := SetOf(find(e)); got != finding.Set(0).With(uint8(k.ID)) {
				t.Errorf("%s: %+v: got %v", k.Name, e, list(got))
			}
		}
		for _, e := range k.Ignores {
			if got := SetOf(find(e)); got.Has(uint8(k.ID)) {
				t.Errorf("%s: taken for it: %+v", k.Name, e)
			}
		}
	}
	if Name(0) != "" || Name(finding.Credential(len(Kinds())+1)) != "" {
		t.Error("names of unknown numbers")
	}
}

func list(s finding.Set) (out []string) {
	s.Each(func(n uint8) { out = append(out, Name(finding.Credential(n))) })
	return out
}

// TestP401NoCredential holds the counter-examples that carry none at all.
func TestP401NoCredential(t *testing.T) {
	other := map[string]bool{header("Authorization: Bearer " + sampleJWT).Headers[0]: true}
	for _, k := range Kinds() {
		for _, e := range k.Ignores {
			if len(e.Headers) > 0 && (other[e.Headers[0]] || strings.HasPrefix(e.Headers[0], "Authorization: Bearer eyJ.")) {
				continue
			}
			if got := find(e); len(got) > 0 {
				t.Errorf("%+v: got %v", e, list(SetOf(got)))
			}
		}
	}
}

func TestPE23JWTClaims(t *testing.T) {
	f := find(header("Authorization: Bearer " + sampleJWT))
	want := JWT{Alg: "HS256", Issuer: "lapwing", Expires: 1900000000, Issued: 1700000000}
	if len(f) != 1 || !reflect.DeepEqual(f[0].JWT, want) || !f[0].JWT.Symmetric() {
		t.Errorf("got %+v", f)
	}
	if j, ok := ParseJWT([]byte("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")); !ok || !j.Unsigned || j.Alg != "none" {
		t.Errorf("none: %+v %v", j, ok)
	}
	for _, s := range []string{"", "ey", "eyJ.a.b", "eyJhbGciOiJub25lIn0", "eyJhbGciOiJub25lIn0.x",
		"eyJ0eXAiOiJKV1QifQ.e30.x"} {
		if _, ok := ParseJWT([]byte(s)); ok {
			t.Errorf("%q taken for a token", s)
		}
	}
}

func TestRK02WeakKey(t *testing.T) {
	sign := func(key string) []byte {
		head := sampleJWT[:strings.LastIndexByte(sampleJWT, '.')]
		m := hmac.New(sha256.New, []byte(key))
		m.Write([]byte(head))
		return []byte(head + "." + base64.RawURLEncoding.EncodeToString(m.Sum(nil)))
	}
	if k, weak := WeakKey(sign("your-256-bit-secret")); !weak || k != "your-256-bit-secret" {
		t.Errorf("got %q %v", k, weak)
	}
	if _, weak := WeakKey(sign("8b1f0c77d2e94a55b6aa3c1d9e0f7a61")); weak {
		t.Error("a strong key is weak")
	}
}

func TestRK17Strength(t *testing.T) {
	f := func(secret string, weak bool, p Pattern) {
		t.Helper()
		if s := StrengthOf([]byte(secret)); s.Weak() != weak || s.Pattern != p {
			t.Errorf("%q: %+v weak %v", secret, s, s.Weak())
		}
	}
	f("9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d", false, Random)
	f("mF9B5f41JqMzT0pXw7Yk2Q", false, Random)
	f("8f14e45f-ceea-467f-a8d1-4f2c6d9b0c11", false, Random)
	f("abc123", true, Sequence)
	f("hello99", true, Word)
	f("admin", true, Word)
	f("secret-token1", true, Random)
	f("12345678901234567890", true, Sequence)
	f("1700000421", true, Counter)
	f("aaaaaaaaaaaaaaaaaaaaaaaa", true, Repeated)
	f("abcdefghijklmnopqrstuvwxyz", true, Sequence)
}

func TestP401PlaceAndName(t *testing.T) {
	f := find(Example{Headers: []string{"Cookie: lang=en; PHPSESSID=q7r9s0t1u2v3w4x5y6z7"},
		Query: "api_key=7d5f2c1e9b8a4f60"})
	if len(f) != 2 {
		t.Fatalf("got %+v", f)
	}
	if f[0].Place != traffic.InQuery || f[0].Name != "api_key" || !bytes.Equal(f[0].Secret,
		[]byte("7d5f2c1e9b8a4f60")) ||
		f[1].Place != traffic.InCookie || f[1].Name != "PHPSESSID" {
		t.Errorf("got %+v", f)
	}
	b := find(header("Authorization: Basic YWRtaW46YWRtaW4="))
	if len(b) != 1 || string(b[0].User) != "admin" || b[0].Strength.Pattern != Word {
		t.Errorf("basic: %+v", b)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Bearer "+sampleJWT, "token=1&sig=123456&se=1&sv=2", "sid=a; b", `{"client_secret":"x"}`)
	f.Fuzz(func(_ *testing.T, auth, q, cookie, b string) {
		find(Example{Headers: []string{"Authorization: " + auth, "Cookie: " + cookie, "X-Api-Key: " + q}, Query: q,
			Body: b})
		WeakKey([]byte(auth))
	})
}

func BenchmarkFind(b *testing.B) {
	x := Example{
		Headers: []string{
			"Host: shop.example.com", "User-Agent: Mozilla/5.0", "Accept: application/json", "Accept-Language: en",
			"X-Request-Id: 7f",
			"Authorization: Bearer " + sampleJWT, "Cookie: _ga=GA1.2.1122334455.1700000000; lang=en; theme=dark",
		},
		Query: "page=2&size=20&sort=name",
		Body:  `{"name":"x","items":[{"sku":"a","n":1},{"sku":"b","n":2}],"note":"hello"}`,
	}.exchange()
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	var dst []Found
	m := NewFinder()
	b.ReportAllocs()
	for b.Loop() {
		dst = m.Append(dst[:0], x, v)
	}
}
