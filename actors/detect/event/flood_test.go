package event

import (
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestTE10ES02FloodFromEverOtherAddressesIsOneCase also reads the states back again and again.
func TestTE10ES02FloodFromEverOtherAddressesIsOneCase(t *testing.T) {
	w := newWorld(t)
	w.pack = 97
	w.run(usualVisitors(6, 60, 6, "/send", sends))
	w.run(join(visitors(6, 9, 60, 6, 10*time.Hour, "/send", sends), pool(scene{after: later(6, 9), every: 30 * time.Second}, 1100, 200, "/send", sends)))
	all := w.cases()
	got := all["EV-14"]
	if len(got) != 1 || len(all) != 1 {
		t.Fatalf("%d cases: %v", len(got), all)
	}
	c := got[0]
	if !c.Source.OfMany() || c.Source.IPs < 190 || c.Source.IPs > 215 || c.API.Template != "/send" {
		t.Errorf("from %+v on %v", c.Source, c.API)
	}
	if c.Count < 950 || c.Count > 1130 { // 1,100, of which the newest may yet go on, and people who left
		t.Errorf("%d calls", c.Count)
	}
	for l, want := range map[finding.Lang]string{
		finding.English: "addresses that call nothing else of this host had ", finding.Chinese: "个不再调用该站点其他接口的 IP ",
	} {
		if said := Say(&c, l).Reason; !strings.Contains(said, want) || strings.Contains(said, "{") {
			t.Errorf("says %q", said)
		}
	}
	if len(c.Samples) == 0 || c.Level < finding.Medium {
		t.Errorf("samples %v, level %v", c.Samples, c.Level)
	}
}

func TestTE09RegistrationsOfAPoolMoveNoBaseline(t *testing.T) {
	w := newWorld(t)
	w.run(usualVisitors(6, 60, 4, "/register", signsUp))
	l := w.domains["shop.example.com"].floods[0]
	before := l.most
	for day := 6; day < 9; day++ {
		w.run(join(visitors(day, 9, 60, 4, 10*time.Hour, "/register", signsUp),
			pool(scene{after: later(day, 10), every: 2 * time.Minute, from: day * 1000}, 300, 300, "/register", signsUp)))
	}
	if n := len(w.cases()["EV-13"]); n != 3 {
		t.Errorf("%d cases on three days", n)
	}
	was, _ := before.Most(300)
	is, _ := l.most.Most(300)
	if was == 0 || is > was*1.05+1 {
		t.Errorf("usual was %v, is %v after three days of attack", was, is)
	}
}

// TestTE10TuningMovesTheLineOfFloods: half the messages an address may have sent, half of what a pool may.
func TestTE10TuningMovesTheLineOfFloods(t *testing.T) {
	few := func() []finding.Facts {
		return pool(scene{after: later(6, 9), every: time.Minute}, 27, 27, "/send", sends)
	}
	count := func(tune *finding.Tuning) int {
		w := newWorld(t)
		all := join(usualVisitors(7, 60, 12, "/send", sends), few())
		for i := range all {
			all[i].Tuning = tune
		}
		w.run(all)
		return len(w.cases()["EV-14"])
	}
	if n := count(nil); n != 0 {
		t.Fatalf("%d cases of 27 messages", n)
	}
	tune := finding.Tune{Kind: finding.KindEvent, Row: 14, Floor: 7, Policy: "EV-14@1"}
	if n := count(finding.NewTuning([]finding.Tune{tune})); n != 1 {
		t.Errorf("%d cases where the line is half", n)
	}
	tune.Mode = finding.ModeOff
	if n := count(finding.NewTuning([]finding.Tune{tune})); n != 0 {
		t.Errorf("%d cases where the rule is off", n)
	}
}

// TestTE10ManyAPIsTakeBoundedMemory: an attacker cannot make a host remember more than so many APIs.
func TestTE10ManyAPIsTakeBoundedMemory(t *testing.T) {
	d, out := NewDomain(), []finding.Finding{}
	for i := range 60_000 {
		s := scene{after: time.Duration(i) * time.Second, ip: netOf(i), from: i}
		f := s.call(0, traffic.API{Host: "shop.example.com", Method: "POST", Template: "/send/" + string(rune('a'+i%20))})
		sends(&f, i%40)
		d.Apply(&f, &out)
	}
	b, _ := d.AppendBinary(nil)
	if len(d.floods) != maxFloods || len(b) > maxFloods*20_000 {
		t.Errorf("%d APIs, %d bytes", len(d.floods), len(b))
	}
}

// BenchmarkFloods is a host that sends messages while a pool is at it: what other calls pay.
func BenchmarkFloods(b *testing.B) {
	d, out := NewDomain(), []finding.Finding{}
	for _, f := range pool(scene{every: time.Second}, 400, 400, "/send", sends) {
		d.Apply(&f, &out)
	}
	other := visitors(0, 9, 50, 1, time.Minute, "/other", func(*finding.Facts, int) {})
	for i := range other {
		other[i].Time = scenarioStart.Add(400 * time.Second)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		out = out[:0]
		d.Apply(&other[i%len(other)], &out)
	}
}
