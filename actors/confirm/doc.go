// Package confirm is the slower second stage against web attacks: the OWASP Core Rule Set,
// run by Coraza over the calls that the first stage (actors/detect/attack) doubts.
//
// The tour: crs.go builds the rule engine and shows it one recorded request; weigh.go
// turns the rules that matched into kinds of attack, with the rules that are known to be
// noisy weighed down; cache.go remembers verdicts by the shape of what was doubted;
// queue.go is the bounded queue with its workers, which belong to whoever started them and
// end with Stop: what finds no room is counted and goes on unconfirmed.
//
// A rule set costs about a millisecond a call, the first stage some microseconds: only the
// doubt of the first stage pays for it. Failure falls towards "not confirmed", counted.
package confirm
