package actors

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// suspects is a state that flags what is odd, and listener one that counts what it is told of that.
type suspects struct {
	counted
	odd func(f *finding.Facts) bool
}

func (s *suspects) Apply(f *finding.Facts, out *[]finding.Finding) {
	s.calls++
	if s.odd(f) {
		*out = append(*out, finding.Finding{
			Kind: finding.KindEvent, Type: "EV-00", Tenant: f.Tenant, API: f.API, Source: finding.Source{IP: f.Client}, Start: f.Time, End: f.Time, Count: 1,
		})
	}
}

type listener struct{ inventory }

func (l *listener) Apply(f *finding.Facts, _ *[]finding.Finding) { l.calls += told(f.Flagged) }

// told counts a call by who flagged it, so that a mistake in either shows.
func told(by finding.Flagged) uint64 { return 1 + 1000_000*uint64(by) }

func oddAddress(f *finding.Facts) bool { return f.Params%5 == 0 }
func oddAccount(f *finding.Facts) bool { return f.Params%7 == 0 }

func flaggingKinds() []Kind {
	kinds := countingKinds()
	kinds[1].New = func(f *finding.Facts) State { return &listener{inventory{api: f.API}} }
	kinds[1].Read = func() State { return &listener{} }
	for i, odd := range map[int]func(*finding.Facts) bool{2: oddAddress, 3: oddAccount} {
		kinds[i].New = func(*finding.Facts) State { return &suspects{odd: odd} }
		kinds[i].Read = func() State { return &suspects{odd: odd} }
	}
	return kinds
}

// toldWrong flushes and gives how many APIs were told something else than was flagged, of how many.
func toldWrong(t *testing.T, nodes []*Node, feeds ...*feed) (wrong, apis int) {
	t.Helper()
	flush(t, nodes...)
	want := truth{}
	kinds := flaggingKinds()
	for _, fd := range feeds {
		for i := range fd.facts {
			f := &fd.facts[i]
			id, ok := kinds[1].Key(nil, f)
			if !ok {
				continue
			}
			var by finding.Flagged
			if oddAddress(f) {
				by |= finding.FlaggedAddress
			}
			if f.Account != 0 && oddAccount(f) {
				by |= finding.FlaggedOther
			}
			want[[2]string{"endpoint", string(id)}] += told(by)
		}
	}
	return compare(t, nodes[0], want), len(want)
}

func flagging(o *Options) { o.Kinds = flaggingKinds() }

// TestNF15APIsAreToldWhatOthersFlaggedOnce has three nodes share the keys, messages lost and doubled, an owner and
// then a source crash, and wants every API told of each of its calls once, with exactly who flagged it.
func TestNF15APIsAreToldWhatOthersFlaggedOnce(t *testing.T) {
	net, sink := newNetwork(51, testShards), newStore()
	net.lose, net.double = 0.03, 0.03
	a, b, c := startNode(t, net, sink, "a", flagging), startNode(t, net, sink, "b", flagging), startNode(t, net, sink, "c", flagging)
	fa, fb := &feed{facts: synthetic(51, 24_000/share)}, &feed{facts: synthetic(52, 24_000/share)}
	fa.route(t, a, 8_000/share)
	fb.route(t, b, 8_000/share)
	kill(t, net, c, 200*time.Millisecond)
	fa.route(t, a, 8_000/share)
	fb.route(t, b, 8_000/share)
	kill(t, net, b, 100*time.Millisecond)
	fb.again()
	b2 := startNode(t, net, sink, "b", flagging)
	fb.route(t, b2, 1<<30)
	fa.route(t, a, 1<<30)
	flush(t, a, b2)
	net.mu.Lock()
	net.lose, net.double = 0, 0
	net.mu.Unlock()
	if wrong, apis := toldWrong(t, []*Node{a, b2}, fa, fb); wrong > 0 {
		t.Errorf("%d of %d APIs were told something else than was flagged", wrong, apis)
	}
	if net.lost == 0 || net.doubled == 0 || a.Counters().Unflagged+b2.Counters().Unflagged > 0 {
		t.Errorf("lost %d, doubled %d; %+v", net.lost, net.doubled, a.Counters())
	}
}

