package query

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Kinds of settings that say what the APIs are.
const (
	KindCorrection = "api-corrections"
	KindSpec       = "api-descriptions"
)

// CorrectionKinds lists them.
var CorrectionKinds = []string{KindCorrection, KindSpec}

// Spec is what is kept of an imported description: which operations it declares. Each is
// "GET /orders/{id}".
type Spec struct {
	Title      string   `json:"title"`
	Format     string   `json:"format"` // "OpenAPI 3.1.0", "Swagger 2.0"
	Host       string   `json:"host"`
	Operations []string `json:"operations"`
}

// MaxSpecOperations bounds one description; the largest public one has 1,100.
const MaxSpecOperations = 4000

// CorrectionsOf reads the corrections and the declared operations among a tenant's settings, in
// the order in which they were made, and what could not be read.
func CorrectionsOf(all []Setting) (list []traffic.Correction, declared []traffic.Declared, bad []error) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b Setting) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	for _, s := range all {
		var err error
		switch {
		case s.Deleted:
		case s.Kind == KindCorrection:
			var c traffic.Correction
			if err = readStrict(s.Body, &c); err == nil {
				if f := c.Faults(); f != nil {
					err = fmt.Errorf("%s: %s", f[0].Field, f[0].Detail)
				} else {
					list = append(list, c)
				}
			}
		case s.Kind == KindSpec:
			var spec Spec
			if err = readStrict(s.Body, &spec); err == nil {
				declared = append(declared, spec.Declared()...)
			}
		}
		if err != nil {
			bad = append(bad, fmt.Errorf("%s %s: %w", s.Kind, s.Name, err))
		}
	}
	return list, declared, bad
}

// Former reads the corrections that were in force once and are not any more, from all versions
// there are. What cannot be read is left out.
func Former(versions []Setting) (former []traffic.Correction) {
	newest := map[string]uint64{}
	for _, s := range versions {
		newest[s.Name] = max(newest[s.Name], s.Version)
	}
	for _, s := range versions {
		var c traffic.Correction
		if s.Kind == KindCorrection && !s.Deleted && s.Version < newest[s.Name] && readStrict(s.Body, &c) == nil {
			former = append(former, c)
		}
	}
	return former
}

// Declared lists the operations of a description.
func (s *Spec) Declared() []traffic.Declared {
	out := make([]traffic.Declared, 0, len(s.Operations))
	for _, op := range s.Operations {
		method, template, _ := strings.Cut(op, " ")
		out = append(out, traffic.Declared{Host: s.Host, Method: method, Template: template})
	}
	return out
}

func checkCorrection(_ string, body []byte) ([]byte, []ParamError) {
	var c traffic.Correction
	if err := readStrict(body, &c); err != nil {
		return nil, []ParamError{{"/", err.Error()}}
	}
	var bad []ParamError
	for _, f := range c.Faults() {
		bad = append(bad, ParamError{pointer(f.Field), f.Detail})
	}
	return canonical(c, bad)
}

func checkSpec(_ string, body []byte) ([]byte, []ParamError) {
	var s Spec
	if err := readStrict(body, &s); err != nil {
		return nil, []ParamError{{"/", err.Error()}}
	}
	var bad []ParamError
	if n := len(s.Operations); n == 0 || n > MaxSpecOperations {
		bad = append(bad, ParamError{"/operations", fmt.Sprintf("%d operations: want 1 to %d", n, MaxSpecOperations)})
	}
	const longest = 200 // bytes of a title
	if len(s.Title) > longest || len(s.Format) > longest {
		bad = append(bad, ParamError{"/title", fmt.Sprintf("at most %d bytes", longest)})
	}
	for i, d := range s.Declared() {
		c := traffic.Correction{Kind: traffic.Pin, Host: d.Host, Methods: []string{d.Method}, Template: d.Template}
		for _, f := range c.Faults() {
			field := fmt.Sprintf("/operations/%d", i)
			if f.Field == "host" {
				field = "/host"
			}
			bad = append(bad, ParamError{field, f.Detail})
		}
		if len(bad) > 8 { // enough to see what is wrong
			break
		}
	}
	return canonical(s, bad)
}

func canonical(v any, bad []ParamError) ([]byte, []ParamError) {
	if bad != nil {
		return nil, bad
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, []ParamError{{"/", err.Error()}}
	}
	return b, nil
}

// pointer writes a field such as "values[3]" as a JSON pointer.
func pointer(field string) string {
	return "/" + strings.NewReplacer("[", "/", "]", "").Replace(field)
}

// readStrict reads one JSON value without members nobody knows.
func readStrict(body []byte, into any) error {
	if f := policy.Read(body, into); f != nil {
		return f
	}
	return nil
}

var slug = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$`)

// slugName wants a name that can stand in an address.
func slugName(n string) error {
	if !slug.MatchString(n) {
		return errors.New("want 1 to 64 letters, digits, dots, dashes or underscores, a letter or digit first")
	}
	return nil
}
