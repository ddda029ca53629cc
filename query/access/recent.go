package access

import (
	"sync"
	"time"
)

// recent remembers rows just read, so that a page with ten requests asks the store once. A
// row ended on another node stays good here for at most keepRecent; what may be older, asks old.
type recent[T any] struct {
	mu   sync.Mutex
	rows map[string]remembered[T]
}

type remembered[T any] struct {
	row T
	at  time.Time
}

const (
	keepRecent = 10 * time.Second // how long an ended session may still work on another node
	maxRecent  = 10_000           // rows; above it everything is forgotten and read again
)

func newRecent[T any]() *recent[T] { return &recent[T]{rows: map[string]remembered[T]{}} }

func (r *recent[T]) get(key string, now time.Time) (T, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	m, ok := r.rows[key]
	if age := now.Sub(m.at); !ok || age > keepRecent || age < 0 {
		var none T
		return none, false
	}
	return m.row, true
}

// old is a row of any age, with its age.
func (r *recent[T]) old(key string, now time.Time) (row T, age time.Duration, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	m, ok := r.rows[key]
	return m.row, now.Sub(m.at), ok
}

func (r *recent[T]) put(key string, row T, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.rows) >= maxRecent {
		clear(r.rows)
	}
	r.rows[key] = remembered[T]{row, now}
}

func (r *recent[T]) drop(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.rows, key)
}
