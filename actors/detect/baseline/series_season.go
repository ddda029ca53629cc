package baseline

import "math"

const (
	seasonHalves = 2 * hoursPerDay // half hours of the day
	seasonStep   = 0.03            // share of the way towards a new value of the same hour
	seasonClip   = 4.0             // one value moves its hour as if it were at most so many usual errors off
	seasonTrust  = 0.002           // how fast the errors are learned that choose between the two
)

// season knows the usual value by half hour of the day and by hour of the week (UTC), and uses
// whichever has lately been nearer, or none while both are worse than the centre of all.
type season struct {
	day     [seasonHalves]usualValue
	week    [hoursPerWeek]usualValue
	flatErr float64 // mean size of the values themselves
	dayErr  float64 // mean error of day
	weekErr float64
}

type usualValue struct {
	mean float32
	seen uint16
}

// deviation is how far y, the nth point, is from the usual one of this time; then y is learned.
func (s *season) deviation(seconds int64, y, n float64) float64 {
	const dayLong, weekLong = 86_400, 7 * 86_400
	d := &s.day[floorMod(seconds, dayLong)*seasonHalves/dayLong]
	w := &s.week[floorMod(seconds, weekLong)*hoursPerWeek/weekLong]
	expected, usualErr := 0., s.flatErr
	if d.seen > 0 && s.dayErr < usualErr {
		expected, usualErr = float64(d.mean), s.dayErr
	}
	if w.seen > 0 && s.weekErr < usualErr {
		expected = float64(w.mean)
	}
	rate := max(1/n, seasonTrust)
	s.flatErr += rate * (math.Abs(y) - s.flatErr)
	learnError(&s.dayErr, d, y, rate, s.flatErr)
	learnError(&s.weekErr, w, y, rate, s.flatErr)
	off := y - expected
	moved := expected + min(max(off, -seasonClip*usualErr), seasonClip*usualErr)
	d.learn(moved)
	w.learn(moved)
	return off
}

// learnError learns how wrong an hour was; one never seen before is worse than no hour at all.
func learnError(err *float64, u *usualValue, y, rate, flat float64) {
	if u.seen == 0 {
		*err = 1.1 * flat
		return
	}
	*err += rate * (math.Abs(y-float64(u.mean)) - *err)
}

func (u *usualValue) learn(y float64) {
	u.seen += min(1, math.MaxUint16-u.seen)
	u.mean += float32(max(1/float64(u.seen), seasonStep) * (y - float64(u.mean)))
}

func floorMod(a, b int64) int64 { return (a%b + b) % b }
