package sketch

import (
	"encoding/binary"
	"math"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// RecentExact is up to how many different hashes of one window a Recent is exact.
const RecentExact = 256

// Recent counts the different hashes of a sliding window of event time: exactly up to
// RecentExact (12 bytes each), above as an estimate of standard error LogError over a
// period between nothing and one window more than was asked for. Times are Unix seconds.
type Recent struct {
	hash []uint64
	at   []uint32 // newest time of the hash beside it
	more *loglog  // nil while exact
	from uint32   // when more began
}

// Add takes a hash in that was seen at the given second; window is in seconds.
func (r *Recent) Add(h uint64, at, window uint32) {
	if r.more != nil {
		if at > r.from+window {
			r.restart(at, window)
		} else {
			r.more.add(h)
		}
	}
	if i := index(r.hash, h); i >= 0 {
		r.at[i] = max(r.at[i], at)
		return
	}
	if len(r.hash) == RecentExact && r.more == nil {
		r.prune(at, window)
	}
	if len(r.hash) == RecentExact || r.more != nil && len(r.hash) > 0 {
		r.overflow(h, at)
		return
	}
	r.hash, r.at = append(r.hash, h), append(r.at, at)
}

// Remove takes a hash out where it is held exactly; an estimate keeps it.
func (r *Recent) Remove(h uint64) {
	if i := index(r.hash, h); i >= 0 {
		last := len(r.hash) - 1
		r.hash[i], r.at[i] = r.hash[last], r.at[last]
		r.hash, r.at = r.hash[:last], r.at[:last]
	}
}

// overflow begins to estimate and puts h in a place that only depends on h, so that what
// is held stays a mix of the newer ones without a search.
func (r *Recent) overflow(h uint64, at uint32) {
	if r.more == nil {
		r.more, r.from = &loglog{}, at
		for _, o := range r.hash {
			r.more.add(o)
		}
		r.more.add(h)
	}
	if i := mix(h) % uint64(len(r.hash)); r.at[i] <= at {
		r.hash[i], r.at[i] = h, at
	}
}

// restart ends an estimate that is older than a window; what is left goes on exactly.
func (r *Recent) restart(now, window uint32) {
	r.more, r.from = nil, 0
	r.prune(now, window)
}

// prune drops what left the window.
func (r *Recent) prune(now, window uint32) {
	n := 0
	for i, t := range r.at {
		if t+window > now {
			r.hash[n], r.at[n] = r.hash[i], t
			n++
		}
	}
	r.hash, r.at = r.hash[:n], r.at[:n]
}

// Count gives the number of different hashes in the window that ends now, and whether it
// is exact.
func (r *Recent) Count(now, window uint32) (n uint64, exact bool) {
	exact = r.more == nil || now > r.from+2*window
	if !exact {
		if n = r.more.count(); n >= uint64(len(r.hash)) { // those that are held cannot be more
			return n, false
		}
	}
	return max(n, uint64(within(r.at, now, window))), exact //nolint:gosec // at most RecentExact
}

// Most is a bound of what Count gives at any time, which costs nothing: all that is held, while that is exact.
func (r *Recent) Most() uint64 {
	if r.more != nil {
		return math.MaxUint64
	}
	return uint64(len(r.hash))
}

// First gives the oldest time held in the window that ends now, or now.
func (r *Recent) First(now, window uint32) uint32 {
	first := now
	for _, t := range r.at {
		if t+window > now {
			first = min(first, t)
		}
	}
	return first
}

// Len is the number of hashes held.
func (r *Recent) Len() int { return len(r.hash) }

// spareHashes is for how many hashes an emptied Recent keeps its memory, so that what is filled again and again
// costs none: 96 bytes.
const spareHashes = 8

// Clear forgets everything.
func (r *Recent) Clear() {
	hash, at := r.hash[:0], r.at[:0]
	if *r = (Recent{}); cap(hash) <= spareHashes {
		r.hash, r.at = hash, at
	}
}

// Drop forgets what left the window and gives back memory that is no longer needed.
func (r *Recent) Drop(now, window uint32) {
	r.prune(now, window)
	if len(r.hash) == 0 {
		r.Clear()
	}
}

// Append writes the sketch.
func (r *Recent) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(r.hash)))
	for i, h := range r.hash {
		dst = binary.BigEndian.AppendUint64(dst, h)
		dst = binary.AppendUvarint(dst, uint64(r.at[i]))
	}
	if r.more == nil {
		return append(dst, 0)
	}
	dst = binary.AppendUvarint(append(dst, 1), uint64(r.from))
	return append(dst, r.more.registers[:]...)
}

// Read reads what Append wrote; errors stay in u.
func (r *Recent) Read(u *finding.Unpacker) {
	*r = Recent{}
	for range u.Len(RecentExact, 9) {
		r.hash = append(r.hash, u.Fixed64())
		r.at = append(r.at, u.Uint32())
	}
	if u.Bool() {
		r.from = u.Uint32()
		r.more = &loglog{}
		copy(r.more.registers[:], u.Bytes(logRegisters))
	}
}
