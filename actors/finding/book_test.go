package finding

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var (
	noon   = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	orders = traffic.API{Host: "shop.example.com", Method: "GET", Template: "/orders/{id}"}
)

func contribution(ip string, at time.Time, observed float64) Finding {
	return Finding{
		Kind: KindEvent, Type: "EV-17", Tenant: "t1", API: orders, Level: Low,
		Source: Source{IP: netip.MustParseAddr(ip), Agent: "curl"},
		Start:  at, End: at.Add(time.Second), Count: 1, Rise: Rise{Medium: 500, High: 5000},
		Why: Why{
			Observed: observed, Threshold: 100, Unit: "objects", Rule: "EV-17@1",
			Reason: fmt.Sprint("saw ", observed), Clear: "fewer",
		},
		Samples: []string{fmt.Sprint("x-", ip, "-", at.Unix())},
	}
}

func TestES02OneCaseForASourceBlockAndDay(t *testing.T) {
	b := NewBook(100)
	for i := range 1000 {
		ip := fmt.Sprintf("203.0.113.%d", i%256)
		b.Add(contribution(ip, noon.Add(time.Duration(i)*time.Second), float64(100+i)))
	}
	got := b.Changed()
	if len(got) != 1 {
		t.Fatalf("1,000 calls of one /24 gave %d cases, want 1", len(got))
	}
	c := got[0]
	if c.Count != 1000 || c.Source.IPs != 256 || c.Source.IP.String() != "203.0.113.0" {
		t.Errorf("count %d, addresses %d, first %v", c.Count, c.Source.IPs, c.Source.IP)
	}
	if c.Source.Block.String() != "203.0.113.0/24" || len(c.Samples) != MaxSamples || c.Why.Observed != 1099 {
		t.Errorf("block %v, samples %v, why %+v", c.Source.Block, c.Samples, c.Why)
	}
	if b.Add(contribution("203.0.112.9", noon, 101)); b.Len() != 2 {
		t.Errorf("another /24 gave %d cases, want 2", b.Len())
	}
}

func TestES03RunningAttackKeepsItsCase(t *testing.T) {
	b := NewBook(10)
	b.Add(contribution("203.0.113.7", noon, 101))
	first := b.Changed()[0]
	if len(b.Changed()) != 0 {
		t.Error("a case that did not change was given again")
	}
	later := noon.Add(3 * time.Hour)
	b.Add(contribution("203.0.113.8", later, 102))
	second := b.Changed()
	if len(second) != 1 || second[0].ID != first.ID || !second[0].Start.Equal(first.Start) {
		t.Fatalf("the running attack became %+v", second)
	}
	if !second[0].End.Equal(later.Add(time.Second)) { // ES-04
		t.Errorf("end %v was not moved", second[0].End)
	}
}

func TestES05LevelFollowsVolume(t *testing.T) {
	b := NewBook(10)
	for i, want := range map[int]Level{499: Low, 500: Medium, 4999: Medium, 5000: High} {
		b = NewBook(10)
		for range i {
			b.Add(contribution("203.0.113.7", noon, 101))
		}
		if got := b.Changed()[0].Level; got != want {
			t.Errorf("%d calls: level %v, want %v", i, got, want)
		}
	}
}

func TestES02NextDayIsANewCase(t *testing.T) {
	b := NewBook(10)
	midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	b.Add(contribution("203.0.113.7", midnight.Add(-time.Nanosecond), 101))
	b.Add(contribution("203.0.113.7", midnight, 101))
	if got := b.Changed(); len(got) != 2 || got[0].ID == got[1].ID {
		t.Errorf("two days gave %d cases", len(got))
	}
}

func TestES06RiskHasNoSourceAndNoDay(t *testing.T) {
	b := NewBook(10)
	for i := range 5 {
		f := contribution("203.0.113.7", noon.Add(time.Duration(i)*25*time.Hour), 1)
		f.Kind, f.Type, f.Source = KindRisk, "RK-18", Source{}
		b.Add(f)
	}
	if got := b.Changed(); len(got) != 1 || got[0].Count != 5 {
		t.Errorf("a risk over five days gave %d cases", len(got))
	}
}

