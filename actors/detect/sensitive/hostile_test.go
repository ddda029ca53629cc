package sensitive

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestHostileBodiesStayCheap: bodies made to be slow stay far from quadratic work. The limit
// is processor time, wide enough for the race detector: a quadratic reader needs far more.
func TestHostileBodiesStayCheap(t *testing.T) {
	fill := func(unit string) string { return strings.Repeat(unit, (1<<20)/len(unit)) }
	quoted := func(unit string) string {
		return `["` + strings.Repeat(strings.Repeat(unit, (60<<10)/len(unit))+`","`, 4) + `"]`
	}
	w, s := traffic.NewWalker(traffic.Limits{}), NewScanner()
	for name, body := range map[string]string{
		"brackets": fill("["), "braces": fill(`{"a":`), "quotes": fill(`"`), "backslashes": `"` + fill(`\`),
		"commas": "[" + fill(","),
		"URLs":   quoted("http://a."), "colons": quoted(":"), "hex colons": quoted("a:"), "labels": quoted("tel:"),
		"Chinese labels": quoted("姓名："),
		"at signs":       quoted("a@"), "addresses": quoted("a@b.c"), "place heads": quoted("北"), "districts": quoted("北京市区"),
		"plates":   quoted("京A"),
		"surnames": quoted("王，"), "digits": quoted("1"), "groups": quoted("1-"), "dots": quoted("1."),
		"phones": quoted("13800138000 "),
		"pem":    quoted("-----BEGIN "), "tags": fill("<a b="), "comments": fill("<!--"), "scripts": fill("<script>"),
		"entities":  "<a>" + fill("&#x4"),
		"multipart": "--X\r\nContent-Disposition: form-data\r\n\r\n" + fill("--X\r\n"), "percent": "a=" + fill("%"),
		"pairs":  fill("a[b]=1&"),
		"nested": `["` + fill(`{\"a\":[`) + `"]`, "zi": quoted("军字第"), "mac": quoted("0a:"),
		"passwd": quoted(`r:x:0:0:r:/:/b\n`),
	} {
		x := &traffic.Exchange{Response: traffic.Message{Body: []byte(body)}}
		start := processorTime()
		v := w.Walk(x)
		found := s.Values(nil, v, traffic.Response)
		inspect := processorTime() - start
		s.Redact(nil, v, traffic.Response, found)
		all := processorTime() - start
		t.Logf("%-16s %8d bytes %6d values %6d hits %10v, redacted %10v", name, len(body), len(v.All), len(found),
			inspect, all-inspect)
		if all > 8*time.Second {
			t.Errorf("%s took %v", name, all)
		}
	}
}
