// Package policy holds what a tenant sets about detection, compiled to what a call costs.
//
// The tour: rules.go compiles documents, the settings in force, and names the kinds there
// are; judge.go and scan.go are what an engine asks of the result. A kind is a file of its
// own: switch.go (built-in rows off), datatype.go (own types of sensitive data, with
// pattern.go for the expert mode and need.go for the cheap question before it),
// credential.go (own credentials and where an API's callers show theirs), allow.go (what is
// not sensitive after all), purpose.go. condition.go is the language they share; field.go
// and operator.go are its tables. fault.go and name.go are how a body that cannot work is
// refused, by field and bound.
// tuning.go is how a tenant tunes the built-in events and risks.
//
// Rules are never written to after they are compiled, so a node swaps them under its
// engines without a lock. Pure, as all of detection.
package policy
