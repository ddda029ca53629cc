package detect

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var in2026 = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

// bigCall is a call of 4.8 KB: a page of orders with a phone number and an address each.
func bigCall(t testing.TB) *traffic.Exchange {
	var rows strings.Builder
	for i := range 22 {
		fmt.Fprintf(
			&rows,
			`{"id":"7c9e6679-7425-40de-944b-e07fc1f90a%02d","total":%d.50,"paid":true,"created":"2026-11-21T09:30:00Z",`+
				`"customer":{"mobile":"138%08d","city":"Shanghai","note":"please ring twice"},"status":"SHIPPED"},`,
			i,
			i*17,
			12345678+i*31,
		)
	}
	x, err := risk.Example("POST https://shop.example.com/api/v2/orders/search?page=3&size=20\nContent-Type: " +
		"application/json\n" +
		"Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJlMTIzNDU2Nzg5MA\n" +
		"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 " +
		"Safari/537.36\n" +
		"Accept: application/json\n\n" +
		`{"from":"2026-11-01","to":"2026-11-21","status":["PAID","SHIPPED"],"sort":"-created"}` +
		"\n-- 200\nContent-Type: application/json\nX-Request-Id: 8f14e45f\n\n" + `{"rows":[` +
		rows.String() + `{"id":"end"}],"total":412}`).Exchange()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func BenchmarkInspect(b *testing.B) {
	e, x := New(Options{}), bigCall(b)
	templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	templates.Learn(x.Host, x.Method, x.Path, 200)
	b.SetBytes(int64(len(x.Request.Body) + len(x.Response.Body)))
	b.ReportAllocs()
	for b.Loop() {
		in := e.Inspect("default", testKey, templates, x)
		if in.Facts.Noise {
			b.Fatal("noise")
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

func BenchmarkSample(b *testing.B) {
	e, x := New(Options{}), bigCall(b)
	templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	templates.Learn(x.Host, x.Method, x.Path, 200)
	in := e.Inspect("default", testKey, templates, x)
	b.ReportAllocs()
	for b.Loop() {
		_ = e.Sample(x, &in, nil)
	}
}

func FuzzInspect(f *testing.F) {
	for _, r := range risk.Table() {
		for _, x := range r.Finds {
			f.Add(string(x))
		}
	}
	e := New(Options{})
	s := NewSampler()
	f.Fuzz(func(t *testing.T, text string) {
		x, err := risk.Example(text).Exchange()
		if err != nil {
			return
		}
		templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
		templates.Learn(x.Host, x.Method, x.Path, x.Status)
		in := e.Inspect("t", testKey, templates, x)
		for _, r := range in.Facts.Risks {
			if len(r.Reason) > risk.MaxReason {
				t.Errorf("reason of %d bytes", len(r.Reason))
			}
		}
		s.Reasons(&in.Facts)
		e.Sample(x, &in, nil)
	})
}