// TestNF15FlagsThatAreForgottenAreNoticed is the negative control: shards that remember no flags.
func TestNF15FlagsThatAreForgottenAreNoticed(t *testing.T) {
	net, sink := newNetwork(53, testShards), newStore()
	a := startNode(t, net, sink, "a", func(o *Options) { flagging(o); o.broken.flags = true })
	f := &feed{facts: synthetic(53, 4_000)}
	f.route(t, a, 1<<30)
	if wrong, apis := toldWrong(t, []*Node{a}, f); wrong < apis/2 {
		t.Errorf("only %d of %d APIs were told wrongly", wrong, apis)
	}
}

// What a shard flagged of calls that are not routed again yet is kept up to a bound, and beyond it counted.
func TestFlagsHeardBeforeTheirCallsAreBoundedAndCounted(t *testing.T) {
	r, o := &Router{stats: &stats{}}, &outlet{}
	var flags []flag
	for i := range uint64(mostFlags + 7) {
		flags = append(flags, flag{i + 1, finding.FlaggedAddress})
	}
	for range 2 { // an answer may come twice
		if !o.hear(r, 0, mostFlags+7, appendFlags(nil, flags)) {
			t.Fatal("not heard")
		}
	}
	if len(o.early) != mostFlags || r.stats.unflagged.Load() != 7 {
		t.Errorf("%d kept, %d counted, want %d and 7", len(o.early), r.stats.unflagged.Load(), mostFlags)
	}
}

func TestFlagsAreBoundedAndForgotten(t *testing.T) {
	src := &source{}
	if refused := src.note([]flag{{9, finding.FlaggedOther}, {3, finding.FlaggedAddress}, {9, finding.FlaggedAddress}}); refused != 0 {
		t.Errorf("%d refused", refused)
	}
	if want := []flag{{3, finding.FlaggedAddress}, {9, finding.FlaggedAddress | finding.FlaggedOther}}; !slices.Equal(src.flags, want) {
		t.Errorf("kept %v", src.flags)
	}
	many := make([]flag, mostFlags)
	for i := range many {
		many[i] = flag{uint64(10 + i), finding.FlaggedAddress}
	}
	if refused := src.note(many); refused != 2 || len(src.flags) != mostFlags {
		t.Errorf("%d refused, %d kept", refused, len(src.flags))
	}
	var got []flag
	readFlags(src.after(9), func(f flag) { got = append(got, f) })
	if len(got) != mostFlags-2 || got[0].seq != 10 || got[0].by != finding.FlaggedAddress {
		t.Errorf("%d flags, first %v", len(got), got[0])
	}
	if b := src.after(0); len(b) > mostFlagBytes {
		t.Errorf("%d bytes, read are %d", len(b), mostFlagBytes)
	}
	src.settle(mostFlags)
	if src.flags[0].seq != mostFlags+1 {
		t.Errorf("kept %v", src.flags[0])
	}
	src.settle(1 << 40)
	if len(src.flags) != 0 {
		t.Errorf("%d kept", len(src.flags))
	}
	readFlags([]byte{0x80}, func(flag) { t.Error("read what is cut") })
	readFlags([]byte{1}, func(flag) { t.Error("read what is cut") })
}

// TestCheckpointsOfOneWayAreRead loads what was written when calls went to all kinds at once.
func TestCheckpointsOfOneWayAreRead(t *testing.T) {
	net, sink := newNetwork(54, testShards), newStore()
	a := startNode(t, net, sink, "a", nil)
	f := &feed{facts: synthetic(54, 3_000)}
	f.route(t, a, 2_000)
	flush(t, a)
	stopNode(t, a)
	for _, pieces := range sink.points {
		for i := range pieces {
			pieces[i].Data = asOneWay(t, pieces[i].Data)
		}
	}
	b := startNode(t, net, sink, "a", nil)
	f.released = 2_000
	f.again()
	f.route(t, b, 1<<30)
	mustBeExact(t, sink, []*Node{b}, f)
}

