package query

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/gateway"
)

// KindGatewayRule is the kind of settings that hold rules for gateways.
const KindGatewayRule = "gateway-rules"

// States of a rule for gateways: only added ones are given to gateways.
const (
	RuleProposed = "proposed"
	RuleAdded    = "added"
	RuleRemoved  = "removed"
)

// GatewayRule is a rule as it is stored.
type GatewayRule struct {
	State     string                 `json:"state"`
	Kind      finding.SuggestionKind `json:"kind"`
	Host      string                 `json:"host"`
	Method    string                 `json:"method"`
	Template  string                 `json:"template"`
	Sources   []netip.Prefix         `json:"sources,omitempty"`
	Countries []string               `json:"countries,omitempty"`
	PerMinute uint32                 `json:"per_minute,omitempty"`
	Agent     string                 `json:"agent,omitempty"`
	Data      []string               `json:"data,omitempty"`
	Case      string                 `json:"case,omitempty"`
}

// StoredRule is a rule with who set it, when and why.
type StoredRule struct {
	GatewayRule
	Name    string
	Setting Setting
}

// Rule is what a gateway is told.
func (g *GatewayRule) Rule(name string) gateway.Rule {
	return gateway.Rule{
		Kind: g.Kind, Name: name, Host: g.Host, Method: g.Method, Template: g.Template, Sources: g.Sources, Countries: g.Countries,
		PerMinute: g.PerMinute, Agent: g.Agent, Data: g.Data,
	}
}

// Limits tells whether the rule bounds what an API takes (XV-23): who may call, how often or with what.
func (g *GatewayRule) Limits(a traffic.API) bool {
	return g.State == RuleAdded && g.Host == a.Host && (g.Kind == finding.SuggestBlacklist || g.Method == a.Method && g.Template == a.Template)
}

func ruleFrom(c Case, s finding.Suggestion) GatewayRule {
	return GatewayRule{
		State: RuleAdded, Kind: s.Kind, Host: c.API.Host, Method: c.API.Method, Template: c.API.Template, Sources: s.Sources,
		Countries: s.Countries, PerMinute: s.PerMinute, Agent: s.Agent, Data: s.Data, Case: c.ID,
	}
}

// ruleName names the rule of a case and a kind: "evt-0123-ip-blacklist".
func ruleName(c string, k finding.SuggestionKind) string {
	return strings.ReplaceAll(c+"-"+string(k), "_", "-")
}

var gatewayName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

func gatewayRuleName(n string) error {
	if !gatewayName.MatchString(n) {
		return errors.New("want 1 to 64 small letters, digits and hyphens, a letter or digit first")
	}
	return nil
}

// checkGatewayRule wants a rule that at least one gateway can do.
func checkGatewayRule(name string, body []byte) ([]byte, []ParamError) {
	var g GatewayRule
	if err := readStrict(body, &g); err != nil {
		return nil, []ParamError{{"/", err.Error()}}
	}
	if !slices.Contains([]string{RuleProposed, RuleAdded, RuleRemoved}, g.State) {
		return nil, []ParamError{{"/state", "want proposed, added or removed"}}
	}
	var err error
	for _, f := range gateway.Formats() {
		if _, err = gateway.WriteAlone(f, g.Rule(name)); err == nil {
			break
		}
		var no *gateway.CannotError
		if !errors.As(err, &no) {
			break
		}
	}
	if err != nil && g.State != RuleRemoved {
		return nil, []ParamError{{"/", err.Error()}}
	}
	out, err := json.Marshal(g)
	if err != nil {
		return nil, []ParamError{{"/", err.Error()}}
	}
	return out, nil
}

// GatewayRules lists the stored rules of a host, of all where it is "".
func (d *Desk) GatewayRules(ctx context.Context, who Asker, host string) ([]StoredRule, error) {
	all, err := d.Settings(ctx, who, KindGatewayRule)
	out := []StoredRule{}
	for _, s := range all {
		r := StoredRule{Name: s.Name, Setting: s}
		if readStrict(s.Body, &r.GatewayRule) == nil && (host == "" || r.Host == host) {
			out = append(out, r)
		}
	}
	return out, err
}

