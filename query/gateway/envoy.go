package gateway

import (
	"net/netip"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

type obj = map[string]any

// writeEnvoy writes HTTP filters for the list http_filters of an HttpConnectionManager (v3 API):
// one RBAC filter with a policy for each rule, and what a limit needs.
func writeEnvoy(rules []checked) (Text, error) {
	var t Text
	policies, limits := obj{}, []any{}
	for i := range rules {
		r := &rules[i]
		permission, principal := envoyAPI(r), []any{obj{"any": true}}
		switch r.Kind {
		case finding.SuggestBlacklist:
			permission, principal = []any{envoyHost(r)}, ranges(r.Sources)
		case finding.SuggestWhitelist:
			principal = []any{obj{"not_id": obj{"or_ids": obj{"ids": ranges(r.Sources)}}}}
		case finding.SuggestRegion:
			permission = append(permission, obj{"header": obj{"name": "x-geo-country", "present_match": true}}, obj{"not_rule": obj{"header": obj{
				"name": "x-geo-country", "string_match": obj{"safe_regex": obj{"regex": strings.Join(r.Countries, "|")}},
			}}})
			t.Notes = append(t.Notes, "The header x-geo-country is set by the filter envoy.filters.http.geoip in front of this one; addresses of no known country pass.")
		case finding.SuggestClient, finding.SuggestBot:
			permission = append(permission, obj{"header": obj{
				"name": "user-agent", "string_match": obj{"safe_regex": obj{"regex": "(?i).*" + r.agent + ".*"}},
			}})
			t.Notes = append(t.Notes, "A user agent can be copied: this keeps out who does not hide.")
		case finding.SuggestCredential:
			permission = append(permission, obj{"header": obj{"name": "authorization", "present_match": false}}, obj{"header": obj{"name": "cookie", "present_match": false}})
			t.Notes = append(t.Notes, "It asks that there is a credential, not that it is valid: that only the application can see.")
		case finding.SuggestRateLimit:
			limits = append(limits, obj{
				"name": r.Name,
				"route": obj{"match": envoyRoute(r), "rate_limits": []any{obj{"actions": []any{
					obj{"generic_key": obj{"descriptor_value": r.Name}}, obj{"remote_address": obj{}},
				}}}},
				"descriptor": obj{"key": "generic_key", "value": r.Name, "descriptors": []any{obj{
					"key": "remote_address", "rate_limit": obj{"unit": "minute", "requests_per_unit": r.PerMinute},
				}}},
			})
			t.Notes = append(t.Notes, "Envoy counts calls of one client with its rate limit service: put the route's rate_limits into the virtual host and the descriptor into the service's configuration.")
			continue
		}
		policies[r.Name] = obj{
			"permissions": []any{obj{"and_rules": obj{"rules": permission}}}, "principals": principal,
		}
	}
	out := obj{}
	if len(policies) > 0 {
		out["http_filters"] = []any{obj{"name": "envoy.filters.http.rbac", "typed_config": obj{
			"@type": "type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC",
			"rules": obj{"action": "DENY", "policies": policies},
		}}}
		t.Notes = append(t.Notes, "remote_ip is the caller's address where use_remote_address and xff_num_trusted_hops are set as your proxies need it.")
	}
	if len(limits) > 0 {
		out["rate_limits"] = limits
	}
	text, err := written(out)
	t.Main = text
	return t, err
}

func envoyHost(r *checked) obj {
	return obj{"header": obj{"name": ":authority", "string_match": obj{"safe_regex": obj{"regex": "(?i)" + quoted(r.Host) + "(?::[0-9]+)?"}}}}
}

func envoyAPI(r *checked) []any {
	return []any{
		envoyHost(r), obj{"header": obj{"name": ":method", "string_match": obj{"exact": r.Method}}},
		obj{"url_path": obj{"path": obj{"safe_regex": obj{"regex": r.path}}}},
	}
}

func envoyRoute(r *checked) obj {
	return obj{"safe_regex": obj{"regex": r.path}, "headers": []any{obj{"name": ":method", "string_match": obj{"exact": r.Method}}}}
}

func ranges(ps []netip.Prefix) []any {
	all := make([]any, len(ps))
	for i, p := range ps {
		all[i] = obj{"remote_ip": obj{"address_prefix": p.Addr().String(), "prefix_len": p.Bits()}}
	}
	return all
}
