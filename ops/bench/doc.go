// Package main measures what the product does per second, and prints it with machine,
// median and spread.
//
// The tour: main.go is the list of figures in the order printed; gobench.go runs a Go
// benchmark several times and reads its units; judge.go prints the judgement of every kind of state as a
// table; node.go drives a whole node (spool, inspect, actors, engine) with frames over HTTP and accounts its
// CPU apart from the driver's; machine.go says where it ran.
//
// Speed lives here and never in tests with a clock.
package main
