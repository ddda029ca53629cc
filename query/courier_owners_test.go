package query_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

type noOutbox struct{}

func (noOutbox) Render(notify.Recipient, *digest.Message) []byte { return []byte("{}") }

func (noOutbox) Send(context.Context, string, notify.Recipient, string, []byte) error { return nil }

// TestAL13OwnersByIDPurposeAndPolicy: each label's recipient is told of what is theirs, and of nothing else.
func TestAL13OwnersByIDPurposeAndPolicy(t *testing.T) {
	at := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	event := func(id, template, typ, tuned string) finding.Finding {
		f := finding.Finding{
			ID: id, Kind: finding.KindEvent, Type: typ, Tenant: "t", API: traffic.API{Host: "shop.example.com", Method: "POST", Template: template},
			Level: finding.High, Start: at.Add(time.Hour), End: at.Add(time.Hour), Count: 1, Version: 1,
		}
		f.Why.Tuned = tuned
		return f
	}
	pay := event("evt_pay", "/pay", "EV-09", "")
	register := event("evt_register", "/register", "EV-13", "EV-13.shop@3")
	own := event("evt_own", "/refunds", finding.OwnPrefix+"refunds", "")
	settings := []query.Setting{}
	set := func(kind, name, body string) {
		settings = append(settings, query.Setting{Kind: kind, Name: name, Version: 1, Body: []byte(body)})
	}
	want := map[string][]string{
		"ids": {"evt_pay"}, "purposes": {"evt_register"}, "mine": {"evt_pay"}, "tuned": {"evt_register"}, "policies": {"evt_own"}, "nobody": nil,
	}
	for name, body := range map[string]string{
		"ids": fmt.Sprintf(`{"ids":[%q]}`, pay.API.ID("t")), "purposes": `{"purposes":["BP-12"]}`, "mine": `{"purposes":["till"]}`,
		"tuned": `{"policies":["EV-13.shop"]}`, "policies": `{"policies":["refunds"]}`, "nobody": `{"purposes":["BP-12"],"policies":["refunds"]}`,
	} {
		canonical, bad := digest.CheckOwner([]byte(body))
		if bad != nil {
			t.Fatalf("%s: %v", body, bad)
		}
		set(query.KindOwner, name, string(canonical))
		set(query.KindRecipient, name, `{"channel":"console"}`)
		set(query.KindAlarm, name, fmt.Sprintf(`{"enabled":true,"every":"day","at":"10:00","zone":"UTC","owners":[%q],"recipients":[{"name":%q}]}`, name, name))
	}
	l := querytest.NewLedger(settings...)
	l.Labelled = map[string][]finding.Purpose{register.API.ID("t"): {12}, pay.API.ID("t"): {4, 128}}
	catalog := query.NewCatalog(query.DetectWords())
	catalog.Learn("t", []query.Setting{{Kind: "purposes", Name: "till", Number: 128}})
	now := at
	c := query.NewCourier(query.CourierOptions{
		Store: l, Out: noOutbox{}, Catalog: catalog, Zone: time.UTC, Base: func() string { return "https://l.example" }, Node: "n", Now: func() time.Time { return now },
	})
	pass := func() {
		t.Helper()
		if _, err := c.Pass(t.Context(), "t"); err != nil {
			t.Fatal(err)
		}
	}
	pass() // the alarms begin
	if err := l.Put(t.Context(), pay, register, own); err != nil {
		t.Fatal(err)
	}
	now = at.Add(3 * time.Hour)
	pass()
	for name, ids := range want {
		all, err := l.Digests(t.Context(), query.DigestQuery{Tenant: "t", Recipient: name, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, d := range all {
			if d.Recipient == name {
				for _, it := range d.Message.Items {
					told = append(told, it.ID)
				}
			}
		}
		if !slices.Equal(told, ids) {
			t.Errorf("%s was told of %v, want %v", name, told, ids)
		}
	}
}
