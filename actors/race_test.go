//go:build race

package actors

// share of the calls of a test that are made under the race detector, which is slow.
const share = 4
