package detect

import (
	"fmt"
	"strings"
	"testing"
)

// TestNF06CanaryOddPlaces plants values where no key of a body leads to them: headers of the
// protocol, names, error texts, files, keys in other languages.
func TestNF06CanaryOddPlaces(t *testing.T) {
	const get, ok = "GET https://shop.example.com/api/me\n", "\n-- 200\nContent-Type: application/json\n\n{}"
	answer := func(kind, body string) string { return get + "\n-- 500\nContent-Type: " + kind + "\n\n" + body }
	multipart := func(part string) string {
		return "POST https://shop.example.com/api/me\nContent-Type: multipart/form-data; boundary=X\n\n" +
			"--X\nContent-Disposition: form-data; " + part + "\n--X--\n" + ok
	}
	json := func(key, value string) string {
		return "POST https://shop.example.com/api/me\nContent-Type: application/json\n\n" +
			fmt.Sprintf(`{"a":1,"%s":"%s"}`, key, value) + "\n" + ok
	}
	secrets := []string{
		"13912345678", "Tr0ub4dor", "zebulon.quix", "Zebulon", "Quix", "4eC39HqLyjWDarjtT1zdp7dc", "hunter2zz",
		"ABCDEFGHIJ234567", "Zm9vYmFyYmF6",
	}
	for name, text := range map[string]string{
		"referer": get + "Referer: http://h/?phone=13912345678&password=Tr0ub4dor\n" + ok,
		"referer encoded": get + "Referer: http://h/a%2F13912345678?p=%31%33%39%31%32%33%34%35%36%37%38&" +
			"name=Zebulon+Quix\n" + ok,
		"referer user":    get + "Referer: http://zebulon.quix:hunter2zz@h/13912345678#pw=hunter2zz\n" + ok,
		"location":        get + "\n-- 302\nLocation: /cb?access_token=hunter2zz&m=13912345678\n\n",
		"origin":          get + "Origin: https://13912345678.example.org\n" + ok,
		"user agent":      get + "User-Agent: App/1 (13912345678; zebulon.quix@example.org)\n" + ok,
		"user agent pair": get + "User-Agent: App/1 (password=hunter2zz)\n" + ok,
		"header name":     get + "x-13912345678: 1\n" + ok,
		"any header":      get + "X-Debug: user zebulon.quix@example.org pw=hunter2zz 13912345678x\n" + ok,
		"etag":            get + "\n-- 200\nETag: \"u13912345678\"\n\n",
		"HTML error":      answer("text/html", "<html><body><pre>login password=Tr0ub4dor failed</pre></body></html>"),
		"HTML comment":    answer("text/html", "<html><!-- password: hunter2zz --><body>x</body></html>"),
		"HTML script":     answer("text/html", "<html><script>var cfg={'password':'hunter2zz'}</script></html>"),
		"text":            answer("text/plain", "pw=Tr0ub4dor for token sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
		"text colon":      answer("text/plain", "error\nPasswort: hunter2zz\n密码：hunter2zz\nsecret hunter: x"),
		"text tokens": answer("text/plain", "ghp_4eC39HqLyjWDarjtT1zdp7dc AKIAABCDEFGHIJ234567 xoxb-4eC39HqLyjWDarjtT1zdp7dc "+
			"eyJhbGciOiJIZm9vYmFyYmF6.Zm9vYmFyYmF6.Zm9vYmFyYmF6"),
		"JSON text": answer("application/json",
			`{"error":"bad login: {\"password\":\"hunter2zz\"} at db","trace":"pw=hunter2zz"}`),
		"broken JSON":   answer("application/json", `{"error":"x","passwort":"hunter2zz`),
		"file name":     multipart("name=\"f\"; filename=\"13912345678.txt\"\n\nhello"),
		"odd field":     multipart("name=\"field_7\"\n\nTr0ub4dor"),
		"field":         multipart("name=\"x_passwort_neu\"\n\nhunter2zz"),
		"field name":    multipart("name=\"f13912345678\"\n\nhello"),
		"passwort":      json("passwort", "hunter2zz"),
		"contraseña":    json("contraseña", "hunter2zz"),
		"senha":         json("senha", "hunter2zz"),
		"mot_de_passe":  json("mot_de_passe", "hunter2zz"),
		"kouling":       json("kouling", "hunter2zz"),
		"密码":            json("登录密码", "hunter2zz"),
		"name":          json("name", "Zebulon Quix"),
		"fullName":      json("fullName", "Zebulon Quix"),
		"firstName":     json("firstName", "Zebulon"),
		"name in query": "GET https://shop.example.com/api/me?name=Zebulon+Quix&x=Tr0ub4dor\n" + ok,
	} {
		e := New(Options{})
		in, x := inspect(t, e, text)
		got := fmt.Sprintf("%+v", e.Sample(x, &in, nil))
		for _, s := range secrets {
			if strings.Contains(strings.ToLower(got), strings.ToLower(s)) {
				t.Errorf("%s: the sample holds %s: %s", name, s, got)
			}
		}
	}
}

// TestNF06SampleStaysReadable: what is nobody's is still shown.
func TestNF06SampleStaysReadable(t *testing.T) {
	e := New(Options{})
	in, x := inspect(t, e, "GET https://shop.example.com/api/orders?page=2&size=20\n"+
		"Referer: https://shop.example.com/orders/list?page=1\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101\n"+
		"\n-- 200\nContent-Type: application/json\nContent-Length: 12345678\n\n"+
		`{"code":200,"productName":"Blue Chair","rows":[{"status":"open","count":12345678}]}`)
	got := fmt.Sprintf("%+v", e.Sample(x, &in, nil))
	for _, want := range []string{
		"page=2&size=20", "https://shop.example.com/orders/list?page=1", "Mozilla/5.0 (X11; Linux x86_64)", "12345678",
		`"productName":"Blue Chair"`, `"code":200`, `"status":"open","count":12345678`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lost %s: %s", want, got)
		}
	}
}
