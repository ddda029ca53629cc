package event

import (
	"encoding/binary"
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	spreadAddrs = 8  // busiest addresses of an account's window that are told apart
	spreadSlot  = 60 // seconds of one generation, times those in spreadTerms
)

// spreadTerms are the lengths of generations, in minutes: the windows of the rows that judge accounts.
var spreadTerms = [...]uint32{10, 30, 60}

// spread tells how the calls of an account on one API spread over its addresses, over each of the
// windows of its rows. About 400 bytes.
type spread struct{ terms [len(spreadTerms)]term }

// term counts in two generations, so that it holds between one and two windows.
type term struct {
	number uint32 // of the generation of now, since 1970
	all    [2]uint32
	addrs  []addrCount
}

type addrCount struct {
	key  uint64
	n    [2]uint32
	over [2]uint32 // part of n that belongs to others: their place was taken
}

func (s *spread) add(addr uint64, at uint32) {
	for i := range s.terms {
		s.terms[i].add(addr, at/(spreadSlot*spreadTerms[i]))
	}
}

func (t *term) add(addr uint64, number uint32) {
	if number > t.number {
		next := number == t.number+1
		turn(&t.all, next)
		for i := range t.addrs {
			turn(&t.addrs[i].n, next)
			turn(&t.addrs[i].over, next)
		}
		t.number = number
	}
	t.all[0]++
	least := 0
	for i := range t.addrs {
		a := &t.addrs[i]
		if a.key == addr {
			a.n[0]++
			return
		}
		if a.n[0]+a.n[1] < t.addrs[least].n[0]+t.addrs[least].n[1] {
			least = i
		}
	}
	if len(t.addrs) < spreadAddrs {
		t.addrs = append(t.addrs, addrCount{key: addr, n: [2]uint32{1, 0}})
		return
	}
	a := &t.addrs[least] // space saving: a newcomer takes the place of the least busy one, and its count
	a.key, a.over = addr, a.n
	a.n[0]++
}

func turn(n *[2]uint32, next bool) {
	n[1] = 0
	if next {
		n[1] = n[0]
	}
	n[0] = 0
}

// most gives the share of the busiest address in the calls of a window; it may be too low where
// there are more than spreadAddrs of them.
func (s *spread) most(window time.Duration) float64 {
	i := max(slices.Index(spreadTerms[:], uint32(window/time.Minute)), 0)
	t := &s.terms[i]
	var n uint32
	for _, a := range t.addrs {
		n = max(n, a.n[0]+a.n[1]-a.over[0]-a.over[1])
	}
	return min(1, float64(n)/float64(max(t.all[0]+t.all[1], 1)))
}

func (s *spread) append(dst []byte) []byte {
	for i := range s.terms {
		t := &s.terms[i]
		for _, n := range [...]uint32{t.number, t.all[0], t.all[1], uint32(len(t.addrs))} {
			dst = binary.AppendUvarint(dst, uint64(n))
		}
		for _, a := range t.addrs {
			dst = binary.BigEndian.AppendUint64(dst, a.key)
			for _, n := range [...]uint32{a.n[0], a.n[1], a.over[0], a.over[1]} {
				dst = binary.AppendUvarint(dst, uint64(n))
			}
		}
	}
	return dst
}

func (s *spread) read(u *finding.Unpacker) {
	for i := range s.terms {
		t := &s.terms[i]
		t.number, t.all = u.Uint32(), [2]uint32{u.Uint32(), u.Uint32()}
		for range u.Len(spreadAddrs, 12) {
			t.addrs = append(t.addrs, addrCount{
				key: u.Fixed64(), n: [2]uint32{u.Uint32(), u.Uint32()}, over: [2]uint32{u.Uint32(), u.Uint32()},
			})
		}
	}
}
