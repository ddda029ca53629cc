package openapi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/lapwing-sec/lapwing/actors/detect/param"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// API is one API of the host with what was seen of it.
type API struct {
	finding.Asset
	Params   finding.Params // of all sources, added up
	Purposes []string       // titles
}

// Words gives stable names for what the inventory holds as numbers.
type Words struct {
	Data func(finding.DataType) string
}

// writer puts a document together.
type writer struct {
	words   Words
	schemes map[string]any
	ids     map[string]bool
}

// Write gives an OpenAPI 3.1 document of a host as JSON: every path, method, parameter, schema
// and credential as it was seen, and what Lapwing concluded in members that begin with
// x-lapwing. at is the time it is written. It states what was seen, never what is allowed.
func Write(host string, apis []API, words Words, at time.Time) ([]byte, error) {
	w := &writer{words: words, schemes: map[string]any{}, ids: map[string]bool{}}
	paths := map[string]any{}
	for i := range apis {
		w.add(paths, &apis[i])
	}
	doc := document{
		OpenAPI: "3.1.0",
		Info: info{
			Title: host, Version: at.UTC().Format("2006.01.02"),
			Description: "Written from recorded calls: what was seen, not what is allowed. Examples are left out.",
		},
		Servers: []server{{URL: "https://" + host}},
		Paths:   paths,
	}
	if len(w.schemes) > 0 {
		doc.Components = map[string]any{"securitySchemes": w.schemes}
	}
	b, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("cannot write the API description: %w", err)
	}
	return append(b, '\n'), nil
}

// ToYAML turns a document into YAML, members in the same order.
func ToYAML(doc []byte) ([]byte, error) {
	b, err := yaml.JSONToYAML(doc)
	if err != nil {
		return nil, fmt.Errorf("cannot write the API description as YAML: %w", err)
	}
	return b, nil
}

type document struct {
	OpenAPI    string         `json:"openapi"`
	Info       info           `json:"info"`
	Servers    []server       `json:"servers"`
	Paths      map[string]any `json:"paths"`
	Components map[string]any `json:"components,omitempty"`
}

type info struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Version     string `json:"version"`
}

type server struct {
	URL string `json:"url"`
}

// add puts one API in. Operations of GraphQL, SOAP and RPC share their path's method: the
// document can hold one operation there, and lists the others in x-lapwing-operations.
func (w *writer) add(paths map[string]any, a *API) {
	if a.API.Template == traffic.Other {
		return
	}
	path, places := named(a.API.Template)
	item, _ := paths[path].(map[string]any)
	if item == nil {
		item = map[string]any{}
		paths[path] = item
	}
	verb, name, is := strings.Cut(a.API.Method, " ")
	method := strings.ToLower(verb)
	if !slices.Contains(methods[:8], method) { // query is 3.2's
		list, _ := item["x-lapwing-methods"].([]string)
		item["x-lapwing-methods"] = append(list, verb)
		return
	}
	op, _ := item[method].(map[string]any)
	if op == nil {
		op = w.operation(a, places)
		item[method] = op
	}
	if is {
		list, _ := op["x-lapwing-operations"].([]string)
		op["x-lapwing-operations"] = append(list, name)
	}
}

func (w *writer) operation(a *API, places []string) map[string]any {
	op := map[string]any{"operationId": w.id(a), "responses": w.responses(a.Params), "x-lapwing": w.concluded(a)}
	if len(a.Purposes) > 0 {
		op["summary"] = a.Purposes[0]
	}
	if ps := w.parameters(a.Params, places); len(ps) > 0 {
		op["parameters"] = ps
	}
	if content := w.content(a.Params, traffic.Request); len(content) > 0 {
		op["requestBody"] = map[string]any{"content": content}
	}
	if s := w.security(a.Creds, a.Auth != finding.AuthPresent); s != nil {
		op["security"] = s
	}
	return op
}

// id makes an operation's name of method and path, different from all others.
func (w *writer) id(a *API) string {
	var b strings.Builder
	b.WriteString(strings.ToLower(a.API.Verb()))
	up := true
	for _, r := range a.API.Template {
		switch {
		case r >= 'a' && r <= 'z' && up:
			b.WriteRune(r - 'a' + 'A')
			up = false
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			b.WriteRune(r)
			up = false
		default:
			up = true
		}
	}
	id := b.String()
	for n := 2; w.ids[id]; n++ {
		id = b.String() + strconv.Itoa(n)
	}
	w.ids[id] = true
	return id
}

