package sensitive

import (
	"math/rand/v2"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestSDFindsWhatIsValid: every generated value is found whole under its key, and, where its
// shape suffices, without any key and inside a sentence.
func TestSDFindsWhatIsValid(t *testing.T) {
	s := NewScanner()
	for _, g := range valid {
		r := rand.New(rand.NewPCG(1, uint64(g.t)))
		for range 1000 {
			v := until(func() string { return g.make(r) })
			whole := func(key, parent string) bool {
				for _, h := range s.Value(nil, key, parent, []byte(v)) {
					if h.Type == g.t && h.Start == 0 && h.End == len(v) {
						return true
					}
				}
				return false
			}
			if !whole(g.key, "") {
				t.Fatalf("%s %q under %q: %v", g.t, v, g.key, s.Value(nil, g.key, "", []byte(v)))
			}
			if g.bare && !whole("", "") {
				t.Fatalf("%s %q without a key: %v", g.t, v, s.Value(nil, "", "", []byte(v)))
			}
			if text := "信息 " + v + " 已登记"; g.bare && g.t != BusinessLicense && g.t != CNAddress && !has(s.Text(nil,
				[]byte(text)), g.t) {
				t.Fatalf("%s in %q", g.t, text)
			}
		}
	}
}

// TestSDRefusesOneWrongDigit: a checksum type is not found when one digit is changed.
func TestSDRefusesOneWrongDigit(t *testing.T) {
	checksum := map[finding.DataType]bool{
		CNIDCard: true, DebitCard: true, CreditCard: true, HKIDCard: true, SGIDCard: true, IMEI: true, VIN: true,
		USCC:    true,
		OrgCode: true, BusinessLicense: true, TaxRegistration: true,
	}
	s := NewScanner()
	for _, g := range valid {
		if !checksum[g.t] {
			continue
		}
		r := rand.New(rand.NewPCG(2, uint64(g.t)))
		for range 1000 {
			v := []byte(until(func() string { return g.make(r) }))
			i := r.IntN(len(v))
			if v[i] < '0' || v[i] > '9' {
				continue
			}
			v[i] = '0' + (v[i]-'0'+1+byte(r.IntN(9)))%10
			if g.t == TaxRegistration && i < 6 {
				continue // the check digit covers the organisation, not the region
			}
			if has(s.Value(nil, g.key, "", v), g.t) {
				t.Fatalf("%s found in spite of a wrong digit at %d: %q", g.t, i, v)
			}
		}
	}
}

// TestSDPrecision holds false hits on harmless values to a rate. Dates, URLs and the like
// are not counted: they are what they seem.
func TestSDPrecision(t *testing.T) {
	const (
		n       = 8_000
		allowed = 3 // false hits in n values of one kind: under 400 in a million
	)
	s := NewScanner()
	total, wrong := 0, 0
	for i, g := range harmless {
		r := rand.New(rand.NewPCG(3, uint64(i)))
		bad := map[finding.DataType]int{}
		var example string
		for range n {
			v := g.make(r)
			total++
			for _, h := range s.Value(nil, g.key, "", []byte(v)) {
				if h.Type != Date && h.Type != URL {
					bad[h.Type]++
					wrong++
					example = v
				}
			}
		}
		for k, c := range bad {
			if c > allowed {
				t.Errorf("%s: %d of %d taken for %s, such as %q", g.kind, c, n, k, example)
			}
		}
	}
	t.Logf("%d false hits in %d harmless values", wrong, total)
}
