package query

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const baselineWait = 2 * time.Second // for the actor of an API: without it suggestions are of the case alone

// measures gives what a gateway could do about a case, filled from the case and from what was
// learned of its API (HA-04 to HA-06).
func (d *Desk) measures(ctx context.Context, who Asker, c Case, asset *finding.Asset) []finding.Suggestion {
	all := event.Suggest(&c.Finding)
	var learned *baseline.Export
	if d.baselines != nil {
		ctx, stop := context.WithTimeout(ctx, baselineWait)
		defer stop()
		if b, err := d.baselines.Baseline(ctx, who.Tenant, c.API.ID(who.Tenant)); err == nil {
			learned = &b
		}
	}
	for i := range all {
		s := &all[i]
		if fill := learnedFills[s.Kind]; fill != nil {
			if learned == nil {
				s.Rests = "nothing is known of the baseline now"
			} else {
				fill(s, learned)
			}
		}
		if s.Kind == finding.SuggestMask && asset != nil {
			for _, t := range asset.ResTypes {
				if info := d.catalog.For(who.Tenant).Data(t); info.Level >= finding.S2 {
					s.Data = append(s.Data, info.Name)
				}
			}
		}
	}
	return all
}

// learnedFills complete a suggestion from the baseline of its API.
var learnedFills = map[finding.SuggestionKind]func(*finding.Suggestion, *baseline.Export){
	finding.SuggestWhitelist: func(s *finding.Suggestion, b *baseline.Export) {
		for _, x := range b.Networks.Blocks {
			if p, err := netip.ParsePrefix(x.Name); err == nil {
				s.Sources = append(s.Sources, p)
			}
		}
		s.Rests = fmt.Sprintf("%.0f %% of the learned calls came from these %d blocks", b.Networks.Share*100, len(s.Sources))
		if !b.Networks.Learned {
			s.Rests = "not learned yet: " + s.Rests
		}
	},
	finding.SuggestRegion: func(s *finding.Suggestion, b *baseline.Export) {
		for _, x := range b.Countries.Usual {
			s.Countries = append(s.Countries, x.Name)
		}
		s.Rests = fmt.Sprintf("%d usual countries", len(s.Countries))
		switch {
		case b.Countries.Many:
			s.Rests = "it is called from too many countries: " + s.Rests
		case !b.Countries.Learned:
			s.Rests = "not learned yet: " + s.Rests
		}
	},
	finding.SuggestRateLimit: func(s *finding.Suggestion, b *baseline.Export) {
		if b.Clients.Limit == 0 {
			s.Rests = "no rate was learned yet: the line of the case"
			return
		}
		s.PerMinute = b.Clients.Limit
		s.Rests = fmt.Sprintf("99 of 100 client-hours stay below %.0f a minute; confidence %s", b.Clients.P99, b.Clients.Confidence)
		if b.Clients.Fastest > float64(s.PerMinute) {
			s.Rests += fmt.Sprintf("; one usual client makes %.0f and needs an exception", b.Clients.Fastest)
		}
	},
}
