// Package credential finds with what a call authenticates itself, where it stands, and how
// strong it looks.
//
// The tour: kind.go is the table of kinds with their examples; names.go lists the names of
// headers, cookies, parameters and fields that carry credentials, and those that only look
// it (CSRF tokens, tracking and language cookies, page tokens); finder.go remembers what names and
// tokens are; find.go goes through a request once; scheme.go reads Authorization headers; signed.go knows signed URLs; jwt.go
// opens JSON web tokens; strength.go judges length and pattern.
//
// A credential is handed to the caller as bytes that alias the call, to be hashed with the
// tenant's key, and is never stored. A finder keeps those of the last calls in memory, bounded, to know
// them again.
package credential
