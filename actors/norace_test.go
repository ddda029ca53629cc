//go:build !race

package actors

const share = 1
