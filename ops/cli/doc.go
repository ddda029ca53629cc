// Package cli is the command line: a noun, then a verb.
//
// The tour: root.go lists the commands and maps errors to exit codes; serve.go and demo.go
// run a node; import.go and tail.go bring calls to one; inspect*.go and analyze.go work
// offline on standard input or files; list.go shows what a node found; engine.go, config.go
// and token.go keep house; client.go speaks to a node's API; print.go renders tables, JSON
// and CSV safe for a terminal.
package cli
