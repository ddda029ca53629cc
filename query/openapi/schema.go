package openapi

import (
	"maps"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/param"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// schemaOf writes what is known of one value.
func (w *writer) schemaOf(p *finding.Param) map[string]any {
	s := map[string]any{}
	switch types := p.Types.Names(); len(types) {
	case 0:
	case 1:
		s["type"] = types[0]
	default:
		s["type"] = types
	}
	if f := p.Format(); f != "" {
		s["format"] = f
	}
	if len(p.Values) > 1 && p.N >= enoughForEnum && p.Types == finding.TypeString {
		s["enum"] = p.Values
	}
	if names := w.data(p.Data); names != nil {
		s["x-lapwing-data"] = names
	}
	return s
}

const enoughForEnum = 50 // times seen before the words seen are said to be all there are

// bodySchema nests the fields of a JSON body: ways such as "items[].id" become objects and lists.
func (w *writer) bodySchema(of finding.Params, side traffic.Side, place finding.ParamPlace) map[string]any {
	root := map[string]any{}
	nodes := map[string]map[string]any{"": root}
	for i := range of.List { // by name: what holds a field stands before it
		p := &of.List[i]
		if p.Side != side || p.Place != place {
			continue
		}
		s := w.schemaOf(p)
		if p.Name == "" {
			maps.Copy(root, s)
			continue
		}
		around := param.Around(p.Name)
		if place != finding.ParamJSON {
			around = ""
		}
		holder := nodes[around]
		if holder == nil { // no room for it in the inventory
			continue
		}
		nodes[p.Name] = s
		switch key := keyOf(p.Name, around); {
		case place != finding.ParamJSON:
			property(holder, p.Name, s)
		case key == "[]":
			holder["items"] = s
		case key == "{}":
			holder["additionalProperties"] = s
		default:
			property(holder, key, s)
			if param.Required(of, *p) {
				require(holder, key)
			}
		}
	}
	if len(root) == 0 {
		return nil
	}
	if root["type"] == nil {
		root["type"] = "object"
	}
	return root
}

func property(holder map[string]any, key string, s map[string]any) {
	props, _ := holder["properties"].(map[string]any)
	if props == nil {
		props = map[string]any{}
		holder["properties"] = props
	}
	props[key] = s
}

func require(holder map[string]any, key string) {
	list, _ := holder["required"].([]string)
	list = append(list, key)
	slices.Sort(list)
	holder["required"] = list
}

// keyOf gives the last step of a way: a key, "[]" or "{}".
func keyOf(way, around string) string {
	key := strings.TrimPrefix(strings.TrimPrefix(way, around), ".")
	if len(key) > 1 && key[0] == '"' {
		key = strings.Trim(key, `"`)
	}
	return key
}
