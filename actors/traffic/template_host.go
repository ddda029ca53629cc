package traffic

import (
	"slices"
	"strings"
)

// Bounds of the table of hosts.
const (
	idleCalls  = 8  // a host with fewer calls than this goes when it was not heard of for long
	idleRounds = 8  // so many calls of others for each place in the table are long
	evictEvery = 64 // hosts refused before the table is looked through again
)

// host finds or makes the trie of a host; nil when there is no room.
func (t *Templates) host(name string) *hostTrie {
	if h := t.find(name); h != nil {
		return h
	}
	if len(t.hosts) >= t.limits.Hosts && !t.evict() {
		return nil
	}
	name = strings.Clone(t.HostName(name))
	h := &hostTrie{name: name, root: &node{}}
	t.hosts[name] = h
	t.joins(name)
	return h
}

// find gives the trie of a host, or nil.
func (t *Templates) find(name string) *hostTrie {
	if h := t.hosts[name]; h != nil || len(t.families) == 0 {
		return h
	}
	return t.hosts[t.HostName(name)]
}

// evict drops the hosts that nothing speaks for: those that never answered with success and
// those of a few calls long ago. Whoever invents host names cannot fill the table for good.
// False when nothing went.
func (t *Templates) evict() bool {
	if t.refused > 0 {
		if t.refused++; t.refused <= evictEvery {
			return false
		}
		t.refused = 0
	}
	before := len(t.hosts)
	long := uint64(idleRounds * t.limits.Hosts)
	for name, h := range t.hosts {
		if !h.root.works || h.calls < idleCalls && h.heard+long < t.learned {
			delete(t.hosts, name)
			t.leaves(name)
		}
	}
	t.memo.forget()
	gone := before - len(t.hosts)
	t.stats.HostsEvicted += uint64(gone)
	if gone == 0 {
		t.refused = 1
	}
	return gone > 0
}

// family is the hosts of one parent domain, "a.example.com" and "b.example.com".
type family struct {
	members []string // sorted; held hosts with a name of their own
	folded  string   // the host that they became, "" while they are apart
}

const (
	tenantPrefix = "{tenant}."
	familyLeast  = 8    // sub-domains that must serve the same before they are one host
	familyMost   = 5000 // endpoints compared; larger families stay apart
)

// stableNames are first labels of hosts that are services and no tenants.
var stableNames = wordSet(`
www www2 web api apis app apps admin auth sso login id account accounts identity oauth mail smtp imap mx cdn static
assets img images media files download downloads upload uploads dev develop test testing staging stage qa uat sandbox
prod production preprod demo docs doc developer developers status support help blog shop store portal dashboard console
gateway gw internal intranet private public partner partners ws wss m mobile pay payment payments billing checkout search
graphql grpc rest rpc data metrics logs monitoring grafana kibana jenkins git ci registry vpn proxy edge origin ns1 ns2`)

// parentOf gives the domain above a tenant's host: "" for addresses, for two-label names
// and for names of services.
func parentOf(name string) string {
	i := strings.IndexByte(name, '.')
	if i <= 0 || strings.IndexByte(name[i+1:], '.') < 0 {
		return ""
	}
	label, parent := name[:i], name[i+1:]
	if second, _, _ := strings.Cut(parent, "."); strings.Count(parent, ".") == 1 && inFold(registries, second) {
		return "" // shop.co.uk belongs to nobody else
	}
	if inFold(stableNames, label) || isDigit(name[len(name)-1]) || strings.IndexByte(name, ':') >= 0 {
		return ""
	}
	return parent
}

// registries are second labels below which strangers register names.
var registries = wordSet(`co com org net gov edu ac ne or go mil sch nhs ltd plc gob nom`)

// HostName gives the name a host is inventoried by: its own, or "{tenant}.example.com"
// where many sub-domains serve the same.
func (t *Templates) HostName(name string) string {
	if len(t.families) == 0 {
		return name
	}
	if f := t.families[parentOf(name)]; f != nil && f.folded != "" {
		return f.folded
	}
	return name
}

// joins notes a new host in its family.
func (t *Templates) joins(name string) {
	parent := parentOf(name)
	if parent == "" {
		return
	}
	f := t.families[parent]
	if f == nil {
		f = &family{}
		if t.families == nil {
			t.families = map[string]*family{}
		}
		t.families[strings.Clone(parent)] = f
	}
	if strings.HasPrefix(name, tenantPrefix) {
		f.folded = name
		return
	}
	if i, have := slices.BinarySearch(f.members, name); !have {
		f.members = slices.Insert(f.members, i, name)
	}
}

func (t *Templates) leaves(name string) {
	parent := parentOf(name)
	f := t.families[parent]
	if f == nil {
		return
	}
	if f.folded == name {
		f.folded = ""
	}
	if i, have := slices.BinarySearch(f.members, name); have {
		f.members = slices.Delete(f.members, i, i+1)
	}
	if len(f.members) == 0 && f.folded == "" {
		delete(t.families, parent)
	}
}

// foldFamily makes one host of the family of a host, if enough of its members serve the
// same endpoints. It reports whether it did.
func (t *Templates) foldFamily(name string) bool {
	parent := parentOf(name)
	f := t.families[parent]
	if f == nil || f.folded != "" || len(f.members) < familyLeast {
		return false
	}
	working := make([]string, 0, len(f.members))
	for _, m := range f.members {
		if t.hosts[m].root.works {
			working = append(working, m)
		}
	}
	if len(working) < familyLeast || !t.alike(working) {
		return false
	}
	one := &hostTrie{name: tenantPrefix + parent, root: &node{}}
	members := f.members
	for _, m := range members {
		t.takeIn(one, t.hosts[m])
		delete(t.hosts, m)
	}
	f.members, f.folded = nil, one.name
	t.hosts[one.name] = one
	t.memo.forget()
	t.settleHost(one)
	return true
}

// alike reports whether three of four hosts serve mostly endpoints that half of all serve.
func (t *Templates) alike(members []string) bool {
	serve, total := map[string]int{}, 0
	each := func(m string, f func(endpoint string)) { t.hosts[m].root.endpoints("", f) }
	for _, m := range members {
		each(m, func(endpoint string) { serve[endpoint]++; total++ })
		if total > familyMost {
			return false
		}
	}
	same := 0
	for _, m := range members {
		shared, own := 0, 0
		each(m, func(endpoint string) {
			if serve[endpoint]*2 >= len(members) {
				shared++
			} else {
				own++
			}
		})
		if shared > own {
			same++
		}
	}
	return same*4 >= len(members)*3
}

// endpoints calls f with the templates at and below n that worked.
func (n *node) endpoints(prefix string, f func(string)) {
	if n.ends != 0 && n.works {
		f(prefix)
	}
	for _, list := range [][]*node{n.kids, n.values} {
		for _, k := range list {
			k.endpoints(prefix+"/"+k.label, f)
		}
	}
}

// takeIn merges the trie of a host into that of its family and reports where its counts go.
func (t *Templates) takeIn(one, h *hostTrie) {
	one.nodes += h.nodes + 1 // merge takes the root off too
	one.templates += h.templates
	t.from = h.name
	t.merge(one, one.root, h.root, "", "")
	t.from = ""
	one.calls += h.calls
	one.heard = max(one.heard, h.heard)
	one.full, one.deep = one.full || h.full, one.deep || h.deep
	for w := range h.words {
		one.sawHash(w)
	}
	for _, op := range h.ops {
		one.admit(op.name)
	}
}
