package sketch

import (
	"math"
	"math/bits"
)

// Users guesses how many people share one address: linear counting over 64 bits, within
// about 20 % up to 100; above 150 it stays there. 16 bytes, two generations.
type Users struct{ Now, Before uint64 }

// Add takes the hash of a session or an account in.
func (u *Users) Add(h uint64) { u.Now |= 1 << (mix(h) & 63) }

// Age starts a new generation; the one before the last is forgotten.
func (u *Users) Age() { u.Now, u.Before = 0, u.Now }

// Count gives the guess for both generations together, 0 if nobody was seen.
func (u *Users) Count() int {
	zeros := 64 - bits.OnesCount64(u.Now|u.Before)
	return usersOf[zeros]
}

// usersOf is the guess for so many bits that nobody has set.
var usersOf = func() (n [65]int) {
	n[0] = 150
	for zeros := 1; zeros < len(n); zeros++ {
		n[zeros] = int(math.Round(-64 * math.Log(float64(zeros)/64)))
	}
	return n
}()
