package ingest

import (
	"github.com/go-faster/jx"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// The audit log of ModSecurity v3 and of Coraza, JSON, serial: one transaction a line, with
// both bodies where the parts ABCEFHZ (v3) or ABCEFHKZ are on. The firewall's messages become
// the verdict. The two differ in spelling: v3 has messages inside the transaction, header
// values as texts and the time without a zone (Options.Zone); Coraza has them beside the
// transaction, header values as lists and Unix nanoseconds.

func sniffModSecurity(head []byte) bool { return holds(firstLine(head), `"transaction"`) }

func (r *run) modSecurity() error { return r.lines(r.modSecurityLine) }

// verdict collects what the messages say.
type verdict struct {
	interrupted bool // Coraza says so
	detecting   bool // the engine only watches
	messages    int
	rank        int // of the message kept: the most telling one
	rule        string
	class       string
}

func (r *run) modSecurityLine(line []byte) error {
	var v verdict
	found := false
	err := r.object(line, func(d *jx.Decoder, key []byte) error {
		switch string(key) {
		case "transaction":
			found = true
			return r.transaction(d, &v)
		case "messages":
			return r.messages(d, &v)
		}
		return d.Skip()
	})
	if err == nil && !found {
		return refuse(MissingField, "the line has no transaction: set SecAuditLogFormat JSON and SecAuditLogType Serial")
	}
	if err != nil {
		return err
	}
	if h := r.x.Host; h == "" || r.hostHeader() != "" {
		r.x.Host = r.hostHeader()
		if r.x.Host == "" {
			r.x.Host = h // the server's own address
		}
	}
	r.x.WAF = v.decide(r.x.Status)
	return nil
}

func (r *run) hostHeader() string {
	m := traffic.Message{Headers: r.hdr[traffic.Request]}
	return m.Header("host")
}

// decide: Coraza says whether it interrupted; v3 does not, so an answer of 403 to a call with
// messages counts as its doing unless the engine only watches.
func (v *verdict) decide(status int) traffic.Verdict {
	if v.messages == 0 {
		if v.interrupted {
			return traffic.Verdict{Action: "block"}
		}
		return traffic.Verdict{}
	}
	action := "log"
	if v.interrupted || status == 403 && !v.detecting {
		action = "block"
	}
	return traffic.Verdict{Action: action, Rule: v.rule, Class: v.class}
}

func (r *run) transaction(d *jx.Decoder, v *verdict) error {
	x := &r.x
	var seen uint32
	return r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "client_ip":
			r.again(&seen, 0)
			r.raw.ip, err = r.text(d)
		case "client_port":
			r.raw.port, _, err = r.integer(d)
		case "host_ip":
			x.Host, err = r.text(d)
		case "time_stamp", "timestamp":
			var s string
			if s, err = r.text(d); r.raw.time.text == "" {
				r.raw.time.text = s
			}
		case "unix_timestamp": // more exact, and with a zone
			r.raw.time.text, err = r.text(d)
		case "unique_id", "id":
			r.again(&seen, 1)
			x.ID, err = r.text(d)
		case "is_interrupted":
			v.interrupted, err = r.boolean(d)
		case "request":
			r.again(&seen, 2)
			err = r.auditRequest(d)
		case "response":
			r.again(&seen, 3)
			err = r.auditResponse(d)
		case "producer":
			err = r.producer(d, v)
		case "messages":
			err = r.messages(d, v)
		default:
			err = d.Skip()
		}
		return err
	})
}

func (r *run) auditRequest(d *jx.Decoder) error {
	x := &r.x
	return r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "method":
			x.Method, err = r.text(d)
		case "uri":
			x.Path, err = r.text(d)
		case "http_version", "protocol":
			var s string
			if s, err = r.text(d); s != "" {
				x.HTTP = s
			}
		case "headers":
			err = r.headersOf(traffic.Request, d)
		case "body":
			x.Request.Body, err = r.bytes(d)
			r.raw.reqBody = true
		default:
			err = d.Skip()
		}
		return err
	})
}

func (r *run) auditResponse(d *jx.Decoder) error {
	x := &r.x
	return r.nested(d, func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "http_code", "status":
			var status int64
			status, _, err = r.integer(d)
			x.Status = r.status(status)
		case "headers":
			err = r.headersOf(traffic.Response, d)
		case "body":
			x.Response.Body, err = r.bytes(d)
			// Empty also where the part was not logged or the type is not on its list.
			r.raw.resBody = len(x.Response.Body) > 0
		default:
			err = d.Skip()
		}
		return err
	})
}

func (r *run) producer(d *jx.Decoder, v *verdict) error {
	if d.Next() != jx.Object {
		return d.Skip()
	}
	return r.nested(d, func(d *jx.Decoder, key []byte) error {
		switch string(key) {
		case "secrules_engine", "rule_engine":
			s, err := r.text(d)
			v.detecting = s == "DetectionOnly"
			return err
		}
		return d.Skip()
	})
}