// asOneWay writes a checkpoint as version 2 did: one mark a source, no flags.
func asOneWay(t *testing.T, data []byte) []byte {
	t.Helper()
	u := finding.NewUnpacker(data, snapshotVersion)
	out := finding.AppendBool([]byte{oneWay}, u.Bool())
	out = binary.AppendUvarint(out, u.Uint())
	out = finding.AppendTime(out, u.Time())
	marks := map[string]uint64{}
	for range u.Len(mostSources, 2) {
		name, hwm := u.String(maxText), u.Uint()
		u.Bytes(u.Len(mostFlagBytes, 1))
		if !isLast(name) {
			marks[name] = hwm
		}
	}
	out = binary.AppendUvarint(out, uint64(len(marks)))
	for name, hwm := range marks {
		out = binary.AppendUvarint(finding.AppendString(out, name), hwm)
	}
	if u.Err() != nil {
		t.Fatal(u.Err())
	}
	return append(out, u.Rest()...)
}

// besieged is days of an API that is called in bursts of two minutes, every half hour; on the last three one
// address has short messages sent, which its own actor flags (EV-14).
func besieged(days int, attacked bool) (bursts [][]finding.Facts) {
	begin := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	for burst := range days * 48 {
		at := begin.Add(time.Duration(burst) * 30 * time.Minute)
		var all []finding.Facts
		call := func(ip byte, after time.Duration) {
			all = append(all, finding.Facts{
				ID: fmt.Sprint(burst, ip, after), Tenant: "t", Time: at.Add(after), API: siegeAPI, Client: netip.AddrFrom4([4]byte{114, 60, 7, ip}),
				Status: 200, Tool: 1, Agent: "Firefox", Latency: 20 * time.Millisecond, ResSize: 900, Purposes: []finding.Purpose{18}, Creds: 2,
				Session: uint64(ip),
			})
		}
		for ip := range byte(8) {
			for n := range 2 + burst%3 {
				call(ip+1, time.Duration(5+n*30+int(ip))*time.Second)
			}
		}
		for n := 0; attacked && burst >= (days-3)*48 && n < 35; n++ {
			call(200, time.Duration(n)*3200*time.Millisecond)
		}
		slices.SortStableFunc(all, func(a, b finding.Facts) int { return a.Time.Compare(b.Time) })
		bursts = append(bursts, all)
	}
	return bursts
}

var siegeAPI = traffic.API{Host: "h.example.com", Method: "POST", Template: "/send"}

// alone has states see calls one after another, without nodes; untold: the API's is not told what others flagged.
func alone(bursts [][]finding.Facts, untold bool) *event.Endpoint {
	kinds, states := Kinds(), map[string]State{}
	var out []finding.Finding
	for _, burst := range bursts {
		for i := range burst {
			f := burst[i]
			for _, last := range []bool{false, true} {
				for k := range kinds {
					id, ok := kinds[k].Key(nil, &f)
					if !ok || kinds[k].Last != last {
						continue
					}
					key := kinds[k].Name + string(id)
					if states[key] == nil {
						states[key] = kinds[k].New(&f)
					}
					out = out[:0]
					if states[key].Apply(&f, &out); finding.MadeEvent(out) && !untold {
						f.Flagged |= kinds[k].Flags
					}
				}
			}
		}
	}
	return states["endpoint"+siegeAPI.ID("t")].(*event.Endpoint)
}

