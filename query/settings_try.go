package query

import (
	"context"
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	triedSamples = 50       // newest stored calls a rule is tried on
	triedText    = 64 << 10 // bytes of a given text
)

// RuleTrial is what a rule would say, before it is put in force.
type RuleTrial struct {
	Samples  []finding.Sample // of the stored calls, those the rule says something of
	Tried    int              // stored calls it was tried on
	Hits     []RuleHit        // in the text
	Warnings []string         // what is odd about it, nil: nothing
}

// RuleHit is a hit in a given text. Start and End are byte offsets.
type RuleHit struct {
	Start, End int
	Masked     string
}

// TryRule tries a rule on a text (where it is a data type's), and on the newest stored
// calls. These are masked, so a rule that must see whole values finds little in them; rules
// about addresses, names and headers find what they would. The look at the samples is audited.
func (d *Desk) TryRule(ctx context.Context, who Asker, kind string, body []byte, key, text string) (RuleTrial, error) {
	k, err := settingKind(kind)
	if err != nil {
		return RuleTrial{}, err
	}
	name := "trial"
	if k.Name(name) != nil {
		return RuleTrial{}, &BadRequest{[]ParamError{{"/rule", "a switch has nothing to try"}}}
	}
	if len(text) > triedText {
		return RuleTrial{}, &BadRequest{[]ParamError{{"/text", fmt.Sprintf("at most %d bytes", triedText)}}}
	}
	if body, err = k.checked(who, SettingWish{Kind: kind, Name: name, Body: body}); err != nil {
		return RuleTrial{}, err
	}
	r, refused := DetectionRules([]Setting{{Kind: kind, Name: name, Number: max(k.Numbers.First, 1), Body: inForce(body)}})
	if r == nil || refused != nil {
		return RuleTrial{}, &BadRequest{[]ParamError{{"/rule", fmt.Sprintf("%s cannot be tried: %v", k.Title, refused)}}}
	}
	var out RuleTrial
	for _, h := range r.ScanText(nil, key, []byte(text)) {
		out.Hits = append(out.Hits, RuleHit{h.Start, h.End, string(sensitive.Mask(nil, h.Type, []byte(text[h.Start:h.End])))})
	}
	if err := d.sampleAudit(ctx, who, kind); err != nil {
		return RuleTrial{}, err
	}
	samples, err := d.store.Samples(ctx, SampleQuery{Tenant: who.Tenant, Limit: triedSamples})
	if err != nil {
		return RuleTrial{}, err
	}
	out.Tried = len(samples)
	walker := traffic.NewWalker(traffic.Limits{})
	for i := range samples {
		if tries(r, walker, &samples[i]) {
			out.Samples = append(out.Samples, samples[i])
		}
	}
	out.warn(kind, body)
	return out, nil
}

func tries(r *policy.Rules, w *traffic.Walker, s *finding.Sample) bool {
	path, query, _ := strings.Cut(s.Path, "?")
	method, _, _ := strings.Cut(s.API.Method, " ")
	x := &traffic.Exchange{
		ID: s.ID, Time: s.Time, Method: method, Host: s.API.Host, Path: path, Query: query, Status: s.Status,
		Request: message(s.Request), Response: message(s.Response),
	}
	x.Client.IP = s.Client
	return r.Try(x, w.Walk(x), &finding.Facts{API: s.API, Client: s.Client, Status: uint16(min(max(s.Status, 0), 999))}) //nolint:gosec // bounded
}

func message(m finding.MaskedMessage) traffic.Message {
	return traffic.Message{Headers: m.Headers, Body: []byte(m.Body), Size: int64(len(m.Body)), Cut: m.Cut}
}
