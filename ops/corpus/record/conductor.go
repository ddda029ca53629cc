package main

import (
	"container/heap"
	"context"
	"iter"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/crowd"
)

// conductor plays many scripts in one order of virtual time, one call at a time: whoever waits for the
// earliest moment goes on. So a day is the same each time it is played with one seed.
type conductor struct{ waiting turns }

type turn struct {
	at    time.Time
	order int // of equal times: who joined first
	next  func() (time.Time, bool)
	stop  func()
}

// add lets play begin at the visitor's Now.
func (c *conductor) add(v *crowd.Visitor, play func(v *crowd.Visitor)) {
	next, stop := iter.Pull(func(yield func(time.Time) bool) {
		v.Wait = func(t time.Time) { yield(t) }
		play(v)
	})
	heap.Push(&c.waiting, &turn{v.Now, len(c.waiting), next, stop})
}

// run goes on until every script is over or ctx is done.
func (c *conductor) run(ctx context.Context) {
	for len(c.waiting) > 0 && ctx.Err() == nil {
		t := c.waiting[0]
		at, more := t.next()
		if !more {
			heap.Pop(&c.waiting)
			continue
		}
		t.at = at
		heap.Fix(&c.waiting, 0)
	}
}

type turns []*turn

func (t turns) Len() int { return len(t) }
func (t turns) Less(i, j int) bool {
	if !t[i].at.Equal(t[j].at) {
		return t[i].at.Before(t[j].at)
	}
	return t[i].order < t[j].order
}
func (t turns) Swap(i, j int) { t[i], t[j] = t[j], t[i] }
func (t *turns) Push(x any)   { *t = append(*t, x.(*turn)) }
func (t *turns) Pop() any {
	last := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return last
}
