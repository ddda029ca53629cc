// Package store keeps and reads what must last, in ClickHouse.
//
// The tour: store.go opens a pool to a server, the embedded engine or the user's own: the
// code below does not know which. schema_*.go define the tables, table.go writes them down
// for one server or for a cluster, migrations.go brings a database up to them. scope.go is
// the only way to a query: it adds the tenant, the limits and the meaning of errors; again.go
// asks once more where the server was gone for a moment. write_*.go and shard_*.go implement the sink of the actors: batches of calls and samples (once per
// token), findings, assets, claims and checkpoints of shards. read_*.go answer the
// questions of package query, one use-case a file. once.go inserts a row that only the first of several
// writers may; digests.go, untold.go and deliveries.go are the ledger of who was told what.
//
// Only this package holds SQL. No text typed by a user becomes part of it: values travel as
// query parameters.
package store
