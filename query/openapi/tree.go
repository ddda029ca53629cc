package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Bounds of a document that is read.
const (
	MaxBytes = 16 << 20 // the largest public description has 11 MB
	maxYAML  = 8 << 20  // bytes; YAML takes ten times as long to read
	maxRefs  = 16       // references that lead to references
)

// A Refusal is a document that cannot be read, in words for who sent it.
type Refusal struct{ Why string }

func (r *Refusal) Error() string { return "cannot read the API description: " + r.Why }

func refuse(format string, a ...any) error { return &Refusal{fmt.Sprintf(format, a...)} }

// tree reads JSON or YAML into maps, lists and scalars. Towers of brackets and bombs of
// aliases are refused by the parsers: both stop at 10,000 levels, and YAML's when most of what
// it makes comes from aliases.
func tree(doc []byte) (map[string]any, error) {
	if len(doc) > MaxBytes {
		return nil, refuse("it has more than %d MB", MaxBytes>>20)
	}
	doc = bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf"))
	var v any
	if text := bytes.TrimLeft(doc, " \t\r\n"); len(text) > 0 && text[0] == '{' {
		if err := json.Unmarshal(doc, &v); err != nil {
			var at *json.SyntaxError
			if errors.As(err, &at) {
				return nil, refuse("it is no JSON: line %d: %v", 1+bytes.Count(doc[:min(int(at.Offset), len(doc))], []byte("\n")), err)
			}
			return nil, refuse("it is no JSON: %v", err)
		}
	} else {
		if len(doc) > maxYAML {
			return nil, refuse("as YAML it has more than %d MB: send it as JSON", maxYAML>>20)
		}
		if err := yaml.Unmarshal(doc, &v); err != nil {
			return nil, refuse("it is no YAML: %v", err)
		}
	}
	m, ok := v.(map[string]any)
	if !ok {
		return nil, refuse("it is no object: want an OpenAPI or Swagger document")
	}
	return m, nil
}
