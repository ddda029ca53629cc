package access

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	home  = "203.0.113.5"
	away  = "198.51.100.9"
	right = "correct horse battery"
)

func settled(t *testing.T) (*Gate, *memory, *clock) {
	t.Helper()
	g, m, c := newGate()
	link, err := g.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.UseLink(t.Context(), link, right, home); err != nil {
		t.Fatal(err)
	}
	return g, m, c
}

func TestTheFirstLinkWorksOnce(t *testing.T) {
	g, m, c := newGate()
	ctx := t.Context()
	link, err := g.FirstLink(ctx)
	if err != nil || link == "" {
		t.Fatal(link, err)
	}
	for range 3 { // looking does not use it up
		if u, err := g.LookAtLink(ctx, link, home); u != FirstUser || err != nil {
			t.Fatal(u, err)
		}
	}
	for _, weak := range []string{"", "short", "123456789", "Admin12345", strings.Repeat("x", 300)} {
		if _, err := g.UseLink(ctx, link, weak, home); !errors.Is(err, ErrPassword) {
			t.Errorf("password %.12q: %v", weak, err)
		}
	}
	cookie, err := g.UseLink(ctx, link, right, home)
	if err != nil {
		t.Fatal(err)
	}
	p, err := g.Recognise(ctx, cookie, home)
	if err != nil || p.Name != "admin" || p.Tenant != "default" || !p.May(Administer) {
		t.Fatalf("%+v %v", p, err)
	}
	if _, err := g.UseLink(ctx, link, "another password", home); !errors.Is(err, ErrLink) {
		t.Errorf("a second time: %v", err)
	}
	if again, err := g.FirstLink(ctx); again != "" || err != nil {
		t.Errorf("a first link beside a set password: %q %v", again, err)
	}
	for h, l := range m.links {
		if strings.Contains(h, link) || !l.Used {
			t.Error("the link is stored as it is, or not used up")
		}
	}
	lost, _ := g.NewLink(ctx, FirstUser)
	c.t = c.t.Add(linkLasts)
	if _, err := g.LookAtLink(ctx, lost, home); !errors.Is(err, ErrLink) {
		t.Errorf("after a day: %v", err)
	}
}

