package config

import (
	"encoding/json"
	"reflect"
)

// Schema is the JSON schema (2020-12) of the configuration file.
func Schema() ([]byte, error) {
	s := schemaOf(reflect.TypeFor[Config](), reflect.ValueOf(Default()))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "Lapwing configuration"
	return json.MarshalIndent(s, "", "  ")
}

func schemaOf(t reflect.Type, def reflect.Value) map[string]any {
	props := map[string]any{}
	for i := range t.NumField() {
		f := t.Field(i)
		var p map[string]any
		switch f.Type.Kind() {
		case reflect.Struct:
			p = schemaOf(f.Type, def.Field(i))
		case reflect.Int:
			p = map[string]any{"type": "integer", "default": def.Field(i).Int()}
		case reflect.Bool:
			p = map[string]any{"type": "boolean", "default": def.Field(i).Bool()}
		case reflect.Slice:
			p = map[string]any{"type": "array", "items": map[string]any{"type": "string"}}
		default:
			p = map[string]any{"type": "string", "default": def.Field(i).String()}
		}
		p["description"] = f.Tag.Get("doc")
		props[f.Tag.Get("yaml")] = p
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": props}
}
