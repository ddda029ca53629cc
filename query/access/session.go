package access

import (
	"context"
	"errors"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

const (
	sessionLasts = 12 * time.Hour  // a shift; then sign in again
	sessionIdle  = 2 * time.Hour   // without a request
	renewAfter   = 5 * time.Minute // how often "seen" is written
	maxSessions  = 10              // of one user; the oldest end
)

// begin makes a new session with a new secret: one from before the sign-in is never kept.
func (g *Gate) begin(ctx context.Context, u User, address, action string) (string, error) {
	if err := g.endSessions(ctx, u.Name, maxSessions-1); err != nil {
		return "", err
	}
	secret, now := newSecret(), g.now().UTC()
	s := Session{
		Hash: hash(secret), User: u.Name, Tenant: u.Tenant, Created: now, Seen: now,
		Ends: now.Add(sessionLasts), Address: address,
	}
	if err := g.store.PutSession(ctx, s); err != nil {
		return "", err
	}
	e := query.AuditEntry{Actor: u.Name, Address: address, Action: action, Result: "ok"}
	return secret, g.audit(ctx, u.Tenant, e)
}

// endSessions ends all sessions of a user but the newest keep.
func (g *Gate) endSessions(ctx context.Context, user string, keep int) error {
	all, err := g.store.Sessions(ctx, user)
	if err != nil {
		return err
	}
	for i, s := range all {
		if i < keep {
			continue
		}
		s.Ended = true
		if err := g.store.PutSession(ctx, s); err != nil {
			return err
		}
		g.sessions.drop(s.Hash)
	}
	return nil
}

// Recognise tells who a cookie's secret belongs to. The zero Principal and no error means
// nobody: unknown, ended or idle for too long.
func (g *Gate) Recognise(ctx context.Context, cookie, address string) (Principal, error) {
	if len(cookie) == 0 || len(cookie) > 128 {
		return Principal{}, nil
	}
	h, now := hash(cookie), g.now()
	s, ok := g.sessions.get(h, now)
	if !ok {
		var err error
		s, err = g.store.Session(ctx, h)
		if errors.Is(err, query.ErrNotFound) {
			return Principal{}, nil
		}
		if err != nil {
			return Principal{}, err
		}
	}
	if s.Ended || !now.Before(s.Ends) || now.Sub(s.Seen) > sessionIdle {
		return Principal{}, nil
	}
	u, err := g.store.User(ctx, s.User)
	if err != nil || u.Disabled {
		return Principal{}, err
	}
	if now.Sub(s.Seen) > renewAfter {
		s.Seen = now.UTC()
		if err := g.store.PutSession(ctx, s); err != nil {
			return Principal{}, err
		}
	}
	g.sessions.put(h, s, now)
	return Principal{Tenant: u.Tenant, Name: u.Name, Address: address, Role: u.Role, Session: h}, nil
}

// SignOut ends the session of a principal.
func (g *Gate) SignOut(ctx context.Context, p Principal) error {
	s, err := g.store.Session(ctx, p.Session)
	if errors.Is(err, query.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	s.Ended = true
	if err := g.store.PutSession(ctx, s); err != nil {
		return err
	}
	g.sessions.drop(s.Hash)
	return g.audit(ctx, p.Tenant, query.AuditEntry{Actor: p.Name, Address: p.Address, Action: "signout", Result: "ok"})
}
