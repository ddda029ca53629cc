package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
)

// readLine decodes one JSON object; an error says what is wrong as the API says it (policy.Unread): which field,
// what it wants and what is there.
func readLine(line []byte, into any) error {
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return errors.New("the line is empty")
	}
	if string(line) == "null" {
		return errors.New("want an object, have nothing")
	}
	err := json.Unmarshal(line, into)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax) && int(syntax.Offset) >= len(line):
		return errors.New("the line is no JSON object: it ends too early; write one whole object a line")
	case errors.As(err, &syntax):
		return fmt.Errorf("the line is no JSON object: %w at byte %d", syntax, syntax.Offset)
	}
	f := policy.Unread(err)
	if f.Field == "" {
		return errors.New(f.Detail)
	}
	return fmt.Errorf("%s: %s", strings.ReplaceAll(f.Field[1:], "/", "."), f.Detail)
}
