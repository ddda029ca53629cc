package gossip

import (
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/memberlist"
)

// life is one node under test with what it was told last.
type life struct {
	g       *Gossip
	evicted chan struct{}

	mu    sync.Mutex
	now   []Member
	calls int
}

func (l *life) members() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.now)
}

func start(t *testing.T, name string, o Options) *life {
	t.Helper()
	l := &life{evicted: make(chan struct{})}
	o.Name, o.Bind, o.Log = name, "127.0.0.1:0", slog.New(slog.DiscardHandler)
	o.Meta = []byte("meta of " + name)
	o.OnEvicted = func() { close(l.evicted) }
	o.OnChange = func(m []Member) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.now, l.calls = m, l.calls+1
	}
	if o.Patience == 0 {
		o.Patience = 5 * time.Second
	}
	g, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	l.g = g
	t.Cleanup(func() { _ = g.Stop(false) })
	return l
}

func eventually(t *testing.T, within time.Duration, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(within); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", within, what)
		}
	}
}

func TestMembersKnowEachOthersMeta(t *testing.T) {
	a := start(t, "a", Options{})
	b := start(t, "b", Options{Join: []string{a.g.Address()}})
	for _, l := range []*life{a, b} {
		eventually(t, 5*time.Second, "two members", func() bool { return l.members() == 2 })
		for _, m := range l.now {
			if string(m.Meta) != "meta of "+m.Name {
				t.Errorf("%s has the meta %q", m.Name, m.Meta)
			}
		}
	}
}

func TestNothingIsToldBeforePatienceIsOver(t *testing.T) {
	l := start(t, "a", Options{Join: []string{"127.0.0.1:1"}, Patience: time.Second})
	time.Sleep(500 * time.Millisecond)
	if n := l.members(); n != 0 {
		t.Fatalf("told of %d members before it had joined", n)
	}
	eventually(t, 10*time.Second, "going on alone", func() bool { return l.members() == 1 })
}

func TestMetaIsBounded(t *testing.T) {
	if _, err := Start(Options{Meta: make([]byte, memberlist.MetaMaxSize+1)}); err == nil {
		t.Fatal("meta that memberlist would panic on was taken")
	}
}

func TestTheDeadAreForgottenInOrder(t *testing.T) {
	var g gone
	for i := range mostGone + 10 {
		g.add(fmt.Sprint(i))
		g.add(fmt.Sprint(i))
	}
	if len(g.names) != mostGone || len(g.order) != mostGone || g.names["9"] || !g.names["10"] {
		t.Fatalf("%d names, %d in order, oldest %s", len(g.names), len(g.order), g.order[0])
	}
}

func TestOfTwoWhoBuriedEachOtherTheLargerSideStays(t *testing.T) {
	for _, c := range []struct {
		own, theirs int
		name        string
		want        bool
	}{{1, 2, "a", true}, {2, 1, "z", false}, {1, 1, "z", true}, {1, 1, "a", false}} {
		g := &Gossip{o: Options{Name: "m"}, told: make([]Member, c.own)}
		g.gone.add(c.name)
		msg := fmt.Sprintf(`{"You":"m","By":%q,"Members":%d}`, c.name, c.theirs)
		if got := g.obey([]byte(msg)); got != c.want {
			t.Errorf("%d of ours, %d of %s's: obeys %v", c.own, c.theirs, c.name, got)
		}
	}
	g := &Gossip{o: Options{Name: "m"}, told: make([]Member, 9)} // it was asleep and buried nobody
	if !g.obey([]byte(`{"You":"m","By":"a","Members":1}`)) {
		t.Error("a sleeper did not obey")
	}
	if g.obey([]byte(`{"You":"x","By":"a","Members":1}`)) || g.obey([]byte("{")) {
		t.Error("obeyed what was not for it")
	}
}

// cut is a transport whose cable can be pulled.
type cut struct {
	*memberlist.NetTransport
	pulled  atomic.Bool
	packets chan *memberlist.Packet
	streams chan net.Conn
	done    chan struct{}
}

func newCut(t *testing.T) *cut {
	t.Helper()
	n, err := memberlist.NewNetTransport(&memberlist.NetTransportConfig{
		BindAddrs: []string{"127.0.0.1"}, Logger: log.New(io.Discard, "", 0),
	})
	if err != nil {
		t.Fatal(err)
	}
	c := &cut{NetTransport: n, packets: make(chan *memberlist.Packet), streams: make(chan net.Conn), done: make(chan struct{})}
	go func() {
		for {
			select {
			case p := <-n.PacketCh():
				if !c.pulled.Load() {
					select {
					case c.packets <- p:
					case <-c.done:
					}
				}
			case s := <-n.StreamCh():
				if c.pulled.Load() {
					s.Close()
					continue
				}
				select {
				case c.streams <- s:
				case <-c.done:
				}
			case <-c.done:
				return
			}
		}
	}()
	t.Cleanup(func() { close(c.done) })
	return c
}

func (c *cut) PacketCh() <-chan *memberlist.Packet { return c.packets }
func (c *cut) StreamCh() <-chan net.Conn           { return c.streams }

func (c *cut) WriteToAddress(b []byte, a memberlist.Address) (time.Time, error) {
	if c.pulled.Load() {
		return time.Now(), nil
	}
	return c.NetTransport.WriteToAddress(b, a)
}

func (c *cut) DialAddressTimeout(a memberlist.Address, d time.Duration) (net.Conn, error) {
	if c.pulled.Load() {
		return nil, fmt.Errorf("cable pulled")
	}
	return c.NetTransport.DialAddressTimeout(a, d)
}

func TestWhoWasDeclaredDeadIsEvicted(t *testing.T) {
	a := start(t, "a", Options{})
	join := []string{a.g.Address()}
	b := start(t, "b", Options{Join: join})
	cable := newCut(t)
	c := start(t, "c", Options{Join: join, Transport: cable})
	for _, l := range []*life{a, b, c} {
		eventually(t, 5*time.Second, "three members", func() bool { return l.members() == 3 })
	}
	cable.pulled.Store(true)
	eventually(t, 15*time.Second, "both sides without each other",
		func() bool { return a.members() == 2 && b.members() == 2 && c.members() == 1 })
	cable.pulled.Store(false)
	select {
	case <-c.evicted:
	case <-time.After(30 * time.Second):
		t.Fatal("the smaller side came back under its old name and was not told")
	}
	for _, l := range []*life{a, b} {
		select {
		case <-l.evicted:
			t.Error("the larger side gave way as well")
		default:
		}
		if l.members() != 2 {
			t.Errorf("the old life is back: %d members", l.members())
		}
	}
	_ = c.g.Stop(false)
	d := start(t, "d", Options{Join: join})
	eventually(t, 10*time.Second, "the next life", func() bool { return d.members() == 3 && a.members() == 3 })
}