func TestSignInByPassword(t *testing.T) {
	g, m, _ := settled(t)
	ctx := t.Context()
	if u := m.users["admin"]; !strings.HasPrefix(u.Password, "$argon2id$v=19$m=64,t=1,p=1$") ||
		strings.Contains(u.Password, right) {
		t.Errorf("stored as %q", u.Password)
	}
	for _, wrong := range [][2]string{
		{"admin", "wrong password"}, {"nobody", right}, {"", right}, {"admin", ""}, {"ad\x00min", right},
	} {
		if _, err := g.SignIn(ctx, wrong[0], wrong[1], home); !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	one, err := g.SignIn(ctx, " Admin ", right, away)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := g.SignIn(ctx, "admin", right, away)
	if one == two {
		t.Error("two sign-ins gave one session")
	}
	u := m.users["admin"]
	u.Disabled = true
	m.users["admin"] = u
	if p, _ := g.Recognise(ctx, one, away); p.Known() {
		t.Error("a disabled user is still in")
	}
	if _, err := g.SignIn(ctx, "admin", right, away); !errors.Is(err, ErrRefused) {
		t.Errorf("a disabled user signs in: %v", err)
	}
	refused := 0
	for _, e := range m.audit {
		if e.Action == "signin" && e.Result == "refused" {
			refused++
		}
	}
	if refused != 6 {
		t.Errorf("%d refusals in the audit, want 6", refused)
	}
}

func TestGuessingIsSlowedDownByPair(t *testing.T) {
	g, _, c := settled(t)
	ctx := t.Context()
	var wait *WaitError
	for i := range freeTries {
		if _, err := g.SignIn(ctx, "admin", "wrong", away); !errors.Is(err, ErrRefused) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	if _, err := g.SignIn(ctx, "admin", right, away); !errors.As(err, &wait) {
		t.Fatalf("after %d failures the right password is let in: %v", freeTries, err)
	}
	if _, err := g.SignIn(ctx, "admin", right, "198.51.100.200"); !errors.As(err, &wait) {
		t.Errorf("another address of the same block: %v", err)
	}
	if _, err := g.SignIn(ctx, "admin", right, home); err != nil {
		t.Errorf("somebody locked the administrator out from elsewhere: %v", err)
	}
	c.t = c.t.Add(wait.For)
	if _, err := g.SignIn(ctx, "admin", right, away); err != nil {
		t.Errorf("after waiting: %v", err)
	}
	for range 200 { // waits double, but never beyond the longest
		c.t = c.t.Add(longest)
		_, _ = g.SignIn(ctx, "admin", "wrong", away)
	}
	if w, _ := g.throttle.take(block(away), "admin", c.t); w > longest || w == 0 {
		t.Errorf("waits %v", w)
	}
}

func TestGuessingNamesIsSlowedDownByBlock(t *testing.T) {
	g, _, _ := settled(t)
	var wait *WaitError
	stopped := false
	for i := range freeBlock + 1 {
		_, err := g.SignIn(t.Context(), "user"+string(rune('a'+i%26)), "wrong", away)
		stopped = errors.As(err, &wait)
	}
	if !stopped {
		t.Error("one block may guess names without end")
	}
}

func TestThrottleStaysSmall(t *testing.T) {
	th, now := newThrottle(), time.Now()
	for i := range maxPairs + 5000 {
		th.take(string(rune(i))+"/24", "u", now.Add(time.Duration(i)*time.Millisecond))
	}
	if len(th.tries) > maxPairs+2 {
		t.Errorf("%d pairs are remembered", len(th.tries))
	}
}

func TestSessionsEnd(t *testing.T) {
	g, m, c := settled(t)
	ctx := t.Context()
	in := func(cookie string) bool {
		p, err := g.Recognise(ctx, cookie, home)
		if err != nil {
			t.Fatal(err)
		}
		return p.Known()
	}
	cookie, _ := g.SignIn(ctx, "admin", right, home)
	for range 5 { // used now and then it lasts
		c.t = c.t.Add(sessionIdle - time.Minute)
		if !in(cookie) {
			t.Fatal("ended while in use")
		}
	}
	c.t = c.t.Add(sessionLasts)
	if in(cookie) {
		t.Error("longer than a shift")
	}
	cookie, _ = g.SignIn(ctx, "admin", right, home)
	c.t = c.t.Add(sessionIdle + time.Minute)
	if in(cookie) {
		t.Error("idle and still in")
	}
	cookie, _ = g.SignIn(ctx, "admin", right, home)
	p, _ := g.Recognise(ctx, cookie, home)
	if err := g.SignOut(ctx, p); err != nil || in(cookie) {
		t.Error("signed out and still in", err)
	}
	first, _ := g.SignIn(ctx, "admin", right, home)
	for range maxSessions {
		c.t = c.t.Add(time.Second)
		_, _ = g.SignIn(ctx, "admin", right, home)
	}
	if in(first) {
		t.Error("sessions without bound")
	}
	for _, s := range []string{"", "x", strings.Repeat("a", 1000)} {
		if in(s) {
			t.Errorf("%.10q is a session", s)
		}
	}
	for h := range m.sessions {
		if strings.Contains(h, cookie) {
			t.Error("a session's secret is stored")
		}
	}
}

func TestTokens(t *testing.T) {
	g, m, c := settled(t)
	ctx := t.Context()
	boss := Principal{Tenant: "default", Name: "admin", Role: Admin}
	tok, secret, err := g.NewToken(ctx, boss, "edge-1", []Scope{ScopeIngest}, time.Hour)
	if err != nil || !strings.HasPrefix(secret, TokenPrefix) || !wellFormed(secret) {
		t.Fatal(tok, secret, err)
	}
	for h, row := range m.tokens {
		if h == secret || strings.Contains(row.Hint, secret[:10]) {
			t.Error("the secret is stored")
		}
	}
	p, err := g.Bearer(ctx, secret, home)
	if err != nil || p.Sensor != "edge-1" || p.Tenant != "default" || !p.May(Ingest) || p.May(Read) || p.May(Administer) {
		t.Errorf("%+v %v", p, err)
	}
	for _, bad := range []string{
		"", "lapwing_", "lapwing_abc", secret + "x", secret[:len(secret)-1] + "!", strings.ToUpper(secret), newToken(),
	} {
		if _, err := g.Bearer(ctx, bad, home); !errors.Is(err, ErrToken) {
			t.Errorf("%.16q: %v", bad, err)
		}
	}
	c.t = c.t.Add(time.Hour)
	if _, err := g.Bearer(ctx, secret, home); !errors.Is(err, ErrToken) {
		t.Errorf("run out: %v", err)
	}
	tok, secret, _ = g.NewToken(ctx, boss, "cli", []Scope{ScopeRead, ScopeRead}, 0)
	if !slices.Equal(tok.Scopes, []Scope{ScopeRead}) || !tok.Ends.Equal(c.t.Add(TokenLasts)) {
		t.Errorf("%+v", tok)
	}
	if _, err := g.Bearer(ctx, secret, home); err != nil {
		t.Fatal(err)
	}
	if err := g.RevokeToken(ctx, Principal{Tenant: "other", Name: "eve"}, tok.ID); err == nil {
		t.Error("another tenant revoked it")
	}
	if err := g.RevokeToken(ctx, boss, tok.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Bearer(ctx, secret, home); !errors.Is(err, ErrToken) {
		t.Errorf("revoked: %v", err)
	}
	for _, bad := range []struct {
		name   string
		scopes []Scope
		life   time.Duration
	}{
		{"", []Scope{ScopeRead}, 0},
		{"x", nil, 0},
		{"x", []Scope{"root"}, 0},
		{"x", []Scope{ScopeRead}, -1},
		{strings.Repeat("x", 65), []Scope{ScopeRead}, 0},
	} {
		if _, _, err := g.NewToken(ctx, boss, bad.name, bad.scopes, bad.life); err == nil {
			t.Errorf("%+v was made", bad)
		}
	}
}

func TestPermissionsByRoleAndScope(t *testing.T) {
	all := []Permission{Public, Ingest, Read, ReadSample, Decide, Administer}
	may := func(p Principal) (out []Permission) {
		for _, x := range all {
			if p.May(x) {
				out = append(out, x)
			}
		}
		return out
	}
	person := func(r Role) Principal { return Principal{Tenant: "t", Name: "n", Role: r} }
	token := func(s ...Scope) Principal { return Principal{Tenant: "t", Name: "n", Token: "tok", Scopes: s} }
	f := func(what string, p Principal, want ...Permission) {
		t.Helper()
		if got := may(p); !slices.Equal(got, want) {
			t.Errorf("%s may %v, want %v", what, got, want)
		}
	}
	f("nobody", Principal{}, Public)
	f("a role without a tenant", Principal{Name: "n", Role: Admin}, Public)
	f("a viewer", person(Viewer), Public, Read)
	f("an analyst", person(Analyst), Public, Read, ReadSample, Decide)
	f("an administrator", person(Admin), all...)
	f("a sensor", token(ScopeIngest), Public, Ingest)
	f("a reader", token(ScopeRead), Public, Read, ReadSample)
	f("an invented role", person("root"), Public)
	f("a token with a role", Principal{Tenant: "t", Name: "n", Token: "tok", Role: Admin}, Public)
	if Permission(0).Valid() || (Principal{Tenant: "t", Name: "n", Role: Admin}).May(0) {
		t.Error("no permission at all is good for something")
	}
}

func TestPasswordHashesThatCannotBeReadVerifyNothing(t *testing.T) {
	phc := Cost{64, 1, 1}.Hash(right)
	if !Verify(phc, right) || Verify(phc, right+" ") {
		t.Fatal("the hash does not tell passwords apart")
	}
	for _, bad := range []string{
		"", "$", "$argon2id$v=19$m=64,t=1,p=1$$", strings.Replace(phc, "m=64", "m=99999999", 1),
		strings.Replace(phc, "argon2id", "argon2i", 1), strings.Replace(phc, "t=1", "t=0", 1),
		strings.Replace(phc, "p=1", "p=0", 1),
		phc[:len(phc)-3],
	} {
		if Verify(bad, right) {
			t.Errorf("%q verifies", bad)
		}
	}
}