// randomContributions mixes blocks, days, levels, agents, accounts, IPv6 and ties.
func randomContributions(r *rand.Rand, n int) []Finding {
	all := make([]Finding, n)
	for i := range all {
		ip := fmt.Sprintf("203.0.%d.%d", r.IntN(2), r.IntN(300)%256)
		if r.IntN(3) == 0 {
			ip = fmt.Sprintf("2001:db8::%x", r.IntN(400))
		}
		f := contribution(ip, noon.Add(time.Duration(r.IntN(40))*time.Hour), float64(r.IntN(50)))
		f.Level, f.Count = Level(1+r.IntN(2)), uint64(1+r.IntN(40))
		f.Source.Agent = fmt.Sprint("agent-", r.IntN(40))
		f.Source.Account = [...]string{"", "", "aa", "bb"}[r.IntN(4)]
		f.Why.Clear = fmt.Sprint("clear ", r.IntN(3))
		if r.IntN(4) == 0 {
			f.Why = Why{}
		}
		f.Samples = []string{fmt.Sprint("s", r.IntN(60))}
		all[i] = f
	}
	return all
}

func TestES02OrderDoesNotMatter(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		all := randomContributions(r, 600)
		want := NewBook(1000)
		for _, f := range all {
			want.Add(f)
		}
		wantCases := want.Changed()
		for range 3 {
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			got := NewBook(1000)
			for i, f := range all {
				got.Add(f)
				if i == 300 { // a move to another node in the middle changes nothing
					got = through(t, got)
				}
			}
			if gotCases := got.Changed(); !reflect.DeepEqual(gotCases, wantCases) {
				for i := range gotCases {
					if !reflect.DeepEqual(gotCases[i], wantCases[i]) {
						t.Errorf("seed %d:\n got %+v\nwant %+v", seed, gotCases[i], wantCases[i])
					}
				}
				t.FailNow()
			}
		}
	}
}

func through(t *testing.T, b *Book) *Book {
	t.Helper()
	one, _ := b.AppendBinary(nil)
	out := NewBook(b.limit)
	if err := out.UnmarshalBinary(one); err != nil {
		t.Fatal(err)
	}
	if two, _ := out.AppendBinary(nil); !bytes.Equal(one, two) {
		t.Fatal("the same book gave other bytes")
	}
	return out
}

func TestBookBoundAndExpiry(t *testing.T) {
	b := NewBook(2)
	for i := range 5 {
		b.Add(contribution(fmt.Sprintf("10.0.%d.1", i), noon.Add(time.Duration(i)*time.Hour), 101))
	}
	if b.Len() != 2 || b.Overflow() != 3 {
		t.Errorf("%d cases, %d dropped, want 2 and 3", b.Len(), b.Overflow())
	}
	b.Expire(noon.Add(30 * time.Minute))
	if b.Len() != 2 {
		t.Error("a case that was not given out yet was forgotten")
	}
	b.Changed()
	if b.Expire(noon.Add(30 * time.Minute)); b.Len() != 1 {
		t.Errorf("%d cases after expiry, want 1", b.Len())
	}
}

// What expired after a base was written comes back with the base, beside what parts added since. The
// next holder writes all of it as one base, which must be read as well.
func TestBookAboveItsLimitIsReadAndAgesOut(t *testing.T) {
	const limit = 3
	next := func(pieces ...[]byte) *Book {
		t.Helper()
		b := NewBook(limit)
		for i, p := range pieces {
			if err := b.Merge(p); err != nil {
				t.Fatalf("piece %d: %v", i, err)
			}
		}
		b.Touch()
		return b
	}
	fill := func(b *Book, from time.Time) {
		for i := range limit {
			b.Add(contribution(fmt.Sprintf("10.0.%d.1", i), from, 101))
		}
	}
	first := NewBook(limit)
	fill(first, noon)
	first.Changed()
	base, _ := first.AppendBinary(nil)
	clock := first.Clock()
	later := noon.Add(48 * time.Hour)
	first.Expire(later.Add(-time.Hour))
	fill(first, later)
	first.Changed()
	part, _ := first.AppendSince(nil, clock)

	second := next(base, part)
	if second.Len() != 2*limit || len(second.Changed()) != 2*limit {
		t.Fatalf("%d cases of base and part, want %d", second.Len(), 2*limit)
	}
	base, _ = second.AppendBinary(nil)

	third := next(base)
	if third.Len() != 2*limit {
		t.Fatalf("%d cases of a base above the limit, want %d", third.Len(), 2*limit)
	}
	before := third.Overflow()
	if fill(third, later.Add(24*time.Hour)); third.Len() != 2*limit || third.Overflow() != before+limit {
		t.Errorf("%d cases, %d dropped: a book above its limit takes new ones", third.Len(), third.Overflow()-before)
	}
	if got := third.Changed(); len(got) != 2*limit {
		t.Errorf("%d cases written anew, want %d", len(got), 2*limit)
	}
	if third.Expire(later.Add(-time.Hour)); third.Len() != limit {
		t.Errorf("%d cases when the surplus is old, want %d", third.Len(), limit)
	}
	third.Expire(later.Add(time.Hour))
	if fill(third, later.Add(24*time.Hour)); third.Len() != limit {
		t.Errorf("%d cases once all are old, want %d new ones", third.Len(), limit)
	}
}

