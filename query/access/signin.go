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
	wait, back := g.throttle.take(block(address), name, g.now())
	if wait > 0 {
		return "", &WaitError{wait}
	}
	judged, right := false, false
	defer func() {
		if !judged || right {
			back(right)
		}
	}()
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
	if err := g.hashed(ctx, func() { right = Verify(phc, password) && usable; judged = true }); err != nil {
		return "", err
	}
	if !right {
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
	return g.begin(ctx, u, address, "signin")
}
