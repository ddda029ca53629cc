package query

import (
	"context"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/digest"
)

// write appends a digest about what is fresh, or notes that there was nothing to say.
func (w *writing) write(ctx context.Context, s *digest.Step, a *digest.Alarm, fresh []digest.Item, over bool) error {
	r := w.set.recipients[w.name]
	e := digest.Entry{Kind: digest.Skipped, Alarms: []string{s.Alarm}, Slot: s.Slot, Plan: w.head.Plan}
	if speaks := digest.Speaks(a, &w.head, len(fresh), s.Slot); !speaks || len(fresh) == 0 && r.Channel.Alerts {
		return w.append(ctx, &e)
	}
	d := digest.Draft{
		ID: digest.EntryID(w.tenant, w.name, w.head.Seq+1), Language: r.Language, Base: w.c.o.Base(),
		Since: s.Since, First: s.First, Slot: s.Slot, Now: w.c.o.Now().UTC(), New: fresh, Over: over, Undelivered: w.late,
	}
	d.Zone = w.c.o.Zone
	if z, err := digest.LoadZone(a.Zone); err == nil && a.Zone != "" {
		d.Zone = z
	}
	if err := w.surroundings(ctx, s, a, &d); err != nil {
		return err
	}
	e.Kind, e.Channel, e.Message = digest.Sent, r.Channel.ID, digest.Compose(d)
	e.Payload = w.c.o.Out.Render(r, &e.Message)
	for i := range fresh {
		e.Claims = append(e.Claims, fresh[i].ID)
	}
	return w.append(ctx, &e)
}

// surroundings adds what goes on, and how much could be seen.
func (w *writing) surroundings(ctx context.Context, s *digest.Step, a *digest.Alarm, d *digest.Draft) error {
	f := w.set.plan(w.name).Alarms[s.Alarm].Filter
	err := w.c.o.Store.GoingOn(ctx, w.tenant, w.name, s.Since, func(x *Case) bool {
		if it := w.item(x); f.Fits(&it) {
			d.Going++
		}
		return true
	})
	if err != nil {
		return err
	}
	c, err := w.c.o.Store.Coverage(ctx, w.tenant, Window{From: s.Since, To: d.Now})
	if err != nil {
		return err
	}
	d.Calls, d.Coverage = c.APICalls(), Share(c.ReqRead+c.ResRead, 2*c.APICalls())
	return nil
}

// item is a case as digests speak of it, with the purposes of its API where a label asks for them.
func (w *writing) item(x *Case) digest.Item {
	it := w.c.item(x)
	words := w.c.o.Catalog.For(w.tenant)
	for _, p := range w.set.purposes[it.APIID] {
		if it.Purposes = append(it.Purposes, p.String()); p >= finding.FirstCustomPurpose {
			it.Purposes = append(it.Purposes, words.Purpose(p))
		}
	}
	return it
}

// item is a case as digests speak of it.
func (c *Courier) item(x *Case) digest.Item {
	words := c.o.Catalog.For(x.Tenant)
	t, _ := words.Type(x.Type)
	chinese, _ := words.TypeWords(t, finding.Chinese)
	it := digest.Item{
		ID: x.ID, Kind: x.Kind, Type: x.Type, Title: [2]string{t.Title, chinese}, Level: x.Level, API: x.API,
		Bot: x.Kind == finding.KindEvent && strings.Contains(t.Category, botCategory), Start: x.Start, End: x.End, Count: x.Count,
	}
	it.APIID = x.API.ID(x.Tenant)
	it.Policy, _, _ = strings.Cut(x.Why.Tuned, "@")
	if name, own := finding.OwnName(x.Type); own {
		it.Policy = name
	}
	if x.Source.Block.IsValid() {
		it.Source = x.Source.Block.String()
	}
	return it
}

// botCategory is the category of events that are the work of programs which take more than
// they should: crawlers, bombers, floods.
const botCategory = "Resource abuse"
