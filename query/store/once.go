package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"maps"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// nonce tells two writers of one token apart.
func nonce() uint64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return binary.NativeEndian.Uint64(b[:])
}

// insertUnder inserts one row under a token: of all inserts with it the table takes the first.
// columns is the list of names as it stands in an insert.
func (s *Store) insertUnder(ctx context.Context, what, table, columns, token string, values ...any) error {
	set := s.settings(writing)
	maps.Copy(set, clickhouse.Settings{"insert_deduplicate": 1, "insert_deduplication_token": token})
	ctx, cancel := context.WithTimeout(clickhouse.Context(ctx, clickhouse.WithSettings(set)), s.opt.Limits.Write)
	defer cancel()
	b, err := s.conn.PrepareBatch(ctx, "INSERT INTO "+s.in.full(table)+" ("+columns+")")
	if err != nil {
		return failure(what, err)
	}
	if err := b.Append(values...); err != nil {
		_ = b.Abort()
		return failure(what, err)
	}
	return failure(what, b.Send())
}
