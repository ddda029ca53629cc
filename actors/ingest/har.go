package ingest

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-faster/jx"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// HAR 1.2 is what browsers and proxies export: one document, one entry a call. Entries are
// read one at a time; the document as a whole never stands in memory. A syntax error ends
// it, a bad entry costs itself. Lines are counted in entries.
//
// A HAR does not say who called: client.ip is the entry's or the log's "_clientIP" where a
// tool writes one, else the loopback address, for it was recorded on the client.

const harClient = "127.0.0.1"

func sniffHAR(head []byte) bool {
	if len(head) > 512 {
		head = head[:512]
	}
	s := strings.Join(strings.Fields(string(head)), "")
	return strings.HasPrefix(s, `{"log":{`)
}

// gate bounds what one entry may make the decoder read.
type gate struct {
	r    io.Reader
	left int
}

func (g *gate) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, refuse(TooLarge, "a single entry is larger than the bound; the rest of the document was not read")
	}
	n, err := g.r.Read(p[:min(len(p), g.left)])
	g.left -= n
	return n, err
}

func (r *run) har() error {
	g := &gate{r: &r.in}
	d := jx.Decode(g, readChunk)
	number, found := 0, false
	var stop error // what emit said
	refill := func() { g.left = r.o.RecordBytes + 2*readChunk }
	refill()
	err := d.ObjBytes(func(d *jx.Decoder, key []byte) error {
		if string(key) != "log" {
			return d.Skip()
		}
		return d.ObjBytes(func(d *jx.Decoder, key []byte) error {
			if string(key) != "entries" {
				return d.Skip()
			}
			found = true
			return d.Arr(func(d *jx.Decoder) error {
				number++
				refill()
				raw, err := d.Raw()
				if err != nil {
					return err
				}
				var bad error
				if len(raw) > r.o.RecordBytes {
					bad = refuse(TooLarge, "the entry has %d bytes, at most %d are taken", len(raw), r.o.RecordBytes)
				}
				stop = r.record(number, raw, r.harEntry, bad)
				return stop
			})
		})
	})
	switch {
	case stop != nil:
		return stop
	case err == nil && !found:
		return refuse(UnknownFormat, "the document has no log.entries: it is no HAR")
	case err == nil:
		return nil
	case ReasonOf(err) == BatchTooLarge:
		return asRefused(err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		err = refuse(Malformed, "the document ends within entry %d", max(number, 1))
	}
	r.counts.Records++
	bad := asRefused(err)
	r.refuse(max(number, 1), &Refused{bad.Reason, short(bad.Text + "; the rest of the document was not read"), bad})
	return nil
}

func (r *run) harEntry(b []byte) error {
	r.raw.ip = harClient
	var ms float64
	err := r.object(b, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "startedDateTime":
			r.raw.time.text, err = r.text(d)
		case "time":
			ms, err = r.number(d)
		case "_clientIP":
			r.raw.ip, err = r.text(d)
		case "request":
			err = r.harRequest(d)
		case "response":
			err = r.harResponse(d)
		default:
			err = d.Skip()
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("entry: %w", err)
	}
	r.x.Latency = r.latency(max(ms, 0)) // -1 says that it is not known
	return nil
}

func (r *run) harRequest(d *jx.Decoder) error {
	x := &r.x
	return r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "method":
			x.Method, err = r.text(d)
		case "url":
			x.Path, err = r.text(d)
			x.Path, _, _ = strings.Cut(x.Path, "#") // fragments are never sent
		case "httpVersion":
			x.HTTP, err = r.text(d)
		case "headers":
			err = r.headersOf(traffic.Request, d)
		case "bodySize":
			r.raw.size[0], r.raw.reqSize, err = r.integer(d)
			r.raw.reqSize = r.raw.reqSize && r.raw.size[0] >= 0 // -1: unknown
		case "postData":
			err = r.harContent(d, &x.Request)
			r.raw.reqBody = true
		default:
			err = d.Skip()
		}
		return err
	})
}

func (r *run) harResponse(d *jx.Decoder) error {
	x := &r.x
	return r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "status":
			var status int64
			status, _, err = r.integer(d)
			x.Status = r.status(status)
		case "headers":
			err = r.headersOf(traffic.Response, d)
		case "content":
			err = r.harContent(d, &x.Response)
			r.raw.resBody = len(x.Response.Body) > 0
		default:
			err = d.Skip()
		}
		return err
	})
}

// harContent reads postData or content; the text is already unpacked.
func (r *run) harContent(d *jx.Decoder, m *traffic.Message) error {
	encoded := false
	err := r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "text":
			m.Body, err = r.bytes(d)
		case "encoding":
			var enc string
			enc, err = r.text(d)
			encoded = enc == "base64"
		case "size":
			var n int64
			n, _, err = r.integer(d)
			if m == &r.x.Response {
				r.raw.size[1], r.raw.resSize = max(n, 0), n >= 0
			}
		default:
			err = d.Skip()
		}
		return err
	})
	if err == nil && encoded {
		m.Body, err = decodeBase64(m.Body)
	}
	return err
}
