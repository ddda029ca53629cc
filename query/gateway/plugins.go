package gateway

import (
	"fmt"
	"net/netip"

	"github.com/goccy/go-yaml"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// written puts a document into YAML. No text in it can become anything but a value.
func written(doc any) (string, error) {
	b, err := yaml.Marshal(doc)
	if err != nil {
		return "", fmt.Errorf("cannot write the rule: %w", err)
	}
	return string(b), nil
}

func texts(ps []netip.Prefix) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.String()
	}
	return out
}

// writeKong writes a declarative configuration (deck, DB-less) of plugins, each bound to a route of
// the rule's name.
func writeKong(rules []checked) (Text, error) {
	t := Text{}
	plugins := []any{}
	for i := range rules {
		r := &rules[i]
		p := obj{"route": r.Name}
		switch r.Kind {
		case finding.SuggestBlacklist:
			p["name"], p["config"] = "ip-restriction", obj{"deny": texts(r.Sources), "status": 403}
		case finding.SuggestWhitelist:
			p["name"], p["config"] = "ip-restriction", obj{"allow": texts(r.Sources), "status": 403}
		case finding.SuggestRateLimit:
			p["name"], p["config"] = "rate-limiting", obj{"minute": r.PerMinute, "limit_by": "ip", "policy": "local"}
		case finding.SuggestClient, finding.SuggestBot:
			p["name"], p["config"] = "bot-detection", obj{"deny": []string{r.agent}}
			t.Notes = append(t.Notes, "A user agent can be copied: this keeps out who does not hide.")
		case finding.SuggestCredential:
			p["name"], p["config"] = "key-auth", obj{"key_names": []string{"Authorization"}, "hide_credentials": false}
			t.Notes = append(t.Notes, "key-auth knows the keys of Kong's consumers only: take the plugin of the credential that your API uses (jwt, oauth2, ...).")
		}
		plugins = append(plugins, p)
		t.Notes = append(t.Notes, routeNote(r))
	}
	var err error
	t.Main, err = written(obj{"_format_version": "3.0", "plugins": plugins})
	return t, err
}

// routeNote says which route the rule belongs to.
func routeNote(r *checked) string {
	if r.Kind == finding.SuggestBlacklist {
		return fmt.Sprintf("%s: name here the route of the host %s.", r.Name, r.Host)
	}
	return fmt.Sprintf("%s: name here the route of the host %s, method %s, path ^%s$.", r.Name, r.Host, r.Method, r.path)
}

// writeAPISIX writes plugin configurations (apisix.yaml, standalone), to which routes refer by
// plugin_config_id.
func writeAPISIX(rules []checked) (Text, error) {
	t := Text{}
	configs := []any{}
	for i := range rules {
		r := &rules[i]
		plugins := obj{}
		switch r.Kind {
		case finding.SuggestBlacklist:
			plugins["ip-restriction"] = obj{"blacklist": texts(r.Sources)}
		case finding.SuggestWhitelist:
			plugins["ip-restriction"] = obj{"whitelist": texts(r.Sources)}
		case finding.SuggestRateLimit:
			plugins["limit-count"] = obj{
				"count": r.PerMinute, "time_window": 60, "key_type": "var", "key": "remote_addr", "rejected_code": 429, "policy": "local",
			}
		case finding.SuggestClient, finding.SuggestBot:
			plugins["ua-restriction"] = obj{"denylist": []string{"(?i)" + r.agent}}
			t.Notes = append(t.Notes, "A user agent can be copied: this keeps out who does not hide.")
		case finding.SuggestCredential:
			plugins["request-validation"] = obj{
				"header_schema": obj{"type": "object", "required": []string{"authorization"}}, "rejected_code": 401,
			}
			t.Notes = append(t.Notes, "It asks that there is a credential, not that it is valid: add the plugin of the one that your API uses (key-auth, jwt-auth, ...).")
		case finding.SuggestMask:
			filters := []any{}
			for _, m := range masksOf(r.Data) {
				filters = append(filters, obj{"regex": m[0], "scope": "global", "replace": m[1], "options": "jo"})
			}
			plugins["response-rewrite"] = obj{"filters": filters}
			t.Notes = append(t.Notes, "What looks like such a value is masked wherever it stands in the answer: try it before callers need the values.")
		}
		configs = append(configs, obj{"id": r.Name, "plugins": plugins})
		t.Notes = append(t.Notes, fmt.Sprintf("%s: set plugin_config_id to it in the route of the host %s, method %s, path ^%s$.", r.Name, r.Host, r.Method, r.path))
	}
	text, err := written(obj{"plugin_configs": configs})
	t.Main = text + "#END\n"
	return t, err
}
