package actors

import (
	"net/netip"
	"time"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// State is what one key knows: pure, bounded, judged first and learned after.
type State interface {
	Apply(f *finding.Facts, out *[]finding.Finding)
	AppendBinary(dst []byte) ([]byte, error)
	UnmarshalBinary(data []byte) error
	Idle(now time.Time) bool // nothing in it would change a judgement any more
}

// inventoried is a State that also has an entry in the inventory.
type inventoried interface {
	Asset(tenant string) finding.Asset
}

// compacted is a State that can forget what no judgement needs any more.
type compacted interface {
	Compact(now time.Time)
}

// Kind is one kind of virtual actor that judges facts.
type Kind struct {
	Name string
	// Key appends the identity of the key that f belongs to; false: f says nothing to this kind.
	Key func(dst []byte, f *finding.Facts) ([]byte, bool)
	// Place appends what is hashed to find the shard, if not the whole identity: keys with the
	// same place share a shard. PlaceID does the same from an identity.
	Place   func(dst []byte, f *finding.Facts) []byte
	PlaceID func(dst []byte, identity string) []byte
	New     func(f *finding.Facts) State // the state of a key that was never seen; f is its first call
	Read    func() State                 // an empty state to read saved bytes into
	// Last: it is told of a call after all others, with what these flagged (finding.Facts.Flagged), so that
	// it learns from nothing that anybody flagged. Flags is what a call flagged by this kind is to those.
	Last  bool
	Flags finding.Flagged
	Keep  bool // an idle state is kept for ever: it is inventory, not just memory of behaviour
}

func (k *Kind) way() int {
	if k.Last {
		return secondWay
	}
	return firstWay
}

// Kinds is the table: which kinds there are, in the order of their bits in a range. Rows are
// added at the end, at most six.
func Kinds() []Kind {
	return []Kind{
		domainKind(func(*finding.Facts) State { return event.NewDomain() }, func() State { return event.NewDomain() }),
		endpointKind(func(f *finding.Facts) State { return event.NewEndpoint(f.API) },
			func() State { return event.NewEndpoint(traffic.API{}) }),
		clientKind(func(*finding.Facts) State { return event.NewClient() }, func() State { return event.NewClient() }),
		accountKind(func(*finding.Facts) State { return event.NewAccount() }, func() State { return event.NewAccount() }),
		recordsKind(func(*finding.Facts) State { return event.NewRecords() }, func() State { return event.NewRecords() }),
	}
}

// tenantKind is the kind of the actors that decide; they take no facts.
const tenantKind = "tenant"

// sep stands between the parts of an identity. Tenants' names do not contain it.
const sep = '|'

// shardHash numbers a place among the shards; the kind takes part, so that the keys of one
// call spread.
func shardHash(kind string, place []byte, shards int) uint32 {
	return uint32(xxh3.HashSeed(place, xxh3.HashString(kind)) % uint64(shards))
}

// ShardOf says which of the shards a key is in.
func ShardOf(kinds []Kind, shards int, kind, identity string) uint32 {
	for i := range kinds {
		if kinds[i].Name == kind && kinds[i].PlaceID != nil {
			return shardHash(kind, kinds[i].PlaceID(nil, identity), shards)
		}
	}
	return shardHash(kind, []byte(identity), shards)
}

// shardOf does the same for the key of f, whose identity is given.
func (k *Kind) shardOf(f *finding.Facts, identity, scratch []byte, shards int) uint32 {
	if k.Place != nil {
		identity = k.Place(scratch, f)
	}
	return shardHash(k.Name, identity, shards)
}

// Identities as queries name them.

// DomainKey is the identity of a host's actor.
func DomainKey(tenant, host string) string { return tenant + string(sep) + host }

// EndpointKey is the identity of an API's actor.
func EndpointKey(api string) string { return api }

// ClientKey is the identity of an address's actor.
func ClientKey(tenant string, ip netip.Addr) string {
	return tenant + string(sep) + event.ClientKey(ip).String()
}

// AccountKey is the identity of an account's actor; the hash is finding.Facts.Account.
func AccountKey(tenant string, hash uint64) string {
	return string(appendAccount(nil, tenant, hash))
}

func appendAccount(dst []byte, tenant string, hash uint64) []byte {
	const digits = "0123456789abcdef"
	dst = append(append(dst, tenant...), sep)
	for shift := 60; shift >= 0; shift -= 4 {
		dst = append(dst, digits[hash>>shift&15])
	}
	return dst
}
