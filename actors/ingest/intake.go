package ingest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/zeebo/xxh3"
)

// Bodies are read whole, as they were sent, before anything of them is decoded: a sender
// that takes its time holds some bytes of a budget, never one of the few places where
// batches are decoded.
const (
	defaultBufferBytes = 256 << 20 // bytes of bodies held at once, of all tenants
	firstChunk         = 16 << 10  // bytes; what a sender that sends nothing holds
	lastChunk          = 1 << 20   // bytes
)

// budget bounds the bytes held at once, of all and of each tenant.
type budget struct {
	max, share int64

	mu     sync.Mutex
	used   int64
	tenant map[string]int64
}

func newBudget(bytes, batch int64) *budget {
	batch += 2 * lastChunk // or the largest batch could never come in
	bytes = max(bytes, batch)
	return &budget{max: bytes, share: max(bytes/2, batch), tenant: map[string]int64{}}
}

func (b *budget) take(tenant string, n int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.used+n > b.max || b.tenant[tenant]+n > b.share {
		return refuse(Busy, "too many bytes of batches are under way: send again later, fewer at a time")
	}
	b.used += n
	b.tenant[tenant] += n
	return nil
}

func (b *budget) give(tenant string, n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used -= n
	if b.tenant[tenant] -= n; b.tenant[tenant] <= 0 {
		delete(b.tenant, tenant)
	}
}

func (b *budget) held() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// intake is a body as it was sent.
type intake struct {
	chunks [][]byte
	held   int64 // bytes taken from the budget
}

// read takes the body in, at most max bytes. What was taken from the budget is in held, also
// after an error.
func (i *intake) read(b *budget, tenant string, body io.Reader, most int64) error {
	in := &limited{r: body, max: most}
	for size := int64(firstChunk); ; size = min(2*size, lastChunk) {
		if err := b.take(tenant, size); err != nil {
			return err
		}
		i.held += size
		chunk := make([]byte, size)
		n, err := io.ReadFull(in, chunk)
		i.chunks = append(i.chunks, chunk[:n])
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF) && in.ended:
			return nil
		case err != nil && ReasonOf(err) == "":
			return refuse(Interrupted, "cannot read the batch to its end: %w", err)
		case err != nil:
			return err
		}
	}
}

func (i *intake) reader() io.Reader {
	rs := make([]io.Reader, len(i.chunks))
	for k, c := range i.chunks {
		rs[k] = bytes.NewReader(c)
	}
	return io.MultiReader(rs...)
}

// sum tells bodies apart, never 0. The date that gzip writes into its head is left out: a
// sender that packs a batch anew to repeat it sends the same batch.
func (i *intake) sum(encoding string) uint64 {
	h := xxh3.New()
	for k, c := range i.chunks {
		if k == 0 && len(c) >= 10 && strings.Contains(strings.ToLower(encoding), "gzip") {
			_, _ = h.Write(c[:4])
			c = c[8:]
		}
		_, _ = h.Write(c)
	}
	return max(h.Sum64(), 1)
}

// knownEncoding refuses a coding that cannot be undone, before the body is read.
func knownEncoding(encoding string) error {
	encoding = strings.TrimSpace(encoding)
	if _, ok := packingOf(encoding); ok || encoding == "" || strings.EqualFold(encoding, "identity") {
		return nil
	}
	return refuse(UnknownEncoding, "unknown Content-Encoding %q: use gzip, zstd, deflate or br, one level", short(encoding))
}
