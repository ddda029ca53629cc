// Package detect looks at one call and says what it shows by itself.
//
// The tour: engine.go is the way in; Inspect reads as the list of steps, and each step is
// in the file of its name: data.go (personal and secret data), login.go (who tries to get
// in; outcome.go: whether it worked), receiver.go (whom a message is sent to), object.go (which
// record was asked for), asked.go (what is looked up without one), answer.go and owner.go (what the
// answer told of it, and whose it is), near.go (where what is no API was looked for), agent.go (the
// client's program), forms.go (how its parameters are written; means.go: what for), places.go (the
// words in a template's places), labels.go (purpose and service object), tamper.go (what looks as if it had been changed by hand), policy.go
// (what the tenant's own rules add and take away, and its own events). hash.go keys what would
// otherwise be raw. sampler.go decides which calls are worth keeping as evidence and
// sample.go masks them.
//
// The folders below hold the knowledge, as tables whose rows prove themselves: sensitive,
// credential, purpose, attack and risk judge one call, and policy compiles a tenant's rules; event judges behaviour over many,
// on sketch and baseline. Facts, what leaves this package, never hold a raw personal
// value: names, passwords, accounts, sessions and object ids are keyed hashes.
//
// Pure: no I/O, clock, lock or goroutine. An Engine keeps memory from call to call and is
// not safe for concurrent use: one per worker.
package detect
