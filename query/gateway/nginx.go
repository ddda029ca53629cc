package gateway

import (
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// nginxUse refuses in a server block what a variable of the http block found to be refused.
func nginxUse(variable string) string { return "if ($" + variable + ") { return 403; }" }

// writeNginx writes the http block's part. Each rule sets a variable of its own; together they
// set lapwing_deny, also where there is none: server blocks name it.
func writeNginx(rules []checked) (Text, error) {
	var b strings.Builder
	var t Text
	var deny []string
	limits := false
	for i := range rules {
		r := &rules[i]
		if v := nginxRule(&b, &t, r); v != "" {
			deny = append(deny, "$"+v)
		}
		limits = limits || r.Kind == finding.SuggestRateLimit
		b.WriteString("\n")
	}
	if limits {
		b.WriteString("limit_req_status 429;\n\n")
	}
	fmt.Fprintf(&b, "map \"0%s\" $lapwing_deny {\n    default 0;\n    \"~1\" 1;\n}\n", strings.Join(deny, ""))
	if len(deny) > 0 {
		t.Use = nginxUse("lapwing_deny")
	}
	t.Main = b.String()
	return t, nil
}

// writeNginxAlone writes a rule that stands beside others which know nothing of it: it shares no
// variable with them, and sets nothing that nginx takes once only.
func writeNginxAlone(rules []checked) (Text, error) {
	var b strings.Builder
	var t Text
	for i := range rules {
		if v := nginxRule(&b, &t, &rules[i]); v != "" {
			t.Use = nginxUse(v)
		}
		if rules[i].Kind == finding.SuggestRateLimit {
			t.Notes = append(t.Notes, "What is above the limit is answered 503: for 429 put limit_req_status 429; into the http block, once for all limits.")
		}
	}
	t.Main = b.String()
	return t, nil
}

// nginxRule writes one rule and gives the variable that it sets to 1 for what is to be refused;
// "" of a limit, which works by itself.
func nginxRule(b *strings.Builder, t *Text, r *checked) (deny string) {
	v := strings.ReplaceAll(r.Name, "-", "_")
	deny = "lapwing_deny_" + v
	fmt.Fprintf(b, "# %s: %s\n", r.Name, r.Kind)
	api := fmt.Sprintf("map \"$host $request_method $uri\" $lapwing_api_%s {\n    default 0;\n    \"~^%s %s %s$\" 1;\n}\n",
		v, quoted(r.Host), r.Method, r.path)
	switch r.Kind {
	case finding.SuggestBlacklist:
		nginxGeo(b, v, r)
		fmt.Fprintf(b, "map \"$lapwing_src_%s $host\" $%s {\n    default 0;\n    \"1 %s\" 1;\n}\n", v, deny, r.Host)
	case finding.SuggestWhitelist:
		nginxGeo(b, v, r)
		b.WriteString(api)
		fmt.Fprintf(b, "map \"$lapwing_src_%s$lapwing_api_%s\" $%s {\n    default 0;\n    01 1;\n}\n", v, v, deny)
	case finding.SuggestRegion:
		b.WriteString(api)
		fmt.Fprintf(b, "map $geoip2_data_country_code $lapwing_far_%s {\n    default 1;\n    \"\" 0;\n", v)
		for _, n := range r.Countries {
			fmt.Fprintf(b, "    %s 0;\n", n)
		}
		fmt.Fprintf(b, "}\nmap \"$lapwing_far_%s$lapwing_api_%s\" $%s {\n    default 0;\n    11 1;\n}\n", v, v, deny)
		t.Notes = append(t.Notes, "$geoip2_data_country_code is set by the module ngx_http_geoip2 and a database of countries; addresses of no known country pass.")
	case finding.SuggestClient, finding.SuggestBot:
		b.WriteString(api)
		fmt.Fprintf(b, "map \"$lapwing_api_%s $http_user_agent\" $%s {\n    default 0;\n    \"~*^1 .*%s\" 1;\n}\n", v, deny, r.agent)
		t.Notes = append(t.Notes, "A user agent can be copied: this keeps out who does not hide.")
	case finding.SuggestCredential:
		b.WriteString(api)
		fmt.Fprintf(b, "map \"$lapwing_api_%s$http_authorization$http_cookie\" $%s {\n    default 0;\n    1 1;\n}\n", v, deny)
		t.Notes = append(t.Notes, "It asks that there is a credential, not that it is valid: that only the application can see.")
	case finding.SuggestRateLimit:
		b.WriteString(api)
		fmt.Fprintf(b, "map $lapwing_api_%s $lapwing_key_%s {\n    default \"\";\n    1 $binary_remote_addr;\n}\n", v, v)
		fmt.Fprintf(b, "limit_req_zone $lapwing_key_%s zone=lapwing_%s:10m rate=%dr/m;\nlimit_req zone=lapwing_%s burst=%d nodelay;\n",
			v, v, r.PerMinute, v, max(r.PerMinute/2, 1))
		t.Notes = append(t.Notes, "A limit_req of the http block is not inherited by a server or location that has a limit_req of its own: repeat it there.")
		return ""
	}
	return deny
}

func nginxGeo(b *strings.Builder, v string, r *checked) {
	fmt.Fprintf(b, "geo $lapwing_src_%s {\n    default 0;\n", v)
	for _, p := range r.Sources {
		fmt.Fprintf(b, "    %s 1;\n", p)
	}
	b.WriteString("}\n")
}
