package access

import (
	"context"
	"errors"

	"github.com/lapwing-sec/lapwing/query"
)

// SignIn checks a password and gives the secret of a new session's cookie. A *WaitError
// means too many failures before; ErrRefused everything else that is the caller's fault.
func (g *Gate) SignIn(ctx context.Context, name, password, address string) (cookie string, err error) {
	name, nameErr := userName(name)
	if w := g.throttle.wait(block(address), name, g.now()); w > 0 {
		return "", &WaitError{w}
	}
	var u User
	if nameErr == nil {
		u, err = g.store.User(ctx, name)
		if err != nil && !errors.Is(err, query.ErrNotFound) {
			return "", err
		}
	}
	phc, usable := u.Password, u.Password != "" && !u.Disabled && len(password) <= maxPassword
	if !usable {
		phc, password = g.nobody, "" // spend the same time
	}
	var right bool
	if err := g.hashed(ctx, func() { right = Verify(phc, password) }); err != nil {
		return "", err
	}
	if !usable || !right {
		g.throttle.failed(block(address), name, g.now())
		tenant := u.Tenant
		if tenant == "" {
			tenant = g.tenant
		}
		e := query.AuditEntry{Actor: name, Address: address, Action: "signin", Result: "refused"}
		if err := g.audit(ctx, tenant, e); err != nil {
			return "", err
		}
		return "", ErrRefused
	}
	g.throttle.passed(block(address), name)
	return g.begin(ctx, u, address, "signin")
}
