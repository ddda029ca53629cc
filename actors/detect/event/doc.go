// Package event judges behaviour: who calls what, how often, with which answers.
//
// The tour: table.go is the form of a row and the list of rows; each ev*.go, te*.go, pe*.go and
// xv*.go is one row with its rule, advice and the scenarios that prove it (scenario.go and
// scenario_*.go build those). Rows share what they count: tally.go what one client does on one API,
// tally_day.go over a day (captcha.go: which calls have a captcha drawn), odd.go who usually calls an API, from where, with
// what and when, missing.go what all calls carry but one client's, strays.go who did something and did not go on
// (rotating.go: logons whatever their addresses, names.go: which names got in before; flood.go: messages and
// registrations likewise), crowd.go and walkers.go what clients do over hours
// and days (crowd_load.go: source blocks, and all clients together; spell.go: runs of calls; roamers.go and roamers_walk.go: accounts
// over changing addresses).
//
// The states that carry memory between calls are client.go (one per tenant and address; login.go,
// crawl.go), endpoint.go (one per API; also its inventory entry, inventory.go, its per-API risks,
// risks.go, auth.go, auth_state.go, proof.go and shared.go, whom it serves, service.go, and how it answers, quality.go), domain.go (one per host; roles.go:
// who calls what on it), account.go (an account or session over its addresses, spread.go) and
// records.go (one per path that names records: owners.go, whose they are; persons.go, who a session is;
// records_learn.go). Each of
// them counts a tenant's own events too, own.go (own_replay.go: over calls of the past). What is no API has no
// state: noise.go judges it with its client. *_pack.go write them down.
//
// line.go says where a row draws its line, as built in or as a tenant has tuned it; episode.go turns
// "this call is over the line" into contributions that finding.Book folds to cases; votes.go is what
// speaks for them; say.go and own_say.go say in a language why; suggest.go gives what a gateway could
// do about a case. allowed.go makes lists for gateways of what an API has learned, baseline.go shows
// all of it, steer.go carries out what people decide about it.
//
// Every Apply judges first and learns after, so that a call is never measured against
// itself, and a flagged call teaches nothing: an API also counts what others flagged
// (finding.Facts.Flagged), and so comes last. Facts come in event-time order within
// Lateness; what comes later is counted but not judged. States are pure, bounded
// (limits.go), and can be written down and read back byte for byte.
package event
