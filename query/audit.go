package query

import "time"

// AuditEntry is one thing somebody did or was refused.
type AuditEntry struct {
	ID      string // sortable, unique
	Time    time.Time
	Actor   string // user name, "token:NAME" or "system"
	Address string // where they came from, IP
	Action  string // stable word: "signin", "signin_refused", "event_status", "token_create", "sample_view"
	Object  string // ID of what it was done to, "" if none
	Result  string // "ok" or a stable problem code
	Detail  string // one line for a person; never a secret, never a raw value
}
