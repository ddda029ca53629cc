package console_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestP301SearchEverything: one field finds APIs, events and risks by host, path and ID, and rules and
// built-in rows by name; what was typed is shown as text.
func TestP301SearchEverything(t *testing.T) {
	_, c, found := open(t)
	wants(t, c.Get("/search"), 200, "Looks in APIs")
	wants(t, c.Get("/search?q=ORDERS"), 200, "<h2>APIs</h2>", "/orders")
	wants(t, c.Get("/search?q="+found[0].ID), 200, found[0].ID)
	wants(t, c.Get("/search?q=mobile"), 200, "<h2>Policies</h2>", "cn_mobile", "/policies?q=cn_mobile&amp;tab=data#builtin")
	wants(t, c.Get("/search?q="+url.QueryEscape("<script>alert(1)")), 200, "&lt;script&gt;alert(1)", "Nothing has that")
	wants(t, c.Get("/search?q="+strings.Repeat("x", 201)), 400, "at most 200 bytes")
	c.Post("/policies/save", url.Values{"kind": {"data-types"}, "name": {"badge"}, "rule": {"level: S3\nexpert: {patterns: ['EMP-[0-9]{6}']}"}, "do": {"save"}})
	wants(t, c.Get("/search?q=bad"), 200, "Own data type", "/policies/data-types/badge")
	a := c.Get("/search?q=example.com")
	wants(t, a, 200, "<h2>Events</h2>", "<h2>Risks</h2>", "All that fit")
}
