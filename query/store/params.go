package store

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var paramColumns = []string{
	"tenant", "api", "source", "side", "place", "name", "types", "formats", "n", "first", "last", "changed", "data",
	"example", "words", "many", "over", "version",
}

// WriteParams stores what one source learned of parameters, all or none; of several with
// one name the highest Version counts.
func (s *Store) WriteParams(ctx context.Context, source string, ps []finding.Params) error {
	type row struct{ of, at int }
	var rows []row
	for i := range ps {
		if ps[i].Tenant == "" {
			return fmt.Errorf("cannot write parameters of %s: %w", ps[i].API, errNoTenant)
		}
		for k := range ps[i].List {
			rows = append(rows, row{i, k})
		}
	}
	return s.appendRows(ctx, "write parameters", "params", paramColumns, len(rows),
		func(i int, add func(...any) error) error {
			p := &ps[rows[i].of]
			q := &p.List[rows[i].at]
			words := q.Values
			if words == nil {
				words = []string{}
			}
			return add(p.Tenant, p.API.ID(p.Tenant), source, uint8(q.Side), uint8(q.Place), q.Name, uint8(q.Types),
				uint16(q.Formats), q.N, clamped(q.First), clamped(q.Last), clamped(q.Changed), bytesOf(q.Data), q.Example,
				words, q.Many, p.Over, p.Version)
		})
}

// Params implements query.Store.
func (s *Store) Params(ctx context.Context, tenant string, apis []string) (map[string][]finding.Params, error) {
	m, err := s.merges(ctx, tenant)
	if err != nil {
		return nil, err
	}
	asked := map[string]bool{}
	for _, id := range apis {
		asked[id] = true
	}
	w := newWhere()
	w.add("has(%s, api)", "Array(String)", m.all(apis...))
	out := map[string][]finding.Params{}
	var lastAPI, lastSource string
	var live string
	err = s.ask(ctx, "read parameters", tenant, "SELECT api, source, side, place, name, types, formats, n, first, last, "+
		"changed, data, example, words, many, over, version FROM @params AS params"+w.text()+
		" ORDER BY api, source, side, place, name", w.args, func(r driver.Rows) error {
		var api, source string
		var side, place, types uint8
		var formats uint16
		var data []uint8
		var q finding.Param
		var p finding.Params
		err := r.Scan(&api, &source, &side, &place, &q.Name, &types, &formats, &q.N, &q.First, &q.Last, &q.Changed, &data,
			&q.Example, &q.Values, &q.Many, &p.Over, &p.Version)
		if err != nil {
			return err
		}
		q.Side, q.Place, q.Types, q.Formats = traffic.Side(side), finding.ParamPlace(place), finding.ParamTypes(types), finding.ParamFormats(formats)
		q.First, q.Last, q.Changed, q.Data = unclamped(q.First), unclamped(q.Last), unclamped(q.Changed), listOf[finding.DataType](data)
		if len(q.Values) == 0 {
			q.Values = nil
		}
		if api != lastAPI || source != lastSource {
			lastAPI, lastSource = api, source
			if live = api; !asked[api] {
				live = m.liveOf(api)
			}
			p.Tenant = tenant
			out[live] = append(out[live], p)
		}
		last := &out[live][len(out[live])-1]
		last.List, last.Over, last.Version = append(last.List, q), max(last.Over, p.Over), max(last.Version, p.Version)
		return nil
	}, func() { clear(out); lastAPI, lastSource = "", "" })
	return out, err
}
