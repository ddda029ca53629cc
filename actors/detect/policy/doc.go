// Package policy holds what a tenant sets about detection, compiled to what a call costs.
//
// The tour: rules.go compiles documents, the settings in force, and names the kinds there
// are; judge.go and scan.go are what an engine asks of the result. A kind is a file of its
// own: switch.go (built-in rows off), datatype.go (own types of sensitive data, with
// pattern.go for the expert mode, need.go and sequence.go for the cheap questions before it),
// credential.go (own credentials and where an API's callers show theirs), allow.go (what is
// not sensitive after all), purpose.go, tuning.go (how built-in events and risks run),
// home.go (the tenant's jurisdiction), own.go (own events; own_judge.go: what a call adds to
// their statistics; own_stored.go: what a stored call can answer). condition.go is the language they share, call.go what it is asked about;
// field.go and operator.go are its tables, which form.go lists for those who draw forms.
// fault.go and name.go are how a body that cannot work is refused, by field and bound; try.go
// is what rules would say of a call, promote.go takes what is on trial into force.
//
// Rules are never written to after they are compiled, so a node swaps them under its
// engines without a lock. Pure, as all of detection.
package policy
