package query

import (
	"errors"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestTN21TN22RH05ClosingWithoutADeedNeedsAReason goes through every state a person may
// choose.
func TestTN21TN22RH05ClosingWithoutADeedNeedsAReason(t *testing.T) {
	needs := map[Status]bool{Ignored: true, Disabled: true}
	for _, k := range []finding.Kind{finding.KindEvent, finding.KindRisk} {
		for _, r := range Statuses(k) {
			if !r.ByMan {
				continue
			}
			w := Wish{Kind: k, Cases: []Seen{{ID: "x"}}, To: r.ID}
			for _, remark := range []string{"", " \t\n"} {
				w.Remark = remark
				err := checkWish(Asker{Name: "ada"}, w)
				var bad *BadRequest
				if errors.As(err, &bad) != needs[r.ID] {
					t.Errorf("%v %s with remark %q: %v", k, r.ID, remark, err)
				}
				if bad != nil && (len(bad.Errors) != 1 || bad.Errors[0].Param != "/remark" ||
					!strings.Contains(bad.Errors[0].Detail, string(r.ID))) {
					t.Errorf("%v %s: %+v", k, r.ID, bad.Errors)
				}
			}
			w.Remark = "so by design"
			if err := checkWish(Asker{Name: "ada"}, w); err != nil {
				t.Errorf("%v %s with a remark: %v", k, r.ID, err)
			}
		}
	}
}
