//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus"
	"github.com/lapwing-sec/lapwing/ops/corpus/crowd"
)

// haste shortens the pauses of scripts: the longest attack of the day takes a quarter of an hour.
const haste = 8

// live is an attack that was carried out in this run.
type live struct {
	crowd.Attack
	start, end time.Time
}

// wanted are the attacks of the first release, with the real programs among them.
var wanted = []string{
	"brute-login", "dictionary-office", "dictionary-form", "stock-hammer", "crawl-orders", "crawl-users", "open-directory",
	"slow-brute-office", "scan-paths", "sql-injection",
}

// TestEventsOfRealAttacks plays a harmless day as history, then harmless callers and attackers at once
// through a real gateway, and asks the API: EV-01, EV-09, EV-10, EV-13, EV-17, EV-19, EV-25.
func TestEventsOfRealAttacks(t *testing.T) {
	n := startNode(t)
	history(t, n)
	s := newStand(t, n, n.token(t, "edge-1", "ingest"))
	began := time.Now().Add(-time.Second)
	attacks := playLive(t, s)
	s.settle(t)
	for _, a := range attacks {
		if a.Event == "" {
			continue
		}
		t.Run(a.Event+"/"+a.ID, func(t *testing.T) {
			eventually(t, 60*time.Second, func() string { return found(n.events(t, began), a) })
		})
	}
	t.Run("nobody harmless", func(t *testing.T) {
		for _, e := range n.events(t, began.Add(-25*time.Hour)) {
			if !byAttacker(attacks, e) {
				t.Errorf("a harmless caller is accused: %+v", e)
			}
		}
	})
}

// history delivers the recorded day without its attackers, so that baselines have learned.
func history(t *testing.T, n *node) {
	t.Helper()
	now := time.Now().Add(-time.Minute)
	truth, err := corpus.Facts(now)
	if err != nil {
		t.Fatal(err)
	}
	harmless := map[netip.Addr]bool{}
	for _, b := range truth.Benign {
		harmless[b.Addr] = true
	}
	deliver(t, n, now, func(ip netip.Addr) bool { return harmless[ip] })
}

// deliver sends those calls of the recorded day whose caller is wanted and waits until they are stored.
func deliver(t *testing.T, n *node, now time.Time, want func(netip.Addr) bool) {
	t.Helper()
	token := n.token(t, "history", "ingest")
	var batch bytes.Buffer
	sent, inBatch := 0, 0
	flush := func() {
		if inBatch > 0 {
			sent += n.post(t, token, fmt.Sprintf("history-%d", sent), batch.Bytes())
		}
		batch.Reset()
		inBatch = 0
	}
	err := corpus.Replay(now, func(line []byte) error {
		var x struct{ Client struct{ IP netip.Addr } }
		if err := json.Unmarshal(line, &x); err != nil || !want(x.Client.IP) {
			return err
		}
		batch.Write(line)
		batch.WriteByte('\n')
		if inBatch++; inBatch == 2000 {
			flush()
		}
		return nil
	})
	flush()
	if err != nil || sent == 0 {
		t.Fatalf("history: %d calls, %v", sent, err)
	}
	eventually(t, 90*time.Second, func() string {
		if got := n.calls(t, now.Add(-25*time.Hour), now.Add(time.Minute)); got != sent {
			return fmt.Sprintf("the store holds %d calls of %d", got, sent)
		}
		return ""
	})
}

// playLive lets everybody act at once and gives the attacks that took place.
func playLive(t *testing.T, s *stand) []live {
	t.Helper()
	var all sync.WaitGroup
	for i, r := range crowd.Live(s.world.Shop) {
		all.Go(func() { r.Play(s.visitor(t, i, r.Name, r.Addr, r.Agent, haste)) })
	}
	var mu sync.Mutex
	var done []live
	attacks := slices.DeleteFunc(crowd.Attacks(), func(a crowd.Attack) bool { return !slices.Contains(wanted, a.ID) })
	for i, a := range append(attacks, crowd.LiveAttacks()...) {
		dir := t.TempDir()
		all.Go(func() {
			l := live{Attack: a, start: time.Now()}
			if a.Tool == nil {
				a.Script(s.visitor(t, 100+i, a.ID, a.Sources[0], a.Agent, haste))
			} else {
				run := crowd.ToolRun{Dir: dir, Addr: a.Sources[0], R: rand.New(rand.NewPCG(worldSeed, uint64(i)))}
				err := s.world.RunTool(t.Context(), a, run)
				if errors.Is(err, crowd.ErrNoTool) {
					t.Logf("LEFT OUT: %s: %v", a.ID, err)
					return
				}
				if err != nil {
					t.Errorf("%s: %v", a.ID, err)
				}
			}
			l.end = time.Now()
			mu.Lock()
			defer mu.Unlock()
			done = append(done, l)
		})
	}
	all.Wait()
	if errs := s.world.Errors(); len(errs) > 0 {
		t.Fatalf("%d calls failed at the gateway, first: %v", len(errs), errs[0])
	}
	return done
}

var place = regexp.MustCompile(`\{[^}]*\}`)

// sameAPI compares templates; the names of their places carry no meaning.
func sameAPI(a, b string) bool {
	return place.ReplaceAllString(a, "{}") == place.ReplaceAllString(b, "{}")
}

const clockSlack = 3 * time.Second // between our clock and the first or last call's own time

// found tells what is missing for an attack, or "".
func found(events []event, a live) string {
	var near []string
	for _, e := range events {
		if e.Type != a.Event {
			continue
		}
		near = append(near, fmt.Sprintf("%s %s%s from %s, %s to %s, %d calls", e.Method, e.Host, e.API, e.Source.IP,
			e.Start.Format(time.TimeOnly), e.End.Format(time.TimeOnly), e.Count))
		if e.Method == a.Method && e.Host == a.Host && sameAPI(e.API, a.Template) && from(a, e) &&
			e.Start.After(a.start.Add(-clockSlack)) && e.End.Before(a.end.Add(clockSlack)) && e.Count > 0 {
			return ""
		}
	}
	return fmt.Sprintf("no %s on %s %s%s from %v between %s and %s; of this type: %s", a.Event, a.Method, a.Host,
		a.Template, a.Sources, a.start.Format(time.TimeOnly), a.end.Format(time.TimeOnly), strings.Join(near, "; "))
}

// from tells whether an event's source is the attacker's.
func from(a live, e event) bool { return slices.Contains(a.Sources, e.Source.IP) }

func byAttacker(attacks []live, e event) bool {
	return slices.ContainsFunc(attacks, func(a live) bool { return from(a, e) })
}
