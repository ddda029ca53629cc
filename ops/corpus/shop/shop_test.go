package shop

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// client calls a fresh shop as one host would be called.
type client struct {
	t       *testing.T
	handler http.Handler
	token   string
}

func (c *client) call(host, method, target, body string, headers ...string) (int, string) {
	c.t.Helper()
	r := httptest.NewRequest(method, "http://"+host+target, strings.NewReader(body))
	if strings.HasPrefix(body, "{") {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	b, err := io.ReadAll(w.Result().Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return w.Code, string(b)
}

func signedIn(t *testing.T, s *Shop, host, path string, p *Person) *client {
	t.Helper()
	c := &client{t: t, handler: s.Handler()}
	in, err := json.Marshal(credentials{p.Username, p.Password})
	if err != nil {
		t.Fatal(err)
	}
	code, body := c.call(host, "POST", path, string(in))
	var out struct{ Data struct{ Token string } }
	if err := json.Unmarshal([]byte(body), &out); err != nil || code != 200 || out.Data.Token == "" {
		t.Fatalf("sign-in as %s: %d %s %v", p.Username, code, body, err)
	}
	c.token = out.Data.Token
	return c
}

func TestSameSeedSameWorld(t *testing.T) {
	a, b, other := New(Options{Seed: 7}), New(Options{Seed: 7}), New(Options{Seed: 8})
	if *a.users[5] != *b.users[5] || a.orders[9].Total != b.orders[9].Total {
		t.Error("two shops of one seed differ")
	}
	if a.users[5].IDCard == other.users[5].IDCard {
		t.Error("two seeds give the same person")
	}
}

// Known good numbers, worked out from the standards and not by this package.
func TestCheckDigits(t *testing.T) {
	if got := luhn("7992739871"); got != "79927398713" {
		t.Errorf("luhn: %s", got)
	}
	s := New(Options{Seed: 1})
	for _, p := range append(slices.Clone(s.users), s.staff...) {
		sum := 0
		for i := range 18 {
			d := int(p.IDCard[i] - '0')
			if p.IDCard[i] == 'X' {
				d = 10
			}
			sum += d * (1 << (17 - i) % 11) // ISO 7064: weights are powers of two modulo eleven
		}
		if len(p.IDCard) != 18 || sum%11 != 1 {
			t.Fatalf("id card %s: length %d, sum %d", p.IDCard, len(p.IDCard), sum%11)
		}
		if luhn(p.Card[:18]) != p.Card {
			t.Fatalf("card %s", p.Card)
		}
	}
}

func TestOrdinaryCustomer(t *testing.T) {
	s := New(Options{Seed: 1})
	c := signedIn(t, s, HostAPI, "/api/v1/login", s.users[0])
	slug := s.Slugs()[0]
	steps := []struct {
		method, target, body string
		want                 int
		holds                string
	}{
		{"GET", "/api/v1/users/me", "", 200, s.users[0].Mobile},
		{"POST", "/api/v1/cart/items", `{"slug":"` + slug + `","count":2}`, 201, slug},
		{"POST", "/api/v1/orders", "", 201, `"status":"待付款"`},
		{"POST", "/api/v1/payments", `{"orderId":702401,"cardNo":"` + s.users[0].Card + `"}`, 200, "transactionId"},
		{"POST", "/api/v1/payments", `{"orderId":702401,"cardNo":"6222020000000000001"}`, 422, "卡号错误"},
		{"GET", "/api/v1/orders?page=1&page_size=500", "", 200, `"total"`},
		{"GET", "/api/v1/orders/export", "", 200, "收货人"},
		{"POST", "/graphql", `{"query":"{ viewer { id } }"}`, 200, s.users[0].Name},
		{"GET", "/api/v1/products/no-such-thing", "", 404, "40402"},
		{"GET", "/api/v1/search?q=%27", "", 500, "SQL syntax"},
		{"GET", "/nothing", "", 404, ""},
		{"GET", "/internal/staff", "", 404, ""}, // the back office is on its own host only
	}
	for _, st := range steps {
		code, body := c.call(HostAPI, st.method, st.target, st.body)
		if code != st.want || !strings.Contains(body, st.holds) {
			t.Errorf("%s %s: %d %.200s", st.method, st.target, code, body)
		}
	}
	if code, _ := (&client{t: t, handler: s.Handler()}).call(HostAPI, "GET", "/api/v1/orders", ""); code != 401 {
		t.Errorf("orders without a token: %d", code)
	}
}

func TestWeaknessesAreThere(t *testing.T) {
	s := New(Options{Seed: 1})
	anyone := &client{t: t, handler: s.Handler()}
	if code, body := anyone.call(HostStaff, "GET", "/internal/staff?page_size=60", ""); code != 200 ||
		strings.Count(body, `"idCard"`) != 60 {
		t.Errorf("staff directory: %d, %d ID cards", code, strings.Count(body, `"idCard"`))
	}
	_, wrongName := anyone.call(HostAPI, "POST", "/api/v1/login", `{"username":"nobody","password":"x"}`)
	_, wrongWord := anyone.call(HostAPI, "POST", "/api/v1/login",
		`{"username":"`+s.users[0].Username+`","password":"x"}`)
	if !strings.Contains(wrongName, "40101") || !strings.Contains(wrongWord, "40102") {
		t.Errorf("login answers: %s / %s", wrongName, wrongWord)
	}
	office := signedIn(t, s, HostStaff, "/hr/api/v1/login", s.staff[1])
	if _, b := office.call(HostStaff, "GET", "/internal/config/storage", ""); !strings.Contains(b, "accessKeySecret") {
		t.Errorf("storage config: %s", b)
	}
	if _, body := anyone.call(HostAPI, "POST", "/partner/v1/orders/query", "<query><id>700001</id></query>",
		"X-API-Key", partnerKeys[0]); !strings.Contains(body, "<id>700001</id>") {
		t.Errorf("partner query: %s", body)
	}
}

// Every weakness names an endpoint that exists.
func TestWeaknessesNameRoutes(t *testing.T) {
	s := New(Options{Seed: 1})
	for _, k := range Weaknesses() {
		found := slices.ContainsFunc(s.routes(), func(r route) bool { return r.pattern == k.Method+" "+k.Template })
		if !found {
			t.Errorf("%s names %s %s, which is no route", k.Risk, k.Method, k.Template)
		}
	}
}

func TestUploadRoundTrip(t *testing.T) {
	s := New(Options{Seed: 1})
	c := signedIn(t, s, HostAPI, "/api/v1/login", s.users[2])
	var b bytes.Buffer
	b.WriteString("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n" +
		"Content-Type: text/plain\r\n\r\nhello\r\n--XX--\r\n")
	code, body := c.call(HostAPI, "POST", "/api/v1/files", b.String(), "Content-Type", "multipart/form-data; boundary=XX")
	var out struct{ Data struct{ ID string } }
	if err := json.Unmarshal([]byte(body), &out); err != nil || code != 201 {
		t.Fatalf("upload: %d %s %v", code, body, err)
	}
	if _, got := c.call(HostAPI, "GET", "/api/v1/files/"+out.Data.ID, ""); got != "hello" {
		t.Errorf("download: %q", got)
	}
}
