package ingest

import (
	"strings"

	"github.com/go-faster/jx"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// The nginx access log as JSON. nginx has no such format of its own; everyone writes a
// log_format, so the usual spellings of each field are known. We recommend NginxLogFormat.
// It carries no bodies and few headers: what is concluded from it states its coverage.

// NginxLogFormat is the log_format we recommend, ready to be pasted into nginx.conf.
const NginxLogFormat = `log_format lapwing escape=json
  '{"time":"$msec","id":"$request_id","remote_addr":"$remote_addr","remote_port":"$remote_port",'
  '"remote_user":"$remote_user","http_x_forwarded_for":"$http_x_forwarded_for","scheme":"$scheme",'
  '"host":"$host:$server_port","request_method":"$request_method","request_uri":"$request_uri",'
  '"server_protocol":"$server_protocol","status":"$status","request_length":"$request_length",'
  '"body_bytes_sent":"$body_bytes_sent","request_time":"$request_time","content_type":"$content_type",'
  '"sent_http_content_type":"$sent_http_content_type","http_user_agent":"$http_user_agent",'
  '"http_referer":"$http_referer","http_authorization":"$http_authorization","http_cookie":"$http_cookie"}';
access_log /var/log/nginx/lapwing.json lapwing;
`

// nginxField takes one field of the log line.
type nginxField struct {
	names []string // spellings, lower case
	set   func(r *run, v string)
}

// nginxFields is in order of rank: where two spellings of one thing stand in a line, the
// earlier row wins.
var nginxFields = []nginxField{
	{[]string{"id", "request_id", "req_id", "x_request_id"}, func(r *run, v string) { r.x.ID = v }},
	{[]string{"msec", "timestamp", "ts", "time", "@timestamp", "time_iso8601", "time_local", "date"}, setTime},
	{[]string{"client_ip", "remote_addr", "remote_ip", "clientip", "client", "ip", "remote_address"},
		func(r *run, v string) { r.raw.ip = v }},
	{[]string{"remote_port", "client_port"}, func(r *run, v string) { r.raw.port, _ = whole(v) }},
	{[]string{"remote_user", "user"}, func(r *run, v string) { r.x.Client.Account = v }},
	{[]string{"http_x_forwarded_for", "x_forwarded_for", "xff"}, func(r *run, v string) { r.addVias(v) }},
	{[]string{"scheme", "https"}, func(r *run, v string) { r.x.Scheme = v }},
	{[]string{"host", "http_host", "server_name", "vhost", "domain"}, func(r *run, v string) { r.x.Host = v }},
	{[]string{"request_method", "method", "verb"}, func(r *run, v string) { r.x.Method = v }},
	{[]string{"request_uri", "uri", "path", "url", "request_path"}, func(r *run, v string) { r.x.Path = v }},
	{[]string{"request"}, setRequestLine},
	{[]string{"args", "query_string", "query"}, setQuery},
	{[]string{"server_protocol", "protocol", "http_version"}, func(r *run, v string) { r.x.HTTP = v }},
	{[]string{"status", "response_status", "status_code", "response"}, setStatus},
	{[]string{"request_time", "duration", "response_time"}, setSeconds},
	{[]string{"body_bytes_sent", "bytes_sent", "response_size", "size", "bytes"},
		func(r *run, v string) { r.raw.size[1], r.raw.resSize = whole(v) }},
	{[]string{"content_length", "http_content_length"},
		func(r *run, v string) { r.raw.size[0], r.raw.reqSize = whole(v) }},
	{[]string{"content_type", "http_content_type"}, requestHeader("content-type")},
	{[]string{"http_user_agent", "user_agent", "agent", "useragent"}, requestHeader("user-agent")},
	{[]string{"http_referer", "referer", "referrer", "http_referrer"}, requestHeader("referer")},
	{[]string{"http_authorization", "authorization"}, requestHeader("authorization")},
	{[]string{"http_cookie", "cookie"}, requestHeader("cookie")},
	{[]string{"request_body"}, setRequestBody},
	{[]string{"sent_http_content_type", "response_content_type"}, setResponseType},
	{[]string{"trace_id", "traceid", "trace", "opentelemetry_trace_id"}, func(r *run, v string) { r.x.Trace = v }},
	{[]string{"ssl_ja4", "ja4"}, func(r *run, v string) { r.x.Client.JA4 = v }},
}

// nginxRows finds the row of a spelling.
var nginxRows = func() map[string]int {
	rows := map[string]int{}
	for i, f := range nginxFields {
		for _, n := range f.names {
			rows[n] = i
		}
	}
	return rows
}()

func setTime(r *run, v string) { r.raw.time.text = v }

func setStatus(r *run, v string) {
	n, _ := whole(v)
	r.x.Status = r.status(n)
}

func setSeconds(r *run, v string) {
	f, _ := float(v)
	r.x.Latency = r.latency(f * 1000)
}

// setRequestLine fills what a line without the single fields has only in "$request".
func setRequestLine(r *run, v string) {
	method, rest, _ := strings.Cut(v, " ")
	target, version := rest, ""
	if i := strings.LastIndexByte(rest, ' '); i >= 0 && strings.HasPrefix(rest[i+1:], "HTTP/") {
		target, version = rest[:i], rest[i+1:]
	}
	if r.x.Method == "" {
		r.x.Method = method
	}
	if r.x.Path == "" {
		r.x.Path = target
	}
	if r.x.HTTP == "" {
		r.x.HTTP = version
	}
}

// setQuery serves logs that write $uri and $args instead of $request_uri.
func setQuery(r *run, v string) {
	v = strings.TrimPrefix(v, "?")
	if v != "" && r.x.Path != "" && !strings.Contains(r.x.Path, "?") {
		r.x.Path += "?" + v
	}
}

func requestHeader(name string) func(r *run, v string) {
	return func(r *run, v string) { r.addHeader(name, v) }
}

func setRequestBody(r *run, v string) {
	r.x.Request.Body, r.raw.reqBody = []byte(v), true
}

func setResponseType(r *run, v string) {
	r.side = traffic.Response
	r.addHeader("content-type", v)
	r.side = traffic.Request
}

func whole(v string) (int64, bool) {
	f, ok := float(v)
	return clampInt(f), ok
}

func sniffNginx(head []byte) bool {
	line := firstLine(head)
	if !holds(line) {
		return false
	}
	found := 0
	for _, k := range []string{`"remote_addr"`, `"request_method"`, `"request_uri"`, `"status"`, `"request"`,
		`"http_user_agent"`, `"time_iso8601"`, `"body_bytes_sent"`, `"request_time"`, `"uri"`, `"method"`} {
		if holds(line, k) {
			found++
		}
	}
	return found >= 3
}

func (r *run) nginx() error {
	values := make([]string, len(nginxFields))
	rank := make([]int, len(nginxFields))
	return r.lines(func(line []byte) error { return r.nginxLine(line, values, rank) })
}

func (r *run) nginxLine(line []byte, values []string, rank []int) error {
	clear(values)
	clear(rank)
	var key [32]byte
	err := r.object(line, func(d *jx.Decoder, k []byte) error {
		row, known := nginxRows[string(lowered(key[:0], k))]
		if !known || d.Next() == jx.Object || d.Next() == jx.Array {
			return d.Skip()
		}
		name := string(lowered(key[:0], k))
		v, err := r.text(d)
		if v == "" || v == "-" {
			return err
		}
		// The spelling that stands earlier in the row counts.
		place := 1
		for nginxFields[row].names[place-1] != name {
			place++
		}
		if rank[row] == place {
			r.counts.DuplicateKeys++
		}
		if rank[row] == 0 || place <= rank[row] {
			values[row], rank[row] = v, place
		}
		return err
	})
	if err != nil {
		return err
	}
	for i, v := range values {
		if v != "" {
			nginxFields[i].set(r, v)
		}
	}
	return nil
}

// lowered gives a key in lower case with '-' as '_', as far as it can be one of ours.
func lowered(dst, k []byte) []byte {
	if len(k) > cap(dst) {
		return dst
	}
	for _, c := range k {
		switch {
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c == '-':
			c = '_'
		}
		dst = append(dst, c)
	}
	return dst
}