func (w *writer) concluded(a *API) map[string]any {
	x := map[string]any{
		"id": a.ID, "sensitivity": a.Grade.String(), "authentication": a.Auth.String(), "calls": a.Calls,
		"first_seen": a.FirstSeen.UTC().Format(time.RFC3339), "last_seen": a.LastSeen.UTC().Format(time.RFC3339),
	}
	if len(a.Purposes) > 0 {
		x["purposes"] = a.Purposes
	}
	for name, types := range map[string][]finding.DataType{"request_data": a.ReqTypes, "response_data": a.ResTypes} {
		if names := w.data(types); names != nil {
			x[name] = names
		}
	}
	return x
}

func (w *writer) data(types []finding.DataType) (names []string) {
	for _, t := range types {
		names = append(names, w.words.Data(t))
	}
	return names
}

// places of parameters a document knows, by ours.
var in = map[finding.ParamPlace]string{
	finding.ParamPath: "path", finding.ParamQuery: "query", finding.ParamHeader: "header", finding.ParamCookie: "cookie",
}

func (w *writer) parameters(p finding.Params, places []string) []any {
	var out []any
	known := map[string]*finding.Param{}
	for i := range p.List {
		if q := &p.List[i]; q.Side == traffic.Request && q.Place == finding.ParamPath {
			known[q.Name] = q
		}
	}
	for _, name := range places { // all of the template, seen or not
		s := map[string]any{"type": "string"}
		if q := known[name]; q != nil {
			s = w.schemaOf(q)
		}
		out = append(out, map[string]any{"name": name, "in": "path", "required": true, "schema": s})
	}
	for i := range p.List {
		q := &p.List[i]
		where := in[q.Place]
		if q.Side != traffic.Request || where == "" || where == "path" {
			continue
		}
		one := map[string]any{"name": q.Name, "in": where, "schema": w.schemaOf(q)}
		if param.Required(p, *q) {
			one["required"] = true
		}
		out = append(out, one)
	}
	return out
}

// content gives the bodies of one side by content type.
func (w *writer) content(p finding.Params, side traffic.Side) map[string]any {
	out := map[string]any{}
	json := w.bodySchema(p, side, finding.ParamJSON)
	form := w.bodySchema(p, side, finding.ParamForm)
	xml := w.bodySchema(p, side, finding.ParamXML)
	for i := range p.List {
		q := &p.List[i]
		if q.Side != side || q.Place != finding.ParamType {
			continue
		}
		media := map[string]any{}
		for _, body := range []struct {
			marks  []string
			schema map[string]any
		}{{[]string{"json"}, json}, {[]string{"form"}, form}, {[]string{"xml"}, xml}} {
			if body.schema != nil && slices.ContainsFunc(body.marks, func(m string) bool { return strings.Contains(q.Name, m) }) {
				media["schema"] = body.schema
			}
		}
		out[q.Name] = media
	}
	for name, schema := range map[string]map[string]any{"application/json": json, "application/x-www-form-urlencoded": form, "application/xml": xml} {
		if schema != nil && len(out) == 0 { // a body of no stated type
			out[name] = map[string]any{"schema": schema}
		}
	}
	return out
}

// responses lists the statuses seen of answers that worked; bodies were learned of those.
func (w *writer) responses(p finding.Params) map[string]any {
	out := map[string]any{}
	content := w.content(p, traffic.Response)
	for i := range p.List {
		q := &p.List[i]
		if q.Side != traffic.Response || q.Place != finding.ParamStatus || len(q.Name) != 3 {
			continue
		}
		r := map[string]any{"description": "Seen in " + strconv.FormatUint(q.N, 10) + " calls."}
		if len(content) > 0 && q.Name[0] == '2' && q.Name != "204" {
			r["content"] = content
		}
		out[q.Name] = r
	}
	if len(out) == 0 {
		out["default"] = map[string]any{"description": "No answer that worked was seen."}
	}
	return out
}

// named writes a template with a name of its own for every value.
func named(template string) (path string, places []string) {
	parts := strings.Split(strings.Trim(template, "/"), "/")
	places = param.PlaceNames(nil, parts)
	n, more := 0, []string(nil)
	for i, p := range parts {
		if !strings.Contains(p, "{id}") || n >= len(places) {
			continue
		}
		texts := strings.Split(p, "{id}")
		parts[i] = texts[0] + "{" + places[n] + "}" + texts[1]
		for k, text := range texts[2:] { // "{base}...{head}"
			further := places[n] + "Part" + strconv.Itoa(k+2)
			parts[i] += "{" + further + "}" + text
			more = append(more, further)
		}
		n++
	}
	places = append(places, more...)
	return "/" + strings.Join(parts, "/"), places
}
