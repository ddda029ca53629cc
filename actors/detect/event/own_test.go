package event

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// meeting marks calls as meeting an own event; what gives what each adds to its statistics.
func meeting(r finding.OwnRule, all []finding.Facts, what func(i int) []finding.OwnValue) []finding.Facts {
	made := r.Made()
	for i := range all {
		h := finding.OwnHit{Rule: made}
		if what != nil {
			h.Values = what(i)
		}
		all[i].Own = []finding.OwnHit{h}
	}
	return all
}

// ownRun runs calls through the states of every kind of key and gives the cases of own events.
func ownRun(t *testing.T, all []finding.Facts, pack int) []finding.Finding {
	t.Helper()
	clients, accounts, apis, domains := map[netip.Addr]*Client{}, map[uint64]*Account{}, map[string]*Endpoint{}, map[string]*Domain{}
	book := finding.NewBook(100)
	for i := range all {
		f := &all[i]
		var out []finding.Finding
		c := clients[f.Client]
		if c == nil {
			c = NewClient()
		}
		a, hash := accounts[0], uint64(0)
		if hash, _ = AccountKey(f); accounts[hash] != nil {
			a = accounts[hash]
		} else {
			a = NewAccount()
		}
		e := apis[f.API.String()]
		if e == nil {
			e = NewEndpoint(f.API)
		}
		d := domains[f.API.Host]
		if d == nil {
			d = NewDomain()
		}
		c.Apply(f, &out)
		if hash != 0 {
			a.Apply(f, &out)
		}
		e.Apply(f, &out)
		d.Apply(f, &out)
		if pack > 0 && i%pack == 0 {
			c, e = throughClient(t, c), throughEndpoint(t, e)
			b, err := a.AppendBinary(nil)
			if err != nil || a.UnmarshalBinary(b) != nil {
				t.Fatal(err)
			}
			if b, err = d.AppendBinary(nil); err != nil || d.UnmarshalBinary(b) != nil {
				t.Fatal(err)
			}
		}
		clients[f.Client], accounts[hash], apis[f.API.String()], domains[f.API.Host] = c, a, e, d
		for _, x := range out {
			if strings.HasPrefix(x.Type, finding.OwnPrefix) {
				book.Add(x)
			}
		}
	}
	return book.Changed()
}

func TestP208P209RequestsWithinAPeriod(t *testing.T) {
	r := finding.OwnRule{Name: "many", Version: 2, Level: finding.Medium, Period: 300, Requests: 100, About: "host equals a"}
	for _, c := range []struct {
		name  string
		every time.Duration
		n     int
		want  uint64 // calls of the case, 0: none
	}{
		{"as many as are enough", time.Second, 100, 100},
		{"one fewer", time.Second, 99, 0},
		{"as many over the whole period", 3 * time.Second, 100, 100},
		{"as many, too slowly", 4 * time.Second, 100, 0},
		{"more", time.Second, 150, 150},
		{"slow for a day", time.Minute, 1440, 0},
	} {
		for _, pack := range []int{0, 7} {
			got := ownRun(t, meeting(r, reads(scene{every: c.every}, c.n, sameObject), nil), pack)
			if c.want == 0 && len(got) != 0 || c.want > 0 && (len(got) != 1 || got[0].Count != c.want) {
				t.Errorf("%s: %+v", c.name, got)
			}
		}
	}
	// Above what is counted one by one, figures are estimates and say so.
	r.Requests = 1000
	got := ownRun(t, meeting(r, reads(scene{every: 100 * time.Millisecond}, 1200, sameObject), nil), 50)
	if len(got) != 1 || got[0].Why.Observed < 1000 || !strings.Contains(Say(&got[0], finding.English).Reason, "about 1") {
		t.Errorf("a thousand: %+v", got)
	}
}

// A case is of one day: one that goes on over midnight is another one then, and is explained as the first was.
func TestP204OwnEventGoesOnAfterMidnight(t *testing.T) {
	r := finding.OwnRule{Name: "many", Version: 1, Level: finding.Medium, Period: 60, Requests: 50, About: "host equals a"}
	got := ownRun(t, meeting(r, reads(scene{after: later(1, 0) - 3*time.Minute, every: time.Second}, 400, sameObject), nil), 7)
	if len(got) != 2 {
		t.Fatalf("%d cases, want one a day: %+v", len(got), got)
	}
	for _, c := range got {
		if c.Why.Reason == "" || len(c.Samples) == 0 || c.Start.Day() != c.End.Day() {
			t.Errorf("from %v to %v, samples %v, why %+v", c.Start, c.End, c.Samples, c.Why)
		}
	}
	if got[0].Count+got[1].Count != 400 {
		t.Errorf("%d and %d calls, want 400", got[0].Count, got[1].Count)
	}
}

