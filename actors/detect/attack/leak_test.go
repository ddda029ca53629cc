package attack

import (
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func answer(text string, status int) *traffic.Values {
	x := &traffic.Exchange{Method: "GET", Host: "h", Path: "/", Status: status,
		Response: traffic.Message{Body: []byte(text)}}
	return traffic.NewWalker(traffic.Limits{}).Walk(x)
}

// TestRK25RK37RK38Leaks holds that each row finds its examples and ignores the rest.
func TestRK25RK37RK38Leaks(t *testing.T) {
	kinds := map[finding.ErrorKind]int{}
	for _, l := range Leaks() {
		kinds[l.ID]++
		if len(l.Finds) == 0 || len(l.Ignores) < 2 || len(l.Any) == 0 || l.Name == "" {
			t.Errorf("%s is incomplete", l.Name)
		}
		for _, w := range append(append([]string{}, l.Any...), l.And...) {
			if w != strings.ToLower(w) {
				t.Errorf("%s: %q is not lower case", l.Name, w)
			}
		}
		for _, e := range l.Finds {
			if k, name := LeakOf(answer(e, 500), 500); k != l.ID {
				t.Errorf("%s: %q is %d %s", l.Name, e, k, name)
			}
		}
		for _, e := range l.Ignores {
			if k, name := LeakOf(answer(e, 500), 500); k != finding.ErrorNone {
				t.Errorf("%s: %q taken for %s", l.Name, e, name)
			}
		}
	}
	if len(kinds) != 3 || len(leakWords.out) > 1<<16-2 {
		t.Errorf("kinds %v, %d states", kinds, len(leakWords.out))
	}
}

func TestRK37QuotedTraces(t *testing.T) {
	page := "<html><body><h1>How to read a trace</h1><pre>Traceback (most recent call last):\n File \"x.py\", line " +
		"1</pre></body></html>"
	if k := ErrorOf(answer(page, 200), 200); k != finding.ErrorNone {
		t.Errorf("an article is %d", k)
	}
	if k := ErrorOf(answer(page, 500), 500); k != finding.ErrorApplication {
		t.Errorf("an error page is %d", k)
	}
}

func BenchmarkErrorOf(b *testing.B) {
	v := answer(`{"items":[`+strings.Repeat(`{"id":1,"name":"blue shoes","price":12.5,"tags":["a","b"]},`, 60)+`{}]}`,
		200)
	b.SetBytes(int64(len(v.Bodies[traffic.Response].Text)))
	b.ReportAllocs()
	for b.Loop() {
		ErrorOf(v, 200)
	}
}
