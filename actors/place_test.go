package actors

import (
	"net/netip"
	"strings"
	"testing"
)

func TestIdentitiesPlaceLikeFacts(t *testing.T) {
	kinds := countingKinds()
	facts := synthetic(15, 2_000)
	facts[0].Client = netip.MustParseAddr("2001:db8::1")
	facts[1].Client = netip.MustParseAddr("::ffff:203.0.113.9")
	facts[2].Client = netip.MustParseAddr("fe80::1%eth0")
	for i := range facts {
		f := &facts[i]
		for k := range kinds {
			id, ok := kinds[k].Key(nil, f)
			if !ok {
				continue
			}
			a := kinds[k].shardOf(f, id, nil, 64)
			if b := ShardOf(kinds, 64, kinds[k].Name, string(id)); a != b {
				t.Fatalf("%s %s: facts go to shard %d, questions to %d", kinds[k].Name, id, a, b)
			}
		}
		for name, id := range map[string]string{
			"domain": DomainKey(f.Tenant, f.API.Host), "client": ClientKey(f.Tenant, f.Client),
			"endpoint": EndpointKey(f.API.ID(f.Tenant)), "account": AccountKey(f.Tenant, f.Account),
		} {
			for k := range kinds {
				if got, ok := kinds[k].Key(nil, f); ok && kinds[k].Name == name && string(got) != id {
					t.Fatalf("%s: facts say %q, questions %q", name, got, id)
				}
			}
		}
	}
	x, y := &facts[10], &facts[11]
	x.Client, y.Client = netip.MustParseAddr("198.51.100.1"), netip.MustParseAddr("198.51.100.254")
	x.Tenant, y.Tenant = "t", "t"
	if a, b := ShardOf(kinds, 1<<20, "client", ClientKey("t", x.Client)), ShardOf(kinds, 1<<20, "client", ClientKey("t", y.Client)); a != b {
		t.Errorf("two addresses of one block are in shards %d and %d", a, b)
	}
	if strings.Contains(ClientKey("t", x.Client), "/") {
		t.Error("an address is no block")
	}
}
