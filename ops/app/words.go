package app

import (
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// words fills the catalog of titles and advice from the tables that judge, so that a row
// added there needs nothing here.
func words() query.Words {
	w := query.Words{
		Purposes: map[finding.Purpose]string{}, Attacks: map[finding.Attack]string{}, Credentials: map[finding.Credential]string{},
	}
	for _, r := range risk.Table() {
		w.Types = append(w.Types, query.TypeInfo{
			Kind: finding.KindRisk, ID: r.ID.String(), Title: r.Title, Category: r.Category, Level: r.Level, Advice: r.Advice,
		})
	}
	for _, r := range event.Table() {
		w.Types = append(w.Types, query.TypeInfo{
			Kind: finding.KindEvent, ID: r.ID.String(), Title: r.Title, Category: r.Categories[0], Level: r.Level, Advice: r.Advice,
		})
	}
	for _, t := range sensitive.Types() {
		w.Data = append(w.Data, query.DataInfo{
			ID: t.ID, Name: t.Name, Title: t.Title, Level: t.Level, Person: t.Person, Secret: t.Secret,
		})
	}
	for _, p := range purpose.Table() {
		w.Purposes[p.ID] = p.Title
	}
	for _, k := range attack.Kinds() {
		w.Attacks[k.ID] = k.Title
	}
	for _, k := range credential.Kinds() {
		w.Credentials[k.ID] = k.Title
	}
	return w
}
