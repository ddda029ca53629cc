// Package cli is the command line: a noun, then a verb.
//
// The tour: root.go lists the commands and maps errors to exit codes; serve.go and demo.go
// run a node; import.go and tail.go bring calls to one; inspect*.go and analyze.go work
// offline on standard input or files; list.go shows what a node found, explain.go why, summary.go what cases say together;
// baselines.go, policies*.go, alarms.go, gateway.go and mark.go decide; engine.go, config.go
// and token.go keep house; client.go speaks to a node's API; print.go renders tables, JSON
// and CSV safe for a terminal.
package cli
