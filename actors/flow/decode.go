package flow

import (
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
	err := ingest.DecodeFrames(rec.Payload, func(x *traffic.Exchange) error {
		xs = append(xs, numbered{*x, seq})
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
