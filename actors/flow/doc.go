// Package flow is the path of an accepted batch: from the spool through inspection to the
// store and to the actors, and back to the spool as a release.
//
// The tour: flow.go starts and stops the parts and reads as the list of steps; decode.go
// turns a spool record into exchanges; inspect.go asks the detection core what each call says, and the
// second stage against attacks (actors/confirm) where it doubts;
// batch.go gathers records to batches whose boundaries survive a crash; deliver.go writes
// a batch to the store and hands its facts to the router, and lets the spool forget
// what both have made durable; memory.go is what is learned per tenant on the way
// (templates, ids seen, samples taken, parameters), saved together with the release mark so that a
// replay concludes the same.
//
// Guarantee: each exchange of the spool reaches the store and each actor exactly once in
// effect. Delivery is repeated after a crash; the batch's token and the sequence numbers
// make a repetition harmless. Everything errs towards repetition, never towards loss.
package flow
