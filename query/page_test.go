package query

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

var testKey = []byte("0123456789abcdef0123456789abcdef")

func view(t testing.TB, l *List, query string) View {
	t.Helper()
	u, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	v, err := ParseView(l, u)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCursorComesBack(t *testing.T) {
	v := view(t, Events, "level=high&sort=-count")
	for _, k := range []Key{{0, ""}, {-1, "evt_x"}, {1 << 62, strings.Repeat("a", 200)}} {
		got, err := unseal(testKey, "a", v, seal(testKey, "a", v, k))
		if err != nil || got != k {
			t.Errorf("%+v came back as %+v, %v", k, got, err)
		}
	}
}

// A cursor answers one question only: not another tenant's, list's, filter's or order's, and
// not one signed elsewhere.
func TestCursorFitsOneQuestion(t *testing.T) {
	v := view(t, Events, "level=high")
	c := seal(testKey, "a", v, Key{5, "evt_1"})
	f := func(what string, key []byte, tenant string, v View, c string) {
		t.Helper()
		if _, err := unseal(key, tenant, v, c); !errors.Is(err, ErrCursor) {
			t.Errorf("%s: %v, want ErrCursor", what, err)
		}
	}
	f("other tenant", testKey, "b", v, c)
	f("other list", testKey, "a", view(t, Risks, "level=high"), c)
	f("other filter", testKey, "a", view(t, Events, "level=low"), c)
	f("no filter", testKey, "a", view(t, Events, ""), c)
	f("other order", testKey, "a", view(t, Events, "level=high&sort=last"), c)
	f("other key", []byte("ffffffffffffffffffffffffffffffff"), "a", v, c)
	f("cut", testKey, "a", v, c[:len(c)-4])
	f("empty", testKey, "a", v, "")
	f("no base64", testKey, "a", v, "%%%")
	f("endless", testKey, "a", v, strings.Repeat("A", 1<<20))
	if _, err := unseal(testKey, "a", view(t, Events, "level=high&limit=7"), c); err != nil {
		t.Errorf("pages of another size may follow: %v", err)
	}
}

// FuzzCursor makes sure that nothing but what was sealed is ever unsealed.
func FuzzCursor(f *testing.F) {
	v := view(f, Events, "level=high")
	for _, k := range []Key{{0, ""}, {7, "evt_1"}, {-9, "evt_\x00\xff"}} {
		f.Add(seal(testKey, "a", v, k))
	}
	f.Add("AQAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, c string) {
		k, err := unseal(testKey, "a", v, c)
		if err != nil {
			if !errors.Is(err, ErrCursor) {
				t.Fatal(err)
			}
			return
		}
		if again, err := unseal(testKey, "a", v, seal(testKey, "a", v, k)); err != nil || again != k {
			t.Fatalf("%q gave %+v, which does not come back", c, k)
		}
		if _, err := unseal(testKey, "b", v, c); err == nil {
			t.Fatalf("%q is good for two tenants", c)
		}
	})
}
