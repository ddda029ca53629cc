// Package query is what people and programs get to see and decide, without HTTP.
//
// The tour: port.go declares what must be stored and read (Store) and what only running
// nodes know (Live); filter.go, sort.go and page.go say which rows, in which order and how
// many; cases.go (risks and events), events.go (one of them), apis.go, overview.go, coverage.go and sources.go are the
// questions; steps.go is what one caller did in order, spread.go how calls of an API are distributed,
// similar.go, attackers.go and quality.go are what cases say together. change.go is the state people
// give a case, disposition.go what they say it was, reopen.go what happens when a handled one goes on;
// baseline.go asks and decides what is usual, gateway_rules.go keeps rules for gateways;
// courier*.go write and send digests, which package digest composes and package notify delivers;
// settings.go is what people set about detection, every version kept, and settings_kinds.go
// which kinds there are; status.go holds the two vocabularies of states; facet.go counts what a filter would leave.
//
// Console, API, command line and export call the same functions of this package: no page
// has data that the API has not. Every list answer carries its Coverage.
package query
