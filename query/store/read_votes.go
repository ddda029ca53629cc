package store

import (
	"context"
	"maps"
	"net/netip"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// joinVotes gives each case of a page the votes of the cases that other actors wrote of the same behaviour
// (finding.Same): one query a page, for the APIs, source blocks and days on it.
func (s *Store) joinVotes(ctx context.Context, tenant string, rows []query.Case) error {
	all := map[finding.Same]finding.Votes{}
	apis, blocks := map[string]bool{}, map[string]bool{}
	first, last := int64(0), int64(0)
	for i := range rows {
		same, ok := finding.SameOf(&rows[i].Finding)
		if !ok {
			continue
		}
		if len(all) == 0 {
			first, last = same.Day, same.Day
		}
		all[same] = 0
		apis[same.API.ID(tenant)], blocks[same.Block.String()] = true, true
		first, last = min(first, same.Day), max(last, same.Day)
	}
	if len(all) == 0 {
		return nil
	}
	w := newWhere()
	w.add("f.kind = %s", "UInt8", uint8(finding.KindEvent))
	w.conds = append(w.conds, "NOT f.simulated")
	w.add("has(%s, f.api)", "Array(String)", slices.Sorted(maps.Keys(apis)))
	w.add("(f.block = '' AND f.account != '' OR has(%s, toString(f.block)))", "Array(String)", slices.Sorted(maps.Keys(blocks)))
	w.add("f.start >= fromUnixTimestamp64Nano(%s)", "Int64", time.Unix(first*86400, 0).UnixNano())
	w.add("f.start < fromUnixTimestamp64Nano(%s)", "Int64", time.Unix((last+1)*86400, 0).UnixNano())
	text := "SELECT f.host AS host, f.method AS method, f.template AS template, toString(f.block) AS block, " +
		"if(f.block = '', f.ip, toIPv6('::')) AS at, intDiv(toUnixTimestamp64Nano(f.start), 86400000000000) AS day, " +
		"f.block = '' AND f.account != '' AS someone, groupBitOr(f.votes) AS votes FROM (SELECT * FROM @findings) AS f" + w.text() +
		" GROUP BY host, method, template, block, at, day, someone"
	err := s.ask(ctx, "read votes", tenant, text, w.args, func(r driver.Rows) error {
		f := finding.Finding{Kind: finding.KindEvent}
		var block string
		var ip netip.Addr
		var day int64
		var someone bool
		var votes uint64
		if err := r.Scan(&f.API.Host, &f.API.Method, &f.API.Template, &block, &ip, &day, &someone, &votes); err != nil {
			return err
		}
		f.Start, f.Source.IP = time.Unix(day*86400, 0), fromAddress(ip)
		if block != "" {
			f.Source.Block, _ = netip.ParsePrefix(block)
		} else if someone {
			f.Source.Account = "someone"
		}
		if same, ok := finding.SameOf(&f); ok {
			if _, wanted := all[same]; wanted {
				all[same] |= finding.Votes(votes)
			}
		}
		return nil
	}, overwrites)
	if err != nil {
		return err
	}
	for i := range rows {
		if same, ok := finding.SameOf(&rows[i].Finding); ok {
			rows[i].Votes |= all[same]
		}
	}
	return nil
}
