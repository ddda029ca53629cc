package store

import (
	"net/netip"
	"time"

	"github.com/ClickHouse/ch-go/proto"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// enum is a column of few distinct texts.
type enum = proto.ColLowCardinality[string]

func newEnum() *enum { return new(proto.ColStr).LowCardinality() }

// apiColumns name the API of a row.
type apiColumns struct {
	id, host, method, template *enum
	ids                        map[apiKey]string // the hash of an ID costs more than the look-up
}

type apiKey struct {
	tenant string
	api    traffic.API
}

func newAPIColumns() apiColumns {
	return apiColumns{newEnum(), newEnum(), newEnum(), newEnum(), make(map[apiKey]string)}
}

const idsKept = 100_000 // APIs whose IDs are remembered; forgotten all at once beyond

func (c *apiColumns) add(tenant string, a traffic.API) {
	key := apiKey{tenant, a}
	id, ok := c.ids[key]
	if !ok {
		if len(c.ids) >= idsKept {
			clear(c.ids)
		}
		id = a.ID(tenant)
		c.ids[key] = id
	}
	c.id.Append(id)
	c.host.Append(a.Host)
	c.method.Append(a.Method)
	c.template.Append(a.Template)
}

func (c *apiColumns) input() proto.Input {
	return proto.Input{
		{Name: "api", Data: c.id}, {Name: "host", Data: c.host},
		{Name: "method", Data: c.method}, {Name: "template", Data: c.template},
	}
}

// address is an IPv6 as the server wants it; IPv4 is mapped, none is "::".
func address(ip netip.Addr) proto.IPv6 {
	if !ip.IsValid() {
		return proto.IPv6{}
	}
	return proto.IPv6(ip.As16())
}

// fromAddress is its inverse.
func fromAddress(ip netip.Addr) netip.Addr {
	if !ip.IsValid() || ip == netip.IPv6Unspecified() {
		return netip.Addr{}
	}
	return ip.Unmap()
}

// Times that the server can hold with nanoseconds; what lies outside is moved to the edge.
// The zero time is kept as the epoch.
var (
	firstTime = time.Unix(0, 0).UTC()
	lastTime  = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
)

func clamped(t time.Time) time.Time {
	switch {
	case t.Before(firstTime):
		return firstTime
	case t.After(lastTime):
		return lastTime
	}
	return t.UTC()
}

func unclamped(t time.Time) time.Time {
	if t.Unix() == 0 && t.Nanosecond() == 0 {
		return time.Time{}
	}
	return t.UTC()
}

func size(n int64) uint64 { return uint64(max(n, 0)) }

// counts are the two columns of a list of data types with their entries.
type counts struct {
	types   *proto.ColArr[uint8]
	entries *proto.ColArr[uint32]
	t       []uint8
	n       []uint32
}

func newCounts() counts {
	return counts{types: new(proto.ColUInt8).Array(), entries: new(proto.ColUInt32).Array()}
}

func (c *counts) add(list []finding.DataCount) {
	c.t, c.n = c.t[:0], c.n[:0]
	for _, d := range list {
		c.t, c.n = append(c.t, uint8(d.Type)), append(c.n, d.Entries)
	}
	c.types.Append(c.t)
	c.entries.Append(c.n)
}
