// Package risk knows the weaknesses of an API: 38 kinds, one row each.
//
// The tour: table.go is the form of a row; rows_*.go hold the rows, one file a category,
// each with advice and with examples that it must find and must ignore; example.go reads
// those; call.go is what a row may look at, shown.go what a call shows at a glance, so that only
// rows that can find something are asked; names.go and key.go tell how fields are known by their
// names, topic.go what a path speaks of, refused.go what of an answer takes it back. Then one file a question that rows ask:
// methods.go, fetched.go (RK-01, RK-03); token.go and guess.go (RK-02, RK-17); login.go,
// password.go, defaults.go, prompt.go (RK-04 to RK-12; guessed.go: for EV-07); access.go (RK-13 to RK-20, RK-22,
// RK-23, RK-25, RK-27); keypair.go, masked.go, internal.go (RK-21, RK-24, RK-26); traverse.go,
// pagesize.go, statement.go, message.go, code.go, filepath.go (RK-28 to RK-36). api.go is what
// was counted of an API over a day; chance.go says which later calls would prove a fix;
// phrases.go is what reasons say, in every language.
//
// A row judges one call by itself (PerCall, on the node that received it) or what was
// counted of an API (PerAPI, in the API's state). The examples run through the whole
// inspection in package detect, so that a row proves itself together with what it
// builds on. A reason never holds a raw value.
package risk
