// Package app is a Lapwing node as a value: New, Start, Stop, Addr.
//
// The tour: app.go is the list of parts in the order in which they start and the reverse
// in which they stop; flowpart.go is the path of one accepted batch from the spool to the
// store and the actors; storage.go, live.go, receive.go, rules.go, baselines.go, corrections.go and
// alarms.go fit what one package declares to what another offers.
// arch_test.go keeps the architecture true: arrows, purity, package comments, sizes.
//
// It is the only package that knows all the others.
package app
