package detect

import (
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	maxLabels = 8192 // remembered sets of names: about 1 MB a worker
	maxFields = 64   // names of one call that decide its purpose
)

// labels remembers the purposes of an API with one set of parameter names, because
// telling them costs more than all the rest of a small call.
type labels struct{ known map[labelled]label }

// labelled is what the purposes of a call follow from.
type labelled struct {
	api         traffic.API
	contentType string
	params      uint64
}

type label struct {
	purposes []finding.Purpose // shared by all facts: never written to
	service  finding.Service
}

// purpose names what the call is for, whom the API serves, and its set of parameters.
func (e *Engine) purpose() {
	e.f.Params = e.params()
	if e.f.Noise {
		return
	}
	contentType, _, _ := strings.Cut(e.x.Request.Header("Content-Type"), ";")
	key := labelled{e.f.API, contentType, e.f.Params}
	l, ok := e.labels.known[key]
	if !ok {
		l = e.label(contentType)
		if e.labels.known == nil || len(e.labels.known) >= maxLabels {
			e.labels.known = make(map[labelled]label, 64)
		}
		key.contentType = strings.Clone(contentType)
		e.labels.known[key] = l
	}
	e.f.Purposes, e.f.Service = l.purposes, l.service
}

func (e *Engine) label(contentType string) label {
	in := purpose.Input{Method: e.x.Method, Path: e.f.API.Template}
	if _, op, ok := strings.Cut(e.f.API.Method, " "); ok {
		kind, name, _ := strings.Cut(op, " ")
		if kind == "soap" || kind == "rpc" { // the path is where all operations go in
			in.Path += "/" + name
		}
		in.BodyFields = append(in.BodyFields, op)
	}
	if contentType != "" {
		in.ContentType = []string{strings.Clone(contentType)}
	}
	values, _ := e.v.Of(traffic.Request)
	for i := range values {
		v := &values[i]
		switch {
		case v.Key == "" || len(in.Params)+len(in.BodyFields) >= maxFields:
		case v.Place == traffic.InQuery && !slices.Contains(in.Params, v.Key):
			in.Params = append(in.Params, strings.Clone(v.Key))
		case v.Place >= traffic.InJSON && v.Place <= traffic.InXML && !slices.Contains(in.BodyFields, v.Key):
			in.BodyFields = append(in.BodyFields, strings.Clone(v.Key))
		}
	}
	return label{purposes: slices.Clip(purpose.Of(in)), service: purpose.Service(e.x.Host, e.f.API.Template)}
}

// params hashes the set of parameter names of a request, whatever their order and number.
func (e *Engine) params() uint64 {
	e.names = e.names[:0]
	values, _ := e.v.Of(traffic.Request)
	for i := range values {
		v := &values[i]
		if v.Key != "" && (v.Place == traffic.InQuery || v.Place >= traffic.InJSON && v.Place <= traffic.InXML) {
			e.names = append(e.names, xxh3.HashString(v.Key)^uint64(v.Place))
		}
	}
	if len(e.names) == 0 {
		return 0
	}
	slices.Sort(e.names)
	var sum uint64
	for i, h := range e.names {
		if i == 0 || h != e.names[i-1] {
			sum = (sum^h)*0x9e3779b97f4a7c15 + 1
		}
	}
	return sum
}
