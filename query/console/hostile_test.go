package console_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/lapwing-sec/lapwing/query/querytest"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// TestHostileTextStaysText renders each page with every payload in every field and parses
// the result as a browser does: no script but our own, no handler, no style, no address that
// is not a page of ours, no character that hides.
func TestHostileTextStaysText(t *testing.T) {
	s := storetest.New(t)
	now := time.Now()
	found := querytest.SeedHostile(t, s, now)
	srv := querytest.Start(t, s, func() time.Time { return now })
	c := srv.Admin(t)
	for _, p := range querytest.Payloads {
		_, _, _ = srv.Gate.NewToken(t.Context(), accessAdmin, cut(p, 60), ingestScope, 0)
	}
	paths := []string{
		"/",
		"/events?limit=1000",
		"/risks?limit=1000",
		"/apis?limit=1000",
		"/policies",
		"/sources",
		"/help/problems",
		"/help/keys",
	}
	for _, f := range found[len(found)-3:] {
		base := "/events"
		if f.Kind == 1 {
			base = "/risks"
		}
		for _, tab := range []string{"why", "evidence", "timeline", "source", "advice", "history"} {
			paths = append(paths, fmt.Sprintf("%s/%s?tab=%s", base, f.ID, tab))
		}
		paths = append(paths, base+"?limit=5&open="+f.ID, "/apis/"+f.API.ID(querytest.Tenant))
	}
	for _, p := range querytest.Payloads {
		q, in := url.QueryEscape(p), url.PathEscape(p)
		paths = append(paths,
			"/events?q="+q+"&host="+q+"&agent="+q+"&account="+q+"&block="+q+"&tab="+q+"&done="+q,
			"/apis?host="+q+"&method="+q+"&purpose="+q+"&response="+q,
			"/events?level="+q+"&status="+q+"&source="+q+"&from="+q+"&"+q+"=1", // all of it wrong, all of it told
			"/events?open="+q, "/apis/"+in, "/welcome/"+in)
	}
	paths = append(paths, "/?hosts="+url.QueryEscape(strings.Join(querytest.Payloads, " ")))
	ours := 0
	for _, path := range paths {
		a := c.Get(path)
		if a.StatusCode == http.StatusInternalServerError {
			t.Errorf("%s: %d %s", path, a.StatusCode, a.Text)
		}
		if strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			ours++
			harmless(t, path, a)
		}
	}
	if ours < len(paths)*9/10 {
		t.Errorf("only %d of %d answers were pages", ours, len(paths))
	}
	t.Logf("%d pages, %d payloads", ours, len(querytest.Payloads))
}

func cut(s string, n int) string {
	r := []rune(strings.ToValidUTF8(s, "?"))
	return string(r[:min(n, len(r))])
}

// attributes a page of ours may have an address in.
var addresses = map[string]bool{"href": true, "src": true, "action": true, "formaction": true, "data-brush": true}

func harmless(t *testing.T, path string, a querytest.Answer) {
	t.Helper()
	if csp := a.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") ||
		!strings.Contains(csp, "require-trusted-types-for 'script'") || strings.Contains(csp, "unsafe") {
		t.Errorf("%s: policy %q", path, csp)
	}
	doc, err := html.Parse(strings.NewReader(a.Text))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range shownText(doc) {
		if r == 0x202E || r == 0x2066 || r == 0x200B || r == 0xFEFF || r == 0x2028 || r == 0x1B || r == 0 || r == 0x7F ||
			r == 0x9B ||
			r == '\uFFFD' {
			t.Errorf("%s: %U stands in the page as it is", path, r)
			break
		}
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if src := attr(n, "src"); !strings.HasPrefix(src, "/static/app.") || n.FirstChild != nil {
				t.Errorf("%s: a script that is not ours: %q", path, src)
			}
		case "iframe", "object", "embed", "base", "style", "math", "template", "animate", "noscript", "frame", "applet":
			t.Errorf("%s: a <%s>", path, n.Data)
		case "meta":
			if attr(n, "http-equiv") != "" {
				t.Errorf("%s: a <meta http-equiv>", path)
			}
		case "link":
			if !strings.HasPrefix(attr(n, "href"), "/static/") {
				t.Errorf("%s: a <link> to %q", path, attr(n, "href"))
			}
		}
		for _, at := range n.Attr {
			switch {
			case strings.HasPrefix(at.Key, "on"),
				at.Key == "style",
				at.Key == "srcdoc",
				at.Key == "xlink:href",
				at.Key == "ping",
				at.Key == "target":
				t.Errorf("%s: <%s %s=%q>", path, n.Data, at.Key, at.Val)
			case addresses[at.Key]:
				u, err := url.Parse(at.Val)
				if err != nil || u.Scheme != "" || u.Host != "" || at.Val != "" && at.Val[0] != '/' && at.Val[0] != '#' ||
					strings.HasPrefix(at.Val, "//") {
					t.Errorf("%s: <%s %s=%q> leads elsewhere", path, n.Data, at.Key, at.Val)
				}
			}
		}
	}
}

// shownText is what a page shows or speaks: its text and attributes, but for what stands in
// fields to be sent back as it was typed.
func shownText(doc *html.Node) string {
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			if n.Data != "input" || a.Key != "value" {
				b.WriteString(a.Val)
			}
		}
	}
	return b.String()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
