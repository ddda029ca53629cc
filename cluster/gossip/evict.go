package gossip

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/hashicorp/memberlist"
)

// evicted tells a node that it was declared dead. It then ends this life and begins another
// under a new name.
type evicted struct {
	You     string // the life that is over
	By      string
	Members int // how many the sender counted, to settle it between two who buried each other
}

// gone remembers who was told to have left (what nobody was told does not count: a node that
// denies its death at once goes on as if nothing had been said), bounded: forgetting one may only leave an old life in
// the list, where its checkpoints are fenced and it harms no count.
type gone struct {
	names map[string]bool
	order []string
}

func (g *gone) add(name string) {
	if g.names == nil {
		g.names = map[string]bool{}
	}
	if g.names[name] {
		return
	}
	if len(g.order) == mostGone {
		delete(g.names, g.order[0])
		g.order = g.order[1:]
	}
	g.names[name] = true
	g.order = append(g.order, name)
}

// evict tells those who came back, and gives everybody else, by name.
func (g *Gossip) evict() []Member {
	var members []Member
	var back []memberlist.Node
	g.mu.Lock()
	for _, m := range g.told {
		if _, ok := g.alive[m.Name]; !ok {
			g.gone.add(m.Name)
		}
	}
	for _, n := range g.alive {
		if g.gone.names[n.Name] {
			back = append(back, n)
		} else {
			members = append(members, Member{Name: n.Name, Meta: n.Meta})
		}
	}
	slices.SortFunc(members, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
	g.told = members
	g.mu.Unlock()
	for i := range back {
		msg, err := json.Marshal(evicted{You: back[i].Name, By: g.o.Name, Members: len(members)})
		if err == nil {
			err = g.list.SendReliable(&back[i], msg)
		}
		if err != nil {
			g.o.Log.Warn("cannot tell a node that it was declared dead", "node", back[i].Name, "error", err)
		}
	}
	return members
}

// obey decides about a message of eviction. Where both sides buried each other, the larger
// side stays, then the one with the larger name: one new life is enough for both.
func (g *Gossip) obey(msg []byte) bool {
	var e evicted
	if json.Unmarshal(msg, &e) != nil || e.You != g.o.Name {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.gone.names[e.By] {
		return true
	}
	return e.Members > len(g.told) || e.Members == len(g.told) && e.By > g.o.Name
}
