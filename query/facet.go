package query

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Choice is one value of a field beside a list, with the number of rows it would keep.
type Choice struct {
	Value  string
	Title  string // what a person reads; the value itself where nothing better is known
	Count  uint64
	Chosen bool
}

// Choices are the values of one field, most first, chosen ones always among them.
type Choices struct {
	Field   Field
	Choices []Choice
}

const facetLimit = 30 // values of one field; more do not help anybody choose

// choices makes what the store counted readable.
func (d *Desk) choices(who Asker, v View, counted Facets) []Choices {
	var out []Choices
	for _, f := range v.List.Facets {
		cs := Choices{Field: f}
		for _, c := range counted[f] {
			val := shown(f, c.Value)
			cs.Choices = append(cs.Choices, Choice{val, d.title(who, v.List.Kind, f, val), c.Count, v.Chosen(f, val)})
		}
		for _, val := range v.expanded(f) {
			if !slices.ContainsFunc(cs.Choices, func(c Choice) bool { return c.Value == val }) {
				cs.Choices = append(cs.Choices, Choice{val, d.title(who, v.List.Kind, f, val), 0, true})
			}
		}
		if order := wordsOf(v.List.Kind, f); order != nil { // few words have an order of their own
			slices.SortFunc(cs.Choices, func(a, b Choice) int {
				return slices.Index(order, a.Value) - slices.Index(order, b.Value)
			})
		}
		out = append(out, cs)
	}
	return out
}

// wordsOf lists the words of a field with few values in the order people expect, worst or
// first first; nil for other fields.
func wordsOf(k finding.Kind, f Field) []string {
	if f == FieldStatus {
		var out []string
		for _, r := range Statuses(k) {
			out = append(out, string(r.ID))
		}
		return out
	}
	out := slices.Clone(closed[f])
	if f == FieldLevel || f == FieldGrade || f == FieldImportance {
		slices.Reverse(out)
	}
	return out
}

// titles are the words for closed values that are not simply themselves.
var titles = map[Field]map[string]string{
	FieldLevel: {"low": "Low", "medium": "Medium", "high": "High"},
	FieldService: {
		"unknown":  "Not known",
		"internal": "Internal office",
		"partner":  "Third-party partner",
		"public":   "Public service",
	},
	FieldAuth: {
		"unknown": "Not known", "absent": "None", "present": "Present", "mixed": "Mixed",
		"not_verified": "Present, never verified",
	},
	FieldGrade:      {"none": "Not sensitive", "low": "Low", "moderate": "Moderate", "high": "High"},
	FieldImportance: {"minor": "Minor", "ordinary": "Ordinary", "important": "Important"},
	FieldTrial:      {"no": "In force", "yes": "Simulated"},
	FieldLife:       {LifeNew: "New", LifeActive: "Active", LifeInactive: "Inactive"},
}

// TitleOf gives the word for one value of a field with few values; else the value itself.
func TitleOf(f Field, val string) string {
	if t, ok := titles[f][val]; ok {
		return t
	}
	return val
}

// title gives the word for one value of a field.
func (d *Desk) title(who Asker, k finding.Kind, f Field, val string) string {
	if t, ok := titles[f][val]; ok {
		return t
	}
	switch f {
	case FieldStatus:
		if r, ok := StatusOf(k, Status(val)); ok {
			return r.Title
		}
	case FieldType, FieldPurpose, FieldRequest, FieldResponse:
		return d.catalog.For(who.Tenant).Reason(val)
	}
	if val == "" {
		return "(none)"
	}
	return val
}
