package ingest

import (
	"github.com/go-faster/jx"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Caddy's JSON access log, with bodies where the site has
//
//	log_append req_body {http.request.body}
//	log_append resp_body {http.response.body}
//
// Lines of other loggers in the same file (start-up, TLS) are refused as what they are.

func sniffCaddy(head []byte) bool {
	line := firstLine(head)
	return holds(line, `"request"`, `"remote_ip"`, `"uri"`) ||
		holds(line, `"level"`, `"logger"`, `"msg"`, `"ts"`)
}

func (r *run) caddy() error { return r.lines(r.caddyLine) }

func (r *run) caddyLine(line []byte) error {
	x := &r.x
	var seconds float64
	var seen uint32
	request := false
	err := r.object(line, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "ts":
			r.again(&seen, 0)
			r.raw.time.text, err = r.text(d)
		case "request":
			r.again(&seen, 1)
			request = true
			err = r.caddyRequest(d)
		case "user_id":
			x.Client.Account, err = r.text(d)
		case "duration":
			seconds, err = r.number(d)
		case "size":
			r.raw.size[1], r.raw.resSize, err = r.integer(d)
		case "bytes_read":
			r.raw.size[0], r.raw.reqSize, err = r.integer(d)
		case "status":
			var status int64
			status, _, err = r.integer(d)
			x.Status = r.status(status)
		case "resp_headers":
			r.again(&seen, 2)
			err = r.headersOf(traffic.Response, d)
		case "req_body":
			r.again(&seen, 3)
			x.Request.Body, err = r.bytes(d)
			r.raw.reqBody = true
		case "resp_body":
			r.again(&seen, 4)
			x.Response.Body, err = r.bytes(d)
			r.raw.resBody = true
		case "uuid", "request_id", "id":
			x.ID, err = r.text(d)
		case "traceID", "trace_id":
			x.Trace, err = r.text(d)
		default:
			err = d.Skip()
		}
		return err
	})
	if err != nil {
		return err
	}
	if !request {
		return refuse(MissingField, "the line has no request: it is no access log line; log access to a file of its own")
	}
	x.Latency = r.latency(seconds * 1000)
	return nil
}

func (r *run) caddyRequest(d *jx.Decoder) error {
	x := &r.x
	var remote, client string
	err := r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "remote_ip", "remote_addr":
			remote, err = r.text(d)
		case "client_ip": // behind trusted proxies
			client, err = r.text(d)
		case "remote_port":
			r.raw.port, _, err = r.integer(d)
		case "proto":
			x.HTTP, err = r.text(d)
		case "method":
			x.Method, err = r.text(d)
		case "host":
			x.Host, err = r.text(d)
		case "uri":
			x.Path, err = r.text(d)
		case "headers":
			err = r.headersOf(traffic.Request, d)
		case "tls":
			if d.Next() == jx.Object {
				x.Scheme = "https"
			}
			err = d.Skip()
		default:
			err = d.Skip()
		}
		return err
	})
	r.raw.ip = remote
	if client != "" {
		if r.raw.ip = client; client != remote {
			r.addVia(remote)
			r.raw.port = 0 // the proxy's
		}
	}
	if x.Scheme == "" {
		x.Scheme = "http"
	}
	return err
}
