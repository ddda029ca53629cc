package flow

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// numbered is an exchange with its place in the source's sequence.
type numbered struct {
	traffic.Exchange
	seq uint64
}

// decode gives a record's exchanges and how many could not be read. They were encoded by
// this product before they were accepted and their bytes are checked by the spool, so any
// that cannot be read is a defect: it is counted, and its number stays used.
func decode(rec spool.Record) (xs []numbered, broken int) {
	xs = make([]numbered, 0, rec.Count)
	seq := rec.First
	var lists slab
	err := ingest.DecodeFrames(rec.Payload, func(x *traffic.Exchange) error {
		n := numbered{*x, seq}
		n.Request.Headers, n.Response.Headers = lists.headers(x.Request.Headers), lists.headers(x.Response.Headers)
		n.Client.Via = slices.Clone(x.Client.Via)
		xs = append(xs, n)
		seq++
		return nil
	})
	if err != nil || len(xs) != int(rec.Count) {
		broken = max(int(rec.Count)-len(xs), 1)
		if len(xs) > int(rec.Count) {
			xs = xs[:rec.Count]
		}
	}
	return xs, broken
}

// slab keeps copies of header lists, which the decoder uses again for its next exchange;
// their texts stay where they are.
type slab struct{ free []traffic.Header }

// slabHeaders is how many headers one piece of a slab has room for: a few dozen calls.
const slabHeaders = 1024

func (s *slab) headers(list []traffic.Header) []traffic.Header {
	if len(list) > cap(s.free)-len(s.free) {
		s.free = make([]traffic.Header, 0, max(slabHeaders, len(list)))
	}
	from := len(s.free)
	s.free = append(s.free, list...)
	return s.free[from:len(s.free):len(s.free)]
}
