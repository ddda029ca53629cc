package detect

import (
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// data scans both sides and counts entries by type.
func (e *Engine) data() {
	e.found = e.scanner.Values(e.found[:0], e.v, traffic.Request)
	e.split = len(e.found)
	if e.scanner.Spent() {
		e.f.Bodies |= finding.ReqCut
	}
	e.found = e.scanner.Values(e.found, e.v, traffic.Response)
	if e.scanner.Spent() {
		e.f.Bodies |= finding.ResCut
	}
	e.f.ReqData = e.count(e.found[:e.split])
	e.f.ResData = e.count(e.found[e.split:])
}

// count gives the entries by type, rising by type; nil if there are none.
func (e *Engine) count(found []sensitive.Found) []finding.DataCount {
	if len(found) == 0 {
		return nil
	}
	var entries [256]uint32
	var list [256]finding.DataType // those found, in the order met
	kinds := 0
	for i := range found {
		f := &found[i]
		if v := &e.v.All[f.Index]; v.Place == traffic.InHeader && e.plumb.Of(v, isPlumbing) || isAttribute(v) {
			continue
		}
		if entries[f.Type] == 0 {
			list[kinds] = f.Type
			kinds++
		}
		entries[f.Type]++
	}
	if kinds == 0 {
		return nil
	}
	slices.Sort(list[:kinds])
	out := e.counts.take(kinds, slabCounts)
	for _, t := range list[:kinds] {
		out = append(out, finding.DataCount{Type: t, Entries: entries[t]})
	}
	return out
}

func isPlumbing(header string) bool { return plumbing[strings.ToLower(header)] }

// plumbing are headers that belong to the protocol: every answer has a date, every proxied
// call an address. What stands in them is no data that the API handles.
var plumbing = func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(`date expires last-modified if-modified-since if-unmodified-since age host
		origin referer location content-location user-agent server via link etag if-none-match
		x-forwarded-for x-forwarded-host
		x-forwarded-proto x-forwarded-server x-real-ip forwarded cf-connecting-ip true-client-ip x-client-ip x-request-id
		x-trace-id traceparent tracestate authorization proxy-authorization accept accept-language content-type
		content-security-policy report-to nel access-control-allow-origin retry-after alt-svc x-amzn-trace-id
		sec-ch-ua sec-websocket-key x-b3-traceid x-b3-spanid content-disposition`) {
		all[name] = true
	}
	return all
}()

// isAttribute tells a cookie's attribute (Expires, Domain) from a cookie.
func isAttribute(v *traffic.Value) bool {
	return v.Place == traffic.InCookie && v.Parent != "Cookie" && v.Parent != "Set-Cookie"
}
