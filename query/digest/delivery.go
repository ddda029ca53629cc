package digest

import "time"

// Attempt is one try to send a digest. It is written twice: when it begins, and how it ended.
type Attempt struct {
	N      uint32 // from 1, dense
	Begun  time.Time
	Ended  time.Time // zero: not yet, or its node ended first
	OK     bool
	Detail string // why not, or what the receiver said; never a secret
	Node   string
}

// State is how far the delivery of a digest is.
type State string

// States of delivery.
const (
	Waiting   State = "waiting" // to be sent now or later
	Sending   State = "sending"
	Delivered State = "delivered"
	GivenUp   State = "given_up"
)

// Retrying. A receiver that is away for a weekend gets its digests on Monday.
const (
	lease     = 2 * time.Minute // after which an attempt without an end has none any more; sending takes at most half of it
	firstWait = time.Minute
	longWait  = 4 * time.Hour
	giveUp    = 7 * 24 * time.Hour
)

// Delivery says how far a digest's delivery is, from its attempts in order, and when the next
// attempt may begin; written is when the digest was.
func Delivery(written time.Time, tries []Attempt, now time.Time) (s State, next time.Time) {
	if len(tries) == 0 {
		return Waiting, written
	}
	last := &tries[len(tries)-1]
	switch {
	case last.OK:
		return Delivered, time.Time{}
	case last.Ended.IsZero():
		return Sending, last.Begun.Add(lease)
	case now.Sub(written) > giveUp && len(tries) > 1:
		return GivenUp, time.Time{}
	}
	wait := firstWait << min(len(tries)-1, 10)
	return Waiting, last.Ended.Add(min(wait, longWait))
}

// Try reports that an attempt is to begin now. Times further in the future than any wait come
// from a clock that was wrong, and are not waited for.
func Try(written time.Time, tries []Attempt, now time.Time) bool {
	s, next := Delivery(written, tries, now)
	if s == Delivered || s == GivenUp {
		return false
	}
	return !now.Before(next) || next.Sub(now) > longWait+lease
}

// Keep is how long after being written a digest may still be sent.
const Keep = giveUp + 24*time.Hour
