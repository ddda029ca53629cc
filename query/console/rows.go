package console

import (
	"net/url"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/export"
)

// caseRow is a risk or event as tables show it.
type caseRow struct {
	query.Case
	Info    query.TypeInfo
	Said    finding.Words
	Lang    finding.Lang // of Said
	Status  query.StatusRow
	Page    string // its own page
	Open    string // the list with its drawer open, "" where there is no list
	APIID   string
	APIPage string // page of its API, "" where calls came to none
	Again   bool   // went on after somebody had closed it
}

func (c *Console) row(x query.Case, tenant string, l finding.Lang) caseRow {
	r := caseRow{Case: x, Lang: l, Page: casePath(x.Kind) + "/" + url.PathEscape(x.ID)}
	r.Info, _ = c.desk.Catalog().For(tenant).Type(x.Type)
	r.Said = c.desk.Catalog().For(tenant).Say(&x.Finding, l)
	r.Said.Title = export.Visible(r.Said.Title)
	r.Status, _ = query.StatusOf(x.Kind, x.State.Status)
	r.APIID = x.API.ID(tenant)
	if !strings.HasSuffix(x.API.Template, traffic.Other) {
		r.APIPage = "/apis/" + url.PathEscape(r.APIID)
	}
	r.Again = !r.Status.Open && !x.State.Changed.IsZero() && x.End.After(x.State.Changed)
	return r
}

func (c *Console) rows(xs []query.Case, tenant string, l finding.Lang) []caseRow {
	out := make([]caseRow, len(xs))
	for i, x := range xs {
		out[i] = c.row(x, tenant, l)
	}
	return out
}

func casePath(k finding.Kind) string {
	if k == finding.KindRisk {
		return "/risks"
	}
	return "/events"
}

// IsEvent is for templates.
func (r caseRow) IsEvent() bool { return r.Kind == finding.KindEvent }

// VotesSaid is which ways of seeing agree that it is abuse, in words.
func (r caseRow) VotesSaid() string {
	var said []string
	for _, v := range r.Votes.List() {
		said = append(said, v.Phrase().In(r.Lang))
	}
	if r.Lang == finding.Chinese {
		return strings.Join(said, "；")
	}
	return strings.Join(said, "; ")
}

// Block is the source block as text, "" where there is none.
func (r caseRow) Block() string {
	if !r.Source.Block.IsValid() {
		return ""
	}
	return r.Source.Block.String()
}

// Origin is who it came from as text: the source block, at account scope the account, or
// that there are many.
func (r caseRow) Origin() string {
	if r.Source.OfAccount() {
		return "account " + r.Source.Account
	}
	if r.Source.OfMany() {
		return "many networks"
	}
	return r.Block()
}

// From is the address first seen, "" where there is none.
func (r caseRow) From() string {
	if !r.Source.IP.IsValid() {
		return ""
	}
	return r.Source.IP.String()
}

// Category is the first of the type's categories.
func (r caseRow) Category() string {
	first, _, _ := strings.Cut(r.Info.Category, ", ")
	return first
}
