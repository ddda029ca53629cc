// Package console runs journeys through the console in a real browser.
//
// The tour: journeys.mjs are the journeys, run with node against any server; journeys_test.go
// (build tag e2e) starts a server over a seeded store and runs them, then once more with
// payloads in every field.
package console
