package event

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// workdays is days on which thirty people of six networks each call an API a few times an hour from 8 to 20
// o'clock, some of them from one office; set completes the calls.
func workdays(days int, method, template string, set func(f *finding.Facts, i int)) []finding.Facts {
	var all []finding.Facts
	for day := range days {
		for p := range 30 {
			for hour := 8; hour < 20; hour++ {
				s := scene{
					after: later(day, hour) + time.Duration((p*37+day*11+hour*5)%50)*time.Minute, every: 55 * time.Second,
					ip: usualAddress(p), creds: true, from: (day*30+p)*1000 + hour*10,
				}
				all = append(all, does(s, 5+(p+day+hour)%4, method, template, func(f *finding.Facts, i int) {
					if f.Session, f.Account = hashOf("session", p), hashOf("account", p); p%5 == 0 {
						f.Tool, f.Agent = attack.Library, "okhttp"
					}
					f.Bodies, f.Latency, f.ResSize = finding.ReqRead, time.Duration(20+i%30)*time.Millisecond, int64(2000+i%40*10)
					f.Forms = []finding.Written{{Name: "id", Form: finding.FormInteger}}
					set(f, i)
				})...)
			}
		}
	}
	return join(all)
}

func usualAddress(p int) string { return fmt.Sprintf("114.%d.7.%d", 60+p%6, 10+p/6) }

// besieged is what others than the API's own actor flag: three days of it, day and night, out of the usual
// networks and, if not said otherwise, by what looks like a browser.
var besieged = []struct {
	name, row        string
	method, template string
	usual            func(f *finding.Facts, i int)
	attack           func(day int) []finding.Facts
	both             bool // the API's own actor flags it as well, by the hour
}{
	{
		"credential stuffing, answered 200", "EV-10", "POST", "/login",
		func(f *finding.Facts, i int) {
			f.Login = finding.Login{Name: f.Account, Password: hashOf("password", i/1000), Outcome: finding.OutcomeOK}
		},
		func(day int) []finding.Facts {
			return siege(day, 12, 45*time.Second, "POST", "/login", func(f *finding.Facts, i int) {
				f.Login = finding.Login{Name: hashOf("victim", i), Password: hashOf("leaked", i), Outcome: finding.OutcomeFailed}
			})
		}, false,
	},
	{
		"one account reads all orders, slowly, from thirty addresses", "EV-17", "GET", "/orders/{id}",
		func(f *finding.Facts, i int) { f.Object = hashOf("object", i) },
		func(day int) []finding.Facts {
			return siege(day, 30, 2*time.Minute, "GET", "/orders/{id}", func(f *finding.Facts, i int) {
				f.Object, f.Account, f.Tool, f.Agent = hashOf("loot", i), hashOf("account", 5), attack.Library, "okhttp"
			})
		}, true,
	},
	{
		"short messages", "EV-14", "POST", "/send",
		func(*finding.Facts, int) {},
		func(day int) []finding.Facts {
			return siege(day, 10, 20*time.Second, "POST", "/send", func(f *finding.Facts, _ int) { f.Purposes = []finding.Purpose{18} })
		}, false,
	},
	{
		"captchas", "TE-11", "GET", "/captcha",
		func(*finding.Facts, int) {},
		func(day int) []finding.Facts {
			return siege(day, 4, 6*time.Second, "GET", "/captcha", func(*finding.Facts, int) {})
		}, true,
	},
	{
		"reports drawn by a program never seen before", "EV-16", "GET", "/reports/{id}/download",
		func(f *finding.Facts, i int) { f.Object, f.Purposes = hashOf("object", i), []finding.Purpose{43} },
		func(day int) []finding.Facts {
			return siege(day, 4, 8*time.Second, "GET", "/reports/{id}/download", func(f *finding.Facts, i int) {
				f.Object, f.Purposes, f.Tool, f.Agent = hashOf("loot", i), []finding.Purpose{43}, attack.Empty, ""
			})
		}, true,
	},
}

// siege is a day of an attack by so many addresses, each of which calls at that pace; set completes the calls.
func siege(day, addresses int, every time.Duration, method, template string, set func(f *finding.Facts, i int)) []finding.Facts {
	var all []finding.Facts
	for a := range addresses {
		s := scene{
			after: later(day, 0) + time.Duration(a)*every/time.Duration(addresses), every: every,
			ip: fmt.Sprintf("114.%d.200.%d", 60+a%6, 1+a), from: (day*100 + a) * 100_000,
		}
		all = append(all, does(s, int(24*time.Hour/every), method, template, func(f *finding.Facts, i int) {
			f.Bodies, f.Latency, f.ResSize = finding.ReqRead, 900*time.Millisecond, 300_000
			f.Forms = []finding.Written{{Name: "id", Form: finding.FormInteger}}
			set(f, i)
		})...)
	}
	return all
}

// figuresOf flattens what `lapwing baselines export` gives.
func figuresOf(t *testing.T, e *Endpoint) map[string]any {
	t.Helper()
	b, err := json.Marshal(e.Baseline("t", scenarioStart))
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err = json.Unmarshal(b, &tree); err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			if name, ok := v["name"].(string); ok {
				path += "[" + name + "]"
			}
			for k, x := range v {
				walk(path+"."+k, x)
			}
		case []any:
			for i, x := range v {
				if _, named := x.(map[string]any); named && !strings.HasSuffix(path, "weeks") && !strings.HasSuffix(path, "hours") {
					walk(path, x)
				} else {
					walk(fmt.Sprintf("%s[%d]", path, i), x)
				}
			}
		default:
			out[path] = v
		}
	}
	walk("", tree)
	return out
}

