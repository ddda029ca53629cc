package store

import (
	"github.com/ClickHouse/ch-go/proto"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// sampleColumns hold one insert into samples; reused from batch to batch.
type sampleColumns struct {
	tenant   *enum
	api      apiColumns
	id, path proto.ColStr
	ts       proto.ColDateTime64
	client   proto.ColIPv6
	status   proto.ColUInt16
	reasons  *proto.ColArr[string]
	req, res messageColumns
	input    proto.Input
}

// messageColumns are one side of a sample.
type messageColumns struct {
	names, values *proto.ColArr[string]
	body          proto.ColStr
	cut           proto.ColBool
	n, v          []string
}

func newSampleColumns() *sampleColumns {
	c := &sampleColumns{
		tenant: newEnum(), api: newAPIColumns(),
		reasons: proto.NewArray[string](new(proto.ColStr).LowCardinality()),
		req:     newMessageColumns(), res: newMessageColumns(),
	}
	c.ts.WithPrecision(proto.PrecisionNano)
	c.input = append(c.api.input(), proto.Input{
		{Name: "tenant", Data: c.tenant},
		{Name: "id", Data: &c.id},
		{Name: "ts", Data: &c.ts},
		{Name: "client", Data: &c.client},
		{Name: "path", Data: &c.path},
		{Name: "status", Data: &c.status},
		{Name: "reasons", Data: c.reasons},
	}...)
	c.input = append(c.input, c.req.input("req")...)
	c.input = append(c.input, c.res.input("res")...)
	return c
}

func newMessageColumns() messageColumns {
	return messageColumns{names: new(proto.ColStr).Array(), values: new(proto.ColStr).Array()}
}

func (c *messageColumns) input(prefix string) proto.Input {
	return proto.Input{
		{Name: prefix + "_names", Data: c.names},
		{Name: prefix + "_values", Data: c.values},
		{Name: prefix + "_body", Data: &c.body},
		{Name: prefix + "_cut", Data: &c.cut},
	}
}

func (c *sampleColumns) add(s *finding.Sample) {
	c.tenant.Append(s.Tenant)
	c.api.add(s.Tenant, s.API)
	c.id.Append(s.ID)
	c.ts.Append(clamped(s.Time))
	c.client.Append(address(s.Client))
	c.path.Append(s.Path)
	c.status.Append(uint16(min(max(s.Status, 0), 1<<16-1)))
	c.reasons.Append(s.Reasons)
	c.req.add(&s.Request)
	c.res.add(&s.Response)
}

func (c *messageColumns) add(m *finding.MaskedMessage) {
	c.n, c.v = c.n[:0], c.v[:0]
	for _, h := range m.Headers {
		c.n, c.v = append(c.n, h.Name), append(c.v, h.Value)
	}
	c.names.Append(c.n)
	c.values.Append(c.v)
	c.body.Append(m.Body)
	c.cut.Append(m.Cut)
}
