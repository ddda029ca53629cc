package store

import (
	"context"
	"errors"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// Drop removes the database with everything in it. Tests and `lapwing demo` use it on
// databases they made themselves; it refuses to be called without a name.
func Drop(ctx context.Context, opt Options) error {
	if opt.Database == "" {
		return errors.New("cannot drop the database: no name given")
	}
	conn, err := clickhouse.Open(&clickhouse.Options{
		Addr: opt.Addr, Auth: clickhouse.Auth{Username: opt.User, Password: opt.Password}, TLS: opt.TLS,
	})
	if err != nil {
		return failure("drop the database", err)
	}
	defer func() { _ = conn.Close() }()
	on := ""
	if opt.Cluster != "" {
		on = " ON CLUSTER " + quoted(opt.Cluster)
	}
	return failure("drop the database", conn.Exec(ctx, "DROP DATABASE IF EXISTS "+quoted(opt.Database)+on+" SYNC"))
}
