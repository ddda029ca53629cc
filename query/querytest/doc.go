// Package querytest gives tests a whole console and API over a real store, filled with a few
// days of a small shop: its APIs, their traffic, what was found in it.
//
// The tour: shop.go are the APIs and who calls them, seed.go writes them and everything found
// into a store, hostile.go is the same with payloads in every text; live.go stands for the
// nodes, server.go puts all of it behind HTTP.
package querytest
