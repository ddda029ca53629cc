package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestEV21AnalyzeHome: what crosses the border depends on where the data is at home; territories are apart.
func TestEV21AnalyzeHome(t *testing.T) {
	var lines strings.Builder
	at := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	for i := range 60 {
		var people []string
		for p := range 60 {
			people = append(people, fmt.Sprintf(`{\"name\":\"n%d\",\"phone\":\"138%08d\",\"idNo\":\"11010519491231002X\"}`, p, i*1000+p))
		}
		fmt.Fprintf(&lines, `{"id":"c%d","ts":"%s","method":"GET","host":"hr.example.com","path":"/api/v1/staff","client":{"ip":"203.198.7.66"},`+
			`"request":{"headers":[["authorization","Bearer abcdefgh12345678"],["user-agent","Mozilla/5.0 (X11) Firefox/130.0"]]},`+
			`"response":{"status":200,"headers":[["content-type","application/json"]],"body":"[%s]"}}`+"\n",
			i, at.Add(time.Duration(i)*50*time.Second).Format(time.RFC3339), strings.Join(people, ","))
	}
	for _, c := range []struct {
		flags []string
		want  bool
	}{{nil, true}, {[]string{"--home", "CN"}, true}, {[]string{"--home", "HK"}, false}, {[]string{"--home", "CN,HK"}, false}} {
		out, errOut, code := run(t, lines.String(), append([]string{"analyze", "-"}, c.flags...)...)
		if code != exitOK || strings.Contains(out, `"type":"EV-21"`) != c.want {
			t.Errorf("%v: code %d, EV-21 %v, want %v %s", c.flags, code, !c.want, c.want, errOut)
		}
	}
	for _, bad := range []string{"cn", "China", "C"} {
		if _, errOut, code := run(t, "", "analyze", "-", "--home", bad); code != exitUsage || !strings.Contains(errOut, "CN") {
			t.Errorf("--home %s: code %d %s", bad, code, errOut)
		}
	}
}