func TestP204P206OwnEventIsExplained(t *testing.T) {
	r := finding.OwnRule{
		Name: "leak 泄露", Version: 7, Level: finding.High, Simulate: true, Period: 60, Requests: 5, About: "api prefix /orders",
		Stats: []finding.OwnStat{
			{What: finding.OwnDistinct, Limit: 20, About: "response.data cn_mobile"},
			{What: finding.OwnShare, AtMost: true, Limit: 10, About: "response.status more 399"}, {What: finding.OwnSum, Limit: 30, About: "response.data_entries"},
		},
	}
	what := func(i int) []finding.OwnValue {
		v := finding.OwnValue{More: 2}
		for k := range 5 {
			v.Hashes = append(v.Hashes, hashOf("mobile", 5*i+k))
		}
		return []finding.OwnValue{v, {}, {N: 7}}
	}
	got := ownRun(t, meeting(r, reads(scene{every: time.Second}, 5, sameObject), what), 3)
	if len(got) != 1 || got[0].Type != "own:leak 泄露" || got[0].Level != finding.High || !got[0].Simulated || got[0].Why.Tuned != "leak 泄露@7" ||
		got[0].Why.Observed != 5 || got[0].Why.Threshold != 5 || got[0].Source.Block.String() != "203.0.113.0/24" {
		t.Fatalf("got %+v", got)
	}
	if s := Suggest(&got[0]); len(s) != 2 || s[0].PerMinute != 5 || len(s[1].Sources) != 1 {
		t.Errorf("suggests %+v", s)
	}
	for l, want := range map[finding.Lang][]string{
		finding.English: {
			"One address made 5 calls in one minute that meet its conditions; 5 are enough. About 27 different values of response.data cn_mobile (at least 20). " +
				"0 % of them with response.status more 399 (at most 10). 35 in all of response.data_entries (at least 30). Conditions: api prefix /orders.",
			"Fewer than 5 such calls in one minute, or fewer than 20 different values of response.data cn_mobile, or more than 10 % of them with " +
				"response.status more 399, or fewer than 30 in all of response.data_entries.",
		},
		finding.Chinese: {
			"单个 IP 在一分钟内有 5 次调用符合条件，达到 5 次即触发。response.data cn_mobile 出现 约 27 个不同的值（至少 20）。其中 0% 符合 response.status more 399（至多 10）。" +
				"response.data_entries 合计 35（至少 30）。条件：api prefix /orders。",
			"一分钟内此类调用少于 5 次，或 response.data cn_mobile 的不同值少于 20 个，或符合 response.status more 399 的占比多于 10%，或 response.data_entries 合计少于 30。",
		},
	} {
		w := Say(&got[0], l)
		if w.Title != "leak 泄露" || w.Reason != want[0] || w.Clear != want[1] {
			t.Errorf("%v:\n%s\n%s", l, w.Reason, w.Clear)
		}
	}
}

// TestXV21EveryStatisticMustHold holds one statistic after the other below its limit.
func TestXV21EveryStatisticMustHold(t *testing.T) {
	r := finding.OwnRule{Name: "x", Level: finding.Low, Period: 60, Requests: 3, Stats: []finding.OwnStat{
		{What: finding.OwnDistinct, Limit: 10}, {What: finding.OwnShare, Limit: 50}, {What: finding.OwnSum, AtMost: true, Limit: 100},
	}}
	for _, c := range []struct {
		name               string
		distinct, bad, sum int
		want               int
	}{
		{"all hold", 10, 5, 10, 1},
		{"too few values", 9, 5, 10, 0},
		{"too small a share", 10, 4, 10, 0},
		{"too much in all", 10, 5, 11, 0},
	} {
		got := ownRun(t, meeting(r, reads(scene{every: time.Second}, 10, sameObject), func(i int) []finding.OwnValue {
			v := []finding.OwnValue{{Hashes: []uint64{hashOf("v", min(i, c.distinct-2))}}, {}, {N: uint32(c.sum)}}
			if i == 9 { // the last call decides
				v[0].Hashes[0] = hashOf("v", 99)
			}
			if i < c.bad {
				v[1].N = 1
			}
			return v
		}), 0)
		fired := len(got) == 1 && got[0].End.Equal(scenarioStart.Add(9*time.Second))
		if fired != (c.want == 1) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestXV01OwnEventsByAccountAPIAndDomain(t *testing.T) {
	call := func(per finding.OwnPer) []finding.Facts {
		all := of(1, over(40, 1, reads(scene{every: time.Second}, 40, sameObject)))
		for i := range all {
			all[i].API.Template = fmt.Sprintf("/orders/%d/{id}", i%2)
		}
		return meeting(finding.OwnRule{Name: "x", Level: finding.Low, Per: per, Period: 60, Requests: 20}, all, nil)
	}
	for per, want := range map[finding.OwnPer]struct {
		cases   int
		account bool
		calls   uint64
	}{
		finding.PerAddress: {0, false, 0}, // one call from each
		finding.PerAccount: {1, true, 40},
		finding.PerAPI:     {2, false, 20},
		finding.PerDomain:  {1, false, 40},
	} {
		got := ownRun(t, call(per), 9)
		if len(got) != want.cases {
			t.Errorf("per %d: %+v", per, got)
			continue
		}
		for _, c := range got {
			if c.Count != want.calls || c.Source.OfAccount() != want.account || c.Source.Block.IsValid() {
				t.Errorf("per %d: %+v", per, c)
			}
		}
	}
}

// TestP202NewVersionsBeginAnew: what was counted by another version of an event, or by one whose
// calls are over, makes room.
func TestP202OwnEventsAreBounded(t *testing.T) {
	var o own
	var out []finding.Finding
	for v := range 100 {
		r := finding.OwnRule{Name: "x", Version: uint64(v), Period: 60, Requests: 2}
		all := meeting(r, reads(scene{after: time.Duration(v) * time.Second}, 1, sameObject), nil)
		o.apply(&all[0], finding.PerAddress, &out)
	}
	if len(o.all) > finding.MostOwnHits || len(out) != 0 {
		t.Errorf("%d counts, %d findings", len(o.all), len(out))
	}
}
