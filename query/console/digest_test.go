package console_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// The page of a digest has its lines with their links, within the console that shows it and not at
// the address the digest was written with.
func TestNF10ThePageOfADigestLeadsToWhatItTells(t *testing.T) {
	srv, c, _ := open(t)
	now := time.Now().UTC()
	d := digest.Draft{ID: digest.EntryID(querytest.Tenant, "console", 1), Base: "https://old.example", Zone: time.UTC, Since: now.Add(-time.Hour), Slot: now, Now: now, Calls: 9, Coverage: 1}
	for i := range 21 {
		d.New = append(d.New, digest.Item{ID: "evt_" + strconv.Itoa(i), Kind: finding.KindEvent, Type: "EV-09", Title: [2]string{"Brute force"}, Level: finding.High, Count: 1})
	}
	d.New = append(d.New, digest.Item{ID: "rsk_1", Kind: finding.KindRisk, Type: "RK-18", Title: [2]string{"Weak password"}, Level: finding.High, Count: 1})
	err := srv.Store.AppendDigest(t.Context(), querytest.Tenant, &digest.Entry{
		Recipient: "console", Seq: 1, ID: d.ID, Kind: digest.Sent, Alarms: []string{"default"}, Slot: now, At: now, Plan: "{}", Channel: "console", Message: digest.Compose(d),
	})
	if err != nil {
		t.Fatal(err)
	}
	a := c.Get("/digests/" + d.ID)
	wants(t, a, 200,
		`<a href="/events?digest=`+d.ID+`&amp;type=EV-09&amp;level=high">`, `<a href="/risks/rsk_1">`,
		`<a href="/events?digest=`+d.ID+`">All of them (21 events)</a>`, `<a href="/risks?digest=`+d.ID+`">All of them (1 risk)</a>`)
	if strings.Count(a.Text, "All of them") != 2 || strings.Contains(a.Text, `href="https://old.example`) {
		t.Error("the lists are named again, or lie elsewhere")
	}
	wants(t, c.Get("/events?digest="+d.ID+"&type=EV-09&level=high"), 200, "Events")
}