func FuzzBook(f *testing.F) {
	b := NewBook(100)
	for _, c := range randomContributions(rand.New(rand.NewPCG(1, 1)), 20) {
		b.Add(c)
	}
	seed, _ := b.AppendBinary(nil)
	f.Add(seed)
	f.Add([]byte{bookVersion, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		b := NewBook(100)
		if b.UnmarshalBinary(data) != nil {
			return
		}
		through(t, b)
		b.Add(contribution("203.0.113.7", noon, 3))
		b.Changed()
	})
}

func BenchmarkBookAdd(b *testing.B) {
	k := NewBook(1000)
	f := contribution("203.0.113.7", noon, 101)
	f.Samples = nil
	b.ReportAllocs()
	for b.Loop() {
		k.Add(f)
	}
}

// What is simulated never makes a case that is in force longer or worse (NF-12).
func TestNF12SimulatedIsACaseApart(t *testing.T) {
	b := NewBook(10)
	b.Add(contribution("203.0.113.7", noon, 101))
	trial := contribution("203.0.113.7", noon, 900)
	trial.Simulated, trial.Why.Tuned = true, "EV-17@2"
	b.Add(trial)
	data, err := b.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	b = NewBook(10)
	if err := b.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	got := b.Changed()
	if len(got) != 2 || got[0].ID == got[1].ID || got[0].Simulated == got[1].Simulated {
		t.Fatalf("got %+v, want two cases, one simulated", got)
	}
	for _, c := range got {
		if c.Count != 1 || c.Simulated != (c.Why.Tuned == "EV-17@2") {
			t.Errorf("a case %+v", c)
		}
	}
}

// An account that attacks from many blocks is one case of that account; what the same addresses do
// at address scope, and other accounts, are others.
func TestXV01AccountIsOneCase(t *testing.T) {
	b := NewBook(1000)
	for i := range 300 {
		f := contribution(fmt.Sprintf("198.51.%d.%d", i%100, 1+i%7), noon.Add(time.Duration(i)*time.Second), 101)
		f.Source.Block, f.Source.Account = netip.Prefix{}, AccountText(&Facts{Account: 7})
		b.Add(f)
	}
	other := contribution("198.51.1.2", noon, 101)
	other.Source.Block, other.Source.Account = netip.Prefix{}, AccountText(&Facts{Session: 7})
	b.Add(other)
	b.Add(contribution("198.51.1.2", noon, 101))
	data, err := b.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	b = NewBook(1000)
	if err := b.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	byWho := map[string]Finding{}
	ids := map[string]bool{}
	for _, c := range b.Changed() {
		byWho[c.Source.Account] = c
		ids[c.ID] = true
	}
	if len(ids) != 3 || len(byWho) != 3 {
		t.Fatalf("%d cases of %d sources, want 3", len(ids), len(byWho))
	}
	got := byWho["0000000000000007"]
	if got.Count != 300 || got.Source.IPs != 256 || got.Source.Block.IsValid() || !got.Source.OfAccount() {
		t.Errorf("the account's case %+v", got)
	}
	if byWho["session-0000000000000007"].Count != 1 || byWho[""].Source.Block.String() != "198.51.1.0/24" {
		t.Errorf("others: %+v", byWho)
	}
}
