package ingest

import (
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// ndjsonDirect reads a line as sensors write it; false where the line must be read the long way, as
// if nothing had been read.
func (r *run) ndjsonDirect(line []byte) bool {
	before := r.counts
	d := &r.direct
	*d = direct{b: line, arena: r.arena}
	r.members(d)
	if d.space(); d.bad || d.i != len(line) || d.high && !validUTF8(line) {
		r.counts = before
		r.clear(line)
		return false
	}
	r.arena = d.arena
	return true
}

func (r *run) members(d *direct) {
	x := &r.x
	var seen uint32
	once := func(bit uint) { // of a key that comes twice the last counts, and is counted
		d.bad = d.bad || seen>>bit&1 == 1
		seen |= 1 << bit
	}
	d.want('{')
	for first := true; d.more(first, '}'); first = false {
		switch string(d.key()) {
		case "id":
			once(0)
			x.ID = d.text()
		case "ts":
			once(1)
			r.raw.time.text = d.text()
		case "source":
			once(2)
			x.Source = d.text()
		case "method":
			once(3)
			x.Method = d.text()
		case "scheme":
			once(4)
			x.Scheme = d.text()
		case "host":
			once(5)
			x.Host = d.text()
		case "path":
			once(6)
			x.Path = d.text()
		case "http":
			once(7)
			x.HTTP = d.text()
		case "client":
			once(8)
			r.clientDirect(d)
		case "request":
			once(9)
			r.messageDirect(d, &x.Request, traffic.Request)
		case "response":
			once(10)
			r.messageDirect(d, &x.Response, traffic.Response)
		case "latency_ms":
			once(11)
			x.Latency = r.latency(d.fraction())
		case "waf":
			once(12)
			r.wafDirect(d)
		case "trace":
			once(13)
			x.Trace = d.text()
		default:
			d.bad = true
		}
		if d.bad {
			return
		}
	}
}

func (r *run) clientDirect(d *direct) {
	c := &r.x.Client
	d.want('{')
	seen := 0
	for first := true; d.more(first, '}'); first = false {
		key := string(d.key())
		switch key {
		case "ip":
			seen += 1
			r.raw.ip = d.text()
		case "port":
			seen += 1 << 4
			r.raw.port = d.digits()
		case "account":
			seen += 1 << 8
			c.Account = d.text()
		case "ja4":
			seen += 1 << 12
			c.JA4 = d.text()
		case "via":
			seen += 1 << 16
			d.want('[')
			for first := true; d.more(first, ']'); first = false {
				d.space()
				r.addVia(d.text())
			}
		default:
			d.bad = true
		}
		if d.bad = d.bad || seen&^0x11111 != 0; d.bad {
			return
		}
	}
}

func (r *run) messageDirect(d *direct, m *traffic.Message, side traffic.Side) {
	var body, size bool
	var bytes int64
	d.want('{')
	seen := 0
	for first := true; d.more(first, '}'); first = false {
		switch string(d.key()) {
		case "headers":
			seen += 1
			r.side = side
			r.headersDirect(d)
		case "body":
			seen += 1 << 4
			if !d.null() {
				m.Body, body = d.str(), true
			}
		case "body_b64":
			seen += 1 << 4 // of two bodies the last counts: read the long way
			if !d.null() {
				m.Body, body = d.base64(), true
			}
		case "size":
			seen += 1 << 8
			bytes, size = d.digits(), true
		case "cut":
			seen += 1 << 12
			m.Cut = d.boolean()
		case "absent":
			seen += 1 << 16
			m.Absent = d.boolean()
		case "status":
			seen += 1 << 20
			status := d.digits()
			if side == traffic.Response {
				r.x.Status = r.status(status)
			}
		default:
			d.bad = true
		}
		if d.bad = d.bad || seen&^0x111111 != 0; d.bad {
			return
		}
	}
	if side == traffic.Request {
		r.raw.reqBody, r.raw.reqSize, r.raw.size[0] = body, size, bytes
	} else {
		r.raw.resBody, r.raw.resSize, r.raw.size[1] = body, size, bytes
	}
}

// headersDirect reads [["name","value"],...] and {"name":"value",...}.
func (r *run) headersDirect(d *direct) {
	if d.take('{') {
		for first := true; d.more(first, '}'); first = false {
			name := alias(d.key())
			r.addHeader(name, d.text())
		}
		return
	}
	d.want('[')
	for first := true; d.more(first, ']'); first = false {
		d.want('[')
		d.space()
		name := d.text()
		d.want(',')
		d.space()
		value := d.text()
		d.want(']')
		r.addHeader(name, value)
	}
}

func (r *run) wafDirect(d *direct) {
	w := &r.x.WAF
	d.want('{')
	for first := true; d.more(first, '}'); first = false {
		switch string(d.key()) {
		case "action":
			w.Action = d.text()
		case "rule":
			w.Rule = d.text()
		case "class":
			w.Class = d.text()
		default:
			d.bad = true
		}
		if d.bad {
			return
		}
	}
}
