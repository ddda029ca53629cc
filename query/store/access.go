package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
)

// User finds a user by name; names are unique over all tenants.
func (s *Store) User(ctx context.Context, name string) (access.User, error) {
	us, err := s.users(
		ctx,
		"read a user",
		"SELECT "+userColumns+" FROM @users WHERE name = {name:String}",
		args{"name": name},
	)
	return firstOf(us, err)
}

// Users lists the users of a tenant by name.
func (s *Store) Users(ctx context.Context, tenant string) ([]access.User, error) {
	if tenant == "" {
		return nil, failure("list users", errNoTenant)
	}
	return s.users(ctx, "list users", "SELECT "+userColumns+" FROM @users WHERE tenant = {tenant:String} ORDER BY name",
		args{tenantParam: tenant})
}

const userColumns = "name, tenant, role, password, created, changed, disabled"

func (s *Store) users(ctx context.Context, what, text string, a args) (us []access.User, err error) {
	err = s.askAcross(ctx, what, text, a, func(r driver.Rows) error {
		var u access.User
		var role string
		err := r.Scan(&u.Name, &u.Tenant, &role, &u.Password, &u.Created, &u.Changed, &u.Disabled)
		u.Role = access.Role(role)
		us = append(us, u)
		return err
	}, func() { us = nil })
	return us, err
}

// PutUser writes a user; the newest row of a name counts.
func (s *Store) PutUser(ctx context.Context, u access.User) error {
	return s.putAccess(ctx, "write a user", "users", userColumns,
		u.Name, u.Tenant, string(u.Role), u.Password, u.Created, u.Changed, u.Disabled)
}

const sessionColumns = "hash, user, tenant, created, seen, ends, address, ended"

// Session finds a session by the hash of its secret.
func (s *Store) Session(ctx context.Context, hash string) (access.Session, error) {
	all, err := s.sessions(ctx, "read a session", "SELECT "+sessionColumns+" FROM @sessions WHERE hash = {hash:String}",
		args{"hash": hash})
	return firstOf(all, err)
}

// Sessions lists a user's sessions that have not ended, newest first.
func (s *Store) Sessions(ctx context.Context, user string) ([]access.Session, error) {
	return s.sessions(ctx, "list sessions", "SELECT "+sessionColumns+` FROM @sessions
		WHERE user = {user:String} AND NOT ended AND ends > now64(3) ORDER BY created DESC, hash`, args{"user": user})
}

func (s *Store) sessions(ctx context.Context, what, text string, a args) (all []access.Session, err error) {
	err = s.askAcross(ctx, what, text, a, func(r driver.Rows) error {
		var x access.Session
		err := r.Scan(&x.Hash, &x.User, &x.Tenant, &x.Created, &x.Seen, &x.Ends, &x.Address, &x.Ended)
		all = append(all, x)
		return err
	}, func() { all = nil })
	return all, err
}

// PutSession writes a session.
func (s *Store) PutSession(ctx context.Context, x access.Session) error {
	return s.putAccess(ctx, "write a session", "sessions", sessionColumns,
		x.Hash, x.User, x.Tenant, x.Created, x.Seen, x.Ends, x.Address, x.Ended)
}

const tokenColumns = "hash, id, name, tenant, scopes, hint, created, creator, ends, revoked" //nolint:gosec // names of columns

// Token finds a token by its hash.
func (s *Store) Token(ctx context.Context, hash string) (access.Token, error) {
	ts, err := s.tokens(ctx, "read a token", "SELECT "+tokenColumns+" FROM @tokens WHERE hash = {hash:String}",
		args{"hash": hash})
	return firstOf(ts, err)
}

// Tokens lists the tokens of a tenant, newest first, those that ended or were revoked too.
func (s *Store) Tokens(ctx context.Context, tenant string) ([]access.Token, error) {
	if tenant == "" {
		return nil, failure("list tokens", errNoTenant)
	}
	return s.tokens(ctx, "list tokens", "SELECT "+tokenColumns+` FROM @tokens WHERE tenant = {tenant:String}
		ORDER BY created DESC, id`, args{tenantParam: tenant})
}

func (s *Store) tokens(ctx context.Context, what, text string, a args) (ts []access.Token, err error) {
	err = s.askAcross(ctx, what, text, a, func(r driver.Rows) error {
		var t access.Token
		var scopes []string
		err := r.Scan(&t.Hash, &t.ID, &t.Name, &t.Tenant, &scopes, &t.Hint, &t.Created, &t.Creator, &t.Ends, &t.Revoked)
		for _, sc := range scopes {
			t.Scopes = append(t.Scopes, access.Scope(sc))
		}
		ts = append(ts, t)
		return err
	}, func() { ts = nil })
	return ts, err
}

// PutToken writes a token.
func (s *Store) PutToken(ctx context.Context, t access.Token) error {
	scopes := make([]string, len(t.Scopes))
	for i, sc := range t.Scopes {
		scopes[i] = string(sc)
	}
	return s.putAccess(ctx, "write a token", "tokens", tokenColumns,
		t.Hash, t.ID, t.Name, t.Tenant, scopes, t.Hint, t.Created, t.Creator, t.Ends, t.Revoked)
}

const linkColumns = "hash, user, tenant, ends, used"

// Link finds a one-time link by the hash of its secret.
func (s *Store) Link(ctx context.Context, hash string) (access.Link, error) {
	var ls []access.Link
	err := s.askAcross(ctx, "read a sign-in link", "SELECT "+linkColumns+" FROM @links WHERE hash = {hash:String}",
		args{"hash": hash}, func(r driver.Rows) error {
			var l access.Link
			err := r.Scan(&l.Hash, &l.User, &l.Tenant, &l.Ends, &l.Used)
			ls = append(ls, l)
			return err
		}, func() { ls = nil })
	return firstOf(ls, err)
}

// PutLink writes a one-time link.
func (s *Store) PutLink(ctx context.Context, l access.Link) error {
	return s.putAccess(ctx, "write a sign-in link", "links", linkColumns, l.Hash, l.User, l.Tenant, l.Ends, l.Used)
}

// putAccess adds a row that replaces the older ones of its key. Its version is this node's
// clock: of two nodes that write the same row at once, the one with the later clock stays.
func (s *Store) putAccess(ctx context.Context, what, table, columns string, row ...any) error {
	b, err := s.conn.PrepareBatch(s.limited(ctx, writing), "INSERT INTO "+s.in.full(table)+" ("+columns+", version)")
	if err != nil {
		return failure(what, err)
	}
	if err := b.Append(append(row, uint64(time.Now().UnixNano()))...); err != nil {
		_ = b.Abort()
		return failure(what, err)
	}
	return failure(what, b.Send())
}

func firstOf[T any](rows []T, err error) (T, error) {
	var none T
	switch {
	case err != nil:
		return none, err
	case len(rows) == 0:
		return none, query.ErrNotFound
	}
	return rows[0], nil
}
