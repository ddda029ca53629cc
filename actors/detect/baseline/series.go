package baseline

import "math"

const (
	seriesWarm  = 30      // points before the first is judged
	seriesSlow  = 0.001   // how fast centre and spread follow, once so many points were seen
	seriesFast  = 1 / 6.  // share of the newest point in the average of the last few steps
	seriesShort = 1 / 4.  // and in the level a jump is measured from
	seriesLong  = 1 / 48. // and in the lasting deviation from the usual hour
	seriesFar   = 1e100   // values are taken as no larger: sums and squares stay finite

	restPoints = 150 // after an alarm only what is rarer is told for so many points
	restShare  = 0.2 // but never for more than so much of what was seen
	restKeeps  = 0.1 // share of its rarity that a point keeps while it rests
)

// The parts of a judgement. Each ranks one kind of strangeness among its own past, so that
// they can be added: one row of seriesParts each.
const (
	partLevel   = iota // distance from the centre of all values: what was never reached
	partJump           // distance from the last few values: spikes
	partStep           // last 5 less the 20 before, by usual hour: steps and bursts
	partLasting        // long deviation from the usual hour: a quiet holiday, a missing peak
	partSpread         // size of the steps: flat lines, new noise
	partShape          // distance from the shapes seen before
	partCount
)

// seriesParts are the shares of the parts in the judgement. They are coarse on purpose: half,
// once or twice. Ranks are added with the exponent 1.5, so that one part that was never so strange
// weighs more than two that are a little strange, yet does not decide by itself.
var seriesParts = [partCount]float64{
	partLevel: .5, partJump: .5, partStep: 2, partLasting: 1, partSpread: 2, partShape: 1,
}

// Series judges a stream of numbers point by point: how rare is this value after all that
// came before? It knows the unit of nothing and takes no settings: every deviation becomes a
// rank among the past deviations of its kind, on its own side (conformal prediction: Vovk,
// Gammerman & Shafer, Algorithmic Learning in a Random World, 2005; for streams Laxhammar &
// Falkman 2010), with a Pareto tail above what was ever seen (Hill 1975). The ranks are added
// as -log10 (after Fisher's method), and one alarm rests the next (as in Burnaev & Ishimtsev,
// Conformalized density- and distance-based anomaly detection, 2016).
//
// Points are taken in the order given; the time only tells hour and day of the week. About
// 13 KiB, always; the zero value is ready.
type Series struct {
	n              float64 // points seen
	centre         float64 // of the values; outliers move it by a bounded step
	spread, wide   float64 // mean distance from it, without and with outliers
	last, short    float64 // the last value, the average of the last few
	lasting        float64 // average deviation from the usual hour
	steps, usual   float64 // average size of the last steps, and usual logarithm of it
	recent         [recentPoints]float64
	season         season
	shapes         shapes
	parts          [partCount]ranks
	alarm, resting float64 // rarity of the last alarm, points it still rests
}

// Score gives 0 (as usual) to 1 (never seen): r/(r+1) where the point is about as rare as one in
// 10^r, so 0.5 is one in ten and 0.75 one in a thousand. seconds is Unix time. It is 0 while too
// little was seen and for what is no number, which also teaches nothing.
func (s *Series) Score(seconds int64, value float64) float64 {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return 0
	}
	value = min(max(value, -seriesFar), seriesFar)
	if s.n++; s.n == 1 {
		s.centre, s.last, s.short = value, value, value
	}
	rarity := 0.
	for i, r := range s.rarities(seconds, value) {
		rarity += seriesParts[i] * r * math.Sqrt(r)
	}
	rarity = math.Pow(rarity/seriesTotal, 2/3.)
	if s.n < seriesWarm {
		return 0
	}
	rarity = s.rest(rarity)
	return rarity / (rarity + 1)
}

const seriesTotal = 7 // sum of seriesParts

// rarities judges a point by every part, then learns it.
func (s *Series) rarities(seconds int64, value float64) (r [partCount]float64) {
	unit := max(s.spread, s.wide/20, math.Abs(s.centre)*1e-9, 1e-12)
	if s.spread == 0 && s.wide == 0 { // one and the same value so far: a hundredth of it is a step
		unit = max(math.Abs(s.centre)/100, 1e-9)
	}
	y := math.Asinh((value - s.centre) / unit) // like a logarithm for bursts, linear near the centre
	odd := s.season.deviation(seconds, y, s.n)

	s.recent[int(s.n)%recentPoints] = odd
	s.lasting += seriesLong * (odd - s.lasting)
	s.steps += seriesFast * (math.Abs(value-s.last)/unit - s.steps)
	steps := math.Log(s.steps + 1e-3)

	r[partLevel] = s.parts[partLevel].rarity(value - s.centre)
	r[partJump] = s.parts[partJump].rarity(value - s.short)
	r[partStep] = s.parts[partStep].rarity(s.step())
	r[partLasting] = s.parts[partLasting].rarity(s.lasting)
	r[partSpread] = s.parts[partSpread].rarity(steps - s.usual)
	r[partShape] = s.parts[partShape].rarity(s.shapes.distance(y))

	rate := max(1/s.n, seriesSlow)
	off := value - s.centre
	if s.spread == 0 {
		s.spread = math.Abs(off)
	}
	s.usual += rate * (steps - s.usual)
	s.short += seriesShort * (value - s.short)
	s.last = value
	s.centre += rate * min(max(off, -3*unit), 3*unit)
	s.spread += rate * (min(math.Abs(off), 3*unit) - s.spread)
	s.wide += rate * (math.Abs(off) - s.wide)
	return r
}

const (
	stepNew      = 5
	stepOld      = 20
	recentPoints = stepNew + stepOld
)

// step is the mean of the newest deviations less that of the ones before.
func (s *Series) step() float64 {
	var now, before float64
	n := int(s.n)
	for i := range recentPoints {
		v := s.recent[(n+recentPoints-i)%recentPoints]
		if i < stepNew {
			now += v
		} else {
			before += v
		}
	}
	return now/stepNew - before/stepOld
}

// rest lets an alarm be followed only by rarer ones for a while: one incident is told once.
func (s *Series) rest(rarity float64) float64 {
	if s.resting--; s.resting <= 0 {
		s.alarm, s.resting = 0, 0
	}
	if rarity <= s.alarm {
		return rarity * restKeeps
	}
	s.alarm, s.resting = rarity, min(restPoints, s.n*restShare)
	return rarity
}
