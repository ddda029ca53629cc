// Package attack is the cheap first stage against web attacks: it looks at every call, says
// what it is sure of, and says what it doubts, which a slower second stage decides
// (actors/confirm).
//
// The tour: kind.go is the table of the 14 kinds, rows_*.go their rules and examples;
// rule.go is what a rule may ask; scan.go goes over a call's values once, behind a byte
// gate, a memory of what was harmless (memo.go) and one automaton for the words of all
// rules (trigger.go, words.go); view.go undoes the encodings around a payload, fold.go its
// case, comments and white space; effort.go bounds what a call may cost; scan_header.go
// judges header lines and what stands in a path where parameters may; address.go judges where a value would send the server;
// command_key.go knows parameters named for commands; protocol.go looks at the message
// itself. doubt.go, doubt_rows.go, call.go, command_doubt.go, tag_doubt.go and
// fingerprint.go are the doubts; bear.go bears
// out what other engines' noisy rules say. verdict.go reads what the gateway's firewall
// said; tool.go tells browsers from scanners; leak.go finds what a response gives away
// (stack traces, database errors, server files, web shells), leak_quoted.go what it only
// writes about; sieve.go keeps back the answers that give away nothing.
//
// Pure: values in, values out.
package attack
