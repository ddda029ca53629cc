package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// door is one kind of API as its owner knows it: whether it looks at credentials, and how it answers.
type door struct {
	name string
	fake bool // takes credentials and never looks at them
	// answer says how a call with that doubt is answered: status, and whether with the record.
	answer func(d finding.Doubt, r *rand.Rand) (status int, record bool)
	doubts []finding.Doubt // that its callers show now and then
	share  float64         // of calls with a doubtful credential
	body   func(id int, r *rand.Rand) string
	header string // of answers
	path   string
	inside bool // the callers without a credential stand in the private network
}

func always(finding.Doubt, *rand.Rand) (int, bool) { return 200, true }
func checked(d finding.Doubt, _ *rand.Rand) (int, bool) {
	if d == finding.DoubtNone {
		return 200, true
	}
	return 401, false
}

// person is the record of one object, the same each time it is asked for.
func person(id int, r *rand.Rand) string {
	return fmt.Sprintf(`{"code":0,"ts":%d,"data":{"id":%d,"name":"王小明","mobile":"138%08d","email":"u%d@example.com"}}`, r.Int64(), id,
		10_000_000+id*7919%80_000_000, id)
}

var doors = []door{
	{name: "every token will do", fake: true, answer: always, share: .1,
		doubts: []finding.Doubt{finding.DoubtExpired, finding.DoubtMalformed, finding.DoubtAbsent}},
	{name: "made-up tokens will do", fake: true, answer: always, share: .05, doubts: []finding.Doubt{finding.DoubtMadeUp, finding.DoubtUnsigned}},
	{name: "blank and expired ones will do", fake: true, answer: always, share: .08,
		doubts: []finding.Doubt{finding.DoubtBlank, finding.DoubtExpired}},
	{name: "the gateway forgot this one", fake: true, answer: always, share: .2, doubts: []finding.Doubt{finding.DoubtAbsent, finding.DoubtExpired}},
	{name: "checked, refused with 401", answer: checked, share: .15,
		doubts: []finding.Doubt{finding.DoubtExpired, finding.DoubtMalformed, finding.DoubtAbsent}},
	{name: "checked, refused in the body", share: .15, doubts: []finding.Doubt{finding.DoubtExpired, finding.DoubtAbsent, finding.DoubtMadeUp},
		answer: func(d finding.Doubt, _ *rand.Rand) (int, bool) { return 200, d == finding.DoubtNone }},
	{name: "sessions that are prolonged", share: .3, doubts: []finding.Doubt{finding.DoubtExpired}, answer: always},
	{name: "prolonged, forged ones refused", share: .3, doubts: []finding.Doubt{finding.DoubtExpired, finding.DoubtMalformed},
		answer: func(d finding.Doubt, _ *rand.Rand) (int, bool) {
			if d == finding.DoubtMalformed {
				return 403, false
			}
			return 200, true
		}},
	{name: "a public catalogue that ignores them", share: .3, doubts: []finding.Doubt{finding.DoubtExpired, finding.DoubtAbsent, finding.DoubtBlank},
		answer: always, path: "/products/",
		body: func(id int, _ *rand.Rand) string {
			return fmt.Sprintf(`{"id":%d,"title":"Chair %d","price":99.5,"stock":%d}`, id, id, id%40)
		}},
	{name: "public articles with an author", share: .3, doubts: []finding.Doubt{finding.DoubtExpired, finding.DoubtAbsent, finding.DoubtMalformed},
		answer: always, path: "/articles/",
		body: func(id int, _ *rand.Rand) string {
			return fmt.Sprintf(`{"id":%d,"title":"On chairs","author":"press@example.com","text":"..."}`, id)
		}},
	{name: "answers that a cache gives", share: .2, doubts: []finding.Doubt{finding.DoubtExpired, finding.DoubtMalformed, finding.DoubtAbsent},
		answer: always, header: "public, max-age=600"},
	{name: "an open door", share: .7, doubts: []finding.Doubt{finding.DoubtAbsent, finding.DoubtMalformed}, answer: always},
	{name: "services known by their address", share: .3, doubts: []finding.Doubt{finding.DoubtAbsent}, answer: always, inside: true},
	{name: "a desk that may see everybody", share: 0, answer: checked},
	{name: "one slip while the keys were changed", share: .002, doubts: []finding.Doubt{finding.DoubtMalformed}, answer: always},
	{name: "logons and codes", share: .4, doubts: []finding.Doubt{finding.DoubtAbsent, finding.DoubtExpired, finding.DoubtMalformed},
		answer: always, path: "/oauth/token/"},
}

