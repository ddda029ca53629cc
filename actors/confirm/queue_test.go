package confirm

import (
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var compiledRules = sync.OnceValues(NewRuleSet)

// idleQueue is a queue nobody works for, so that what waits stays waiting.
func idleQueue(t *testing.T) *Queue {
	t.Helper()
	rules, err := compiledRules()
	if err != nil {
		t.Fatal(err)
	}
	return &Queue{rules: rules, jobs: make(chan job, Room)}
}

// doubtful is a call with an injection that the rule set knows, and a doubt of shape n.
func doubtful(n int) (*traffic.Exchange, attack.Doubt) {
	x := &traffic.Exchange{
		Method: "GET", Host: "shop.example.com", Path: "/items", Query: "q=1'+union+select+" + strconv.Itoa(n) + ",user()--+",
		Request: traffic.Message{Headers: []traffic.Header{{Name: "Host", Value: "shop.example.com"}}},
	}
	return x, attack.Doubt{Shape: uint64(n) + 1}
}

func TestTW01QueueFullIsCountedAndNeverWaits(t *testing.T) {
	q := idleQueue(t)
	var waiting []*Pending
	for n := range Room {
		set, p := q.Ask(doubtful(n))
		if set != 0 || p == nil {
			t.Fatalf("call %d: got %v, %v, want a verdict to come", n, set, p)
		}
		waiting = append(waiting, p)
	}
	for n := range 3 {
		if set, p := q.Ask(doubtful(Room + n)); set != 0 || p != nil {
			t.Fatalf("a call without room: got %v, %v, want no verdict and none to come", set, p)
		}
	}
	if got, want := q.Stats(), (Stats{Doubted: Room + 3, Asked: Room, Dropped: 3}); got != want {
		t.Errorf("full: got %+v, want %+v", got, want)
	}
	q.wg.Go(q.work)
	q.Stop()
	want := finding.Set(0).With(uint8(attack.SQLInjection))
	for n, p := range waiting {
		if got := p.Set(); got&want == 0 {
			t.Fatalf("call %d: got %v, want %v", n, got, want)
		}
	}
	if got := q.Stats(); got.Confirmed != Room || got.Dropped != 3 {
		t.Errorf("worked off: got %+v, want %d confirmed, 3 dropped", got, Room)
	}
	if _, known := q.verdicts.get(Room + 1); known {
		t.Error("a dropped call left a verdict")
	}
}

func TestTW01VerdictOfAShapeIsKnownAtOnce(t *testing.T) {
	q := idleQueue(t)
	want := finding.Set(0).With(uint8(attack.SQLInjection))
	q.verdicts.put(1, want)
	q.verdicts.put(2, 0)
	for n, want := range []finding.Set{want, 0} {
		if set, p := q.Ask(doubtful(n)); set != want || p != nil {
			t.Errorf("shape %d: got %v, %v, want %v and nothing to come", n+1, set, p, want)
		}
	}
	if got, want := q.Stats(), (Stats{Doubted: 2, Known: 2, Confirmed: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTW01StopWhileBusyAnswersAllAndLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	q, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	var waiting []*Pending
	for n := range Room / 2 {
		if _, p := q.Ask(doubtful(n)); p != nil {
			waiting = append(waiting, p)
		}
	}
	q.Stop()
	for n, p := range waiting {
		select {
		case <-p.done:
		default:
			t.Fatalf("call %d has no verdict after Stop", n)
		}
		if p.Set() == 0 {
			t.Errorf("call %d: not confirmed", n)
		}
	}
	if len(waiting) == 0 {
		t.Error("nothing waited")
	}
	for range 100 { // a goroutine that has returned may still be counted for a moment
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestTW01VerdictsRememberedAreBounded(t *testing.T) {
	var c cache
	for n := range uint64(maxVerdicts + 10) {
		c.put(n, finding.Set(n))
		if len(c.known) > maxVerdicts {
			t.Fatalf("%d verdicts after %d calls", len(c.known), n+1)
		}
	}
	if set, ok := c.get(maxVerdicts + 9); !ok || set != maxVerdicts+9 {
		t.Errorf("the newest verdict: got %v, %v", set, ok)
	}
	if _, ok := c.get(0); ok {
		t.Error("the oldest verdict is still there")
	}
}

func TestTW01InlineAndQueueAgree(t *testing.T) {
	q := idleQueue(t)
	var in Inline
	for n := range 5 {
		x, d := doubtful(n)
		want, err := in.Kinds(x, d)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.rules.Kinds(x, d.Texts); got != want || want == 0 {
			t.Errorf("call %d: queue %v, inline %v", n, got, want)
		}
	}
}
