package edge

import (
	"bytes"
	"io"
	"net/http"
	"sync"
)

// Capture stands where Lapwing would: it takes batches and keeps each line once.
// Safe for concurrent use.
type Capture struct {
	Token string                   // expected bearer token
	Fail  func(n int) (status int) // status to answer the nth batch with (from 0), 0: take it; nil: take all

	mu    sync.Mutex // guards everything below
	seen  int
	keys  map[string]bool
	lines [][]byte
}

const captureBytes = 32 << 20 // of one batch; the sensor sends about one megabyte

func (c *Capture) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, captureBytes))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.seen
	c.seen++
	if r.Header.Get("Authorization") != "Bearer "+c.Token {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if c.Fail != nil {
		if status := c.Fail(n); status != 0 {
			w.WriteHeader(status)
			return
		}
	}
	if c.keys == nil {
		c.keys = map[string]bool{}
	}
	if key := r.Header.Get("Idempotency-Key"); key == "" || !c.keys[key] {
		c.keys[key] = true
		for line := range bytes.Lines(body) {
			c.lines = append(c.lines, bytes.TrimSuffix(line, []byte("\n")))
		}
	}
	w.WriteHeader(http.StatusAccepted)
	_, _ = io.WriteString(w, `{"accepted":1,"refused":[]}`) // the sensor went away: it will ask again
}

// Lines gives what was taken so far, in order of arrival.
func (c *Capture) Lines() [][]byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lines[:len(c.lines):len(c.lines)]
}

// Batches counts the batches offered so far, refused ones included.
func (c *Capture) Batches() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen
}
