package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"sync"

	"github.com/go-faster/jx"
	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Decode reads a stream to its end and calls emit with each good exchange, refuse with
// the line (from 1; the ordinal where the format has no lines) and the reason of each
// bad one, always a *Refused. An empty format is found by the stream's beginning.
//
// The exchange and all it points to are valid during emit only. Decode ends early with
// emit's error, the reader's, or a *Refused that concerns the whole stream.
func Decode(format string, r io.Reader, o Options, emit func(*traffic.Exchange) error, refuse func(line int,
	err error)) error {
	d := runs.Get().(*run)
	defer d.release()
	d.begin(r, o, emit, refuse)
	head, err := d.in.head()
	if err != nil && len(head) == 0 {
		if errors.Is(err, io.EOF) {
			return nil // nothing is a batch of nothing in any format
		}
		return err
	}
	f, err := FormatOf(format, "", head)
	if err != nil {
		return err
	}
	return f.decode(d)
}

// run is one stream being read. It is reused, with all its buffers.
type run struct {
	o      Options
	in     lineReader
	emit   func(*traffic.Exchange) error
	refuse func(line int, err error)
	counts Counts

	x      traffic.Exchange // the record being read
	raw    rawRecord        // what finish makes fields of x from
	d      jx.Decoder
	direct direct
	arena  []byte              // unescaped text of the record
	hdr    [2][]traffic.Header // headers, by side
	side   traffic.Side        // which addHeader adds to
	via    []netip.Addr
}

// rawRecord is what a format found and finish has to check.
type rawRecord struct {
	time             timeField
	ip               string
	port             int64
	account          string
	reqBody, resBody bool // the format said something about the body, be it that it is empty
	reqSize, resSize bool // likewise about its size
	size             [2]int64
	content          []byte // the record as it came, for its id
}

var runs = sync.Pool{New: func() any { return new(run) }}

func (r *run) begin(in io.Reader, o Options, emit func(*traffic.Exchange) error, refuse func(int, error)) {
	o.Limits = o.Limits.withDefaults()
	r.o, r.emit, r.refuse, r.counts = o, emit, refuse, Counts{}
	max := o.BatchBytes
	if o.Unbounded {
		max = -1
	}
	r.in.reset(in, o.RecordBytes, max)
}

// release gives the run back, without what a huge record would make it hold for ever.
func (r *run) release() {
	if r.o.Counts != nil {
		r.o.Counts.add(r.counts)
	}
	const keep = 4 << 20 // bytes
	if cap(r.arena) > keep {
		r.arena = nil
	}
	r.in.release(keep)
	r.o, r.emit, r.refuse = Options{}, nil, nil
	r.x, r.raw, r.direct = traffic.Exchange{}, rawRecord{}, direct{}
	runs.Put(r)
}

func (c *Counts) add(n Counts) {
	c.Records += n.Records
	c.Accepted += n.Accepted
	c.DuplicateKeys += n.DuplicateKeys
	c.HeadersCut += n.HeadersCut
	c.BodiesCut += n.BodiesCut
	c.BodiesPacked += n.BodiesPacked
	c.FieldsDropped += n.FieldsDropped
}

// lines runs a decoder over every line. Blank lines (space, tab, CR) are passed over, but
// count towards BatchLines: reading them costs as well. The NUL bytes that a truncated log
// leaves before a line are cut off; a line of nothing else is refused.
func (r *run) lines(decode func(line []byte) error) error {
	for blank := uint64(0); ; {
		line, err := r.in.line()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && ReasonOf(err) != TooLarge {
			return err
		}
		if err == nil {
			if r.in.number == 1 {
				line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
			}
			if line = bytes.Trim(line, " \t\r"); len(line) == 0 {
				blank++
				if blank+r.counts.Records > uint64(r.o.BatchLines) && !r.o.Unbounded {
					return refuse(BatchTooLarge, "the batch has more than %d lines: send smaller ones", r.o.BatchLines)
				}
				continue
			}
			if line = bytes.Trim(line, " \t\r\x00"); len(line) == 0 {
				err = refuse(Malformed, "the line holds only NUL bytes: send one record a line")
			}
		}
		if err := r.record(r.in.number, line, decode, err); err != nil {
			return err
		}
	}
}

// record decodes, finishes and emits one record, or refuses it.
func (r *run) record(number int, b []byte, decode func([]byte) error, bad error) error {
	r.counts.Records++
	if r.counts.Records > uint64(r.o.BatchLines) && !r.o.Unbounded {
		return refuse(BatchTooLarge, "the batch has more than %d records: send smaller ones", r.o.BatchLines)
	}
	if bad == nil {
		r.clear(b)
		bad = decode(b)
	}
	if bad == nil {
		bad = r.finish(number)
	}
	if bad != nil {
		r.refuse(number, asRefused(bad))
		return nil
	}
	r.counts.Accepted++
	return r.emit(&r.x)
}

func (r *run) clear(b []byte) {
	r.x = traffic.Exchange{}
	r.raw = rawRecord{content: b}
	r.hdr[0], r.hdr[1], r.via, r.side = r.hdr[0][:0], r.hdr[1][:0], r.via[:0], traffic.Request
	// Unescaped text is never longer than escaped, so nothing below makes the arena grow,
	// which would be correct but slow.
	if cap(r.arena) < len(b)+directSlack {
		r.arena = make([]byte, 0, len(b)+len(b)/4+directSlack)
	}
	r.arena = r.arena[:0]
}

// id names a record that has no name: from the batch's key and the line, so that the
// same batch sent again names it the same; without a key from its content too.
func (r *run) id(number int) string {
	h := xxh3.New()
	_, _ = h.WriteString(r.o.Key)
	_, _ = h.Write(strconv.AppendInt([]byte{0}, int64(number), 10))
	if r.o.Key == "" {
		_, _ = h.WriteString(r.o.Receipt)
		_, _ = h.Write(r.raw.content)
	}
	return fmt.Sprintf("x%032x", h.Sum128().Bytes())
}
