package gossip

import (
	"bytes"
	"log/slog"
	"strings"
)

// lines passes memberlist's log lines on: errors as warnings, for gossip survives them, and
// the rest for whoever debugs.
type lines struct{ log *slog.Logger }

func (l lines) Write(p []byte) (int, error) {
	s := strings.TrimSpace(string(p))
	if _, after, ok := strings.Cut(s, "memberlist: "); ok {
		s = after
	}
	if bytes.Contains(p, []byte("[ERR]")) {
		l.log.Warn("gossip", "said", s)
	} else {
		l.log.Debug("gossip", "said", s)
	}
	return len(p), nil
}
