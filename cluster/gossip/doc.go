// Package gossip knows which nodes are alive.
//
// The tour: gossip.go is the process around hashicorp/memberlist: create, join with
// patience, tell about changes, leave; tune.go holds the numbers; evict.go makes a node that
// was declared dead and comes back start anew, for nobody would ever speak to its old life
// again; log.go turns memberlist's lines into records.
//
// Two rules carry the rest. Nothing is told to anybody before the join is through: a node
// that sees only itself would believe it owns everything. And every life has a name of its
// own, which never comes back.
//
// Lock: Gossip.mu guards the list pointer, the meta and the gone set; memberlist's callbacks
// take it while memberlist holds its own lock, so nothing here calls memberlist under mu.
package gossip
