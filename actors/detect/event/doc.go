// Package event judges behaviour: who calls what, how often, with which answers.
//
// The tour: table.go is the form of a row and the list of rows; each ev*.go is one row
// with its rule, advice and the scenarios that prove it (scenario.go builds those);
// rows that count what one client does on one API share tally.go; rows about who usually calls an API,
// from where, with what and when share odd.go. allowed.go makes lists for gateways of what an API has
// learned, baseline.go shows all of it, quality.go has how it answers, steer.go carries out what people
// decide about it. The states that carry memory between calls are
// client.go (one per tenant and address), endpoint.go (one per API; also its inventory
// entry and its per-API risks), domain.go (one per host; roles.go: who calls what on it), account.go (an
// account or session over its addresses) and records.go (one per path that names records: owners.go,
// whose they are). episode.go turns
// "this call is over the line" into contributions that finding.Book folds to cases;
// suggest.go gives what a gateway could do about a case.
//
// Every Apply judges first and learns after, so that a call is never measured against
// itself, and a flagged call teaches nothing. Facts come in event-time order within
// Lateness; what comes later is counted but not judged. States are pure, bounded
// (limits.go), and can be written down and read back byte for byte.
package event
