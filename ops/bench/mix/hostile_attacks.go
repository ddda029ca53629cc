package mix

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// HostileAttacks makes requests that are slow to judge: a megabyte of what the rules against
// web attacks look at closely, as one text, as values of 100 and of 10 bytes, and as names; and
// queries and headers of the same, as long as servers take them.
func HostileAttacks() (all []Hostile) {
	add := func(name, query, kind, body string) *traffic.Exchange {
		x := &traffic.Exchange{
			Method: "POST", Scheme: "https", Host: "shop.example.com", Path: "/api/v1/things", Query: query, Status: 200,
			Request: traffic.Message{
				Headers: []traffic.Header{{Name: "Content-Type", Value: kind}}, Body: []byte(body), Size: int64(len(body)),
			},
		}
		all = append(all, Hostile{name, x})
		return x
	}
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
	for _, unit := range hostileUnits {
		fill := func(n int) string { return strings.Repeat(unit, n/len(unit)+1)[:n] }
		list := func(n int) string {
			one := `"` + quoted.Replace(fill(n)) + `",`
			return "[" + strings.Repeat(one, hostileBody/len(one)-1) + `""]`
		}
		add(unit+" in one text", "", "application/json", `{"q":"`+quoted.Replace(fill(hostileBody/3))+`"}`)
		add(unit+" in values of 300", "", "application/json", list(290))
		add(unit+" in values of 100", "", "application/json", list(100))
		add(unit+" in values of 10", "", "application/json", list(10))
		add(unit+" in names", "", "application/json", `{`+strings.Repeat(`"`+quoted.Replace(fill(40))+`":1,`, hostileBody/60)+`"z":1}`)
		add(unit+" in plain text", "", "text/plain", fill(hostileBody))
		x := add(unit+" in the query and headers", "q="+fill(16<<10), "", "")
		for range 50 {
			x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "X-Note", Value: fill(1000)})
		}
	}
	return all
}

var hostileUnits = []string{
	"'", `"`, "' or ", "' 'a", "';", ";", ";a", "; cat a ", "{", "{{", "{{a", "(", "a(", ")(", "* )( a", "<", "<a ", "<a on", "<a b='", " onerror=", "../", "..\\", "/etc/", "%25", "%2527",
	"&#x41;", `\u0041`, "+ADw-", "/*", "/* */", "#", "=", "a=1&", "&", "&&a", "|", "`", "`a` ", "$(", "${", "${${", "$a", "aGVsbG8gd29ybGQh", "http://", "http://a.b/?c=d ", "//",
	"union select ", "union select a,", "select a from ", "select a, ", "and 1=", "1 or ", "sleep(", "javascript:", "j a v a ", "<script ", "--", "char(1)+", "chr(1)||", "concat(0x1", "0x", "eval(", "$_get[",
	"exec ", "if(", "case when ", "The cat sat on the mat; it was 5 o'clock. ", "\n", "\na: b", "a\n", "é", "＜", "<!entity ", "<%= ", "{% ", "#{", "__class__", "process.", "o:1:", "a.b.c.", "[$ne]", "\\", "^", "; \"a\"'b'\\c ",
}
