package api_test

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestCaseSamplesOfTheSource: where the calls that a case names were not kept, an event shows
// calls of its own source around its time and a risk calls that stand for it.
func TestCaseSamplesOfTheSource(t *testing.T) {
	srv, k, found := open(t)
	ids := func(c *finding.Finding) (out []string) {
		t.Helper()
		kind := map[finding.Kind]string{finding.KindEvent: "events", finding.KindRisk: "risks"}[c.Kind]
		got, _ := k.do("GET", "/api/v1/"+kind+"/"+c.ID+"/samples", "", 200)
		for _, r := range got["rows"].([]any) {
			out = append(out, r.(map[string]any)["id"].(string))
		}
		return out
	}
	var own []finding.Finding // on APIs that no sample shows yet
	for _, kind := range []finding.Kind{finding.KindEvent, finding.KindRisk} {
		for _, f := range found {
			if f.Kind == kind {
				f.API.Template, f.Samples = fmt.Sprint("/unseen/", kind), []string{fmt.Sprint("01NAMED-", kind)}
				f.ID = finding.CaseID(&f)
				own = append(own, f)
				break
			}
		}
	}
	event, risk := &own[0], &own[1]
	if err := srv.Store.WriteFindings(t.Context(), own); err != nil {
		t.Fatal(err)
	}
	if n := len(ids(event)) + len(ids(risk)); n != 0 {
		t.Fatalf("%d samples before any was kept", n)
	}
	b := &finding.Batch{Token: "evidence"}
	add := func(id string, c *finding.Finding, ip netip.Addr, at time.Time, reasons ...string) {
		s := finding.Sample{ID: id, Tenant: querytest.Tenant, API: c.API, Client: ip, Time: at, Status: 200, Reasons: reasons}
		b.Samples = append(b.Samples, s)
	}
	stranger := netip.MustParseAddr("100.64.9.9")
	add("source", event, event.Source.Block.Addr().Next(), event.Start.Add(-50*time.Minute))
	add("too-early", event, event.Source.Block.Addr().Next(), event.Start.Add(-70*time.Minute))
	add("too-late", event, event.Source.Block.Addr().Next(), event.End.Add(70*time.Minute))
	add("stranger", event, stranger, event.Start)
	add("plain", risk, stranger, risk.Start)
	if err := srv.Store.WriteBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(ids(event)); got != "[source]" {
		t.Errorf("event shows %s", got)
	}
	if got := fmt.Sprint(ids(risk)); got != "[plain]" {
		t.Errorf("risk without a sample of its row shows %s", got)
	}
	b = &finding.Batch{Token: "evidence 2"}
	add("of-row", risk, stranger, risk.Start, risk.Type)
	add(event.Samples[0], event, stranger, event.Start)
	if err := srv.Store.WriteBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(ids(risk)); got != "[of-row]" {
		t.Errorf("risk shows %s", got)
	}
	if got := fmt.Sprint(ids(event)); got != "["+event.Samples[0]+" source]" {
		t.Errorf("event with one of its calls kept shows %s", got)
	}
}
