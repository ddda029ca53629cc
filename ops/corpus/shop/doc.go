// Package shop is Heron, a small web shop with a staff back office, written to stand behind a
// gateway while its traffic is recorded and its weaknesses are looked for.
//
// Start in routes.go: one visible table of every endpoint. people.go invents the persons, checks.go
// gives their numbers valid check digits, state.go keeps everything in memory under one lock, and
// each remaining file is one corner of the shop. weakness.go lists the weaknesses that are there on
// purpose, by row ID, so that what a detector finds can be compared with what was built in.
//
// All persons, companies and numbers are made by a seeded generator; none is taken from anywhere.
package shop
