// Package policy holds what a tenant sets about detection, compiled to what a call costs.
//
// The tour: fault.go and name.go are how a body that cannot work is refused, by field and
// bound; switch.go turns built-in rows off.
//
// Pure, as all of detection.
package policy
