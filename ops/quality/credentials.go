package main

import (
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

//go:embed testdata/credentials/cases.txt
var credentialCases string

// credentialsArea measures which credentials are seen, by kind, and how seldom something that only looks
// like one is taken for one: CSRF tokens, trackers, page tokens, ids of requests and devices.
func credentialsArea() (r report) {
	const each = 8 // requests made of one line, with other values
	walker := traffic.NewWalker(traffic.Limits{})
	tp, fp, fn := map[string]int{}, map[string]int{}, map[string]int{}
	clean, traps := 0, 0
	var want []string
	for line := range strings.Lines(credentialCases) {
		line = strings.TrimSpace(line)
		if kinds, ok := strings.CutPrefix(line, "= "); ok {
			want = strings.Fields(kinds)
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		for n := range each {
			x := credentialRequest(line, rand.New(rand.NewPCG(uint64(n), uint64(len(line)))))
			got := credentialNames(credential.SetOf(credential.Find(x, walker.Walk(x))))
			if want[0] == "-" {
				traps++
				if len(got) == 0 {
					clean++
				}
			}
			for _, k := range want {
				switch {
				case k == "-":
				case slices.Contains(got, k):
					tp[k]++
				default:
					fn[k]++
					r.mistake(k, "-", line)
				}
			}
			for _, k := range got {
				if !slices.Contains(want, k) {
					fp[k]++
					r.mistake(want[0], k, line)
				}
			}
		}
	}
	sum, worst := 0., 1.
	kinds := credential.Kinds()
	for _, k := range kinds {
		f := f1(tp[k.Name], fp[k.Name], fn[k.Name])
		sum += f
		worst = min(worst, f)
	}
	r.add("F1, macro over kinds", sum/float64(len(kinds)), .995, len(kinds))
	r.add("F1 of the worst kind", worst, .98, len(kinds))
	r.add("nothing found in what carries none", share(clean, traps), .995, traps)
	return r
}

func credentialNames(s finding.Set) (out []string) {
	s.Each(func(n uint8) { out = append(out, credential.Name(finding.Credential(n))) })
	return out
}

// credentialRequest makes a request of a line; its file explains the form.
func credentialRequest(line string, r *rand.Rand) *traffic.Exchange {
	x := &traffic.Exchange{Method: "POST", Host: "api.example.com", Path: "/v1/things"}
	line = filled(line, r)
	switch {
	case line[0] == '?':
		x.Method, x.Query = "GET", line[1:]
	case strings.HasPrefix(line, "body "):
		kind := "application/x-www-form-urlencoded"
		if line[5] == '{' {
			kind = "application/json"
		}
		x.Request.Body = []byte(line[5:])
		x.Request.Headers = []traffic.Header{{Name: "Content-Type", Value: kind}}
	default:
		for h := range strings.SplitSeq(line, " ;; ") {
			name, value, _ := strings.Cut(h, ":")
			x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: name, Value: strings.TrimSpace(value)})
		}
	}
	return x
}

// filled puts values into the places of a line.
func filled(line string, r *rand.Rand) string {
	random := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return b
	}
	makers := []struct {
		place string
		value func() string
	}{
		{"{hex}", func() string { return hex.EncodeToString(random(16)) }},
		{"{b64}", func() string { return base64.RawURLEncoding.EncodeToString(random(24)) }},
		{"{num}", func() string { return fmt.Sprint(10_000_000 + r.IntN(80_000_000)) }},
		{"{uuid}", func() string {
			b := random(16)
			return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
		}},
		{"{jwt}", func() string {
			return "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9." +
				base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, `{"sub":"u%d","exp":1900000000}`, r.IntN(999))) + "." +
				base64.RawURLEncoding.EncodeToString(random(32))
		}},
	}
	for _, m := range makers {
		for strings.Contains(line, m.place) {
			line = strings.Replace(line, m.place, m.value(), 1)
		}
	}
	return line
}
