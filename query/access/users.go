package access

import (
	"context"
	"errors"
	"fmt"

	"github.com/lapwing-sec/lapwing/query"
)

// AddUser adds a person to the tenant of who asks. They get in with a link from NewLink.
func (g *Gate) AddUser(ctx context.Context, by Principal, name string, r Role) (User, error) {
	name, err := userName(name)
	if err != nil {
		return User{}, err
	}
	if _, err := ParseRole(string(r)); err != nil {
		return User{}, err
	}
	if by.Tenant == "" {
		return User{}, errors.New("a user needs a tenant")
	}
	switch _, err := g.store.User(ctx, name); {
	case err == nil:
		return User{}, fmt.Errorf("there is a user %s already: names are unique over all tenants", name)
	case !errors.Is(err, query.ErrNotFound):
		return User{}, err
	}
	now := g.now().UTC()
	u := User{Name: name, Tenant: by.Tenant, Role: r, Created: now, Changed: now}
	if err := g.store.PutUser(ctx, u); err != nil {
		return User{}, err
	}
	e := query.AuditEntry{
		Actor: by.Name, Address: by.Address, Action: "user_create", Object: name, Result: "ok", Detail: string(r),
	}
	return u, g.audit(ctx, by.Tenant, e)
}

// Users lists the people of a tenant.
func (g *Gate) Users(ctx context.Context, tenant string) ([]User, error) {
	return g.store.Users(ctx, tenant)
}

// DisableUser keeps a person out and ends their sessions; those on other nodes end within
// ten seconds.
func (g *Gate) DisableUser(ctx context.Context, by Principal, name string) error {
	u, err := g.store.User(ctx, name)
	if err != nil {
		return err
	}
	if u.Tenant != by.Tenant {
		return query.ErrNotFound
	}
	u.Disabled, u.Changed = true, g.now().UTC()
	if err := g.store.PutUser(ctx, u); err != nil {
		return err
	}
	if err := g.endSessions(ctx, name, 0); err != nil {
		return err
	}
	e := query.AuditEntry{Actor: by.Name, Address: by.Address, Action: "user_disable", Object: name, Result: "ok"}
	return g.audit(ctx, by.Tenant, e)
}
