package access

import (
	"context"
	"errors"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

const linkLasts = 24 * time.Hour // long enough to finish an installation the next morning

// FirstUser is the name of the administrator made by the first link.
const FirstUser = "admin"

// FirstLink gives the secret of a one-time sign-in link for the first administrator, or ""
// where somebody of that name already has a password. Links given before stop working only
// when used or after a day.
func (g *Gate) FirstLink(ctx context.Context) (string, error) {
	u, err := g.store.User(ctx, FirstUser)
	if err == nil && u.Password != "" {
		return "", nil
	}
	if err != nil && !errors.Is(err, query.ErrNotFound) {
		return "", err
	}
	if errors.Is(err, query.ErrNotFound) {
		now := g.now().UTC()
		u = User{Name: FirstUser, Tenant: g.tenant, Role: Admin, Created: now, Changed: now}
		if err := g.store.PutUser(ctx, u); err != nil {
			return "", err
		}
	}
	return g.NewLink(ctx, u.Name)
}

// NewLink gives the secret of a one-time link with which that user sets a new password.
func (g *Gate) NewLink(ctx context.Context, user string) (string, error) {
	u, err := g.store.User(ctx, user)
	if err != nil {
		return "", err
	}
	secret := newSecret()
	l := Link{Hash: hash(secret), User: u.Name, Tenant: u.Tenant, Ends: g.now().UTC().Add(linkLasts)}
	if err := g.store.PutLink(ctx, l); err != nil {
		return "", err
	}
	return secret, g.audit(
		ctx,
		u.Tenant,
		query.AuditEntry{Actor: "system", Action: "link_create", Object: u.Name, Result: "ok"},
	)
}

// LookAtLink tells whose link it is, without using it up.
func (g *Gate) LookAtLink(ctx context.Context, secret, address string) (user string, err error) {
	if w := g.throttle.wait(block(address), "link", g.now()); w > 0 {
		return "", &WaitError{w}
	}
	l, err := g.store.Link(ctx, hash(secret))
	if errors.Is(err, query.ErrNotFound) || err == nil && (l.Used || !g.now().Before(l.Ends)) {
		g.throttle.failed(block(address), "link", g.now())
		return "", ErrLink
	}
	return l.User, err
}

// UseLink sets the user's password and signs them in; the link is used up. All other
// sessions of the user end.
func (g *Gate) UseLink(ctx context.Context, secret, password, address string) (cookie string, err error) {
	name, err := g.LookAtLink(ctx, secret, address)
	if err != nil {
		return "", err
	}
	if err := checkPassword(name, password); err != nil {
		return "", err
	}
	l, err := g.store.Link(ctx, hash(secret))
	if err != nil {
		return "", err
	}
	u, err := g.store.User(ctx, name)
	if err != nil || u.Disabled {
		return "", ErrLink
	}
	l.Used = true // first: a crash in between costs a link, never lets one be used twice
	if err := g.store.PutLink(ctx, l); err != nil {
		return "", err
	}
	if err := g.hashed(ctx, func() { u.Password = g.cost.Hash(password) }); err != nil {
		return "", err
	}
	u.Changed = g.now().UTC()
	if err := g.store.PutUser(ctx, u); err != nil {
		return "", err
	}
	if err := g.endSessions(ctx, u.Name, 0); err != nil {
		return "", err
	}
	return g.begin(ctx, u, address, "signin_link")
}
