package query

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/param"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/openapi"
)

const describedAPIs = 5000 // of one host, methods apart; templates of a host end at 2,000

// Describe writes an OpenAPI 3.1 document (JSON) of what was seen of a host.
func (d *Desk) Describe(ctx context.Context, who Asker, host string) ([]byte, error) {
	host = strings.ToLower(strings.TrimSpace(host))
	if host == "" {
		return nil, &BadRequest{[]ParamError{{"host", "want the name of one host"}}}
	}
	v := View{List: Inventory, Values: map[Field][]string{FieldHost: {host}}, Order: Order{By: SortCalls, Desc: true}, Limit: MaxLimit}
	var rows []APIRow
	if err := d.EachAPI(ctx, who, v, describedAPIs, func(r APIRow) error { rows = append(rows, r); return nil }); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		f, err := d.store.APIFacets(ctx, AssetQuery{Filter: Filter{Tenant: who.Tenant}, Life: d.life()}, []Field{FieldHost}, facetLimit)
		if err != nil {
			return nil, err
		}
		var have []string
		for _, h := range f[FieldHost] {
			have = append(have, h.Value)
		}
		return nil, missing("API of host", host, have)
	}
	slices.SortFunc(rows, func(a, b APIRow) int { return strings.Compare(a.API.String(), b.API.String()) })
	apis := make([]openapi.API, len(rows))
	for at := 0; at < len(rows); at += MaxLimit {
		part := rows[at:min(at+MaxLimit, len(rows))]
		ids := make([]string, len(part))
		for i := range part {
			ids[i] = part[i].ID
		}
		params, err := d.store.Params(ctx, who.Tenant, ids)
		if err != nil {
			return nil, err
		}
		for i := range part {
			a := openapi.API{Asset: part[i].Asset, Params: param.Merge(params[part[i].ID]...)}
			for _, p := range part[i].Purposes {
				a.Purposes = append(a.Purposes, d.catalog.Purpose(p))
			}
			apis[at+i] = a
		}
	}
	words := openapi.Words{Data: func(t finding.DataType) string { return d.catalog.Data(t).Name }}
	return openapi.Write(host, apis, words, d.Now())
}

// SpecWish is a description somebody imports.
type SpecWish struct {
	Name string // of the setting; "": the host
	Host string // "": that of the document's servers
	Seen uint64 // version seen, 0: none
	Why  string
	Doc  []byte
}

// Imported is what an import did.
type Imported struct {
	Setting
	Spec
	LeftOut int // paths of the document that could not be read
}

// ImportSpec reads a description and keeps the operations it declares. They are templates from
// then on, before any call of them was seen, and go before what was learned.
func (d *Desk) ImportSpec(ctx context.Context, who Asker, w SpecWish) (Imported, error) {
	doc, err := openapi.Read(w.Doc)
	if err != nil {
		return Imported{}, &BadRequest{[]ParamError{{"/", err.Error()}}}
	}
	host := strings.ToLower(w.Host)
	if host == "" && len(doc.Hosts) != 1 {
		return Imported{}, &BadRequest{[]ParamError{{"host", fmt.Sprintf(
			"the document names %d hosts %v: say which one its paths belong to", len(doc.Hosts), doc.Hosts)}}}
	}
	if host == "" {
		host = doc.Hosts[0]
	}
	out := Imported{Spec: Spec{Title: doc.Title, Format: doc.Format, Host: host}, LeftOut: doc.LeftOut}
	for _, o := range doc.Operations {
		out.Operations = append(out.Operations, o.Method+" "+traffic.Normal(o.Template))
	}
	slices.Sort(out.Operations)
	out.Operations = slices.Compact(out.Operations)
	body, err := json.Marshal(out.Spec)
	if err != nil {
		return Imported{}, fmt.Errorf("cannot keep the description: %w", err)
	}
	name := w.Name
	if name == "" {
		name = strings.TrimPrefix(host, "*.")
	}
	out.Setting, err = d.ChangeSetting(ctx, who, SettingWish{Kind: KindSpec, Name: name, Seen: w.Seen, Body: body, Why: w.Why})
	return out, err
}

// SpecUse is an imported description and how much of it was seen.
type SpecUse struct {
	Setting
	Spec
	Unseen []string // declared operations of which no call was seen, as long as APIs are kept
}

// Specs lists the imported descriptions.
func (d *Desk) Specs(ctx context.Context, who Asker) ([]SpecUse, error) {
	all, err := d.Settings(ctx, who, KindSpec)
	if err != nil {
		return nil, err
	}
	out := make([]SpecUse, len(all))
	for i, s := range all {
		out[i].Setting = s
		if err := json.Unmarshal(s.Body, &out[i].Spec); err != nil {
			return nil, fmt.Errorf("cannot read the description %s: %w", s.Name, err)
		}
		ids := map[string]string{}
		for _, op := range out[i].Declared() {
			a := traffic.API(op)
			ids[a.ID(who.Tenant)] = op.Method + " " + op.Template
		}
		f := Filter{Tenant: who.Tenant, IDs: keysOf(ids)}
		for after := (*Key)(nil); ; {
			p, err := d.store.APIs(ctx, AssetQuery{Filter: f, Order: Order{By: SortCalls}, After: after, Limit: MaxLimit, Life: d.life()})
			if err != nil {
				return nil, err
			}
			for _, a := range p.Rows {
				delete(ids, a.ID)
			}
			if after = p.Next; after == nil {
				break
			}
		}
		for _, op := range ids {
			out[i].Unseen = append(out[i].Unseen, op)
		}
		slices.Sort(out[i].Unseen)
	}
	return out, nil
}

func keysOf(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
