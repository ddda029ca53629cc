package openapi

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Document is what counts of a description.
type Document struct {
	Title      string
	Format     string   // "OpenAPI 3.1.0", "Swagger 2.0"
	Hosts      []string // of its servers, in lower case
	Operations []Operation
	LeftOut    int // operations or paths that could not be read: references to other files, unknown methods
}

// Operation is one method of one path.
type Operation struct {
	Method   string // upper case
	Template string // with the base path of the servers, names of values as in the document
}

const maxOperations = 4000 // of one document, base paths taken apart

// methods of a path item; query is OpenAPI 3.2's.
var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}

// Read reads a document of OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0, JSON or YAML. An error is a
// *Refusal.
func Read(doc []byte) (Document, error) {
	t, err := tree(doc)
	if err != nil {
		return Document{}, err
	}
	d := Document{}
	info, _ := t["info"].(map[string]any)
	d.Title = clip(text(info["title"]))
	var bases []string
	switch v := text(t["openapi"]); {
	case strings.HasPrefix(v, "3."):
		d.Format = clip("OpenAPI " + v)
		bases = d.servers(t["servers"])
	case v == "" && strings.HasPrefix(text(t["swagger"]), "2"):
		d.Format = "Swagger 2.0"
		bases = d.swagger(t)
	case v != "":
		return d, refuse("openapi is %q: versions 3.0 to 3.2 are read, and swagger 2.0", clip(v))
	default:
		return d, refuse(`it has neither "openapi: 3..." nor "swagger: 2.0" at the top`)
	}
	paths, _ := t["paths"].(map[string]any)
	if len(paths) == 0 {
		return d, refuse("it declares no paths")
	}
	seen := map[Operation]bool{}
	for _, path := range sorted(paths) {
		if strings.HasPrefix(path, "x-") {
			continue
		}
		if !strings.HasPrefix(path, "/") {
			d.LeftOut++
			continue
		}
		item, ok := resolve(t, paths[path])
		if !ok {
			d.LeftOut++
			continue
		}
		around := bases
		if own := d.servers(item["servers"]); item["servers"] != nil {
			around = own
		}
		for _, m := range methods {
			op, there := item[m].(map[string]any)
			if !there {
				continue
			}
			at := around
			if own := d.servers(op["servers"]); op["servers"] != nil {
				at = own
			}
			for _, base := range at {
				o := Operation{strings.ToUpper(m), base + withoutQuery(path)}
				if !seen[o] {
					seen[o] = true
					d.Operations = append(d.Operations, o)
				}
			}
		}
		if len(d.Operations) > maxOperations {
			return d, refuse("it declares more than %d operations: divide it", maxOperations)
		}
	}
	if len(d.Operations) == 0 {
		return d, refuse("its paths have no operations that can be read (%d were left out)", d.LeftOut)
	}
	return d, nil
}

// servers gives the base paths of a list of servers and notes their hosts.
func (d *Document) servers(v any) (bases []string) {
	list, _ := v.([]any)
	for _, s := range list {
		m, _ := s.(map[string]any)
		address := text(m["url"])
		variables, _ := m["variables"].(map[string]any)
		for _, name := range sorted(variables) {
			v, _ := variables[name].(map[string]any)
			address = strings.ReplaceAll(address, "{"+name+"}", text(v["default"]))
		}
		u, err := url.Parse(address)
		if err != nil {
			d.LeftOut++
			continue
		}
		d.host(u.Host)
		bases = base(bases, u.Path)
	}
	if len(bases) == 0 {
		return []string{""}
	}
	return bases
}

func (d *Document) swagger(t map[string]any) []string {
	d.host(text(t["host"]))
	return base(nil, text(t["basePath"]))
}

const maxServers = 8 // base paths of one document

func base(bases []string, path string) []string {
	path = strings.TrimRight(path, "/")
	if path != "" && path[0] != '/' {
		path = "/" + path
	}
	if slices.Contains(bases, path) || len(bases) >= maxServers {
		return bases
	}
	return append(bases, path)
}

func (d *Document) host(name string) {
	name = strings.ToLower(name)
	if i := strings.LastIndexByte(name, ':'); i > 0 && !strings.HasSuffix(name, "]") {
		name = name[:i]
	}
	if name != "" && !strings.ContainsAny(name, "{}/ ") && !slices.Contains(d.Hosts, name) && len(d.Hosts) < maxServers {
		d.Hosts = append(d.Hosts, name)
	}
}

// resolve follows references inside the document.
func resolve(doc map[string]any, v any) (map[string]any, bool) {
	for range maxRefs {
		m, ok := v.(map[string]any)
		if !ok {
			return nil, false
		}
		ref, is := m["$ref"].(string)
		if !is {
			return m, true
		}
		way, inside := strings.CutPrefix(ref, "#/")
		if !inside {
			return nil, false
		}
		v = doc
		for part := range strings.SplitSeq(way, "/") {
			if un, err := url.PathUnescape(part); err == nil {
				part = un
			}
			m, _ := v.(map[string]any)
			v = m[strings.NewReplacer("~1", "/", "~0", "~").Replace(part)]
		}
	}
	return nil, false
}

func sorted(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// text reads a text; version numbers are often written without quotes.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64, int:
		return fmt.Sprint(v)
	}
	return ""
}

func withoutQuery(path string) string {
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	return path
}

// clip keeps what is quoted short.
func clip(s string) string {
	const most = 120 // bytes
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "..."
	}
	return s
}