// verifiedArea measures the proof that an API never looks at credentials (NF-20), passively, on
// generated traffic of APIs whose owners know better, most of them traps.
func verifiedArea() (r report) {
	const apis = 12 // of each kind
	found, fakes, accused, honest := 0, 0, 0, 0
	for i, d := range doors {
		for n := range apis {
			line := fmt.Sprintf("%s %d", d.name, n)
			asset := knock(d, rand.New(rand.NewPCG(uint64(i), uint64(n))))
			got := asset.Auth == finding.AuthNotVerified
			if d.fake {
				fakes++
			} else {
				honest++
			}
			switch {
			case got && d.fake:
				found++
				if !strings.Contains(asset.AuthWhy, "none refused") {
					r.mistake("a sentence that explains it", asset.AuthWhy, line)
				}
			case got:
				accused++
				r.mistake("verified", "never verified", line)
			case d.fake:
				r.mistake("never verified", asset.Auth.String(), line)
			}
		}
	}
	r.add("recall of APIs that never look", share(found, fakes), .95, fakes)
	r.add("precision", share(found, found+accused), .99, found+accused)
	r.add("left alone, of those that look or are open", share(honest-accused, honest), .995, honest)
	return r
}

// knock sends some hundred calls of many callers to one API and gives what the inventory says of it.
func knock(d door, r *rand.Rand) finding.Asset {
	engine, templates := detect.New(detect.Options{}), traffic.NewTemplates(traffic.DefaultTemplateLimits)
	path, body := d.path, d.body
	if path == "" {
		path = "/api/customers/"
	}
	if body == nil {
		body = person
	}
	var e *event.Endpoint
	start := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	for i := range 600 {
		doubt := finding.DoubtNone
		if r.Float64() < d.share {
			doubt = d.doubts[r.IntN(len(d.doubts))]
		}
		id, now := 1000+r.IntN(25), start.Add(time.Duration(i)*7*time.Second)
		status, record := d.answer(doubt, r)
		x := &traffic.Exchange{
			ID: fmt.Sprint(i), Time: now, Method: "GET", Host: "crm.example.com", Path: fmt.Sprint(path, id), Status: status,
			Client: traffic.Client{IP: netip.AddrFrom4([4]byte{203, 0, 113, byte(r.IntN(200))})},
		}
		if d.inside && doubt != finding.DoubtNone {
			x.Client.IP = netip.AddrFrom4([4]byte{10, 0, 0, byte(r.IntN(5))})
		}
		if h, ok := shown(doubt, now, r.IntN(12)); ok {
			x.Request.Headers = []traffic.Header{{Name: "Authorization", Value: h}}
		}
		text := `{"code":40101,"msg":"please log on"}`
		if record {
			text = body(id, r)
		}
		x.Response.Headers = []traffic.Header{{Name: "Content-Type", Value: "application/json"}}
		if d.header != "" {
			x.Response.Headers = append(x.Response.Headers, traffic.Header{Name: "Cache-Control", Value: d.header})
		}
		x.Response.Body, x.Response.Size = []byte(text), int64(len(text))
		templates.Learn(x.Host, x.Method, x.Path, x.Status)
		f := engine.Inspect("t", []byte("a key of thirty-two bytes, or so"), templates, x).Facts
		f.API.Template = path + "{id}" // how well paths are learned is another area's question
		if e == nil {
			e = event.NewEndpoint(f.API)
		}
		var out []finding.Finding
		e.Apply(&f, &out)
	}
	return e.Asset("t")
}

// shown writes an Authorization header with that doubt; false where there is none.
func shown(d finding.Doubt, now time.Time, caller int) (string, bool) {
	b64 := base64.RawURLEncoding.EncodeToString
	jwt := func(alg string, expires time.Time, sign string) string {
		return fmt.Sprintf("Bearer %s.%s.%s", b64(fmt.Appendf(nil, `{"alg":%q,"typ":"JWT"}`, alg)),
			b64(fmt.Appendf(nil, `{"sub":"u%d","exp":%d}`, caller, expires.Unix())), sign)
	}
	sign := b64(fmt.Appendf(nil, "signature-of-thirty-two-bytes-%02d", caller))
	switch d {
	case finding.DoubtNone:
		return jwt("RS256", now.Add(time.Hour), sign), true
	case finding.DoubtExpired:
		return jwt("RS256", now.Add(-24*time.Hour), sign), true
	case finding.DoubtUnsigned:
		return jwt("none", now.Add(time.Hour), ""), true
	case finding.DoubtMalformed:
		return fmt.Sprintf("Bearer eyJhbGciOiJSUzI1NiJ9.cut%d", caller), true
	case finding.DoubtMadeUp:
		return []string{"Bearer test", "Bearer 12345678", "Bearer admin1", "Bearer aaaaaaaa"}[caller%4], true
	case finding.DoubtBlank:
		return []string{"Bearer null", "Bearer undefined", "Bearer "}[caller%3], true
	}
	return "", false
}
