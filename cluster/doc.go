// Package cluster says where it happens: which nodes are there, which of them holds which
// shard of the keys, and how they trust each other.
//
// The tour: options.go is what a node is told, checked for safety; life.go starts and ends one
// membership with the parts that protoactor wants; provider.go is the cluster provider, which turns gossip
// (package gossip) into topologies; member.go is how a node describes itself; lookup.go
// finds the actor of a key by computing its shard's owner (package place); remote.go sets up
// the connections between nodes (package secure).
//
// One Life is one membership: protoactor never lets a name back in, so a node that was
// declared dead throws its Life away and makes another.
//
// Locks: Provider.mu guards start and stop of the provider and nothing else; package gossip
// has one of its own.
package cluster
