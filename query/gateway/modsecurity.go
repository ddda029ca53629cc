package gateway

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Rule IDs: the range that the Core Rule Set's list of reservations leaves to local use ends at
// 99,999; ours lie in its upper part and go on from where the first rule's name falls.
const (
	firstID = 60_000
	lastID  = 99_000
)

// writeModSecurity writes SecRules for ModSecurity 2.9 and 3 and for Coraza.
func writeModSecurity(rules []checked) (Text, error) {
	var b strings.Builder
	var t Text
	used := map[uint64]bool{}
	for i := range rules {
		r := &rules[i]
		id := firstID + xxh3.HashString(r.Name)%(lastID-firstID)
		for used[id] {
			id++
		}
		used[id] = true
		fmt.Fprintf(&b, "# %s: %s\n", r.Name, r.Kind)
		status := 403
		var last []string // what the rule is about, the conditions on the API before it
		switch r.Kind {
		case finding.SuggestBlacklist:
			last = []string{"SecRule REMOTE_ADDR \"@ipMatch " + addresses(r.Sources) + "\""}
		case finding.SuggestWhitelist:
			last = []string{"SecRule REMOTE_ADDR \"!@ipMatch " + addresses(r.Sources) + "\""}
		case finding.SuggestRegion:
			last = []string{"SecRule REMOTE_ADDR \"@geoLookup\"", "SecRule GEO:COUNTRY_CODE \"!@within " + strings.Join(r.Countries, " ") + "\""}
			t.Notes = append(t.Notes, "@geoLookup needs SecGeoLookupDb (ModSecurity) or a plugin (Coraza).")
		case finding.SuggestClient, finding.SuggestBot:
			last = []string{"SecRule REQUEST_HEADERS:User-Agent \"@rx (?i)" + r.agent + "\""}
			t.Notes = append(t.Notes, "A user agent can be copied: this keeps out who does not hide.")
		case finding.SuggestCredential:
			status = 401
			last = []string{"SecRule &REQUEST_HEADERS:Authorization \"@eq 0\"", "SecRule &REQUEST_HEADERS:Cookie \"@eq 0\""}
			t.Notes = append(t.Notes, "It asks that there is a credential, not that it is valid: that only the application can see.")
		}
		conditions := []string{"SecRule SERVER_NAME \"@rx (?i)^" + quoted(r.Host) + "(?::[0-9]+)?$\""}
		if r.Kind != finding.SuggestBlacklist {
			conditions = append(conditions, "SecRule REQUEST_METHOD \"@streq "+r.Method+"\"", "SecRule REQUEST_FILENAME \"@rx ^"+r.path+"$\"")
		}
		conditions = append(conditions, last...)
		for n, rule := range conditions {
			actions := "t:none"
			if n == 0 {
				actions = fmt.Sprintf("id:%d,phase:1,deny,status:%d,log,msg:'Lapwing %s',t:none", id, status, r.Name)
			}
			if n < len(conditions)-1 {
				actions += ",chain"
			}
			fmt.Fprintf(&b, "%s%s \"%s\"\n", strings.Repeat("    ", min(n, 1)), rule, actions)
		}
		b.WriteString("\n")
	}
	t.Main = b.String()
	return t, nil
}

func addresses(ps []netip.Prefix) string {
	all := make([]string, len(ps))
	for i, p := range ps {
		all[i] = p.String()
	}
	return strings.Join(all, ",")
}
