package detect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const mobilesCall = "GET https://hr.example.com/api/v1/staff?page=%d\n\n-- 200\nContent-Type: application/json\n\n" +
	`{"rows":[{"mobile":"13812345678"},{"mobile":"13812345679"},{"mobile":"13812345678"},{"mobile":"1381234%04d"}]}`

// TestXV21DistinctSensitiveValuesOfACall: values are told apart by keyed hashes, the same value
// under another tenant's key is another.
func TestXV21DistinctSensitiveValuesOfACall(t *testing.T) {
	own := doc(policy.OwnEvents, "leak", `{"level":"high","period":300,"requests":2,
		"conditions":[{"field":"response.data","op":"equals","values":["cn_mobile"]},{"field":"response.status","op":"less","values":["300"]}],
		"statistics":[{"count":"distinct","field":"response.data","name":"cn_mobile","at_least":100},
			{"count":"distinct","field":"request.query","name":"page","at_least":2},
			{"count":"distinct","field":"response.data","name":"cn_id_card","at_most":0}]}`)
	first, _ := under(t, fmt.Sprintf(mobilesCall, 1, 5000), own)
	again, _ := under(t, fmt.Sprintf(mobilesCall, 2, 5001), own)
	if len(first.Own) != 1 || len(again.Own) != 1 || len(first.Own[0].Values) != 3 {
		t.Fatalf("got %+v", first.Own)
	}
	a, b := first.Own[0].Values, again.Own[0].Values
	if len(a[0].Hashes) != 3 || len(a[1].Hashes) != 1 || len(a[2].Hashes) != 0 {
		t.Errorf("values %+v", a)
	}
	if a[0].Hashes[0] != b[0].Hashes[0] || a[0].Hashes[2] == b[0].Hashes[2] || a[1].Hashes[0] == b[1].Hashes[0] {
		t.Errorf("values are not told apart: %+v and %+v", a, b)
	}
	if other, _ := under(t, "GET https://hr.example.com/api/v1/staff\n\n-- 200\n\n{}", own); other.Own != nil {
		t.Errorf("a call that meets no condition: %+v", other.Own)
	}
}

// A call with more different values than are named counts the others.
func TestXV21ManyValuesOfOneCall(t *testing.T) {
	var rows []string
	for i := range 400 {
		rows = append(rows, fmt.Sprintf(`{"mobile":"1381%07d"}`, i*7919%10_000_000))
	}
	f, _ := under(t, "GET https://hr.example.com/api/v1/staff\n\n-- 200\nContent-Type: application/json\n\n["+strings.Join(rows, ",")+"]",
		doc(policy.OwnEvents, "dump", `{"level":"high","period":60,"requests":1,"conditions":[{"field":"host","op":"exists"}],
		"statistics":[{"count":"distinct","field":"response.data","at_least":1000}]}`))
	if len(f.Own) != 1 || len(f.Own[0].Values[0].Hashes) != finding.MostOwnHashes || f.Own[0].Values[0].More != 400-finding.MostOwnHashes {
		t.Errorf("got %d and %d more", len(f.Own[0].Values[0].Hashes), f.Own[0].Values[0].More)
	}
}

// TestPE31RisksOfCallsUnderPolicies: a risk that is off is not shown, one on trial is, and carries
// what the policy says.
func TestPE31RisksOfCallsUnderPolicies(t *testing.T) {
	const call = "GET https://shop.example.com/api/v1/users/1\n\n-- 200\nContent-Type: application/json\n\n" +
		`{"name":"Amy","idCard":"110101199003070038","mobile":"13812345678"}`
	plain, _ := under(t, call)
	if len(plain.Risks) == 0 || plain.Tuning != nil {
		t.Fatalf("shows %v", plain.Risks)
	}
	id := plain.Risks[0].Risk
	off, _ := under(t, call, doc(policy.TunedRules, id.String(), `{"mode":"off"}`))
	if len(off.Risks) != len(plain.Risks)-1 {
		t.Errorf("off it shows %v", off.Risks)
	}
	trial, _ := under(t, call, doc(policy.TunedRules, id.String()+".shop", `{"mode":"simulate","host":"shop.example.com"}`))
	if x := trial.Tuning.Risk(id); len(trial.Risks) != len(plain.Risks) || x == nil || x.Mode != finding.ModeSimulate {
		t.Errorf("on trial it shows %v with %+v", trial.Risks, x)
	}
	elsewhere, _ := under(t, call, doc(policy.TunedRules, id.String()+".other", `{"mode":"off","host":"other.example.com"}`))
	if len(elsewhere.Risks) != len(plain.Risks) || elsewhere.Tuning != nil {
		t.Errorf("a policy of another domain: %v", elsewhere.Risks)
	}
}

// ownDocs are n own events whose first conditions hold for no call of the benchmark, as most do not.
func ownDocs(n int) []policy.Document {
	var docs []policy.Document
	for i := range n {
		docs = append(docs, doc(policy.OwnEvents, fmt.Sprintf("own%d", i), fmt.Sprintf(`{"level":"low","period":300,"requests":100,"conditions":[
			{"field":"host","op":"suffix","values":["example.com"]},{"field":"response.status","op":"more","values":["%d"]},
			{"field":"user_agent","op":"contains","values":["sqlmap"]},{"field":"request.query","op":"exists"}]}`, 100+i)))
	}
	return docs
}

// BenchmarkOwnConditions is what asking own events costs a call; "none" is a tenant with one tuning
// and no own event.
func BenchmarkOwnConditions(b *testing.B) {
	for _, n := range []int{0, 1, 10} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, refused := policy.Compile(append(ownDocs(n), doc(policy.TunedRules, "EV-09", `{"mode":"simulate"}`)))
			if refused != nil {
				b.Fatal(refused)
			}
			e := New(Options{})
			e.UseRules(r)
			in, x := inspect(b, e, fmt.Sprintf(mobilesCall, 1, 5000))
			e.x, e.v, e.f = x, in.Values, &in.Facts
			b.ReportAllocs()
			for b.Loop() {
				e.ownEvents()
				e.f.Tuning = e.rules.tunings.Of(e.rules.Rules, &e.f.API)
			}
		})
	}
}
