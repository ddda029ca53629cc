// Package mix makes the traffic that speed is measured on, always the same for the same seed.
//
// The tour: bodies.go makes JSON answers of 13 kinds such as real APIs give, small to 20 KB, a
// good two in five with personal or secret data; values.go makes the data, valid by their
// checksums; calls.go puts answers into whole calls and writes them in other body formats;
// hostile.go makes the worst calls we could think of. The benchmarks beside them are what
// `go tool task bench` runs; peers, a module of its own, gives the same bytes to what a user
// would pick instead.
package mix
