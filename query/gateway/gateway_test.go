package gateway

import (
	"errors"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/corazawaf/coraza/v3"
	"github.com/goccy/go-yaml"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

var kinds = []finding.SuggestionKind{
	finding.SuggestBlacklist, finding.SuggestWhitelist, finding.SuggestRateLimit, finding.SuggestClient,
	finding.SuggestRegion, finding.SuggestBot, finding.SuggestMask, finding.SuggestCredential,
}

// rule is a whole rule of a kind; the texts that attackers choose are given.
func rule(k finding.SuggestionKind, template, agent string) Rule {
	return Rule{
		Kind: k, Name: "evt-0123-" + strings.ReplaceAll(string(k), "_", "-"), Host: "Shop.Example.com:8443", Method: "GET", Template: template,
		Sources:   []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8:bad::/64"), netip.MustParsePrefix("::ffff:198.51.100.7/120")},
		Countries: []string{"CN", "HK"}, PerMinute: 60, Agent: agent, Data: []string{"cn_mobile", "email", "gender"},
	}
}

// hostile are texts as attackers put them into paths and user agents.
var hostile = []string{
	"curl/8", `"; return 200 "x`, "}\nserver { listen 1; }\n", "$http_x ${y} `id`", `\" \\ \x00`, "x'); os.execute('id') --",
	"a:\n- b: &x *x", "%{MATCHED_VAR},ctl:ruleEngine=off", "{{7*7}} {% raw %}", "名字\u202e.exe", "{{{", "}{", "#END", strings.Repeat("((a+)+)+", 20),
}

// all gives every rule that a gateway can be given.
func all(t *testing.T, f Format, template, agent string) (out []Rule) {
	t.Helper()
	for _, k := range kinds {
		r := rule(k, template, agent)
		_, err := Write(f, []Rule{r})
		var no *CannotError
		switch {
		case errors.As(err, &no):
			if len(no.Why) < 40 || Can(f, k) == nil {
				t.Errorf("%s, %s: %v", f, k, err)
			}
		case err != nil:
			t.Errorf("%s, %s: %v", f, k, err)
		default:
			out = append(out, r)
		}
	}
	return out
}

func TestHA08EveryGatewayDoesOrSaysWhyNot(t *testing.T) {
	want := map[Format]int{Nginx: 7, Kong: 6, APISIX: 7, Envoy: 7, ModSecurity: 6}
	for _, f := range Formats() {
		if got := len(all(t, f, "/orders/{id}", "curl/8")); got != want[f] || f.Title() == "" {
			t.Errorf("%s can do %d kinds, want %d", f, got, want[f])
		}
	}
	if _, err := Write("iis", []Rule{rule(kinds[0], "/", "x")}); err == nil {
		t.Error("an unknown gateway is written for")
	}
}

// TestHA11NginxTakesTheRules lets nginx itself read what is written, with what attackers write in it.
func TestHA11NginxTakesTheRules(t *testing.T) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed")
	}
	for _, h := range hostile {
		text, err := Write(Nginx, all(t, Nginx, "/x/{id}/"+h, h))
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		geo := "map $remote_addr $geoip2_data_country_code { default CN; }\n" // what the module would set
		conf := "daemon off; pid " + dir + "/pid; error_log stderr; events {}\nhttp {\naccess_log off; client_body_temp_path " + dir + "; proxy_temp_path " + dir +
			"; fastcgi_temp_path " + dir + "; uwsgi_temp_path " + dir + "; scgi_temp_path " + dir + ";\n" + geo + text.Main +
			"server { listen 127.0.0.1:1; " + text.Use + "\n location / { return 204; } }\n}\n"
		path := filepath.Join(dir, "nginx.conf")
		if err := os.WriteFile(path, []byte(conf), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.CommandContext(t.Context(), nginx, "-t", "-p", dir, "-c", path).CombinedOutput(); err != nil {
			t.Errorf("%q: %v\n%s\n%s", h, err, out, text.Main)
		}
	}
}

