// Package place says which member owns which shard.
//
// The tour: Owners is the whole of it. Rendezvous hashing: each member draws a number for
// each shard and the highest wins, so every node computes the same table from the same list
// of members without a word between them, and a member that comes or goes moves only the
// shards it wins or held.
//
// Pure: values in, values out.
package place
