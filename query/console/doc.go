// Package console is the product for people: pages made on the server, one small script, one
// style sheet, all inside the binary.
//
// The tour: console.go lists the pages with their permissions; page.go is what each page
// carries, render.go turns it into HTML (and is the only place that does), text.go holds the
// functions templates may use. Then one file a page: signin, overview, search, cases (risks and
// events), case (one of them, as a page or a drawer, with gateway.go its advice), decide, apis (baseline.go
// is what is usual for one), steps, summary (attackers, precision), alarms and digests, policies (ruleform.go
// is the table of their forms, rulebook.go the built-in rows), sources, prefs, problem. link.go makes addresses, chart.go drawings; static.go serves style and script.
//
// The address is the only state: every filter, open drawer and tab is in it, every page works
// without the script, and the script only saves full loads and adds keys. Nothing captured is
// ever trusted: html/template escapes it, Visible shows what it hides, and no address in it
// becomes a link.
package console
