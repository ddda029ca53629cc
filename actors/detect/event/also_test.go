package event

import (
	"slices"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestSecondList: each kind of the second list of events is found as a row of the first that stands in its category:
// one event, several categories.
func TestSecondList(t *testing.T) {
	for _, c := range []struct {
		name     string // "TE-06 ..."
		id       finding.Event
		category string
		rows     []string
	}{
		{"TE-06 unauthorized access to sensitive information", 36, "Permission", []string{"EV-19"}},
		{"TE-07 brute force cracking", 37, "Account", []string{"EV-08", "EV-09", "EV-10", "EV-11", "EV-12", "PE-22"}},
		{"TE-08 credential stuffing", 38, "Account", []string{"EV-10", "PE-22"}},
		{"TE-09 malicious registration", 39, "Account", []string{"EV-13"}},
		{"TE-10 SMS API flooding", 40, "Resource abuse", []string{"EV-14"}},
		{"TE-12 API abuse", 42, "Resource abuse", []string{"EV-01", "EV-15", "EV-16", "EV-17"}},
		{"TE-13 unusual regions", 43, "Business", []string{"EV-03"}},
		{"TE-14 unusual source IP", 44, "Business", []string{"EV-02"}},
		{"TE-15 unusual terminals", 45, "Business", []string{"EV-04"}},
		{"TE-16 excessive sensitive data retrieval", 46, "Sensitive data", []string{"EV-20"}},
		{"TE-17 unauthorized access to sensitive information, second category", 47, "Sensitive data", []string{"EV-19"}},
		{"TE-18 web attack", 48, "Web attack", []string{"EV-18"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stand []string
			for _, r := range Table() {
				if !slices.Contains(r.Also, c.id) {
					continue
				}
				stand = append(stand, r.Type())
				if !slices.Contains(r.Categories, c.category) {
					t.Errorf("%s is in no category %q", r.Type(), c.category)
				}
				w := newWorld(t)
				w.run(r.Finds[0].Facts())
				if len(w.cases()[r.Type()]) != 1 {
					t.Errorf("%s does not find %q", r.Type(), r.Finds[0].Name)
				}
			}
			slices.Sort(stand)
			if !slices.Equal(stand, c.rows) {
				t.Errorf("%v stand for it, want %v", stand, c.rows)
			}
		})
	}
}

// TestES04TheTimeOfARunningAttackMoves: the case keeps its ID and its beginning.
func TestES04TheTimeOfARunningAttackMoves(t *testing.T) {
	w := newWorld(t)
	var id string
	for i := range 4 {
		w.run(logins(scene{after: time.Duration(i) * 20 * time.Minute, every: time.Second, from: i * 1000}, 40, sameName, newPassword, finding.OutcomeFailed))
		got := w.cases()["EV-09"]
		if len(got) != 1 || i > 0 && got[0].ID != id {
			t.Fatalf("%d cases: %+v", len(got), got)
		}
		id = got[0].ID
		end := scenarioStart.Add(time.Duration(i)*20*time.Minute + 39*time.Second)
		if !got[0].Start.Equal(scenarioStart) || !got[0].End.Equal(end) || got[0].Count != uint64(40*(i+1)) {
			t.Errorf("after %d: %v to %v, %d calls", i+1, got[0].Start, got[0].End, got[0].Count)
		}
	}
}

// TestHA02HA03HA05HA07EachEventSuggests: each kind of event has advice and something for a gateway, and what a
// program needs is in it: the source, a rate between what is usual and what was seen, the program.
func TestHA02HA03HA05HA07EachEventSuggests(t *testing.T) {
	kinds := map[finding.SuggestionKind]int{}
	for _, r := range Table() {
		w := newWorld(t)
		w.run(r.Finds[0].Facts())
		c := w.cases()[r.Type()][0]
		all := Suggest(&c)
		if len(all) == 0 || Say(&c, finding.English).Advice == "" || Say(&c, finding.Chinese).Advice == "" {
			t.Errorf("HA-02: %s suggests %d, advises %q", r.Type(), len(all), Say(&c, finding.Chinese).Advice)
		}
		for _, s := range all {
			kinds[s.Kind]++
			switch s.Kind {
			case finding.SuggestBlacklist:
				if !c.Source.OfMany() && (len(s.Sources) != 1 || !s.Sources[0].Contains(c.Source.IP)) {
					t.Errorf("HA-03: %s of %v blocks %v", r.Type(), c.Source.IP, s.Sources)
				}
			case finding.SuggestRateLimit:
				if minutes := max(c.Why.Window.Minutes(), 1); float64(s.PerMinute) > c.Why.Observed/minutes+1 || c.Why.Learned && float64(s.PerMinute)*minutes < c.Why.Baseline {
					t.Errorf("HA-05: %s limits to %d a minute where %v were usual and %v seen in %v", r.Type(), s.PerMinute, c.Why.Baseline, c.Why.Observed, c.Why.Window)
				}
			case finding.SuggestBot, finding.SuggestClient:
				if s.Agent == "" || s.Agent != c.Source.Agent {
					t.Errorf("HA-07: %s names %q, not %q", r.Type(), s.Agent, c.Source.Agent)
				}
			}
		}
	}
	for _, k := range []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot, finding.SuggestClient} {
		if kinds[k] == 0 {
			t.Errorf("no event suggests %s", k)
		}
	}
}