// TestHA11CorazaTakesTheRules loads the SecRules and asks them about calls.
func TestHA11CorazaTakesTheRules(t *testing.T) {
	for _, h := range hostile {
		text, err := Write(ModSecurity, all(t, ModSecurity, "/x/{id}/"+h, h))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := coraza.NewWAF(coraza.NewWAFConfig().WithDirectives("SecRuleEngine On\n" + text.Main)); err != nil {
			t.Errorf("%q: %v\n%s", h, err, text.Main)
		}
	}
	for _, c := range []struct {
		kind              finding.SuggestionKind
		ip, uri, agent    string
		auth, interrupted bool
	}{
		{finding.SuggestBlacklist, "203.0.113.9", "/anything", "x", true, true},
		{finding.SuggestBlacklist, "2001:db8:bad::9", "/anything", "x", true, true},
		{finding.SuggestBlacklist, "192.0.2.9", "/orders/7", "x", true, false},
		{finding.SuggestWhitelist, "192.0.2.9", "/orders/7", "x", true, true},
		{finding.SuggestWhitelist, "203.0.113.9", "/orders/7", "x", true, false},
		{finding.SuggestWhitelist, "192.0.2.9", "/orders/7/items", "x", true, false},
		{finding.SuggestClient, "192.0.2.9", "/orders/7", "Curl/8.1", true, true},
		{finding.SuggestClient, "192.0.2.9", "/orders/7", "curlx", true, false},
		{finding.SuggestCredential, "192.0.2.9", "/orders/7", "x", false, true},
		{finding.SuggestCredential, "192.0.2.9", "/orders/7", "x", true, false},
	} {
		text, err := Write(ModSecurity, []Rule{rule(c.kind, "/orders/{id}", "curl/8")})
		if err != nil {
			t.Fatal(err)
		}
		waf, err := coraza.NewWAF(coraza.NewWAFConfig().WithDirectives("SecRuleEngine On\n" + text.Main))
		if err != nil {
			t.Fatal(err)
		}
		tx := waf.NewTransaction()
		tx.ProcessConnection(c.ip, 4444, "192.0.2.1", 443)
		tx.SetServerName("shop.example.com")
		tx.ProcessURI(c.uri, "GET", "HTTP/1.1")
		tx.AddRequestHeader("Host", "shop.example.com")
		tx.AddRequestHeader("User-Agent", c.agent)
		if c.auth {
			tx.AddRequestHeader("Authorization", "Bearer x")
		}
		if got := tx.ProcessRequestHeaders() != nil; got != c.interrupted {
			t.Errorf("%+v: interrupted %v\n%s", c, got, text.Main)
		}
		_ = tx.Close()
	}
}

// TestHA11YAMLHoldsWhatIsDocumented decodes what is written strictly into the documented shape.
func TestHA11YAMLHoldsWhatIsDocumented(t *testing.T) {
	shapes := map[Format]func() any{
		Kong: func() any {
			return &struct {
				Version string `yaml:"_format_version"`
				Plugins []struct {
					Name, Route string
					Config      struct {
						Deny, Allow     []string
						Status, Minute  int
						LimitBy         string   `yaml:"limit_by"`
						Policy          string   `yaml:"policy"`
						KeyNames        []string `yaml:"key_names"`
						HideCredentials bool     `yaml:"hide_credentials"`
					}
				}
			}{}
		},
		APISIX: func() any {
			return &struct {
				Configs []struct {
					ID      string `yaml:"id"`
					Plugins map[string]map[string]any
				} `yaml:"plugin_configs"`
			}{}
		},
		Envoy: func() any {
			return &struct {
				Filters []struct {
					Name   string
					Config struct {
						Type  string `yaml:"@type"`
						Rules struct {
							Action   string
							Policies map[string]struct {
								Permissions, Principals []map[string]any
							}
						}
					} `yaml:"typed_config"`
				} `yaml:"http_filters"`
				Limits []struct {
					Name              string
					Route, Descriptor map[string]any
				} `yaml:"rate_limits"`
			}{}
		},
	}
	for f, shape := range shapes {
		for _, h := range hostile {
			text, err := Write(f, all(t, f, "/x/{id}/"+h, h))
			if err != nil {
				t.Fatal(err)
			}
			if err := yaml.UnmarshalWithOptions([]byte(strings.TrimSuffix(text.Main, "#END\n")), shape(), yaml.Strict()); err != nil {
				t.Errorf("%s %q: %v\n%s", f, h, err, text.Main)
			}
		}
	}
	text, _ := Write(APISIX, []Rule{rule(finding.SuggestMask, "/me", "")})
	if !strings.HasSuffix(text.Main, "#END\n") || strings.Count(text.Main, "regex:") != 2 {
		t.Errorf("masks:\n%s", text.Main)
	}
}

