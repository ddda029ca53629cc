package policy

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
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

// Read decodes one JSON object strictly: a member nobody knows is a mistake that would
// otherwise leave a rule weaker than its author thinks.
func Read(body []byte, into any) Faults {
	var f Faults
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return append(f, Unread(err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		f.add("", "want one JSON object and nothing after it")
	}
	return f
}

// Unread says what was wrong with JSON that package json could not decode, in words of JSON.
func Unread(err error) Fault {
	var typ *json.UnmarshalTypeError
	if !errors.As(err, &typ) {
		return Fault{"", strings.TrimPrefix(err.Error(), "json: ")}
	}
	at := ""
	if typ.Field != "" {
		at = "/" + strings.ReplaceAll(typ.Field, ".", "/")
	}
	have, ok := map[string]string{"string": "a text", "number": "a number", "bool": "true or false", "array": "a list", "object": "an object"}[typ.Value]
	if !ok {
		have = strings.TrimPrefix(typ.Value, "number ") // "number 1.5"
	}
	return Fault{at, "want " + jsonKind(typ.Type) + ", have " + have}
}

// jsonKind is what JSON calls that which a Go type is decoded from.
func jsonKind(t reflect.Type) string {
	if k, ok := reflect.Zero(t).Interface().(interface{ JSONKind() string }); ok { // it takes several forms
		return k.JSONKind()
	}
	switch {
	case reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) || t.Kind() == reflect.String:
		return "a text"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64:
		return "a whole number"
	case t.Kind() == reflect.Float32 || t.Kind() == reflect.Float64:
		return "a number"
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Array:
		return "a list"
	}
	return "an object"
}

// canonical writes a checked body: defaults left out, members in the order of its type.
func canonical(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // the body is shown as text, never as markup
	_ = e.Encode(v)        // our own types always encode
	return bytes.TrimRight(b.Bytes(), "\n")
}
