package cluster

import (
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/lapwing-sec/lapwing/cluster/secure"
)

// Options of a node. The zero value is a node by itself: its remote listens on a free port
// of 127.0.0.1 and nothing else is opened.
type Options struct {
	Label     string        // name of the cluster, "" is "lapwing"; others do not get in
	Bind      string        // host:port of the remote, "" is 127.0.0.1:0
	Advertise string        // host:port the others reach the remote by, "" what Bind came to
	Gossip    string        // host:port of the gossip; "" with Join: Bind's host and a free port
	Public    string        // host:port the others reach the gossip by, "" what Gossip came to
	Join      []string      // gossip addresses of nodes to join
	Patience  time.Duration // how long to wait for them before going on alone, 0 is 10 s
	Security  secure.Files  // needed off loopback

	Shards int                                // of the whole cluster, the same on every node
	Shard  func(kind, identity string) uint32 // which shard a key is in
	Host   string                             // name of the actor whose children the shards are
	Log    *slog.Logger
}

// defaultPatience is longer than a node needs to start and short enough for the last one of
// a cluster to come back alone.
const defaultPatience = 10 * time.Second

func (o Options) withDefaults() Options {
	if o.Label == "" {
		o.Label = "lapwing"
	}
	if o.Bind == "" {
		o.Bind = "127.0.0.1:0"
	}
	if o.Gossip == "" && len(o.Join) > 0 {
		if host, _, err := net.SplitHostPort(o.Bind); err == nil {
			o.Gossip = net.JoinHostPort(host, "0")
		}
	}
	if o.Patience == 0 {
		o.Patience = defaultPatience
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Check refuses what is unsafe or cannot work, before anything is opened.
func (o Options) Check() error {
	o = o.withDefaults()
	if err := secure.Check(o.Security, o.Bind, o.Advertise, o.Gossip, o.Public); err != nil {
		return err
	}
	if ok, err := secure.Loopback(o.Bind); err == nil && !ok && o.Gossip == "" {
		return fmt.Errorf("cannot start the cluster on %s: a gossip address is missing", o.Bind)
	}
	host, _, err := net.SplitHostPort(o.Bind)
	if err != nil {
		return fmt.Errorf("cannot read cluster address %q: %w", o.Bind, err)
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() && o.Advertise == "" {
		return fmt.Errorf("cannot start the cluster on %s: say which address the other nodes shall use (advertise)", o.Bind)
	}
	return nil
}
