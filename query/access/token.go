package access

import (
	"context"
	"errors"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/oklog/ulid/v2"

	"github.com/lapwing-sec/lapwing/query"
)

const (
	// TokenLasts is the life of a token when nobody says otherwise.
	TokenLasts = 365 * 24 * time.Hour
	maxName    = 64 // characters of a token's name
)

// NewToken makes a token and gives its secret, which is shown this once. A life of 0 takes
// TokenLasts. by is who asks and needs no permission here: routes check that.
func (g *Gate) NewToken(
	ctx context.Context,
	by Principal,
	name string,
	scopes []Scope,
	life time.Duration,
) (Token, string, error) {
	if n := utf8.RuneCountInString(name); n == 0 || n > maxName || !utf8.ValidString(name) {
		return Token{}, "", errors.New("a token needs a name of 1 to 64 characters")
	}
	for _, s := range scopes {
		if _, err := ParseScope(string(s)); err != nil {
			return Token{}, "", err
		}
	}
	if len(scopes) == 0 || by.Tenant == "" || life < 0 {
		return Token{}, "", errors.New("a token needs a scope (ingest, read or admin), a tenant and a life above zero")
	}
	if life == 0 {
		life = TokenLasts
	}
	secret, now := newToken(), g.now().UTC()
	t := Token{
		Hash: hash(secret), ID: "tok_" + ulid.MustNew(ulid.Timestamp(now), ulid.DefaultEntropy()).String(),
		Name: name, Tenant: by.Tenant, Scopes: slices.Compact(slices.Sorted(slices.Values(scopes))),
		Hint: secret[len(secret)-4:], Created: now, Creator: by.Name, Ends: now.Add(life),
	}
	if err := g.store.PutToken(ctx, t); err != nil {
		return Token{}, "", err
	}
	e := query.AuditEntry{
		Actor:   by.Name,
		Address: by.Address,
		Action:  "token_create",
		Object:  t.ID,
		Result:  "ok",
		Detail:  name,
	}
	return t, secret, g.audit(ctx, by.Tenant, e)
}

// Tokens lists the tokens of a tenant, without secrets.
func (g *Gate) Tokens(ctx context.Context, tenant string) ([]Token, error) {
	return g.store.Tokens(ctx, tenant)
}

// RevokeToken ends a token; it stops working here at once and elsewhere within ten seconds.
func (g *Gate) RevokeToken(ctx context.Context, by Principal, id string) error {
	all, err := g.store.Tokens(ctx, by.Tenant)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(t Token) bool { return t.ID == id })
	if i < 0 {
		return &query.Missing{Detail: "there is no token of that ID"}
	}
	t := all[i]
	t.Revoked = true
	if err := g.store.PutToken(ctx, t); err != nil {
		return err
	}
	g.tokens.drop(t.Hash)
	e := query.AuditEntry{
		Actor:   by.Name,
		Address: by.Address,
		Action:  "token_revoke",
		Object:  id,
		Result:  "ok",
		Detail:  t.Name,
	}
	return g.audit(ctx, by.Tenant, e)
}

// Bearer tells whose token it is, or ErrToken.
//
// Sensors go on delivering while the store is away: a token this process has verified before
// stays good then, for its scope ingest 24 hours and for all its scopes 10 minutes after the
// store last vouched for it. Nothing can be revoked through the store in that time; what was
// revoked on another node in the last ten seconds before may work until the store is back. A
// token that was not verified before gets ErrAway, within about 1.5 seconds.
func (g *Gate) Bearer(ctx context.Context, secret, address string) (Principal, error) {
	if !wellFormed(secret) {
		return Principal{}, ErrToken
	}
	h, now := hash(secret), g.now()
	t, ok := g.tokens.get(h, now)
	if !ok {
		var err error
		if t, err = g.verify(ctx, h, now); err != nil {
			return Principal{}, err
		}
	}
	if t.Revoked || !now.Before(t.Ends) {
		return Principal{}, ErrToken
	}
	return Principal{
		Tenant: t.Tenant, Name: "token:" + t.Name, Address: address,
		Token: t.ID, Sensor: t.Name, Scopes: t.Scopes,
	}, nil
}
