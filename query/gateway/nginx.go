package gateway

import (
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// nginxUse refuses what the rules of the http block found to be refused.
const nginxUse = "if ($lapwing_deny) { return 403; }"

// writeNginx writes the http block's part. Each rule sets a variable of its own, which are put
// together; a limit works by itself.
func writeNginx(rules []checked) (Text, error) {
	var b strings.Builder
	var deny []string
	t := Text{Use: nginxUse + "  # in each server block the rules are for"}
	limits := false
	for i := range rules {
		r := &rules[i]
		v := strings.ReplaceAll(r.Name, "-", "_")
		fmt.Fprintf(&b, "# %s: %s\n", r.Name, r.Kind)
		api := fmt.Sprintf("map \"$host $request_method $uri\" $lapwing_api_%s {\n    default 0;\n    \"~^%s %s %s$\" 1;\n}\n",
			v, quoted(r.Host), r.Method, r.path)
		switch r.Kind {
		case finding.SuggestBlacklist:
			nginxGeo(&b, v, r)
			fmt.Fprintf(&b, "map \"$lapwing_src_%s $host\" $lapwing_deny_%s {\n    default 0;\n    \"1 %s\" 1;\n}\n", v, v, r.Host)
			deny = append(deny, v)
		case finding.SuggestWhitelist:
			nginxGeo(&b, v, r)
			b.WriteString(api)
			fmt.Fprintf(&b, "map \"$lapwing_src_%s$lapwing_api_%s\" $lapwing_deny_%s {\n    default 0;\n    01 1;\n}\n", v, v, v)
			deny = append(deny, v)
		case finding.SuggestRegion:
			b.WriteString(api)
			fmt.Fprintf(&b, "map $geoip2_data_country_code $lapwing_far_%s {\n    default 1;\n    \"\" 0;\n", v)
			for _, n := range r.Countries {
				fmt.Fprintf(&b, "    %s 0;\n", n)
			}
			fmt.Fprintf(&b, "}\nmap \"$lapwing_far_%s$lapwing_api_%s\" $lapwing_deny_%s {\n    default 0;\n    11 1;\n}\n", v, v, v)
			t.Notes = append(t.Notes, "$geoip2_data_country_code is set by the module ngx_http_geoip2 and a database of countries; addresses of no known country pass.")
			deny = append(deny, v)
		case finding.SuggestClient, finding.SuggestBot:
			b.WriteString(api)
			fmt.Fprintf(&b, "map \"$lapwing_api_%s $http_user_agent\" $lapwing_deny_%s {\n    default 0;\n    \"~*^1 .*%s\" 1;\n}\n", v, v, r.agent)
			t.Notes = append(t.Notes, "A user agent can be copied: this keeps out who does not hide.")
			deny = append(deny, v)
		case finding.SuggestCredential:
			b.WriteString(api)
			fmt.Fprintf(&b, "map \"$lapwing_api_%s$http_authorization$http_cookie\" $lapwing_deny_%s {\n    default 0;\n    1 1;\n}\n", v, v)
			t.Notes = append(t.Notes, "It asks that there is a credential, not that it is valid: that only the application can see.")
			deny = append(deny, v)
		case finding.SuggestRateLimit:
			limits = true
			b.WriteString(api)
			fmt.Fprintf(&b, "map $lapwing_api_%s $lapwing_key_%s {\n    default \"\";\n    1 $binary_remote_addr;\n}\n", v, v)
			fmt.Fprintf(&b, "limit_req_zone $lapwing_key_%s zone=lapwing_%s:10m rate=%dr/m;\nlimit_req zone=lapwing_%s burst=%d nodelay;\n",
				v, v, r.PerMinute, v, max(r.PerMinute/2, 1))
			t.Notes = append(t.Notes, "A limit_req of the http block is not inherited by a server or location that has a limit_req of its own: repeat it there.")
		}
		b.WriteString("\n")
	}
	if limits {
		b.WriteString("limit_req_status 429;\n\n")
	}
	b.WriteString("map \"0")
	for _, v := range deny {
		b.WriteString("$lapwing_deny_" + v)
	}
	b.WriteString("\" $lapwing_deny {\n    default 0;\n    \"~1\" 1;\n}\n")
	if len(deny) == 0 {
		t.Use = ""
	}
	t.Main = b.String()
	return t, nil
}

func nginxGeo(b *strings.Builder, v string, r *checked) {
	fmt.Fprintf(b, "geo $lapwing_src_%s {\n    default 0;\n", v)
	for _, p := range r.Sources {
		fmt.Fprintf(b, "    %s 1;\n", p)
	}
	b.WriteString("}\n")
}
