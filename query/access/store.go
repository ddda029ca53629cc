package access

import (
	"context"
	"time"
)

// Store keeps who may come in; query/store implements it. Put replaces the row of the same
// key and returns after it is durable in the store; a read after a Put sees it. Reads answer
// query.ErrNotFound where there is no such row.
type Store interface {
	User(ctx context.Context, name string) (User, error) // names are unique over all tenants
	Users(ctx context.Context, tenant string) ([]User, error)
	PutUser(ctx context.Context, u User) error

	Session(ctx context.Context, hash string) (Session, error)
	Sessions(ctx context.Context, user string) ([]Session, error) // not ended, newest first
	PutSession(ctx context.Context, s Session) error

	Token(ctx context.Context, hash string) (Token, error)
	Tokens(ctx context.Context, tenant string) ([]Token, error) // newest first, revoked included
	PutToken(ctx context.Context, t Token) error

	Link(ctx context.Context, hash string) (Link, error)
	PutLink(ctx context.Context, l Link) error
}

// User is a person.
type User struct {
	Name     string // lower case, 1..64 of letters, digits, . _ - @
	Tenant   string
	Role     Role
	Password string // argon2id in PHC form; "": none set yet, no sign-in by password
	Created  time.Time
	Changed  time.Time // password or role
	Disabled bool
}

// Session is a signed-in browser.
type Session struct {
	Hash    string // SHA-256 of the cookie's secret, hexadecimal
	User    string
	Tenant  string
	Created time.Time
	Seen    time.Time // renewed at most every few minutes
	Ends    time.Time
	Address string
	Ended   bool // signed out
}

// Token lets a program in.
type Token struct {
	Hash    string // SHA-256 of the token, hexadecimal
	ID      string // public, "tok_..."
	Name    string // 1..64; of the sensor where the scope is ingest
	Tenant  string
	Scopes  []Scope
	Hint    string // last four characters
	Created time.Time
	Creator string
	Ends    time.Time
	Revoked bool
}

// Link lets one person in once.
type Link struct {
	Hash   string
	User   string
	Tenant string
	Ends   time.Time // of a used one: a random moment of the day before, the mark of who used it
	Used   bool
}
