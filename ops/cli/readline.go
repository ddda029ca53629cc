package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// readLine decodes one JSON object; an error says what is wrong in the reader's words: which
// field, what it wants and what is there.
func readLine(line []byte, into any) error {
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return errors.New("the line is empty")
	}
	if line[0] != '{' && json.Valid(line) {
		return fmt.Errorf("want one JSON object a line, have %s", kindOf(line))
	}
	err := json.Unmarshal(line, into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return fmt.Errorf("%s: want %s, have %s", kind.Field, wanted(kind.Type), article(kind.Value))
	case errors.As(err, &syntax) && int(syntax.Offset) >= len(line):
		return errors.New("the line is no JSON object: it ends too early; write one whole object a line")
	case errors.As(err, &syntax):
		return fmt.Errorf("the line is no JSON object: %w at byte %d", syntax, syntax.Offset)
	}
	return err
}

// wanted names a type of a field as a person who writes JSON would.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Slice:
		return "a string or a list of strings"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return "an object"
}

// article completes encoding/json's own words: "number 2.5" and "number" alike.
func article(value string) string {
	switch {
	case value == "bool":
		return "true or false"
	case strings.HasPrefix(value, "a ") || strings.HasPrefix(value, "an "):
		return value
	case value == "array" || value == "object":
		return "an " + value
	}
	return "a " + value
}

// kindOf names what a JSON text is.
func kindOf(b []byte) string {
	switch b = bytes.TrimSpace(b); {
	case len(b) == 0:
		return "nothing"
	case b[0] == '{':
		return "an object"
	case b[0] == '[':
		return "a list"
	case b[0] == '"':
		return "a string"
	case b[0] == 't' || b[0] == 'f':
		return "true or false"
	case b[0] == 'n':
		return "null"
	}
	return "a number"
}
