package ingest

import (
	"bytes"
	"encoding/base64"

	"github.com/go-faster/jx"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// NDJSON is our own text format:
//
//	{"id":"01JD...","ts":"2026-11-21T09:30:00.123456789Z","source":"edge-1","method":"POST","scheme":"https",
//	 "host":"shop.example.com","path":"/api/v1/orders/42?expand=items","http":"1.1",
//	 "client":{"ip":"203.0.113.7","port":52044,"via":["198.51.100.4"],"account":"u-77","ja4":"t13d..."},
//	 "request":{"headers":[["content-type","application/json"]],"body":"{...}","size":118,"cut":false},
//	 "response":{"status":200,"headers":[...],"body_b64":"...","size":2048,"cut":true},
//	 "latency_ms":12.5,"waf":{"action":"block","rule":"942100","class":"sql_injection"},"trace":"4bf92f..."}
//
// Only method, host, path and client.ip are required. Unknown fields are passed over, so
// that newer sensors work with older nodes; of a key that comes twice the last counts.

func sniffNDJSON(head []byte) bool {
	line := firstLine(head)
	return holds(line, `"method"`, `"path"`, `"client"`) || holds(line, `"host"`, `"path"`, `"client"`)
}

func (r *run) ndjson() error { return r.lines(r.ndjsonLine) }

func (r *run) ndjsonLine(line []byte) error {
	if r.ndjsonDirect(line) {
		return nil
	}
	return r.ndjsonAny(line)
}

// ndjsonAny reads a line in any of its forms, or says what is wrong with it.
func (r *run) ndjsonAny(line []byte) error {
	if !validUTF8(line) {
		return refuse(NotUTF8, "the line is not UTF-8: send such bodies as body_b64 and percent-encode such paths")
	}
	if line[0] != '{' {
		return refuse(Malformed, "the line is no JSON object: send one exchange a line")
	}
	x := &r.x
	var seen uint32
	return r.object(line, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "id":
			r.again(&seen, 0)
			x.ID, err = r.text(d)
		case "ts":
			r.again(&seen, 1)
			r.raw.time.text, err = r.text(d)
		case "source":
			r.again(&seen, 2)
			x.Source, err = r.text(d)
		case "method":
			r.again(&seen, 3)
			x.Method, err = r.text(d)
		case "scheme":
			r.again(&seen, 4)
			x.Scheme, err = r.text(d)
		case "host":
			r.again(&seen, 5)
			x.Host, err = r.text(d)
		case "path":
			r.again(&seen, 6)
			x.Path, err = r.text(d)
		case "http":
			r.again(&seen, 7)
			x.HTTP, err = r.text(d)
		case "client":
			r.again(&seen, 8)
			err = r.ndjsonClient(d)
		case "request":
			r.again(&seen, 9)
			err = r.ndjsonMessage(d, &x.Request, traffic.Request)
		case "response":
			r.again(&seen, 10)
			x.Status = 0
			err = r.ndjsonMessage(d, &x.Response, traffic.Response)
		case "latency_ms":
			r.again(&seen, 11)
			var ms float64
			ms, err = r.number(d)
			x.Latency = r.latency(ms)
		case "waf":
			r.again(&seen, 12)
			err = r.ndjsonWAF(d)
		case "trace":
			r.again(&seen, 13)
			x.Trace, err = r.text(d)
		default:
			err = d.Skip()
		}
		return err
	})
}

func (r *run) ndjsonClient(d *jx.Decoder) error {
	c := &r.x.Client
	*c, r.raw.ip, r.raw.port, r.via = traffic.Client{}, "", 0, r.via[:0]
	var seen uint32
	return r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "ip":
			r.again(&seen, 0)
			r.raw.ip, err = r.text(d)
		case "port":
			r.again(&seen, 1)
			r.raw.port, _, err = r.integer(d)
		case "via":
			r.again(&seen, 2)
			r.via = r.via[:0]
			if d.Next() != jx.Array {
				var list string
				list, err = r.text(d)
				r.addVias(list)
				break
			}
			err = d.Arr(func(d *jx.Decoder) error {
				s, err := r.text(d)
				r.addVia(s)
				return err
			})
		case "account":
			r.again(&seen, 3)
			c.Account, err = r.text(d)
		case "ja4":
			r.again(&seen, 4)
			c.JA4, err = r.text(d)
		default:
			err = d.Skip()
		}
		return err
	})
}

func (r *run) ndjsonMessage(d *jx.Decoder, m *traffic.Message, side traffic.Side) error {
	*m = traffic.Message{}
	r.hdr[side] = r.hdr[side][:0]
	var body, size bool
	var bytes int64
	var seen uint32
	err := r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "headers":
			r.again(&seen, 0)
			err = r.headersOf(side, d)
		case "body":
			r.again(&seen, 1)
			body = d.Next() != jx.Null
			m.Body, err = r.bytes(d)
		case "body_b64":
			r.again(&seen, 2)
			body = d.Next() != jx.Null
			m.Body, err = r.base64(d)
		case "size":
			r.again(&seen, 3)
			bytes, size, err = r.integer(d)
		case "cut":
			r.again(&seen, 4)
			m.Cut, err = r.boolean(d)
		case "absent":
			r.again(&seen, 5)
			m.Absent, err = r.boolean(d)
		case "status":
			r.again(&seen, 6)
			var status int64
			status, _, err = r.integer(d)
			if side == traffic.Response {
				r.x.Status = r.status(status)
			}
		default:
			err = d.Skip()
		}
		return err
	})
	if side == traffic.Request {
		r.raw.reqBody, r.raw.reqSize, r.raw.size[0] = body, size, bytes
	} else {
		r.raw.resBody, r.raw.resSize, r.raw.size[1] = body, size, bytes
	}
	return err
}

// status gives a status, or 0 and counts what is none.
func (r *run) status(n int64) int {
	if n < 0 || n > 999 {
		r.counts.FieldsDropped++
		return 0
	}
	return int(n)
}

func (r *run) ndjsonWAF(d *jx.Decoder) error {
	w := &r.x.WAF
	*w = traffic.Verdict{}
	return r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "action":
			w.Action, err = r.text(d)
		case "rule":
			w.Rule, err = r.text(d)
		case "class":
			w.Class, err = r.text(d)
		default:
			err = d.Skip()
		}
		return err
	})
}

func (r *run) base64(d *jx.Decoder) ([]byte, error) {
	b, err := r.bytes(d)
	if err != nil {
		return nil, err
	}
	return decodeBase64(b)
}

// decodeBase64 decodes in place, standard or URL alphabet, with or without padding.
func decodeBase64(b []byte) ([]byte, error) {
	b = bytes.TrimRight(b, "=")
	enc := base64.RawStdEncoding
	if bytes.ContainsAny(b, "-_") {
		enc = base64.RawURLEncoding
	}
	n, err := enc.Decode(b, b)
	if err != nil {
		return nil, refuse(Malformed, "the body is no base64: %w", err)
	}
	return b[:n], nil
}