// moved lists the figures that differ by more than 5 %.
func moved(t *testing.T, was, is *Endpoint) (list []string) {
	t.Helper()
	a, b := figuresOf(t, was), figuresOf(t, is)
	for k := range b {
		if _, ok := a[k]; !ok {
			list = append(list, fmt.Sprintf("%s is new: %v", k, b[k]))
		}
	}
	for k, x := range a {
		if k == ".until" || strings.HasPrefix(k, ".hours[") && strings.HasSuffix(k, ".days") {
			continue // the newest call; and an hour with flagged calls teaches nothing of when the API is open
		}
		y, ok := b[k]
		p, number := x.(float64)
		q, _ := y.(float64)
		switch {
		case !ok:
			list = append(list, k+" is gone")
		case number && math.Abs(p-q) <= 0.05*math.Abs(p):
		case x != y:
			list = append(list, fmt.Sprintf("%s: %v, then %v", k, x, y))
		}
	}
	slices.Sort(list)
	return list
}

// TestNF15AttacksThatOthersFlagMoveNoBaseline compares an API that is attacked for three days after ten quiet
// ones with its twin that is not. What flags it are rows of addresses and of accounts (EV-10, EV-14, EV-16, EV-17,
// TE-11); where the API's actor is not told, the same check fails.
func TestNF15AttacksThatOthersFlagMoveNoBaseline(t *testing.T) {
	const quiet, days = 10, 13
	for _, c := range besieged {
		usual := workdays(days, c.method, c.template, c.usual)
		var wave []finding.Facts
		for day := quiet; day < days; day++ {
			wave = append(wave, c.attack(day)...)
		}
		run := func(untold bool, parts ...[]finding.Facts) (*Endpoint, *world) {
			w := newWorld(t)
			w.untold = untold
			w.run(join(parts...))
			return w.endpoints[usual[0].API], w
		}
		calm, w := run(false, usual)
		if cs := w.cases()[c.row]; len(cs) > 0 {
			t.Errorf("%s: the quiet twin gives %s", c.name, cs[0].Why.Reason)
		}
		if b := calm.Baseline("t", scenarioStart); !b.Learned {
			t.Errorf("%s: the quiet twin learned nothing: %v", c.name, b.ColdStart)
		}
		after, w := run(false, usual, wave)
		calls := uint64(0)
		for _, f := range w.cases()[c.row] {
			calls += f.Count
		}
		if calls < uint64(len(wave))*8/10 {
			t.Errorf("%s: %s has %d of %d calls", c.name, c.row, calls, len(wave))
		}
		if list := moved(t, calm, after); len(list) > 0 {
			t.Errorf("%s moved:\n%s", c.name, strings.Join(list, "\n"))
		}
		if c.both {
			continue
		}
		poisoned, _ := run(true, usual, wave)
		if list := moved(t, calm, poisoned); len(list) == 0 {
			t.Errorf("%s: an API that is not told learns nothing either: the test shows nothing", c.name)
		} else {
			t.Logf("%s, not told: %d figures moved", c.name, len(list))
		}
	}
}

// TestNF15ShuffledWithinTheLatenessLearnsTheSame lets calls come up to a minute late or early.
func TestNF15ShuffledWithinTheLatenessLearnsTheSame(t *testing.T) {
	c := besieged[0]
	all := workdays(12, c.method, c.template, c.usual)
	all = join(all, c.attack(10), c.attack(11))
	run := func(all []finding.Facts) *Endpoint {
		w := newWorld(t)
		w.run(slices.Clone(all))
		return w.endpoints[all[0].API]
	}
	want := run(all)
	rng := rand.New(rand.NewPCG(1, 2))
	type late struct {
		f  finding.Facts
		at time.Time
	}
	mixed := make([]late, len(all))
	for i, f := range all {
		mixed[i] = late{f, f.Time.Add(time.Duration(rng.IntN(int(time.Minute))))}
	}
	slices.SortStableFunc(mixed, func(a, b late) int { return a.at.Compare(b.at) })
	for i := range mixed {
		all[i] = mixed[i].f
	}
	if list := moved(t, want, run(all)); len(list) > 0 {
		t.Errorf("moved:\n%s", strings.Join(list, "\n"))
	}
}

// TestNF15AnAttackThroughTheUsersGatewayMovesNoUsualFigure has all calls come from one address: the attack (EV-10) is of
// the same that makes all usual ones. What was counted may lack calls then, what is usual stays.
func TestNF15AnAttackThroughTheUsersGatewayMovesNoUsualFigure(t *testing.T) {
	const quiet, days = 10, 13
	c := besieged[0]
	usual := workdays(days, c.method, c.template, c.usual)
	var wave []finding.Facts
	for day := quiet; day < days; day++ {
		wave = append(wave, c.attack(day)...)
	}
	run := func(parts ...[]finding.Facts) *Endpoint {
		all := join(parts...)
		for i := range all {
			all[i].Client = scenarioGateway
		}
		w := newWorld(t)
		w.run(all)
		return w.endpoints[all[0].API]
	}
	list := moved(t, run(usual), run(usual, wave))
	list = slices.DeleteFunc(list, func(s string) bool {
		for _, counted := range []string{".calls", ".values", ".client_hours", ".days", ".last"} {
			if strings.Contains(s, counted+":") {
				return true
			}
		}
		return false
	})
	if len(list) > 0 {
		t.Errorf("moved:\n%s", strings.Join(list, "\n"))
	}
}

var scenarioGateway = netip.MustParseAddr("114.60.7.1")