// rulesOf lists the rules that touch an API.
func (d *Desk) rulesOf(ctx context.Context, who Asker, a traffic.API) ([]StoredRule, error) {
	all, err := d.GatewayRules(ctx, who, a.Host)
	return slices.DeleteFunc(all, func(r StoredRule) bool {
		return r.Kind != finding.SuggestBlacklist && (r.Method != a.Method || r.Template != a.Template)
	}), err
}

// AddRule stores a measure of a case as a rule for gateways; state is added or proposed.
func (d *Desk) AddRule(ctx context.Context, who Asker, c CaseDetail, k finding.SuggestionKind, state, why string) (Setting, error) {
	i := slices.IndexFunc(c.Measures, func(s finding.Suggestion) bool { return s.Kind == k })
	if i < 0 {
		return Setting{}, &BadRequest{[]ParamError{{"/kind", fmt.Sprintf("%q is none of the case's suggestions", short(string(k)))}}}
	}
	g := ruleFrom(c.Case, c.Measures[i])
	g.State = state
	return d.putRule(ctx, who, ruleName(c.ID, k), g, why)
}

// SetRule changes the state of a stored rule.
func (d *Desk) SetRule(ctx context.Context, who Asker, name, state, why string) (Setting, error) {
	s, err := d.Setting(ctx, who, KindGatewayRule, name)
	if err != nil {
		return Setting{}, err
	}
	var g GatewayRule
	if err := readStrict(s.Body, &g); err != nil {
		return Setting{}, err
	}
	g.State = state
	return d.putRule(ctx, who, name, g, why)
}

func (d *Desk) putRule(ctx context.Context, who Asker, name string, g GatewayRule, why string) (Setting, error) {
	body, err := json.Marshal(g)
	if err != nil {
		return Setting{}, fmt.Errorf("cannot write the rule: %w", err)
	}
	all, err := d.Settings(ctx, who, KindGatewayRule)
	if err != nil {
		return Setting{}, err
	}
	w := SettingWish{Kind: KindGatewayRule, Name: name, Body: body, Why: why}
	if i := slices.IndexFunc(all, func(s Setting) bool { return s.Name == name }); i >= 0 {
		w.Seen = all[i].Version
	}
	return d.ChangeSetting(ctx, who, w)
}

// Written is one measure as a gateway reads it; Err says why there is no text.
type Written struct {
	finding.Suggestion
	Text gateway.Text
	Err  error
}

// WrittenMeasures writes the measures of a case for one gateway.
func (c *CaseDetail) WrittenMeasures(f gateway.Format) []Written {
	out := make([]Written, len(c.Measures))
	for i, s := range c.Measures {
		g := ruleFrom(c.Case, s)
		out[i].Suggestion = s
		out[i].Text, out[i].Err = gateway.WriteAlone(f, g.Rule(ruleName(c.ID, s.Kind)))
	}
	return out
}

// GatewayFile writes the added rules of a host (of all where it is "") as one text that a
// gateway includes. What the gateway cannot do is named in leftOut.
func (d *Desk) GatewayFile(ctx context.Context, who Asker, f gateway.Format, host string) (t gateway.Text, leftOut []string, err error) {
	all, err := d.GatewayRules(ctx, who, host)
	if err != nil {
		return t, nil, err
	}
	var rules []gateway.Rule
	for _, r := range all {
		if r.State != RuleAdded {
			continue
		}
		one := r.Rule(r.Name)
		if _, err := gateway.WriteAlone(f, one); err != nil {
			leftOut = append(leftOut, r.Name+": "+err.Error())
			continue
		}
		rules = append(rules, one)
	}
	t, err = gateway.Write(f, rules)
	return t, leftOut, err
}
