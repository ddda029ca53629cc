//go:build !race

package traffic

const raceOn = false
