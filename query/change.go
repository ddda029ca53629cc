package query

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	maxRemark   = 1000 // characters
	maxDecision = 500  // cases changed at once
)

// Wish is a change of status a person asks for.
type Wish struct {
	Kind        finding.Kind
	Cases       []Seen
	To          Status
	Disposition Disposition
	Remark      string
}

// Seen is a case and the revision the person has seen.
type Seen struct {
	ID       string
	Revision uint64
}

// Decide records a person's decision on one or more cases (TN-18..TN-24, RH-05). Each case
// is judged by itself: its Outcome says whether it was changed since it was seen. The
// decision, its remark and who took it are kept in the case's history and in the audit.
func (d *Desk) Decide(ctx context.Context, who Asker, w Wish) ([]Outcome, error) {
	if err := checkWish(who, w); err != nil {
		return nil, err
	}
	ds := make([]Decision, len(w.Cases))
	for i, c := range w.Cases {
		ds[i] = Decision{
			CaseID: c.ID, Kind: w.Kind, Revision: c.Revision, To: w.To, Disposition: w.Disposition, Remark: strings.TrimSpace(w.Remark),
			User: who.Name, Origin: OriginUser, Time: d.Now(),
		}
	}
	outs, err := d.store.Decide(ctx, who.Tenant, ds)
	if err != nil {
		return nil, err
	}
	if len(outs) != len(ds) {
		return nil, fmt.Errorf("the store answered %d of %d decisions", len(outs), len(ds))
	}
	var es []AuditEntry
	for i, o := range outs {
		result := "ok"
		switch {
		case errors.Is(o.Err, ErrConflict):
			result = "conflict"
		case o.Err != nil:
			result = "not_found"
		}
		es = append(es, d.entry(who, w.Kind.String()+"_status", ds[i].CaseID, result, string(w.To)))
	}
	return outs, d.store.WriteAudit(ctx, who.Tenant, es)
}

func checkWish(who Asker, w Wish) error {
	var bad []ParamError
	if err := settable(w.Kind, w.To); err != nil {
		bad = append(bad, ParamError{"/status", err.Error()})
	}
	if err := w.Disposition.check(); err != nil {
		bad = append(bad, ParamError{"/disposition", err.Error()})
	}
	if utf8.RuneCountInString(w.Remark) > maxRemark || !utf8.ValidString(w.Remark) {
		bad = append(bad, ParamError{"/remark", fmt.Sprintf("at most %d characters of UTF-8", maxRemark)})
	}
	if row, ok := StatusOf(w.Kind, w.To); ok && row.Why && strings.TrimSpace(w.Remark) == "" {
		bad = append(bad, ParamError{"/remark", fmt.Sprintf("status %q needs a remark that says why", w.To)})
	}
	if len(w.Cases) == 0 || len(w.Cases) > maxDecision {
		bad = append(bad, ParamError{"/cases", fmt.Sprintf("from 1 to %d cases at once", maxDecision)})
	}
	if who.Name == "" {
		bad = append(bad, ParamError{"", "a decision needs the name of who takes it"})
	}
	if len(bad) > 0 {
		return &BadRequest{bad}
	}
	return nil
}
