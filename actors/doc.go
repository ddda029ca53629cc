// Package actors carries what package detect concludes to the keys it concerns, keeps what
// each key has learned, and never counts a call twice or not at all.
//
// The tour, along the path of a call. router.go takes the facts of this node's spool, in
// ranges, encodes them (codec.go), finds the shards of their keys (kinds.go) and waits when
// too much is under way (backpressure.go). outlet.go is the router's side of the protocol:
// one shard, its owner, what is sent, applied and durable; flags.go has what shards flagged, and the
// two ways of a call: APIs judge last, told what all others think. shard.go is the other side: it
// orders, leaves out what it knows, and tells its keys (keyring.go), which are virtual actors: bytes
// in a table (keytable.go, slab.go) while they are quiet, an actor each (key.go) while they are busy.
// They carry the pure states of domain.go, endpoint.go, client.go, account.go and records.go. evict.go
// ends them. checkpoint.go gathers what a shard has to write, chain.go says how much of it,
// snapshot.go is its form; saver.go writes it for all shards, claim.go reads it. host.go starts and stops shards; life.go
// is one membership of the node; node.go is the process over several of them. tenant.go makes
// decisions in order; live.go answers questions; stats.go counts.
//
// Why counts are exact: a checkpoint holds the states and, for every source, the mark up to
// which they have seen it, as one piece. A range is taken only by an owner of the epoch it
// names, only if it begins at or before the mark, and only its part behind the mark is
// applied. A source forgets only what the newest owner it knows has saved in its own epoch,
// and a save counts only if nobody has claimed the shard since (Sink): then every later
// claimant finds that checkpoint or one that grew from it, and never a refused one. Messages may be lost,
// doubled or go to two owners; a silence is ended by asking where to go on.
//
// What is kept of idle keys: hosts and APIs for ever, for they are the inventory; addresses,
// accounts and whose records are whose until their state says that nothing in it would change a judgement,
// or until their tenant has too many. All are kept as bytes while nobody calls.
//
// Locks: Router.routing before gate.mu and Router.mu; life.mu before Router.mu; shardStatus.mu,
// Node.mu and life.saving are never held with another one.
package actors
