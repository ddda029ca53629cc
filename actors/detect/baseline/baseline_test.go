package baseline

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const start = int64(490_000) // an hour in 2025

// shape is a working day: 2 calls a minute at night, 60 at noon.
func shape(hour int64) int {
	return 2 + int(58*math.Max(0, math.Sin(float64(hour%24-6)/12*math.Pi)))
}

func feed(r *Rate, from, hours int64, scale float64) {
	for h := from; h < from+hours; h++ {
		for range int(float64(shape(h)*60) * scale) {
			r.Add(h)
		}
	}
}

func TestRateLearnsTheDay(t *testing.T) {
	var r Rate
	feed(&r, start, 24*14, 1)
	now := start + 24*14
	for h := now; h < now+24; h++ {
		got, known := r.Expected(h)
		if want := float64(shape(h)); !known || math.Abs(got-want) > 0.15*want+1 {
			t.Errorf("hour %d: %.1f, want %.1f", h%24, got, want)
		}
	}
	if r.Learned(start+EnoughHours-1) || !r.Learned(start+EnoughHours) {
		t.Error("the cold start does not end after EnoughHours")
	}
}

func TestRateFollowsGrowth(t *testing.T) {
	var r Rate
	feed(&r, start, 24*14, 1)
	feed(&r, start+24*14, 24*7, 2)
	now := start + 24*21 + 12
	if got, _ := r.Expected(now); got < 1.5*float64(shape(now)) {
		t.Errorf("a week after doubling %.1f is expected, before it was %d", got, shape(now))
	}
}

// TestNF15RateHoldsAgainstAttack gives one wild hour that nobody flagged: bounded step.
func TestNF15RateHoldsAgainstAttack(t *testing.T) {
	var r Rate
	feed(&r, start, 24*14, 1)
	now := start + 24*14
	before, _ := r.Expected(now + 24)
	for range 1_000_000 {
		r.Add(now)
	}
	feed(&r, now+1, 23, 1)
	if after, _ := r.Expected(now + 24); after > before*2 {
		t.Errorf("one hour moved the expectation from %.1f to %.1f", before, after)
	}
}

// hourOf feeds one hour of n clients, each with its own peak of 1 to 10 calls a minute.
func hourOf(p *Peaks, r *rand.Rand, hour int64, n int) {
	for range n {
		key := r.Uint64()
		for range 1 + r.IntN(10) {
			p.Add(key, uint32(hour*60+30))
		}
	}
}

func TestPeaksFairSampleAndColdStart(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var p Peaks
	for h := start; h < start+200; h++ {
		hourOf(&p, r, h, 300)
		if len(p.clients) > peakClients {
			t.Fatal("not bounded")
		}
		if p.Learned(h) && h < start+EnoughHours {
			t.Fatal("judged too early")
		}
	}
	if got, learned := p.Usual(start + 200); !learned || got < 9 || got > 12 {
		t.Errorf("p99 of peaks 1..10: %.1f, learned %v", got, learned)
	}
}

func TestNF15ThreeDaysOfAttackMoveNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	var p Peaks
	for h := start; h < start+24*14; h++ {
		hourOf(&p, r, h, 20)
	}
	before, _ := p.Usual(start + 24*14)
	attacker := uint64(1) // the smallest key: certainly in every sample
	for h := start + 24*14; h < start+24*17; h++ {
		hourOf(&p, r, h, 20)
		for i := range 5000 {
			if i == 100 {
				p.Flag(attacker) // flagged only after its first 100 calls
			}
			p.Add(attacker, uint32(h*60+31))
		}
	}
	after, _ := p.Usual(start + 24*17)
	if math.Abs(after-before)/before > 0.05 {
		t.Errorf("three days of attack moved the baseline from %.2f to %.2f", before, after)
	}
}

func TestHabitsNeedDaysAndMoveSlowly(t *testing.T) {
	var h Habits
	day := uint32(20_000)
	for d := range uint32(EnoughDays) {
		if _, learned := h.Most(7, day+d); learned {
			t.Fatal("a habit too early")
		}
		for range 24 {
			h.Observe(7, 500, day+d)
		}
	}
	if got, learned := h.Most(7, day+EnoughDays); !learned || math.Abs(got-500) > 1 {
		t.Errorf("habit %.1f, learned %v", got, learned)
	}
	h.Observe(7, 1e6, day+5)
	if got, _ := h.Most(7, day+5); got > 700 {
		t.Errorf("one hour moved the habit to %.1f", got)
	}
	if _, learned := h.Most(7, day+5+habitForget+1); learned {
		t.Error("never forgotten")
	}
	for k := range uint64(100) {
		h.Observe(1000+k, 10, day+6)
	}
	if len(h.all) > habitClients {
		t.Error("not bounded")
	}
	if _, learned := h.Most(7, day+6); !learned {
		t.Error("a flood of newcomers drove out a habit in use")
	}
}

func all() (*Rate, *Peaks, *Habits, []byte) {
	var (
		r Rate
		p Peaks
		h Habits
	)
	feed(&r, start, 100, 1)
	for x := start; x < start+100; x++ {
		hourOf(&p, rand.New(rand.NewPCG(3, 3)), x, 5)
	}
	h.Observe(1, 5, 3)
	return &r, &p, &h, h.Append(p.Append(r.Append([]byte{1})))
}

func TestReadBack(t *testing.T) {
	_, _, _, one := all()
	var (
		r Rate
		p Peaks
		h Habits
	)
	u := finding.NewUnpacker(one, 1)
	r.Read(u)
	p.Read(u)
	h.Read(u)
	if err := u.Close(); err != nil {
		t.Fatal(err)
	}
	if two := h.Append(p.Append(r.Append([]byte{1}))); !bytes.Equal(one, two) {
		t.Error("not the same after reading back")
	}
}

func FuzzBaselines(f *testing.F) {
	_, _, _, seed := all()
	f.Add(seed)
	f.Fuzz(func(t *testing.T, data []byte) {
		var (
			r Rate
			p Peaks
			h Habits
		)
		u := finding.NewUnpacker(data, 1)
		r.Read(u)
		p.Read(u)
		h.Read(u)
		r.Add(start)
		if got, _ := r.Expected(start); math.IsNaN(got) {
			t.Error("NaN")
		}
		p.Add(3, uint32(start*60))
		p.Usual(start)
		h.Observe(3, 3, 3)
	})
}
