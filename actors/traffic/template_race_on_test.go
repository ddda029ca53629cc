//go:build race

package traffic

// raceOn tells tests that measure amounts and not races to do less.
const raceOn = true