func baselineOf(t *testing.T, e *event.Endpoint) string {
	t.Helper()
	b, err := json.MarshalIndent(e.Baseline("t", time.Unix(0, 0)), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// near tells lines of JSON whose figures differ by at most a share.
func near(a, b string, share float64) bool {
	var x, y float64
	key, rest, _ := strings.Cut(a, ":")
	_, was, _ := strings.Cut(b, ":")
	if rest == "" { // in a list
		rest, was = key, b
	}
	n, _ := fmt.Sscanf(strings.TrimSpace(rest), "%g", &x)
	m, _ := fmt.Sscanf(strings.TrimSpace(was), "%g", &y)
	return n == 1 && m == 1 && math.Abs(x-y) <= share*math.Abs(y)
}

// TestNF15BaselinesAreTheSameOnOneNodeAndOnSeveral plays an attack into one node, into three of which one dies and
// into three at once, and wants the baseline that states learn which see all calls in order; not to be told of flags
// gives another.
func TestNF15BaselinesAreTheSameOnOneNodeAndOnSeveral(t *testing.T) {
	bursts := besieged(9, true)
	want := baselineOf(t, alone(bursts, false))
	if calm := alone(besieged(9, false), false); calm == nil || baselineOf(t, alone(bursts, true)) == want {
		t.Fatal("an API that is not told learns the same: the test shows nothing")
	}
	real := func(o *Options) { o.Kinds = Kinds() }
	ctx := t.Context()
	// share is by how much figures may differ.
	is := func(t *testing.T, what string, n *Node, share float64) {
		t.Helper()
		e, err := n.Endpoint(ctx, siegeAPI.ID("t"))
		if err != nil || e == nil {
			t.Fatal(what, err)
		}
		if got := baselineOf(t, e); got != want {
			a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
			if len(a) != len(b) {
				t.Errorf("%s learns another baseline: %d lines, want %d", what, len(a), len(b))
			}
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] && !near(a[i], b[i], share) {
					t.Errorf("%s learns another baseline: line %d has %s, want %s", what, i, a[i], b[i])
				}
			}
		}
	}
	numbered := func(bursts [][]finding.Facts) *feed {
		f := &feed{facts: slices.Concat(bursts...)}
		for i := range f.facts {
			f.facts[i].Seq = uint64(i + 1)
		}
		return f
	}
	t.Run("one", func(t *testing.T) {
		net, sink := newNetwork(61, testShards), newStore()
		a := startNode(t, net, sink, "a", real)
		f := numbered(bursts)
		f.route(t, a, 1<<30)
		flush(t, a)
		is(t, "one node", a, 0)
	})
	t.Run("replay", func(t *testing.T) {
		net, sink := newNetwork(62, testShards), newStore()
		net.lose, net.double = 0.03, 0.03
		a, b, c := startNode(t, net, sink, "a", real), startNode(t, net, sink, "b", real), startNode(t, net, sink, "c", real)
		f := numbered(bursts)
		f.route(t, a, len(f.facts)/2)
		kill(t, net, b, 100*time.Millisecond)
		f.route(t, a, len(f.facts)/4)
		kill(t, net, a, 100*time.Millisecond)
		f.again()
		a2 := startNode(t, net, sink, "a", real)
		f.route(t, a2, 1<<30)
		flush(t, a2)
		net.mu.Lock()
		net.lose, net.double = 0, 0
		net.mu.Unlock()
		is(t, "a node of two, after two crashes", a2, 0)
		is(t, "the other", c, 0)
	})
	t.Run("three at once", func(t *testing.T) {
		net, sink := newNetwork(63, testShards), newStore()
		var nodes []*Node
		for _, name := range []string{"a", "b", "c"} {
			nodes = append(nodes, startNode(t, net, sink, name, real))
		}
		for _, burst := range bursts { // of two minutes: within the lateness, however it is spread
			for i, n := range nodes {
				var part []finding.Facts
				for k := i; k < len(burst); k += len(nodes) {
					f := burst[k]
					f.Seq = n.Router().Routed() + uint64(len(part)) + 1
					part = append(part, f)
				}
				if err := n.Router().Route(ctx, n.Router().Routed(), n.Router().Routed()+uint64(len(part)), part); err != nil {
					t.Fatal(err)
				}
			}
			for _, n := range nodes {
				for n.Router().applied.Load() < n.Router().Routed() {
					n.current().root.Send(n.current().router, &tick{eager: true})
					time.Sleep(time.Millisecond)
				}
			}
		}
		is(t, "any of three", nodes[1], 0.01) // whose minute a call counts in hangs on the order of arrival
	})
}
