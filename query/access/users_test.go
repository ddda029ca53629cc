package access

import "testing"

func TestPeopleComeAndGo(t *testing.T) {
	g, _, _ := settled(t)
	ctx := t.Context()
	boss := Principal{Tenant: "default", Name: "admin", Role: Admin}
	for _, bad := range []struct {
		name string
		role Role
	}{{"", Viewer}, {"a b", Viewer}, {"ada", "root"}, {"ADMIN", Viewer}} {
		if _, err := g.AddUser(ctx, boss, bad.name, bad.role); err == nil {
			t.Errorf("%+v was added", bad)
		}
	}
	if _, err := g.AddUser(ctx, boss, "Ada", Analyst); err != nil {
		t.Fatal(err)
	}
	link, err := g.NewLink(ctx, "ada")
	if err != nil {
		t.Fatal(err)
	}
	cookie, err := g.UseLink(ctx, link, right, away)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := g.Recognise(ctx, cookie, away); p.Role != Analyst || !p.May(Decide) || p.May(Administer) {
		t.Errorf("%+v", p)
	}
	if err := g.DisableUser(ctx, Principal{Tenant: "other", Name: "eve"}, "ada"); err == nil {
		t.Error("another tenant kept her out")
	}
	if err := g.DisableUser(ctx, boss, "ada"); err != nil {
		t.Fatal(err)
	}
	if p, _ := g.Recognise(ctx, cookie, away); p.Known() {
		t.Error("disabled and still in")
	}
}
