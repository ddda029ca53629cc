package query

import (
	"fmt"
	"strings"
)

// Missing is an ErrNotFound that says what is not there, and what is.
type Missing struct{ Detail string }

func (m *Missing) Error() string { return m.Detail }

// Unwrap makes it an ErrNotFound.
func (*Missing) Unwrap() error { return ErrNotFound }

const namedMissing = 12 // of what is there, in an error

// missing says that there is no such thing of that name, and which there are.
func missing(what, name string, have []string) error {
	text := fmt.Sprintf("there is no %s %q", what, short(name))
	more := ""
	if n := len(have) - namedMissing; n > 0 {
		have, more = have[:namedMissing], fmt.Sprintf(" and %d more", n)
	}
	if len(have) > 0 {
		text += "; there is: " + strings.Join(have, ", ") + more
	}
	return &Missing{text}
}
