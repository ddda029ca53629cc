package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
)

const (
	seriesAlarm  = 0.68 // the threshold that ops/docs/inspect.md recommends: one for all series
	seriesPoints = 4000
	seriesSeeds  = 6  // series of each base and incident
	seriesFirst  = 15 // percent of a series that is for learning only
)

// seriesBase is an everyday series: the point of one moment, at five minutes a point.
type seriesBase struct {
	name  string
	point func(r *rand.Rand, i int) float64
}

// seriesIncident changes the points from its start on; usual is what would have been, high and
// low what the base usually reaches.
type seriesIncident struct {
	name   string
	points int
	change func(r *rand.Rand, i int, usual, low, high float64) float64
	bases  []string
}

func hourOf(i int) float64 { return math.Mod(float64(i)/12, 24) }

var seriesBases = []seriesBase{
	{"level", func(r *rand.Rand, _ int) float64 { return 40 + 1.5*r.NormFloat64() }},
	{"day", func(r *rand.Rand, i int) float64 {
		return 100 + 60*math.Sin(hourOf(i)/24*2*math.Pi) + 5*r.NormFloat64()
	}},
	{"shift", func(r *rand.Rand, i int) float64 {
		if h := hourOf(i); h >= 9 && h < 18 {
			return 80 + 8*r.Float64()
		}
		return 20 + 8*r.Float64()
	}},
	{"bursts", func(r *rand.Rand, i int) float64 {
		v := (20 + 15*math.Sin(hourOf(i)/24*2*math.Pi)) * math.Exp(.35*r.NormFloat64())
		if r.IntN(150) == 0 {
			v *= min(math.Pow(1-r.Float64(), -.5), 5)
		}
		return math.Round(v)
	}},
	{"idle", func(r *rand.Rand, _ int) float64 {
		if r.IntN(20) > 0 {
			return 0
		}
		return math.Round(1e6 * (1 + r.Float64()))
	}},
	{"pulse", func(r *rand.Rand, i int) float64 {
		if i%36 < 2 {
			return 90 + 3*r.NormFloat64()
		}
		return 30 + 2*r.NormFloat64()
	}},
}

var seriesIncidents = []seriesIncident{
	{
		"spike", 6, func(r *rand.Rand, _ int, _, low, high float64) float64 { return high + (high-low)*(1+r.Float64()) },
		[]string{"level", "day", "shift", "bursts", "idle", "pulse"},
	},
	{
		"drop", 40, func(_ *rand.Rand, _ int, usual, low, _ float64) float64 { return low*.3 + usual*.02 },
		[]string{"level", "day", "shift", "pulse"},
	},
	{
		"raised", 150, func(_ *rand.Rand, _ int, usual, low, high float64) float64 { return usual + .7*(high-low) },
		[]string{"level", "day", "shift", "pulse"},
	},
	{
		"sustained", 40, func(r *rand.Rand, _ int, _, low, high float64) float64 { return low + (high-low)*(.8+.2*r.Float64()) },
		[]string{"bursts", "idle", "pulse"},
	},
	{
		"flat", 150, func(_ *rand.Rand, _ int, _, low, high float64) float64 { return (low + high) / 2 },
		[]string{"level", "day", "shift", "bursts", "pulse"},
	},
	{
		"restless", 100, func(_ *rand.Rand, i int, usual, low, high float64) float64 {
			return usual + float64(i%2*2-1)*.35*(high-low)
		},
		[]string{"level", "day", "shift", "pulse"},
	},
	{"none", 0, nil, []string{"level", "day", "shift", "bursts", "idle", "pulse"}},
}

// seriesArea measures how many incidents in series are told, and how seldom one is told where
// none is, at one threshold for all.
func seriesArea() (r report) {
	told, incidents, alarms, right, points := 0, 0, 0, 0, 0
	for _, in := range seriesIncidents {
		for _, b := range seriesBases {
			if !slices.Contains(in.bases, b.name) {
				continue
			}
			for seed := range uint64(seriesSeeds) {
				name := fmt.Sprintf("%s in %s, %d", in.name, b.name, seed)
				hits, wrong := seriesAlarms(b, in, seed)
				points += seriesPoints * (100 - seriesFirst) / 100
				alarms += hits + wrong
				right += hits
				if in.points > 0 {
					incidents++
					if hits > 0 {
						told++
					} else {
						r.mistake(in.name, "-", name)
					}
				}
				for range wrong {
					r.mistake("-", b.name, name)
				}
			}
		}
	}
	r.add("incidents told", share(told, incidents), .85, incidents)
	r.add("alarms that are of an incident", share(right, alarms), .6, alarms)
	r.add("usual points without an alarm", 1-share(alarms-right, points), .9993, points)
	return r
}

// seriesAlarms judges one series and counts the alarms within the incident (to a while after its
// end, when the return to what is usual may be told) and elsewhere.
func seriesAlarms(b seriesBase, in seriesIncident, seed uint64) (hits, wrong int) {
	const learning, grace = seriesPoints * seriesFirst / 100, 30
	r := rand.New(rand.NewPCG(seed, uint64(len(b.name)*100+len(in.name))))
	start := seriesPoints*2/5 + r.IntN(seriesPoints*2/5)
	low, high := math.Inf(1), math.Inf(-1)
	var s baseline.Series
	for i := range seriesPoints {
		v := b.point(r, i)
		switch {
		case i < start:
			low, high = min(low, v), max(high, v)
		case i < start+in.points:
			v = in.change(r, i, v, low, high)
		}
		if score := s.Score(int64(1_767_225_600+300*i), v); score < seriesAlarm || i < learning {
			continue
		}
		if in.points > 0 && i >= start && i < start+in.points+grace {
			hits++
		} else {
			wrong++
		}
	}
	return hits, wrong
}
