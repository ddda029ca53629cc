package confirm

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	coreruleset "github.com/corazawaf/coraza-coreruleset/v4"
	"github.com/corazawaf/coraza/v3"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// maxBody bounds what of a request body the rule set reads, in bytes: its cost grows with
// the body, and payloads stand early.
const maxBody = 128 << 10

// directives make the engine say what it would do and do nothing. Response rules are left
// out: what answers give away is judged by our own tables, for a thousandth of the cost.
const directives = `
SecRuleEngine DetectionOnly
SecRequestBodyAccess On
SecResponseBodyAccess Off
SecRequestBodyLimit 1048576
SecRequestBodyInMemoryLimit 1048576
SecRequestBodyLimitAction ProcessPartial
SecRequestBodyJsonDepthLimit 64
SecRxPreFilter On
SecAuditEngine Off
SecArgumentsLimit 1000
SecRule REQUEST_HEADERS:Content-Type "^(?:application(?:/soap\+|/)|text/)xml" \
 "id:200000,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=XML"
SecRule REQUEST_HEADERS:Content-Type "^application/(?:[a-z0-9.-]+\+)?json" \
 "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON"
Include @crs-setup.conf.example
`

// RuleSet is the Core Rule Set at paranoia level 1. It is safe for concurrent use.
type RuleSet struct{ waf coraza.WAF }

// NewRuleSet compiles the rule set, which takes about a tenth of a second.
func NewRuleSet() (*RuleSet, error) {
	files, err := fs.Glob(coreruleset.FS, "@owasp_crs/REQUEST-9*.conf")
	if err != nil {
		return nil, fmt.Errorf("cannot list the core rule set: %w", err)
	}
	var all strings.Builder
	all.WriteString(directives)
	for _, f := range files {
		fmt.Fprintf(&all, "Include %s\n", f)
	}
	waf, err := coraza.NewWAF(coraza.NewWAFConfig().WithRootFS(coreruleset.FS).WithDirectives(all.String()))
	if err != nil {
		return nil, fmt.Errorf("cannot compile the core rule set: %w", err)
	}
	return &RuleSet{waf}, nil
}

// Kinds shows one recorded request to the rule set and gives the kinds of attack it sees.
// texts are what the first stage doubts, as they read with their encodings undone: they are
// shown as parameters, since the rules look least closely at headers and cookies.
func (r *RuleSet) Kinds(x *traffic.Exchange, texts []string) finding.Set {
	return weigh(r.Matches(x, texts))
}

// Matches gives the rules that a request meets.
func (r *RuleSet) Matches(x *traffic.Exchange, texts []string) []Match {
	tx := r.waf.NewTransaction()
	defer func() { _ = tx.Close() }()
	tx.ProcessConnection(x.Client.IP.String(), int(x.Client.Port), "127.0.0.1", 443)
	uri := x.Path
	if x.Query != "" {
		uri += "?" + x.Query
	}
	protocol := "HTTP/1.1"
	if x.HTTP != "" {
		protocol = "HTTP/" + x.HTTP
	}
	tx.ProcessURI(uri, x.Method, protocol)
	host := false
	for i := range x.Request.Headers {
		h := &x.Request.Headers[i]
		host = host || strings.EqualFold(h.Name, "Host")
		tx.AddRequestHeader(h.Name, h.Value)
	}
	if !host && x.Host != "" {
		tx.AddRequestHeader("Host", x.Host)
	}
	for i, t := range texts {
		tx.AddGetRequestArgument("doubt"+strconv.Itoa(i), t)
	}
	tx.SetServerName(x.Host)
	tx.ProcessRequestHeaders()
	if body := x.Request.Body; len(body) > 0 {
		_, _, _ = tx.WriteRequestBody(body[:min(len(body), maxBody)])
	}
	_, _ = tx.ProcessRequestBody()
	tx.ProcessLogging()
	var out []Match
	for _, m := range tx.MatchedRules() {
		rule := m.Rule()
		if id := rule.ID(); id%1000 < 11 || id%1000 > 18 { // those only skip a paranoia level
			one := Match{ID: id, Severity: int(rule.Severity())}
			if d := m.MatchedDatas(); len(d) > 0 {
				one.Key, one.Value = d[0].Key(), d[0].Value()
			}
			out = append(out, one)
		}
	}
	return out
}