func TestHA11PatternsMatchTheirPathsOnly(t *testing.T) {
	for template, c := range map[string]struct{ yes, no []string }{
		"/orders/{id}":           {[]string{"/orders/7", "/orders/a-b"}, []string{"/orders", "/orders/7/x", "/orders/"}},
		"/files/{name}.pdf":      {[]string{"/files/a.pdf"}, []string{"/files/axpdf", "/files/a/b.pdf"}},
		"/a+b (x)":               {[]string{"/a+b (x)"}, []string{"/aab (x)", "/a+b x"}},
		"/名/{x}":                 {[]string{"/名/1"}, []string{"/名"}},
		"/{a}/{b}":               {[]string{"/1/2"}, []string{"/1"}},
		"/{unclosed":             {[]string{"/{unclosed"}, []string{"/x"}},
		"/users/{id}/{action}-x": {[]string{"/users/1/go-x"}, []string{"/users/1/go"}},
	} {
		re := regexp.MustCompile("^" + pathPattern(template) + "$")
		for _, p := range c.yes {
			if !re.MatchString(p) {
				t.Errorf("%s (%s) does not match %s", template, re, p)
			}
		}
		for _, p := range c.no {
			if re.MatchString(p) {
				t.Errorf("%s (%s) matches %s", template, re, p)
			}
		}
	}
}

func TestHA11WhatCannotBeWrittenIsSaid(t *testing.T) {
	good := rule(finding.SuggestWhitelist, "/x", "")
	for what, change := range map[string]func(*Rule){
		"host":      func(r *Rule) { r.Host = "a;b" },
		"host 2":    func(r *Rule) { r.Host = "a.b\nc" },
		"method":    func(r *Rule) { r.Method = "GET\"" },
		"name":      func(r *Rule) { r.Name = "Evt 1" },
		"sources":   func(r *Rule) { r.Sources = nil },
		"zone":      func(r *Rule) { r.Sources = []netip.Prefix{{}} },
		"kind":      func(r *Rule) { r.Kind = "fly" },
		"country":   func(r *Rule) { r.Kind, r.Countries = finding.SuggestRegion, []string{"C;"} },
		"countries": func(r *Rule) { r.Kind, r.Countries = finding.SuggestRegion, nil },
		"limit":     func(r *Rule) { r.Kind, r.PerMinute = finding.SuggestRateLimit, 0 },
		"agent":     func(r *Rule) { r.Kind = finding.SuggestBot },
		"long":      func(r *Rule) { r.Template = strings.Repeat("/x", 2000) },
	} {
		r := good
		change(&r)
		if _, err := Write(Nginx, []Rule{r}); err == nil {
			t.Errorf("%s: %+v is written", what, r)
		}
	}
	if _, err := Write(Nginx, []Rule{good, good}); err == nil {
		t.Error("two rules of one name are written")
	}
}
