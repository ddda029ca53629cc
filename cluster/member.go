package cluster

import (
	"encoding/binary"
	"errors"
	"net"
	"strconv"
	"time"

	"github.com/asynkron/protoactor-go/cluster"
	"google.golang.org/protobuf/proto"

	"github.com/lapwing-sec/lapwing/cluster/gossip"
)

// startBytes is the start time before the member's description, in nanoseconds since 1970.
const startBytes = 8

// describe is what a node tells the others of itself.
func describe(c *cluster.Cluster, start time.Time) (*cluster.Member, []byte, error) {
	host, port, err := c.ActorSystem.GetHostPort()
	if err != nil {
		return nil, nil, err
	}
	if port <= 0 {
		return nil, nil, errors.New("cannot describe this node: its remote does not listen")
	}
	m := &cluster.Member{Host: host, Port: int32(port), Id: c.ActorSystem.ID, Kinds: c.GetClusterKinds()}
	meta, err := proto.MarshalOptions{}.MarshalAppend(
		binary.BigEndian.AppendUint64(nil, uint64(start.UnixNano())), m)
	return m, meta, err
}

// members reads the descriptions. Of two lives at one address the younger counts: a process
// that restarted replaces its dead predecessor at once, and the old one's late death must not
// tear the new one's connections down, for protoactor ends connections by address. What
// cannot be read is left out.
func members(alive []gossip.Member) cluster.Members {
	type life struct {
		member *cluster.Member
		start  uint64
	}
	byAddress := map[string]life{}
	var order []string
	for _, a := range alive {
		if len(a.Meta) <= startBytes {
			continue
		}
		m := &cluster.Member{}
		if proto.Unmarshal(a.Meta[startBytes:], m) != nil || m.Id != a.Name {
			continue
		}
		start, at := binary.BigEndian.Uint64(a.Meta), net.JoinHostPort(m.Host, strconv.Itoa(int(m.Port)))
		old, ok := byAddress[at]
		if !ok {
			order = append(order, at)
		}
		if !ok || old.start < start {
			byAddress[at] = life{m, start}
		}
	}
	out := make(cluster.Members, 0, len(order))
	for _, at := range order {
		out = append(out, byAddress[at].member)
	}
	return out
}
