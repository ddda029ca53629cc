package store_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

var _ access.Store = (*store.Store)(nil)

// roundTrip puts a row twice, changed the second time, and wants the newest back.
func roundTrip[T any](t *testing.T, first, second T, put func(T) error, get func() (T, error)) {
	t.Helper()
	if _, err := get(); !errors.Is(err, query.ErrNotFound) {
		t.Fatalf("%T before it was written: %v, want not found", first, err)
	}
	for _, row := range []T{first, second} {
		if err := put(row); err != nil {
			t.Fatal(err)
		}
		got, err := get()
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, row) {
			t.Fatalf("got %+v, want %+v", got, row)
		}
	}
}

func TestAccessRowsComeBackNewest(t *testing.T) {
	s, ctx := storetest.New(t), t.Context()
	at := time.Now().UTC().Truncate(time.Second)
	u := access.User{Name: "ada'; DROP TABLE users", Tenant: "a", Role: access.Admin, Created: at, Changed: at}
	u2 := u
	u2.Password, u2.Disabled = "$argon2id$x", true
	roundTrip(t, u, u2, func(u access.User) error { return s.PutUser(ctx, u) },
		func() (access.User, error) { return s.User(ctx, u.Name) })

	x := access.Session{
		Hash:    "h1",
		User:    "ada",
		Tenant:  "a",
		Created: at,
		Seen:    at,
		Ends:    at.Add(time.Hour),
		Address: "::1",
	}
	x2 := x
	x2.Seen = at.Add(time.Minute)
	roundTrip(t, x, x2, func(x access.Session) error { return s.PutSession(ctx, x) },
		func() (access.Session, error) { return s.Session(ctx, "h1") })

	k := access.Token{
		Hash: "t1", ID: "tok_1", Name: "edge-1", Tenant: "a", Scopes: []access.Scope{access.ScopeIngest, access.ScopeRead},
		Hint: "abcd", Created: at, Creator: "ada", Ends: at.Add(time.Hour),
	}
	k2 := k
	k2.Revoked = true
	roundTrip(t, k, k2, func(k access.Token) error { return s.PutToken(ctx, k) },
		func() (access.Token, error) { return s.Token(ctx, "t1") })

	l := access.Link{Hash: "l1", User: "ada", Tenant: "a", Ends: at.Add(time.Hour)}
	l2 := l
	l2.Used = true
	roundTrip(t, l, l2, func(l access.Link) error { return s.PutLink(ctx, l) },
		func() (access.Link, error) { return s.Link(ctx, "l1") })
}

func TestAccessListsAreOfOneTenantOrUser(t *testing.T) {
	s, ctx := storetest.New(t), t.Context()
	at := time.Now().UTC().Truncate(time.Second)
	for _, tenant := range []string{"a", "b"} {
		for _, n := range []string{"1", "2"} {
			_ = s.PutUser(
				ctx,
				access.User{Name: "u" + n + tenant, Tenant: tenant, Role: access.Viewer, Created: at, Changed: at},
			)
			_ = s.PutToken(ctx, access.Token{Hash: n + tenant, ID: n + tenant, Tenant: tenant, Created: at, Ends: at})
			_ = s.PutSession(ctx, access.Session{
				Hash: n + tenant, User: "u" + tenant, Tenant: tenant, Created: at, Seen: at, Ends: at.Add(time.Hour),
				Ended: n == "2",
			})
		}
	}
	us, err := s.Users(ctx, "a")
	if err != nil || len(us) != 2 || us[0].Name != "u1a" || us[1].Name != "u2a" {
		t.Errorf("users of a: %v %v", us, err)
	}
	ts, err := s.Tokens(ctx, "b")
	if err != nil || len(ts) != 2 || ts[0].Tenant != "b" || ts[1].Tenant != "b" {
		t.Errorf("tokens of b: %v %v", ts, err)
	}
	xs, err := s.Sessions(ctx, "ua")
	if err != nil || len(xs) != 1 || xs[0].Hash != "1a" {
		t.Errorf("sessions of ua: %v %v", xs, err)
	}
	if _, err := s.Users(ctx, ""); err == nil {
		t.Error("users of no tenant were listed")
	}
	if _, err := s.Tokens(ctx, ""); err == nil {
		t.Error("tokens of no tenant were listed")
	}
}
