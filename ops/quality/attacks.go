package main

import (
	"embed"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/confirm"
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

//go:embed testdata/attacks
var attackFiles embed.FS

// attackCase is one request; kind is "-" where it is harmless.
type attackCase struct {
	source, kind string
	text         string // what decides on which half it belongs to, and what a confusion shows
	x            *traffic.Exchange
}

// attackSources are the styles of the cases, each with an equal say in the balanced figure.
var attackSources = []string{"query", "form", "json", "head", "nested", "requests"}

// attacks measures both stages together, on payloads and harmless values put in every place
// of a call, and on whole requests.
func attacks() report {
	var r report
	rules, err := confirm.NewRuleSet()
	if err != nil {
		r.mistake("rule set", "none", err.Error())
		return r
	}
	type tally struct{ found, attacks, quiet, harmless int }
	bySource := map[string]*tally{}
	for _, s := range attackSources {
		bySource[s] = &tally{}
	}
	var half tally // what is held out, which the rules were not mended by
	kindRight, kindAll, doubts, harmless := 0, 0, 0, 0
	w, scanner := traffic.NewWalker(traffic.Limits{}), attack.Scanner{}
	for _, c := range attackCases() {
		t := bySource[c.source]
		out := heldOut(c.text)
		set, doubt := scanner.Judge(c.x, w.Walk(c.x))
		if doubt.Any() {
			set |= rules.Kinds(c.x, doubt.Texts)
		}
		got := "-"
		set.Each(func(n uint8) {
			if name := attack.Name(finding.Attack(n)); got == "-" || name == c.kind {
				got = name
			}
		})
		if c.kind == "-" {
			t.harmless, harmless = t.harmless+1, harmless+1
			if doubt.Any() {
				doubts++
			}
			if out {
				half.harmless++
			}
			if set == 0 {
				if t.quiet++; out {
					half.quiet++
				}
			}
		} else {
			t.attacks, kindAll = t.attacks+1, kindAll+1
			if out {
				half.attacks++
			}
			if set != 0 {
				if t.found++; out {
					half.found++
				}
			}
			if got == c.kind {
				kindRight++
			}
		}
		if got != c.kind {
			r.mistake(c.kind, got, c.text)
		}
	}
	balanced, specific := 0.0, 0.0
	all := 0
	for _, s := range attackSources {
		t := bySource[s]
		all += t.attacks + t.harmless
		found, quiet := share(t.found, t.attacks), share(t.quiet, t.harmless)
		balanced, specific = balanced+(found+quiet)/2, specific+quiet
		r.add(s+": attacks found", found, attackFloors[s].found, t.attacks)
		r.add(s+": harmless left alone", quiet, attackFloors[s].quiet, t.harmless)
	}
	n := float64(len(attackSources))
	r.add("balanced, macro over sources", balanced/n, 0.97, all)
	r.add("harmless left alone, macro", specific/n, 0.974, harmless)
	r.add("half held out: attacks found", share(half.found, half.attacks), 0.945, half.attacks)
	r.add("half held out: harmless left alone", share(half.quiet, half.harmless), 0.945, half.harmless)
	r.add("right kind among the kinds given", share(kindRight, kindAll), 0.93, kindAll)
	r.add("harmless calls that need no second stage", 1-share(doubts, harmless), 0.485, harmless)
	return r
}

// attackFloors are just under what was measured. In queries and headers it costs some quiet that
// what is written about attacks is told from attacks in bodies only, where people write: a
// sentence around a payload is no way past. The harmless cases are the ones that look
// most like attacks; ordinary traffic is left alone far more often.
var attackFloors = map[string]struct{ found, quiet float64 }{
	"query": {0.98, 0.96}, "form": {0.975, 0.97}, "json": {0.97, 0.975}, "head": {0.955, 0.97}, "nested": {0.965, 0.975}, "requests": {0.945, 0.98},
}

func attackCases() (out []attackCase) {
	for _, f := range []struct{ name, kind string }{
		{"payloads.txt", ""}, {"payloads_more.txt", ""}, {"harmless.txt", "-"}, {"harmless_more.txt", "-"},
	} {
		eachBlock(f.name, "\n", func(kind, line string) {
			if f.kind != "" {
				kind = f.kind
			}
			out = append(out, placed(kind, unquoted(line))...)
		})
	}
	eachBlock("attack_requests.txt", "\n---\n", func(kind, text string) {
		out = append(out, attackCase{"requests", kind, text, parsedRequest(text)})
	})
	eachBlock("harmless_requests.txt", "\n---\n", func(_, text string) {
		out = append(out, attackCase{"requests", "-", text, parsedRequest(text)})
	})
	return out
}

// eachBlock gives the blocks of a file, each with the kind that the nearest "# kind" line
// before it names.
func eachBlock(file, between string, give func(kind, text string)) {
	b, err := attackFiles.ReadFile("testdata/attacks/" + file)
	if err != nil {
		panic(err) // embedded: cannot fail
	}
	kind := "-"
	for block := range strings.SplitSeq(string(b), between) {
		for line := range strings.SplitSeq(block, "\n") {
			if name, ok := strings.CutPrefix(line, "# kind "); ok {
				kind = name
				block = strings.Replace(block, line, "", 1)
			} else if strings.HasPrefix(line, "# ") && between == "\n" {
				block = ""
			}
		}
		if block = strings.Trim(block, "\n"); block != "" {
			give(kind, block)
		}
	}
}

func unquoted(s string) string {
	if u, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`); err == nil {
		return u
	}
	return strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t", `\0`, "\x00", `\\`, `\`).Replace(s)
}

const browserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"

func newCall(method, path, query string) *traffic.Exchange {
	return &traffic.Exchange{
		Method: method, Scheme: "https", Host: "shop.example.com", Path: path, Query: query, HTTP: "1.1", Status: 200,
		Client: traffic.Client{IP: netip.MustParseAddr("203.0.113.7")},
		Request: traffic.Message{Headers: []traffic.Header{
			{Name: "Host", Value: "shop.example.com"}, {Name: "Accept", Value: "text/html,application/json;q=0.9,*/*;q=0.8"},
		}},
	}
}

func with(x *traffic.Exchange, contentType, body string) *traffic.Exchange {
	if contentType != "" {
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Content-Type", Value: contentType},
			traffic.Header{Name: "Content-Length", Value: strconv.Itoa(len(body))})
	}
	x.Request.Body = []byte(body)
	return x
}

func agent(x *traffic.Exchange) *traffic.Exchange {
	x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "User-Agent", Value: browserAgent})
	return x
}

// placed puts one value where callers put values.
func placed(kind, value string) []attackCase {
	jsonText := strconv.QuoteToASCII(strings.ToValidUTF8(value, "?"))
	jsonText = strings.NewReplacer(`\x00`, `\u0000`, `\'`, `'`, `\a`, `\u0007`, `\v`, `\u000b`).Replace(jsonText)
	escaped := url.QueryEscape(value)
	out := []attackCase{
		{"query", kind, value, agent(newCall("GET", "/api/v1/items", "page=2&q="+escaped+"&sort=name"))},
		{"query", kind, value, agent(newCall("GET", "/view.php", "id="+strings.ReplaceAll(escaped, "+", "%20")))},
		{"form", kind, value, with(agent(newCall("POST", "/account/save", "")), "application/x-www-form-urlencoded",
			"name="+escaped+"&city=Berlin&submit=1")},
		{"json", kind, value, with(agent(newCall("POST", "/api/v1/items", "")), "application/json",
			`{"id":42,"name":`+jsonText+`,"tags":["a","b"]}`)},
		{"nested", kind, value, with(agent(newCall("POST", "/rpc", "")), "application/json",
			`{"jsonrpc":"2.0","method":"save","params":{"filter":{"items":[{"value":`+jsonText+`}]}}}`)},
		{"nested", kind, value, with(agent(newCall("POST", "/upload", "")), "multipart/form-data; boundary=XX",
			"--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n"+value+"\r\n--XX--\r\n")},
	}
	if !strings.ContainsAny(value, "\r\n\x00") && len(value) < 300 {
		x := agent(newCall("GET", "/home", ""))
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Referer", Value: "https://www.example.com/?q=" + escaped})
		out = append(out, attackCase{"head", kind, value, x})
		x = agent(newCall("GET", "/home", ""))
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Cookie", Value: "lang=en; pref=" + escaped + "; seen=1"})
		out = append(out, attackCase{"head", kind, value, x})
	}
	return out
}

// parsedRequest reads "METHOD target", headers, an empty line and a body.
func parsedRequest(text string) *traffic.Exchange {
	head, body, _ := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	method, target, _ := strings.Cut(lines[0], " ")
	path, query, _ := strings.Cut(target, "?")
	x := newCall(method, path, query)
	for _, l := range lines[1:] {
		n, v, ok := strings.Cut(l, ": ")
		if !ok {
			panic(fmt.Sprintf("testdata/attacks: no header: %q", l))
		}
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: n, Value: v})
	}
	if x.Request.Header("User-Agent") == "" {
		agent(x)
	}
	if strings.HasPrefix(x.Request.Header("Content-Type"), "multipart/") {
		body = strings.ReplaceAll(body, "\n", "\r\n") + "\r\n"
	}
	x.Request.Body = []byte(body)
	if body != "" && x.Request.Header("Content-Length") == "" && x.Request.Header("Transfer-Encoding") == "" {
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Content-Length", Value: strconv.Itoa(len(body))})
	}
	return x
}
