package query

import (
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// DetectWords are the words of the tables that detection works by.
func DetectWords() Words {
	w := Words{
		Purposes: map[finding.Purpose]string{}, Credentials: map[finding.Credential]string{},
		Attacks: map[finding.Attack]string{},
	}
	for _, r := range risk.Table() {
		w.Types = append(w.Types, TypeInfo{
			Kind: finding.KindRisk, ID: r.Type(), Title: r.Title, Category: r.Category, Level: r.Level,
			Advice: r.Advice, Suggest: r.Suggest,
		})
	}
	for _, r := range event.Table() {
		w.Types = append(w.Types, TypeInfo{
			Kind: finding.KindEvent, ID: r.Type(), Title: r.Title, Category: strings.Join(r.Categories, ", "), Level: r.Level,
			Advice: r.Advice, Suggest: r.Suggest,
		})
	}
	for _, t := range sensitive.Types() {
		w.Data = append(w.Data, DataInfo{ID: t.ID, Name: t.Name, Title: t.Title, Level: t.Level, Person: t.Person, Secret: t.Secret})
	}
	for _, r := range purpose.Table() {
		w.Purposes[r.ID] = r.Title
	}
	for _, k := range credential.Kinds() {
		w.Credentials[k.ID] = k.Title
	}
	for _, k := range attack.Kinds() {
		w.Attacks[k.ID] = k.Title
	}
	return w
}

// PurposeInfo describes a built-in purpose.
type PurposeInfo struct{ ID, Title string }

// BuiltinPurposes lists the built-in purposes by row number.
func BuiltinPurposes() []PurposeInfo {
	var out []PurposeInfo
	for _, r := range purpose.Table() {
		out = append(out, PurposeInfo{r.ID.String(), r.Title})
	}
	return out
}

func rowID(prefix string, n uint8) string { return fmt.Sprintf("%s-%02d", prefix, n) }
