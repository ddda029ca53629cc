package querytest

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// Client is a browser without a screen: it keeps cookies and does not follow redirects.
type Client struct {
	t    testing.TB
	base string
	http *http.Client
}

// Answer is what came back, body read.
type Answer struct {
	*http.Response
	Text string
}

// Stranger is a client nobody knows.
func (s *Server) Stranger(t testing.TB) *Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &Client{t, s.URL, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// Password is the administrator's.
const Password = "correct horse battery"

// Admin signs the first administrator in, through the pages.
func (s *Server) Admin(t testing.TB) *Client {
	t.Helper()
	c := s.Stranger(t)
	link := s.Link(t)
	secret := link[strings.LastIndexByte(link, '/')+1:]
	a := c.Post("/welcome", url.Values{"secret": {secret}, "password": {Password}, "again": {Password}})
	if a.StatusCode != http.StatusSeeOther {
		t.Fatalf("welcome: %d %s", a.StatusCode, a.Text)
	}
	return c
}

// Get reads a page.
func (c *Client) Get(path string) Answer { return c.Do("GET", path, nil, "Accept", "text/html") }

// Post sends a form, as a browser does from a page of ours.
func (c *Client) Post(path string, form url.Values) Answer {
	return c.Do(
		"POST",
		path,
		strings.NewReader(form.Encode()),
		"Content-Type",
		"application/x-www-form-urlencoded",
		"Accept",
		"text/html",
		"Sec-Fetch-Site",
		"same-origin",
	)
}

// Do sends a request with headers given as pairs.
func (c *Client) Do(method, path string, body io.Reader, headers ...string) Answer {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, body)
	must(c.t, err)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := c.http.Do(r)
	must(c.t, err)
	b, err := io.ReadAll(res.Body)
	must(c.t, err)
	must(c.t, res.Body.Close())
	return Answer{res, string(b)}
}
