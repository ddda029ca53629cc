package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/ClickHouse/ch-go"
	"github.com/ClickHouse/ch-go/proto"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// daysPerInsert bounds the parts one insert makes: the server makes one per day and
// refuses more than a hundred.
const daysPerInsert = 90

// WriteBatch stores the calls and samples of a batch, each once however often the same
// batch is written: the token and the content must be the same in each try. It returns when
// all of it is on disk. On ErrUnavailable any part of it may be stored; write it again.
func (s *Store) WriteBatch(ctx context.Context, b *finding.Batch) error {
	if b.Token == "" {
		return errors.New("cannot write a batch: it has no token")
	}
	if err := tenants(b); err != nil {
		return err
	}
	return s.hot.with(ctx, func(l *lane) error {
		err := inDays(len(b.Facts), func(i int) int64 { return clamped(b.Facts[i].Time).Unix() / 86400 },
			func(part int, rows []int) error {
				l.calls.input.Reset()
				for _, i := range rows {
					l.calls.add(&b.Facts[i])
				}
				return s.insertOnce(ctx, l, "calls", l.calls.input, partToken(b.Token, part))
			})
		if err != nil {
			return failure("write calls", err)
		}
		err = inDays(len(b.Samples), func(i int) int64 { return clamped(b.Samples[i].Time).Unix() / 86400 },
			func(part int, rows []int) error {
				l.samples.input.Reset()
				for _, i := range rows {
					l.samples.add(&b.Samples[i])
				}
				return s.insertOnce(ctx, l, "samples", l.samples.input, partToken(b.Token, part))
			})
		return failure("write samples", err)
	})
}

// tenants refuses rows that nobody could ever read again.
func tenants(b *finding.Batch) error {
	for i := range b.Facts {
		if b.Facts[i].Tenant == "" {
			return fmt.Errorf("cannot write call %q: %w", b.Facts[i].ID, errNoTenant)
		}
	}
	for i := range b.Samples {
		if b.Samples[i].Tenant == "" {
			return fmt.Errorf("cannot write sample %q: %w", b.Samples[i].ID, errNoTenant)
		}
	}
	return nil
}

// insertOnce is one insert that the table takes once per token, and so do the tables
// filled from it.
func (s *Store) insertOnce(ctx context.Context, l *lane, name string, in proto.Input, token string) error {
	set := []ch.Setting{
		ch.SettingInt("async_insert", 0),
		ch.SettingInt("insert_deduplicate", 1),
		ch.SettingInt("deduplicate_blocks_in_dependent_materialized_views", 1),
		{Key: "insert_deduplication_token", Value: token, Important: true},
		ch.SettingInt("max_execution_time", seconds(s.opt.Limits.Write)),
		{Key: "max_memory_usage", Value: strconv.FormatUint(4*s.opt.Limits.Memory, 10)},
	}
	if s.in.cluster != "" {
		for k, v := range clusterSettings {
			set = append(set, ch.Setting{Key: k, Value: fmt.Sprint(v)})
		}
	}
	return s.hot.insert(ctx, l, s.in.full(name), in, set)
}

func partToken(token string, part int) string {
	if part == 0 {
		return token
	}
	return token + "#" + strconv.Itoa(part)
}

// inDays calls write with the rows of at most daysPerInsert days at a time. Usually that
// is all rows in their order; the division depends on the rows alone, so that a retry makes
// the same parts.
func inDays(n int, day func(int) int64, write func(part int, rows []int) error) error {
	if n == 0 {
		return nil
	}
	rows := make([]int, n)
	days := make(map[int64]struct{})
	for i := range rows {
		rows[i] = i
		days[day(i)] = struct{}{}
	}
	if len(days) <= daysPerInsert {
		return write(0, rows)
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(day(a), day(b)) })
	part, begin, seen := 0, 0, 1
	for i := 1; i < n; i++ {
		if day(rows[i]) == day(rows[i-1]) {
			continue
		}
		if seen++; seen > daysPerInsert {
			if err := write(part, rows[begin:i]); err != nil {
				return err
			}
			part, begin, seen = part+1, i, 1
		}
	}
	return write(part, rows[begin:])
}
