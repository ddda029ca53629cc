package query

import (
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// List describes one list: what it can be filtered by, counted over and ordered by.
type List struct {
	Name    string       // "events", also its path
	Kind    finding.Kind // 0: the inventory
	Fields  []Field      // that a filter may name
	Facets  []Field      // that are counted beside the list
	Sorts   []SortKey
	Default Order
	Period  time.Duration // of the window when the URL names none; 0: no window
}

const month = 30 * 24 * time.Hour // default period (OV-08)

// Events, Risks and Inventory are the lists there are.
var (
	Events = &List{
		Name: "events", Kind: finding.KindEvent,
		Fields: []Field{
			FieldLevel,
			FieldStatus,
			FieldType,
			FieldHost,
			FieldMethod,
			FieldAPI,
			FieldBlock,
			FieldAgent,
			FieldAccount,
			FieldFollow,
			FieldTrial,
		},
		Facets: []Field{FieldLevel, FieldStatus, FieldType, FieldHost, FieldBlock, FieldAgent, FieldTrial},
		Sorts:  []SortKey{SortEnd, SortStart, SortLevel, SortCount}, Default: Order{SortEnd, true}, Period: month,
	}
	Risks = &List{
		Name: "risks", Kind: finding.KindRisk,
		Fields: []Field{FieldLevel, FieldStatus, FieldType, FieldHost, FieldMethod, FieldAPI, FieldFollow, FieldTrial},
		Facets: []Field{FieldLevel, FieldStatus, FieldType, FieldHost, FieldTrial},
		Sorts:  []SortKey{SortLevel, SortEnd, SortStart, SortCount}, Default: Order{SortLevel, true},
	}
	Inventory = &List{
		Name: "apis",
		Fields: []Field{
			FieldHost, FieldMethod, FieldAPI, FieldPurpose, FieldService, FieldAuth, FieldGrade,
			FieldRequest, FieldResponse, FieldLife, FieldImportance,
		},
		Facets: []Field{
			FieldLife, FieldImportance, FieldGrade, FieldAuth, FieldService, FieldHost, FieldMethod, FieldPurpose,
			FieldResponse, FieldRequest,
		},
		Sorts:   []SortKey{SortEnd, SortStart, SortCalls, SortErrors, SortGrade, SortPeak, SortSlow, SortImportance, SortRisks, SortEvents},
		Default: Order{SortCalls, true},
	}
)

// Lists lists the lists.
func Lists() []*List { return []*List{Events, Risks, Inventory} }

// Has reports whether the list can be filtered by f.
func (l *List) Has(f Field) bool { return slices.Contains(l.Fields, f) }
