package event

import (
	"bytes"
	"fmt"
	"net/netip"
	"runtime"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// state is what all states have in common for those who carry them.
type state interface {
	Apply(f *finding.Facts, out *[]finding.Finding)
	AppendBinary(dst []byte) ([]byte, error)
	UnmarshalBinary(data []byte) error
	Idle(now time.Time) bool
}

var _ = []state{NewClient(), NewEndpoint(traffic.API{}), NewDomain(), NewAccount(), NewRecords()}

// through writes a state down and reads it back into an empty one.
func through[S state](t *testing.T, one, empty S) S {
	t.Helper()
	a, _ := one.AppendBinary(nil)
	if err := empty.UnmarshalBinary(a); err != nil {
		t.Fatal(err)
	}
	if b, _ := empty.AppendBinary(nil); !bytes.Equal(a, b) {
		t.Fatalf("the same %T gave other bytes", one)
	}
	return empty
}

func throughClient(t *testing.T, c *Client) *Client { return through(t, c, NewClient()) }

func throughEndpoint(t *testing.T, e *Endpoint) *Endpoint { return through(t, e, NewEndpoint(e.api)) }

func TestAS09Grade(t *testing.T) {
	for _, c := range []struct {
		data []finding.DataCount
		want finding.Grade
	}{
		{nil, finding.NonSensitive}, // AS-12
		{[]finding.DataCount{{Type: 34, Entries: 500}}, finding.LowSensitivity},    // AS-11
		{[]finding.DataCount{{Type: 5, Entries: 20}}, finding.ModerateSensitivity}, // AS-10
		{[]finding.DataCount{{Type: 5, Entries: 21}}, finding.HighSensitivity},
		{[]finding.DataCount{{Type: 5, Entries: 11}, {Type: 6, Entries: 10}}, finding.HighSensitivity},
		{[]finding.DataCount{{Type: 5, Entries: 10}, {Type: 6, Entries: 10}}, finding.ModerateSensitivity},
		{[]finding.DataCount{{Type: 1, Entries: 1}}, finding.HighSensitivity},
	} {
		if got, _ := gradeOf(c.data); got != c.want {
			t.Errorf("%v: %v, want %v", c.data, got, c.want)
		}
	}
}

func TestAS13Auth(t *testing.T) {
	e := NewEndpoint(traffic.API{})
	var out []finding.Finding
	state := func(creds bool, n int) finding.Auth {
		for _, f := range reads(scene{creds: creds, every: time.Second}, n, sameObject) {
			e.Apply(&f, &out)
		}
		return e.Asset("t").Auth
	}
	if got := e.Asset("t").Auth; got != finding.AuthUnknown {
		t.Errorf("nothing seen: %v", got)
	}
	if got := state(true, 20); got != finding.AuthPresent {
		t.Errorf("all with: %v", got)
	}
	if got := state(false, 10); got != finding.AuthMixed {
		t.Errorf("a third without: %v", got)
	}
	if got := state(false, 400); got != finding.AuthAbsent {
		t.Errorf("nearly all without: %v", got)
	}
}

func TestAS16Asset(t *testing.T) {
	api := traffic.API{Host: "shop.example.com", Method: "GET", Template: "/orders/{id}"}
	e := NewEndpoint(api)
	var out []finding.Finding
	all := reads(scene{every: time.Second, data: 3}, 120, newObject)
	for i := range all {
		all[i].Purposes = []finding.Purpose{23, 41}
		if i%4 == 0 {
			all[i].Status, all[i].Purposes, all[i].Latency = 500, []finding.Purpose{23}, 80*time.Millisecond
		}
		e.Apply(&all[i], &out)
	}
	a := throughEndpoint(t, e).Asset("default")
	if a.ID != api.ID("default") || a.Calls != 120 || a.Errors != 30 || a.RatePeak != 60 ||
		a.Grade != finding.HighSensitivity || len(a.ResTypes) != 1 || a.Purposes[0] != 23 {
		t.Errorf("asset %+v", a)
	}
	if a.P50 < 10*time.Millisecond || a.P50 > 14*time.Millisecond || a.P95 < 70*time.Millisecond {
		t.Errorf("p50 %v, p95 %v", a.P50, a.P95)
	}
	if !a.FirstSeen.Equal(all[0].Time) || !a.LastSeen.Equal(all[119].Time) {
		t.Errorf("seen %v to %v", a.FirstSeen, a.LastSeen)
	}
}

// heap gives the live bytes that n states made by make take each.
func heap[T any](n int, build func(i int) T) (each uint64, keep []T) {
	var before, after runtime.MemStats
	keep = make([]T, n)
	build(0)     // what is made once, by whoever comes first, is none of theirs
	runtime.GC() // twice: what pools hold goes with the second
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range keep {
		keep[i] = build(i)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	return (after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)) / uint64(n), keep
}

func TestMemoryOfAnIdleClient(t *testing.T) {
	var out []finding.Finding
	calls := reads(scene{every: 10 * time.Second}, 5, newObject)
	each, keep := heap(10_000, func(int) *Client {
		c := NewClient()
		for j := range calls {
			c.Apply(&calls[j], &out)
		}
		return c
	})
	if each > 300 {
		t.Errorf("a client of five calls takes %d bytes, want at most 300", each)
	}
	bytes, _ := keep[0].AppendBinary(nil)
	t.Logf("a quiet client: %d bytes live, %d written", each, len(bytes))
}

func TestMemoryOfABusyEndpoint(t *testing.T) {
	var out []finding.Finding
	each, keep := heap(8, func(i int) *Endpoint {
		e := NewEndpoint(traffic.API{Host: "h", Method: "GET", Template: "/x"})
		for _, f := range usualDays(1, 100, 1) {
			out = out[:0]
			f.Client = netip.MustParseAddr(fmt.Sprintf("10.%d.%d.%d", i, f.Time.Minute(), f.Client.As4()[3]))
			e.Apply(&f, &out)
		}
		return e
	})
	if each > 16<<10 {
		t.Errorf("a busy API takes %d bytes, want at most 16 KiB", each)
	}
	bytes, _ := keep[0].AppendBinary(nil)
	t.Logf("a busy API: %d bytes live, %d written", each, len(bytes))
}

// TestMemoryOfTheFullestEndpoint fills every part of an API's memory that is bounded.
func TestMemoryOfTheFullestEndpoint(t *testing.T) {
	var out []finding.Finding
	each, keep := heap(4, func(int) *Endpoint {
		e := NewEndpoint(traffic.API{Host: "h", Method: "GET", Template: "/x"})
		start := scenarioStart.Add(later(0, 0))
		for i := range 30_000 {
			f := scene{creds: true}.call(i, e.api)
			f.Time = start.Add(time.Duration(min(i, 25_000))*100*time.Second + time.Duration(i)*50*time.Millisecond) // four weeks, then a rush
			f.Client = netip.AddrFrom4([4]byte{byte(1 + i%200), byte(i % 251), byte(i % 7), byte(i % 256)})
			f.Session = hashOf("session", i%baseline.MaxHolders)
			f.Tool, f.Status, f.ResSize, f.Latency = finding.Tool(i%6+1), []uint16{200, 200, 302, 404, 500}[i%5], int64(i%100_000), time.Duration(i%900)*time.Millisecond
			f.ResData = []finding.DataCount{{Type: finding.DataType(1 + i%44), Entries: 3}}
			for p := range 16 {
				f.Forms = append(f.Forms, finding.Written{Name: fmt.Sprint("parameter", (i+p)%40), Form: finding.Form(1 + i%15)})
			}
			if i%3 == 0 {
				f.Login = finding.Login{Name: hashOf("name", i%50), Password: hashOf("password", i), Outcome: finding.OutcomeOK}
			}
			out = out[:0]
			e.Apply(&f, &out)
		}
		return e
	})
	bytes, _ := keep[0].AppendBinary(nil)
	t.Logf("the fullest API: %d bytes live, %d written", each, len(bytes))
	if each > 26<<10 {
		t.Errorf("the fullest API takes %d bytes, want at most 26 KiB", each)
	}
}

func TestMemoryOfAnAttackerIsBounded(t *testing.T) {
	var out []finding.Finding
	each, _ := heap(2, func(int) *Client {
		c := NewClient()
		for i := range 100_000 {
			f := logins(scene{from: i}, 1, newName, newPassword, finding.OutcomeFailed)[0]
			f.Time = scenarioStart.Add(time.Duration(i) * 10 * time.Millisecond)
			f.API.Template = fmt.Sprint("/login/", i%40)
			f.Object = hashOf("object", i)
			out = out[:0]
			c.Apply(&f, &out)
		}
		return c
	})
	if each > 512<<10 {
		t.Errorf("an attacker on forty APIs takes %d bytes", each)
	}
	t.Logf("an attacker on forty APIs: %d bytes", each)
}

func TestIdle(t *testing.T) {
	c := NewClient()
	var out []finding.Finding
	all := reads(scene{every: time.Second}, 30, newObject)
	for i := range all {
		c.Apply(&all[i], &out)
	}
	end := all[29].Time
	if c.Idle(end.Add(time.Minute)) || !c.Idle(end.Add(idleClient+time.Minute)) {
		t.Error("a client is idle at the wrong time")
	}
	c.Compact(end.Add(idleClient + time.Minute))
	if len(c.windows) != 0 {
		t.Error("nothing was forgotten")
	}
	e := NewEndpoint(all[0].API)
	e.Apply(&all[0], &out)
	if e.Idle(all[0].Time) || !e.Idle(all[0].Time.Add(idleAPI+time.Second)) {
		t.Error("an API is idle at the wrong time")
	}
}

func TestDomainAndAccountCount(t *testing.T) {
	d, a := NewDomain(), NewAccount()
	var out []finding.Finding
	all := join(
		reads(scene{every: time.Hour, data: 2}, 30, newObject),
		logins(scene{after: time.Minute, every: time.Hour}, 10, sameName, newPassword, finding.OutcomeFailed))
	all[3].Noise = true
	for i := range all {
		d.Apply(&all[i], &out)
		a.Apply(&all[i], &out)
	}
	bytesD, _ := d.AppendBinary(nil)
	bytesA, _ := a.AppendBinary(nil)
	d, a = NewDomain(), NewAccount()
	if err := d.UnmarshalBinary(bytesD); err != nil {
		t.Fatal(err)
	}
	if err := a.UnmarshalBinary(bytesA); err != nil {
		t.Fatal(err)
	}
	dc, ac := d.Counts(), a.Counts()
	if dc.Calls != 40 || dc.Noise != 1 || dc.Statuses[2] != 30 || dc.Statuses[4] != 10 || dc.APIs != 2 || !dc.APIsExact {
		t.Errorf("domain %+v", dc)
	}
	if dc.Today != 14 || dc.Yesterday != 26 { // from 8 o'clock
		t.Errorf("today %d, yesterday %d", dc.Today, dc.Yesterday)
	}
	if ac.Calls != 40 || ac.Failed != 10 || ac.Entries != 60 || ac.APIs != 2 || ac.Blocks != 1 {
		t.Errorf("account %+v", ac)
	}
}

func FuzzStates(f *testing.F) {
	c, e, d, a := NewClient(), NewEndpoint(traffic.API{Host: "h"}), NewDomain(), NewAccount()
	var out []finding.Finding
	for _, x := range join(
		reads(scene{every: time.Second, data: 1}, 40, newObject),
		logins(scene{every: time.Second}, 20, newName, newPassword, finding.OutcomeFailed)) {
		x.Risks = []finding.RiskHit{{Risk: 18, Reason: "x"}}
		c.Apply(&x, &out)
		e.Apply(&x, &out)
		d.Apply(&x, &out)
		a.Apply(&x, &out)
	}
	for _, s := range []interface {
		AppendBinary([]byte) ([]byte, error)
	}{c, e, d, a} {
		seed, _ := s.AppendBinary(nil)
		f.Add(seed)
	}
	x := reads(scene{after: time.Hour, data: 1}, 1, newObject)[0]
	x.Login = finding.Login{Name: 1, Password: 2, Outcome: finding.OutcomeFailed}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, e, d, a := NewClient(), NewEndpoint(traffic.API{}), NewDomain(), NewAccount()
		var out []finding.Finding
		if c.UnmarshalBinary(data) == nil {
			c.Apply(&x, &out)
			throughClient(t, c)
		}
		if e.UnmarshalBinary(data) == nil {
			e.Apply(&x, &out)
			throughEndpoint(t, e)
		}
		if d.UnmarshalBinary(data) == nil {
			d.Apply(&x, &out)
		}
		if a.UnmarshalBinary(data) == nil {
			a.Apply(&x, &out)
		}
	})
}
