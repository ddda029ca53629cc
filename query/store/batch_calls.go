package store

import (
	"time"

	"github.com/ClickHouse/ch-go/proto"
	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// callColumns hold one insert into calls; reused from batch to batch.
type callColumns struct {
	tenant, sensor, agent                     *enum
	api                                       apiColumns
	ts                                        proto.ColDateTime64
	id, seq, account, session                 proto.ColUInt64
	reqSize, resSize                          proto.ColUInt64
	creds, attacks, login, object, params     proto.ColUInt64
	latency                                   proto.ColUInt32
	status                                    proto.ColUInt16
	bodies, tool, service, outcome, errorKind proto.ColUInt8
	noise, blocked                            proto.ColBool
	client                                    proto.ColIPv6
	purposes, risks                           *proto.ColArr[uint8]
	words                                     *proto.ColArr[uint32]
	req, res                                  counts
	small                                     []uint8
	input                                     proto.Input
}

func newCallColumns() *callColumns {
	c := &callColumns{
		tenant: newEnum(), sensor: newEnum(), agent: newEnum(), api: newAPIColumns(),
		purposes: new(proto.ColUInt8).Array(), risks: new(proto.ColUInt8).Array(),
		words: new(proto.ColUInt32).Array(),
		req:   newCounts(), res: newCounts(),
	}
	c.ts.WithPrecision(proto.PrecisionMilli)
	c.input = append(c.api.input(), proto.Input{
		{Name: "tenant", Data: c.tenant},
		{Name: "ts", Data: &c.ts},
		{Name: "id", Data: &c.id},
		{Name: "sensor", Data: c.sensor},
		{Name: "seq", Data: &c.seq},
		{Name: "noise", Data: &c.noise},
		{Name: "client", Data: &c.client},
		{Name: "account", Data: &c.account},
		{Name: "session", Data: &c.session},
		{Name: "status", Data: &c.status},
		{Name: "latency", Data: &c.latency},
		{Name: "req_size", Data: &c.reqSize},
		{Name: "res_size", Data: &c.resSize},
		{Name: "bodies", Data: &c.bodies},
		{Name: "tool", Data: &c.tool},
		{Name: "agent", Data: c.agent},
		{Name: "service", Data: &c.service},
		{Name: "purposes", Data: c.purposes},
		{Name: "creds", Data: &c.creds},
		{Name: "attacks", Data: &c.attacks},
		{Name: "blocked", Data: &c.blocked},
		{Name: "req_types", Data: c.req.types},
		{Name: "req_entries", Data: c.req.entries},
		{Name: "res_types", Data: c.res.types},
		{Name: "res_entries", Data: c.res.entries},
		{Name: "risks", Data: c.risks},
		{Name: "login", Data: &c.login},
		{Name: "outcome", Data: &c.outcome},
		{Name: "object", Data: &c.object},
		{Name: "params", Data: &c.params},
		{Name: "words", Data: c.words},
		{Name: "error", Data: &c.errorKind},
	}...)
	return c
}

// CallID is how the calls table knows an exchange: its ID hashed to 64 bits.
func CallID(exchange string) uint64 { return xxh3.HashString(exchange) }

func (c *callColumns) add(f *finding.Facts) {
	c.tenant.Append(f.Tenant)
	c.sensor.Append(f.Sensor)
	c.api.add(f.Tenant, f.API)
	c.ts.Append(clamped(f.Time))
	c.id.Append(CallID(f.ID))
	c.seq.Append(f.Seq)
	c.noise.Append(f.Noise)
	c.client.Append(address(f.Client))
	c.account.Append(f.Account)
	c.session.Append(f.Session)
	c.status.Append(f.Status)
	c.latency.Append(micros(f.Latency))
	c.reqSize.Append(size(f.ReqSize))
	c.resSize.Append(size(f.ResSize))
	c.bodies.Append(uint8(f.Bodies))
	c.tool.Append(uint8(f.Tool))
	c.agent.Append(f.Agent)
	c.service.Append(uint8(f.Service))
	c.purposes.Append(numbers(&c.small, f.Purposes))
	c.creds.Append(uint64(f.Creds))
	c.attacks.Append(uint64(f.Attacks))
	c.blocked.Append(f.Blocked)
	c.req.add(f.ReqData)
	c.res.add(f.ResData)
	c.small = c.small[:0]
	for _, r := range f.Risks {
		c.small = append(c.small, uint8(r.Risk))
	}
	c.risks.Append(c.small)
	c.login.Append(f.Login.Name)
	c.outcome.Append(uint8(f.Login.Outcome))
	c.object.Append(f.Object)
	c.params.Append(f.Params)
	c.words.Append(f.Words)
	c.errorKind.Append(uint8(f.Error))
}

// micros fits a latency into 32 bits of microseconds: up to 71 minutes.
func micros(d time.Duration) uint32 {
	return uint32(min(max(d.Microseconds(), 0), 1<<32-1))
}

// numbers copies row numbers into a reused slice.
func numbers[T ~uint8](buf *[]uint8, list []T) []uint8 {
	*buf = (*buf)[:0]
	for _, n := range list {
		*buf = append(*buf, uint8(n))
	}
	return *buf
}
