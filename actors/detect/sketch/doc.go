// Package sketch holds small, bounded answers to "how many", "how many different",
// "which most" and "seen before".
//
// The tour: distinct.go counts different hashes, exactly up to a bound and then by loglog.go, an
// estimate that says it is one, rough.go guesses it in 32 bytes; recent.go does so over a sliding
// window of event time; counter.go counts calls over a sliding window, gate.go
// roughly, until that is worth its bytes; histogram.go gives
// quantiles; heavy.go keeps the busiest keys; users.go guesses how many people share an address;
// seen.go remembers exchange IDs so that a second delivery is harmless; find.go looks through many hashes
// or times at once.
//
// Everything here is pure, deterministic, bounded in bytes and can be written down and
// read back (actors/finding/pack.go).
package sketch
