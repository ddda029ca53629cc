package sensitive

import "github.com/lapwing-sec/lapwing/actors/traffic"

// effort bounds what a call may cost beyond reading each of its bytes once. Whatever looks
// closer at a place in a text pays for it: a label, a chain of groups, an address, a hit. A call
// that has spent all is read on, but nothing more in it is looked at closely, so what stands
// behind is missed; Spent tells, and the call's body counts as one that was read in part.
//
// Real answers stay far below: a page of 500 rows with a name, a telephone number, an e-mail
// address and a day in each spends some 2,000 steps. Only a body of a megabyte that is nothing
// but such values comes near.
type effort struct {
	left int
	of   *traffic.Values
	side traffic.Side
}

// maxEffort is in steps of about 0.15 us: at most some 3 ms a call, with 2 ms for reading a
// body of 1 MB once.
const maxEffort = 20_000

// begin starts one side of a call. The response goes on with what its request left.
func (e *effort) begin(v *traffic.Values, side traffic.Side) {
	if v == nil || e.of != v || side <= e.side {
		e.left = maxEffort
	}
	e.of, e.side = v, side
}

// pay takes steps; false when there are none left.
func (e *effort) pay(steps int) bool {
	if e.left <= 0 {
		return false
	}
	e.left -= steps
	return true
}

// bytesAStep is how many bytes of a text are looked at again for one step.
const bytesAStep = 16

// Spent reports that the side of a call that was scanned last was too much work to be read whole.
func (s *Scanner) Spent() bool { return s.effort.left <= 0 }
