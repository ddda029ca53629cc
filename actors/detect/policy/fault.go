package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Fault is one thing a body must not be, for the person who wrote it.
type Fault struct {
	Field  string // JSON pointer into the body: "/conditions/0/values"; "" is the whole
	Detail string // what is wanted and what is there
}

// Faults collects what is wrong with one body.
type Faults []Fault

func (f *Faults) add(field, format string, a ...any) {
	*f = append(*f, Fault{field, fmt.Sprintf(format, a...)})
}

// within notes a number outside its bounds.
func (f *Faults) within(field string, have, least, most int) {
	if have < least || have > most {
		f.add(field, "want from %d to %d, have %d", least, most, have)
	}
}

func (f Faults) Error() string {
	parts := make([]string, len(f))
	for i, x := range f {
		if parts[i] = x.Detail; x.Field != "" {
			parts[i] = x.Field + ": " + x.Detail
		}
	}
	return strings.Join(parts, "; ")
}

// read decodes one JSON object strictly: a member nobody knows is a mistake that would
// otherwise leave a rule weaker than its author thinks.
func read(body []byte, into any) Faults {
	var f Faults
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		var typ *json.UnmarshalTypeError
		if errors.As(err, &typ) && typ.Field != "" {
			f.add("/"+strings.ReplaceAll(typ.Field, ".", "/"), "want %s, have %s", typ.Type, typ.Value)
			return f
		}
		f.add("", "%s", strings.TrimPrefix(err.Error(), "json: "))
		return f
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		f.add("", "want one JSON object and nothing after it")
	}
	return f
}

// canonical writes a checked body: defaults left out, members in the order of its type.
func canonical(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // the body is shown as text, never as markup
	_ = e.Encode(v)        // our own types always encode
	return bytes.TrimRight(b.Bytes(), "\n")
}
