package ingest

import (
	"context"
	"errors"
	"sync"
)

// Stats are a Receiver's counters since its start.
type Stats struct {
	Batches   uint64            // taken, replayed ones included
	Replayed  uint64            // taken before under their key
	Accepted  uint64            // exchanges made durable
	Refused   map[Reason]uint64 // records, by reason
	Rejected  map[Reason]uint64 // batches, by reason
	Abandoned uint64            // batches whose sender went away
	Counts    Counts            // what was done to records besides
	Keys      int               // keys remembered
	KeysGone  uint64            // keys forgotten before their time, for want of room
	Buffered  int64             // bytes of bodies under way now
	Reading   int               // batches being decoded now
	Waiting   int               // batches waiting for a slot now
}

type tally struct {
	mu sync.Mutex
	s  Stats
}

func (t *tally) refused(reason Reason) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.s.Refused == nil {
		t.s.Refused = map[Reason]uint64{}
	}
	t.s.Refused[reason]++
}

func (t *tally) records(c Counts) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.s.Counts.add(c)
}

func (t *tally) batch(r Receipt, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch reason := ReasonOf(err); {
	case err == nil:
		t.s.Batches++
		if r.Replayed {
			t.s.Replayed++
		} else {
			t.s.Accepted += uint64(r.Accepted)
		}
	case reason == "" && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)):
		t.s.Abandoned++
	default:
		if reason == "" {
			reason = SpoolFull // the disk's own errors: nothing could be kept
		}
		if t.s.Rejected == nil {
			t.s.Rejected = map[Reason]uint64{}
		}
		t.s.Rejected[reason]++
	}
}

// Stats gives the counters. Reasons that never came are there with 0, so that a metric
// exists before it is needed.
func (r *Receiver) Stats() Stats {
	r.tally.mu.Lock()
	s := r.tally.s
	refused, rejected := map[Reason]uint64{}, map[Reason]uint64{}
	for _, row := range reasons {
		if row.Batch {
			rejected[row.Reason] = s.Rejected[row.Reason]
		} else {
			refused[row.Reason] = s.Refused[row.Reason]
		}
	}
	r.tally.mu.Unlock()
	s.Refused, s.Rejected = refused, rejected
	s.Keys, s.KeysGone = r.keys.size()
	s.Buffered = r.bodies.held()
	s.Reading, s.Waiting = len(r.slots), int(r.waiting.Load())
	return s
}
