package confirm

import (
	"sync"
	"sync/atomic"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	// Room is how many calls may wait: at a millisecond each, a batch is held up by a quarter
	// of a second at most, also where somebody sends nothing but doubtful calls.
	Room    = 256
	workers = 2 // of the rule set; the ingest of a node has two cores at the least
)

// Stats count what was asked of the second stage.
type Stats struct {
	Doubted   uint64 // calls the first stage was not sure of
	Known     uint64 // of these, answered from a verdict about the same shape
	Asked     uint64 // of these, shown to the rule set
	Confirmed uint64 // of the doubted, attacks
	Dropped   uint64 // of the doubted, found no room: judged by the first stage alone
}

// Pending is a verdict to come; Set waits for it.
type Pending struct {
	done chan struct{}
	set  finding.Set
}

// Set waits for the verdict. Stop answers all that waits, so that it always comes.
func (p *Pending) Set() finding.Set {
	<-p.done
	return p.set
}

type job struct {
	x     *traffic.Exchange
	doubt attack.Doubt
	p     *Pending
}

// Queue is the bounded way to the rule set. It owns its workers.
type Queue struct {
	rules    *RuleSet
	verdicts cache
	jobs     chan job
	wg       sync.WaitGroup

	doubted, known, asked, confirmed, dropped atomic.Uint64
}

// Start compiles the rule set and starts the workers.
func Start() (*Queue, error) {
	rules, err := NewRuleSet()
	if err != nil {
		return nil, err
	}
	q := &Queue{rules: rules, jobs: make(chan job, Room)}
	for range workers {
		q.wg.Go(q.work)
	}
	return q, nil
}

// Stop ends the workers when they have answered what waits. Nobody may Ask afterwards.
func (q *Queue) Stop() {
	close(q.jobs)
	q.wg.Wait()
}

func (q *Queue) work() {
	for j := range q.jobs {
		j.p.set = q.rules.Kinds(j.x, j.doubt.Texts)
		q.verdicts.put(j.doubt.Shape, j.p.set)
		if j.p.set != 0 {
			q.confirmed.Add(1)
		}
		close(j.p.done)
	}
}

// Ask shows a doubted call to the rule set. The answer is known at once (pending is nil), or
// comes later; x must not be written to until then. Where there is no room the call goes on
// unconfirmed, which is counted: it never waits for room.
func (q *Queue) Ask(x *traffic.Exchange, d attack.Doubt) (set finding.Set, pending *Pending) {
	q.doubted.Add(1)
	if set, ok := q.verdicts.get(d.Shape); ok {
		q.known.Add(1)
		if set != 0 {
			q.confirmed.Add(1)
		}
		return set, nil
	}
	p := &Pending{done: make(chan struct{})}
	select {
	case q.jobs <- job{x, d, p}:
		q.asked.Add(1)
		return 0, p
	default:
		q.dropped.Add(1)
		return 0, nil
	}
}

// Stats gives the running totals.
func (q *Queue) Stats() Stats {
	return Stats{
		Doubted: q.doubted.Load(), Known: q.known.Load(), Asked: q.asked.Load(), Confirmed: q.confirmed.Load(), Dropped: q.dropped.Load(),
	}
}
