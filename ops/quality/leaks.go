package main

import (
	"embed"
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

//go:embed testdata/leaks/leaks.txt
var leakFile embed.FS

// answer is one way in which a text comes back, as a format with one place for it; escape
// writes the text as the format needs it.
type answer struct {
	name, contentType, body string
	status                  int
	escape                  func(string) string
}

func asIs(s string) string   { return s }
func asJSON(s string) string { return strconv.Quote(s) }

// leaky are answers that give the text away, harmless ones that only write about it.
var (
	leaky = []answer{
		{"plain, 500", "text/plain", "%s", 500, asIs},
		{"plain, 200", "text/plain", "%s", 200, asIs},
		{"json error", "application/json", `{"status":500,"error":%s}`, 500, asJSON},
		{"json error, 200", "application/json", `{"ok":false,"error":%s}`, 200, asJSON},
		{"page, 500", "text/html", "<html><head><title>Error</title></head><body><h1>500</h1><pre>%s</pre></body></html>", 500, asIs},
		{"page, 200", "text/html", "<html><body><div id=\"nav\"><a href=\"/\">Home</a></div>\n%s\n</body></html>", 200, asIs},
	}
	harmless = []answer{
		{"article", "text/html", "<html><head><title>How we fixed a bug</title></head><body><article><h1>Fixed</h1><p>One day we saw this:</p><pre><code>%s</code></pre>" +
			"<p>It took us a week.</p></article></body></html>", 200, html.EscapeString},
		{"forum", "text/html", "<html><body><h2>Question</h2><p>I get this error, what does it mean?</p><pre>%s</pre><h2>2 answers</h2><p>Restart it.</p></body></html>",
			200, html.EscapeString},
		{"post as json", "application/json", `{"id":7,"title":"Help","body":%s,"votes":3}`, 200, func(s string) string { return asJSON("I see this:\n" + s) }},
		{"readme", "text/markdown", "# Troubleshooting\n\nIf you see\n\n```\n%s\n```\n\nthen read on.\n", 200, asIs},
		{"sentence", "application/json", `{"message":%s}`, 200, func(s string) string { return asJSON("Your colleague wrote: what is " + strings.SplitN(s, "\n", 2)[0]) }},
	}
)

// leaks measures what answers give away: each text in each kind of answer.
func leaks() report {
	var r report
	b, err := leakFile.ReadFile("testdata/leaks/leaks.txt")
	if err != nil {
		panic(err) // embedded: cannot fail
	}
	w := traffic.NewWalker(traffic.Limits{})
	judge := func(a answer, text string) finding.ErrorKind {
		x := newCall("GET", "/api/v1/items", "")
		x.Status = a.status
		x.Response = traffic.Message{Headers: []traffic.Header{{Name: "Content-Type", Value: a.contentType}}, Body: fmt.Appendf(nil, a.body, a.escape(text))}
		return attack.ErrorOf(w.Walk(x), a.status)
	}
	found, all := map[string]int{}, map[string]int{}
	quiet, pages := 0, 0
	kind := ""
	for line := range strings.SplitSeq(strings.TrimSpace(string(b)), "\n") {
		if k, ok := strings.CutPrefix(line, "# kind "); ok {
			kind = k
			continue
		}
		text := unquoted(line)
		for _, a := range leaky {
			all[kind]++
			if judge(a, text) != finding.ErrorNone {
				found[kind]++
			} else {
				r.mistake(kind+" in "+a.name, "-", text)
			}
		}
		for _, a := range harmless {
			pages++
			if judge(a, text) == finding.ErrorNone {
				quiet++
			} else {
				r.mistake("- in "+a.name, kind, text)
			}
		}
	}
	for _, k := range []string{"application", "database", "server"} {
		r.add(k+" leaks found", share(found[k], all[k]), 0.95, all[k])
	}
	r.add("pages about leaks left alone", share(quiet, pages), 1, pages)
	return r
}
