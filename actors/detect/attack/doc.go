// Package attack is the cheap first stage against web attacks: it looks at every call, says
// yes only when it is sure, and leaves doubt to a slower second stage.
//
// The tour: kind.go is the table of the 14 kinds, rows_*.go their rules and examples;
// rule.go is what a rule may ask; scan.go goes over a call's values once, behind a byte
// gate and one automaton for all trigger words (words.go), so that a harmless value costs
// one pass; normal.go undoes what attackers wrap around a payload; protocol.go looks at
// the message itself; verdict.go reads what the gateway's firewall said; tool.go tells
// browsers from scanners; leak.go finds what a response gives away (stack traces, database
// errors, server files).
//
// Pure: values in, values out.
package attack
