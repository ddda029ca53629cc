package gossip

import (
	"time"

	"github.com/hashicorp/memberlist"
)

const (
	probeEvery    = 300 * time.Millisecond // with the two below: a dead node is known in about 1.4 s
	probeTimeout  = 150 * time.Millisecond // far above a round trip in one data centre
	suspicion     = 3                      // probes' time a suspect has to speak up; a false alarm costs a replay, no count
	suspicionMost = 2                      // times that, where nobody is left to confirm the suspicion
	gossipEvery   = 50 * time.Millisecond  // news reach ten nodes in a few of these
	streamTimeout = 2 * time.Second        // a hung peer delays a full sync no longer
	syncEvery     = 15 * time.Second       // full exchange of views, heals what gossip lost
	deadMemory    = 30 * time.Second       // gossip goes on to the dead for so long, so that they learn of it

	settle       = 250 * time.Millisecond // changes within this are one; the living need about 150 ms to deny hearsay of their death
	backoffFirst = 100 * time.Millisecond // between tries to join, doubled up to
	backoffMost  = 5 * time.Second        // this
	rejoinEvery  = 10 * time.Second       // seeds out of sight are tried again: heals partitions and late starters
	leaveTimeout = time.Second            // for the farewell to spread
	mostGone     = 4096                   // names remembered as dead; the oldest is forgotten first
)

func tuned(o Options) *memberlist.Config {
	c := memberlist.DefaultLANConfig()
	c.Name, c.Label, c.Keyring, c.Transport = o.Name, o.Label, o.Keyring, o.Transport
	c.ProbeInterval, c.ProbeTimeout, c.SuspicionMult = probeEvery, probeTimeout, suspicion
	c.SuspicionMaxTimeoutMult = suspicionMost
	c.GossipInterval, c.TCPTimeout, c.PushPullInterval = gossipEvery, streamTimeout, syncEvery
	c.GossipToTheDeadTime = deadMemory
	return c
}
