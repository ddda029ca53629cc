package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"time"
)

// keyHash names a batch: tenant, sensor and Idempotency-Key. It is cryptographic, so
// that no sensor can make a key that hides another's batch.
type keyHash [16]byte

func hashKey(tenant, sensor, key string) keyHash {
	h := sha256.New()
	for _, s := range []string{tenant, sensor, key} {
		n := len(s)
		_, _ = h.Write([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
		_, _ = h.Write([]byte(s))
	}
	return keyHash(h.Sum(nil))
}

// taken is what is remembered of a batch.
type taken struct {
	at       time.Time
	accepted uint32
	sum      uint64 // of the body, 0 where it is not known
	note     []byte // refusals as JSON, nil if none
}

// The spool's note of a batch with a key begins with sumMark and the sum of its body; notes
// of earlier versions are JSON or empty, and their keys fit any body.
const sumMark = 0x01

func putSum(sum uint64, note []byte) []byte {
	return append(binary.LittleEndian.AppendUint64([]byte{sumMark}, sum), note...)
}

func cutSum(note []byte) (sum uint64, rest []byte) {
	if len(note) < 9 || note[0] != sumMark {
		return 0, note
	}
	return binary.LittleEndian.Uint64(note[1:]), note[9:]
}

// keyBook remembers batches for a time and up to a number, the oldest leaving first. A batch
// being received holds its key, so that its repetition waits for the outcome.
type keyBook struct {
	keep time.Duration
	max  int

	mu      sync.Mutex
	known   map[keyHash]taken
	order   []keyHash // by time of arrival, oldest first
	held    map[keyHash]chan struct{}
	evicted uint64 // left before their time
}

func newKeyBook(keep time.Duration, max int) *keyBook {
	return &keyBook{keep: keep, max: max, known: map[keyHash]taken{}, held: map[keyHash]chan struct{}{}}
}

// hold gives what is known of a batch, or holds its key until done is called.
func (b *keyBook) hold(ctx context.Context, k keyHash, now time.Time) (t taken, known bool, err error) {
	for {
		b.mu.Lock()
		b.expire(now)
		if t, known = b.known[k]; known {
			b.mu.Unlock()
			return t, true, nil
		}
		wait, busy := b.held[k]
		if !busy {
			b.held[k] = make(chan struct{})
			b.mu.Unlock()
			return taken{}, false, nil
		}
		b.mu.Unlock()
		select {
		case <-wait:
		case <-ctx.Done():
			return taken{}, false, ctx.Err()
		}
	}
}

// done lets go of a key; t is nil where the batch was not taken.
func (b *keyBook) done(k keyHash, t *taken) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if wait, ok := b.held[k]; ok {
		close(wait)
		delete(b.held, k)
	}
	if t != nil {
		b.add(k, *t)
	}
}

// add remembers a batch; the caller holds mu or is alone.
func (b *keyBook) add(k keyHash, t taken) {
	if _, ok := b.known[k]; !ok {
		b.order = append(b.order, k)
	}
	b.known[k] = t
	for len(b.order) > b.max {
		delete(b.known, b.order[0])
		b.order = b.order[1:]
		b.evicted++
	}
}

func (b *keyBook) expire(now time.Time) {
	for len(b.order) > 0 && now.Sub(b.known[b.order[0]].at) > b.keep {
		delete(b.known, b.order[0])
		b.order = b.order[1:]
	}
}

func (b *keyBook) size() (n int, evicted uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.known), b.evicted
}
