package access

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

const (
	linkLasts = 24 * time.Hour         // long enough to finish an installation the next morning
	settling  = 200 * time.Millisecond // between a link's use and the look whose it was: two small writes
)

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

// LookAtLink tells whose link it is, without using it up. Only links that are not good are
// counted against an address, and apart from its sign-ins: nobody locks anybody out with them,
// and 256 random bits need no help against guessing.
func (g *Gate) LookAtLink(ctx context.Context, secret, address string) (user string, err error) {
	l, err := g.store.Link(ctx, hash(secret))
	if errors.Is(err, query.ErrNotFound) || err == nil && (l.Used || !g.now().Before(l.Ends)) {
		if wait, _ := g.throttle.take("link "+block(address), "", g.now()); wait > 0 {
			return "", &WaitError{wait}
		}
		return "", ErrLink
	}
	return l.User, err
}

// claim uses a link up; ErrLink where somebody else was quicker. In this process exactly one
// call wins. Between nodes the last writer's mark stays: each waits until the other must have
// written and looks whose mark it is, so that two winners need a write slower than settling.
func (g *Gate) claim(ctx context.Context, secret string) error {
	g.links.Lock()
	defer g.links.Unlock()
	l, err := g.store.Link(ctx, hash(secret))
	if errors.Is(err, query.ErrNotFound) || err == nil && (l.Used || !g.now().Before(l.Ends)) {
		return ErrLink
	}
	if err != nil {
		return err
	}
	// first: a crash in between costs a link, never lets one be used twice
	l.Used = true
	l.Ends = g.now().UTC().Truncate(time.Second).Add(-rand.N(linkLasts)).Truncate(time.Millisecond) // our mark
	if err := g.store.PutLink(ctx, l); err != nil {
		return err
	}
	select {
	case <-time.After(g.settle):
	case <-ctx.Done():
		return ctx.Err()
	}
	now, err := g.store.Link(ctx, l.Hash)
	if err == nil && !now.Ends.Equal(l.Ends) {
		return ErrLink
	}
	return err
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
	u, err := g.store.User(ctx, name)
	if errors.Is(err, query.ErrNotFound) || err == nil && u.Disabled {
		return "", ErrLink
	}
	if err != nil {
		return "", err
	}
	if err := g.claim(ctx, secret); err != nil {
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
