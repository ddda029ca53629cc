package sensitive

import (
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestHostileBodiesStayCheap: one megabyte made to be slow costs no more than plain text does,
// within a wide margin for a busy machine.
func TestHostileBodiesStayCheap(t *testing.T) {
	fill := func(unit string) string { return strings.Repeat(unit, (1<<20)/len(unit)) }
	quoted := func(unit string) string {
		return `["` + strings.Repeat(strings.Repeat(unit, (60<<10)/len(unit))+`","`, 16) + `"]`
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
		start := time.Now()
		v := w.Walk(x)
		found := s.Values(nil, v, traffic.Response)
		inspect := time.Since(start)
		s.Redact(nil, v, traffic.Response, found)
		all := time.Since(start)
		t.Logf("%-16s %8d bytes %6d values %6d hits %10v, redacted %10v", name, len(body), len(v.All), len(found),
			inspect, all-inspect)
		if all > 2*time.Second {
			t.Errorf("%s took %v", name, all)
		}
	}
}
