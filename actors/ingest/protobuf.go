package ingest

import (
	"errors"
	"io"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Protobuf frames: the length of an exchange.v1.Exchange as an unsigned varint, then the
// message; the format sensors of ours prefer. Lines are counted in frames.

// sniffProtobuf believes a first frame that begins as an Exchange does.
func sniffProtobuf(head []byte) bool {
	n, k := uvarint(head)
	if k <= 0 || n < 2 || n > defaultRecordBytes || len(head) < k+2 || plain(head) {
		return false
	}
	num, typ, _, _, _, err := nextField(head[k:min(len(head), k+int(n))])
	if err != nil && uint64(len(head)) >= uint64(k)+n {
		return false
	}
	if err != nil { // the head ends within the first field
		num, typ = uint64(head[k]>>3), head[k]&7
	}
	switch num {
	case xTS, xLatency:
		return typ == wireFixed64
	}
	return num >= xID && num <= xTrace && typ == wireBytes
}

func (r *run) protobuf() error {
	var w wire
	for number := 1; ; number++ {
		n, err := r.frameLength()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var bad error
		var b []byte
		switch {
		case err != nil && ReasonOf(err) == "":
			return err
		case err != nil:
			// Without a length there is no way to the next frame.
			r.counts.Records++
			r.refuse(number, err)
			return nil
		case n > uint64(r.o.RecordBytes):
			bad = refuse(TooLarge, "the frame has %d bytes, at most %d are taken: cut bodies at the sensor and set cut and size",
				n, r.o.RecordBytes)
			err = r.in.skip(n)
		default:
			b, err = r.in.take(int(n))
		}
		cut := errors.Is(err, io.ErrUnexpectedEOF)
		if cut {
			bad = refuse(Malformed, "the stream ends within the frame: send it again whole")
		} else if err != nil {
			return err
		}
		err = r.record(number, b, func(b []byte) error { return r.wireRecord(&w, b) }, bad)
		if err != nil || cut {
			return err
		}
	}
}

// frameLength reads a frame's varint; io.EOF at the clean end of the stream.
func (r *run) frameLength() (n uint64, err error) {
	for shift := uint(0); shift < 64; shift += 7 {
		b, err := r.in.take(1)
		if errors.Is(err, io.ErrUnexpectedEOF) {
			if shift == 0 {
				return 0, io.EOF
			}
			break
		}
		if err != nil {
			return 0, err
		}
		n |= uint64(b[0]&0x7f) << shift
		if b[0] < 0x80 {
			return n, nil
		}
	}
	return 0, refuse(Malformed, "a frame's length is damaged; the rest of the batch was not read")
}

// wireRecord makes a record of a message that came from outside.
func (r *run) wireRecord(w *wire, b []byte) error {
	w.reset()
	if err := w.exchange(b); errors.Is(err, errWireText) {
		return refuse(NotUTF8, "%w: only path, headers and bodies may hold other bytes", err)
	} else if err != nil {
		return err
	}
	x := &r.x
	x.ID, x.Source, x.Method, x.Scheme, x.Host, x.Path = w.id, w.source, w.method, w.scheme, w.host, w.path
	x.HTTP, x.Trace, x.WAF = w.http, w.trace, w.waf
	x.Client = traffic.Client{Account: w.account, JA4: w.ja4}
	x.Latency = r.latency(w.latency)
	x.Status = r.status(int64(w.msg[1].status))
	if w.ts != 0 {
		r.raw.time.given = time.Unix(0, w.ts)
	}
	r.raw.ip, r.raw.port = w.ip, int64(w.port)
	r.via = vias(r.via, w.via)
	for i, m := range []*traffic.Message{&x.Request, &x.Response} {
		from := &w.msg[i]
		r.hdr[i] = append(r.hdr[i], from.headers...)
		m.Body, m.Cut, m.Absent = from.body, from.cut, from.absent
		r.raw.size[i] = from.size
	}
	r.raw.reqBody, r.raw.resBody = w.msg[0].given, w.msg[1].given
	// Zero and left out are one in protobuf; only a positive size says something.
	r.raw.reqSize, r.raw.resSize = w.msg[0].size > 0, w.msg[1].size > 0
	return nil
}
