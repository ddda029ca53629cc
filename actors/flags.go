package actors

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// A call goes two ways. First to the kinds that judge it by themselves: its address, its account, its
// records, its host. Their shards say in the acknowledgement which calls they flagged. Once all of a
// chunk have, it goes the second way, with the flags, to the kinds that learn what is usual (Kind.Last):
// so nobody learns from a call that anybody flagged, and what is learned does not hang on which shard
// was faster. Each way is a source of its own, with marks of its own; what makes the first exact makes
// the second exact.
//
// A shard keeps the flags until the second way is durable behind them, in its checkpoint too: a source
// that comes back asks for them again.

// lastWay ends the name of a source on the second way.
const lastWay = "|last"

const (
	firstWay = iota
	secondWay
	ways
)

// flag is a call that was flagged on the first way.
type flag struct {
	seq uint64
	by  finding.Flagged
}

const (
	mostFlags  = 1 << 16 // of one source in one shard: at 100,000 calls a second, all of them flagged, 40 s
	flagBits   = 2       // of finding.Flagged
	flagShift  = 8 - flagBits
	mostKinds  = flagShift
	onlyFlags  = 1<<flagBits - 1
	onlyOfKind = 1<<flagShift - 1
)

// note adds what a range flagged; seqs come in no order. It gives how many found no room.
func (src *source) note(flags []flag) (refused int) {
	begun := len(src.flags)
	for _, f := range flags {
		if len(src.flags) >= mostFlags {
			refused++
			continue
		}
		src.flags = append(src.flags, f)
	}
	fresh := src.flags[begun:]
	slices.SortFunc(fresh, func(a, b flag) int { return cmp.Compare(a.seq, b.seq) })
	n := begun
	for _, f := range fresh {
		if n > begun && src.flags[n-1].seq == f.seq {
			src.flags[n-1].by |= f.by
			continue
		}
		src.flags[n] = f
		n++
	}
	src.flags = src.flags[:n]
	return refused
}

// settle forgets what nobody will ask for any more.
func (src *source) settle(to uint64) {
	n := 0
	for n < len(src.flags) && src.flags[n].seq <= to {
		n++
	}
	if n > 0 {
		src.flags = append(src.flags[:0], src.flags[n:]...)
	}
}

// after gives the flags above a mark, encoded; nil for none.
func (src *source) after(mark uint64) []byte {
	at, _ := slices.BinarySearchFunc(src.flags, mark+1, func(f flag, seq uint64) int { return cmp.Compare(f.seq, seq) })
	return appendFlags(nil, src.flags[at:])
}

// appendFlags writes flags that rise.
func appendFlags(b []byte, flags []flag) []byte {
	last := uint64(0)
	for _, f := range flags {
		b = append(binary.AppendUvarint(b, f.seq-last), byte(f.by))
		last = f.seq
	}
	return b
}

// readFlags gives each of what appendFlags wrote; what is cut ends it.
func readFlags(b []byte, yield func(flag)) {
	seq := uint64(0)
	for len(b) > 0 {
		d, n := binary.Uvarint(b)
		if n <= 0 || n >= len(b) {
			return
		}
		seq += d
		yield(flag{seq, finding.Flagged(b[n]) & onlyFlags})
		b = b[n+1:]
	}
}

// isLast tells a source of the second way.
func isLast(source string) bool { return strings.HasSuffix(source, lastWay) }

// hear takes in what a shard flagged of (since, to]. false: something before is missing.
func (o *outlet) hear(r *Router, since, to uint64, flags []byte) bool {
	if o.way == secondWay {
		return true
	}
	if since > o.known {
		return false
	}
	readFlags(flags, func(f flag) {
		switch {
		case f.seq <= o.end:
			o.mark(f)
		case f.seq <= o.known: // heard before: who asks twice is answered twice
		case len(o.early) < mostFlags: // not routed again yet, after a restart
			o.early = append(o.early, f)
		default:
			r.stats.unflagged.Add(1)
		}
	})
	o.known = max(o.known, to)
	return true
}

// mark notes a flag in the chunk of its call, unless that has gone the second way already.
func (o *outlet) mark(f flag) {
	i, _ := slices.BinarySearchFunc(o.queue, f.seq, func(c *chunk, seq uint64) int { return cmp.Compare(c.to, seq) })
	if i < len(o.queue) {
		o.queue[i].mark(f)
	}
}

// remember marks what was heard of a chunk before it was routed.
func (o *outlet) remember(c *chunk) {
	n := 0
	for _, f := range o.early {
		if f.seq > c.to {
			o.early[n] = f
			n++
		} else {
			c.mark(f)
		}
	}
	o.early = o.early[:n]
}

func (c *chunk) mark(f flag) {
	if c.released || f.seq <= c.from {
		return
	}
	i := int(f.seq - c.from - 1) // where no call was left out
	if i >= len(c.facts) || c.facts[i].Seq != f.seq {
		i = sort.Search(len(c.facts), func(i int) bool { return c.facts[i].Seq >= f.seq })
	}
	if i == len(c.facts) || c.facts[i].Seq != f.seq {
		return
	}
	if c.flagged == nil {
		c.flagged = make([]finding.Flagged, len(c.facts))
	}
	c.flagged[i] |= f.by
}

// kindsOf gives a fact's kinds as they travel: with who flagged it.
func (c *chunk) kindsOf(p ref, way int) uint8 {
	if c.flagged == nil || way == firstWay {
		return p.kinds
	}
	return p.kinds | uint8(c.flagged[p.fact])<<flagShift
}

// head is the head of a range.
type head struct {
	source   string
	epoch    uint64
	from, to uint64
	settled  uint64
}

func headOf(m *meshv1.Range) head {
	return head{m.Source, m.Epoch, m.From, m.To, m.Settled}
}
