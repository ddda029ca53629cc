package query

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// CaseMarks is what people noted beside the state of a case.
type CaseMarks struct {
	Follow bool
	Note   string
}

// MarkWish changes the marks of one or more cases (RH-09); nil leaves a mark as it is.
type MarkWish struct {
	Kind   finding.Kind
	IDs    []string
	Follow *bool
	Note   *string
	// Delete takes the cases off all lists and counts until a call that comes later shows them
	// again. History and samples stay: a deleted case is not a case that never was.
	Delete bool
}

// Mark is one change of marks, as the store takes it.
type Mark struct {
	CaseID string
	Kind   finding.Kind
	Follow *bool
	Note   *string
	Delete bool
	User   string
	Time   time.Time
}

const maxNote = 1000 // characters

// Mark records a person's marks. Errors come in the order of the wish: nil or ErrNotFound. Marks
// rest on no revision: of two persons who note at once the later one is kept.
func (d *Desk) Mark(ctx context.Context, who Asker, w MarkWish) ([]error, error) {
	var bad []ParamError
	if len(w.IDs) == 0 || len(w.IDs) > maxDecision {
		bad = append(bad, ParamError{"/ids", fmt.Sprintf("from 1 to %d cases at once", maxDecision)})
	}
	if w.Note != nil && (utf8.RuneCountInString(*w.Note) > maxNote || !utf8.ValidString(*w.Note)) {
		bad = append(bad, ParamError{"/note", fmt.Sprintf("at most %d characters of UTF-8", maxNote)})
	}
	if w.Follow == nil && w.Note == nil && !w.Delete {
		bad = append(bad, ParamError{"", "say what to change: follow, note or delete"})
	}
	if len(bad) > 0 {
		return nil, &BadRequest{bad}
	}
	if w.Note != nil {
		note := strings.TrimSpace(*w.Note)
		w.Note = &note
	}
	ms := make([]Mark, len(w.IDs))
	for i, id := range w.IDs {
		ms[i] = Mark{CaseID: id, Kind: w.Kind, Follow: w.Follow, Note: w.Note, Delete: w.Delete, User: who.Name, Time: d.Now()}
	}
	errs, err := d.store.Mark(ctx, who.Tenant, ms)
	if err != nil {
		return nil, err
	}
	action := w.Kind.String() + "_mark"
	if w.Delete {
		action = w.Kind.String() + "_delete"
	}
	var es []AuditEntry
	for i := range errs {
		result := "ok"
		if errors.Is(errs[i], ErrNotFound) {
			result = "not_found"
		}
		es = append(es, d.entry(who, action, w.IDs[i], result, ""))
	}
	return errs, d.store.WriteAudit(ctx, who.Tenant, es)
}
