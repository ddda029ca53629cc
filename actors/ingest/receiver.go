package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Request is one batch as it arrives.
type Request struct {
	Tenant          string // from the sensor's token
	Sensor          string // which token
	Format          string // by name; empty: by ContentType, else by the beginning of the body
	ContentType     string
	ContentEncoding string
	Key             string // Idempotency-Key, may be empty
	Body            io.Reader
}

// Receipt is the answer to a batch.
type Receipt struct {
	Accepted     int       `json:"accepted"`
	Refused      []Refusal `json:"refused"`                 // at most Limits.Refusals of them
	RefusedTotal int       `json:"refused_total,omitempty"` // set where more were refused than are listed
	Replayed     bool      `json:"replayed,omitempty"`      // the batch was taken before under its key
}

// Refusal is one record that was not taken.
type Refusal struct {
	Line   int    `json:"line"` // from 1
	Error  string `json:"error"`
	Reason string `json:"reason"`
}

// ReceiverOptions configure a Receiver. Only Spool is required.
type ReceiverOptions struct {
	Spool      *spool.Spool
	Limits     Limits
	Buffer     int64         // bytes of bodies under way at once, one tenant's at most half; default 256 MiB
	Concurrent int           // batches being decoded at once; more wait; default 16
	Waiting    int           // batches that may wait; more are refused as Busy; default 256
	KeepKeys   time.Duration // how long a repeated key is known, default 24 h
	MaxKeys    int           // keys known at most, default 500,000 (about 60 MB)
	Zone       *time.Location
	Now        func() time.Time // default time.Now
}

// Receiver makes batches durable. It is safe for concurrent use.
type Receiver struct {
	o       ReceiverOptions
	keys    *keyBook
	bodies  *budget
	slots   chan struct{}
	waiting atomic.Int64
	works   sync.Pool // of *work
	tally   tally
}

// work is what receiving one batch needs; reused.
type work struct {
	enc     Encoder
	refused []Refusal
	total   int
}

// NewReceiver makes a receiver and learns from the spool which keys it has seen.
func NewReceiver(o ReceiverOptions) (*Receiver, error) {
	if o.Concurrent <= 0 {
		o.Concurrent = 16
	}
	if o.Waiting <= 0 {
		o.Waiting = 256
	}
	if o.KeepKeys <= 0 {
		o.KeepKeys = spool.DefaultKeepKeys
	}
	if o.MaxKeys <= 0 {
		o.MaxKeys = 500_000
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Limits = o.Limits.withDefaults()
	if o.Buffer <= 0 {
		o.Buffer = defaultBufferBytes
	}
	r := &Receiver{o: o, bodies: newBudget(o.Buffer, o.Limits.BatchBytes), keys: newKeyBook(o.KeepKeys, o.MaxKeys),
		slots: make(chan struct{}, o.Concurrent)}
	r.works.New = func() any { return new(work) }
	since := o.Now().Add(-o.KeepKeys)
	err := o.Spool.Heads(func(rec *spool.Record) bool {
		if rec.Key != "" && rec.Received.After(since) {
			sum, note := cutSum(rec.Note)
			t := taken{at: rec.Received, accepted: rec.Count, sum: sum, note: append([]byte(nil), note...)}
			r.keys.add(hashKey(rec.Tenant, rec.Sensor, rec.Key), t)
		}
		return true
	})
	if err != nil {
		return nil, fmt.Errorf("cannot recover the keys of batches: %w", err)
	}
	return r, nil
}

// Receive reads a batch, makes its good records durable and says which were refused. When it
// returns without an error the accepted ones are on disk; after an error none is. The
// same Key from the same sensor gives the first receipt again and takes nothing.
//
// Errors are *Refused (ReasonOf tells which): SpoolFull and Busy pass, and the same batch can
// be sent again later; the others concern the batch. Or the context's.
func (r *Receiver) Receive(ctx context.Context, q Request) (Receipt, error) {
	receipt, err := r.receive(ctx, q)
	r.tally.batch(receipt, err)
	return receipt, err
}

func (r *Receiver) receive(ctx context.Context, q Request) (Receipt, error) {
	if err := checkKey(q.Key); err != nil {
		return Receipt{}, err
	}
	if err := knownEncoding(q.ContentEncoding); err != nil {
		return Receipt{}, err
	}
	var body intake
	defer func() { r.bodies.give(q.Tenant, body.held) }()
	if err := body.read(r.bodies, q.Tenant, q.Body, r.o.Limits.BatchBytes); err != nil {
		return Receipt{}, err
	}
	q.Body = body.reader()
	if err := r.enter(ctx); err != nil {
		return Receipt{}, err
	}
	defer func() { <-r.slots }()
	now := r.o.Now()
	if q.Key == "" {
		receipt, _, err := r.take(ctx, q, 0, now)
		return receipt, err
	}
	sum := body.sum(q.ContentEncoding)
	k := hashKey(q.Tenant, q.Sensor, q.Key)
	t, known, err := r.keys.hold(ctx, k, now)
	if err != nil {
		return Receipt{}, err
	}
	if known && t.sum != 0 && t.sum != sum {
		return Receipt{}, refuse(KeyReused, "this Idempotency-Key was used for another body: give every batch its own")
	}
	if known {
		return t.receipt()
	}
	var remember *taken
	defer func() { r.keys.done(k, remember) }()
	receipt, note, err := r.take(ctx, q, sum, now)
	if err == nil {
		remember = &taken{at: now, accepted: uint32(receipt.Accepted), sum: sum, note: note}
	}
	return receipt, err
}

// enter takes a slot, waiting if there is room to wait.
func (r *Receiver) enter(ctx context.Context) error {
	select {
	case r.slots <- struct{}{}:
		return nil
	default:
	}
	if r.waiting.Add(1) > int64(r.o.Waiting) {
		r.waiting.Add(-1)
		return refuse(Busy, "%d batches wait already: send again later, fewer at a time", r.o.Waiting)
	}
	defer r.waiting.Add(-1)
	select {
	case r.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// take reads, encodes and appends a batch.
func (r *Receiver) take(ctx context.Context, q Request, sum uint64, now time.Time) (Receipt, []byte, error) {
	in, err := Inflate(q.Body, q.ContentEncoding, r.o.Limits.BatchBytes)
	if err != nil {
		return Receipt{}, nil, err
	}
	defer func() { _ = in.Close() }()
	w := r.works.Get().(*work)
	defer r.works.Put(w)
	w.enc.Reset()
	w.refused, w.total = w.refused[:0], 0

	if err := r.decode(q, in, now, w); err != nil {
		return Receipt{}, nil, err
	}
	receipt := Receipt{Accepted: int(w.enc.Count()), Refused: append([]Refusal{}, w.refused...)}
	if w.total > len(w.refused) {
		receipt.RefusedTotal = w.total
	}
	note := receipt.note()
	if receipt.Accepted == 0 {
		return receipt, note, nil
	}
	kept := note
	if q.Key != "" {
		kept = putSum(sum, note)
	}
	_, err = r.o.Spool.Append(ctx, spool.Record{
		Tenant: q.Tenant, Sensor: q.Sensor, Key: q.Key, Received: now, Count: w.enc.Count(), Note: kept,
		Payload: w.enc.Payload(),
	})
	if errors.Is(err, spool.ErrFull) {
		err = refuse(SpoolFull, "the batch was not kept, send it again later: %w", err)
	}
	return receipt, note, err
}

func (r *Receiver) decode(q Request, in io.Reader, now time.Time, w *work) error {
	o := Options{Limits: r.o.Limits, Arrival: now, Source: q.Sensor, Zone: r.o.Zone}
	if q.Key != "" {
		o.Key = strconv.Itoa(len(q.Sensor)) + q.Sensor + q.Key
	} else {
		o.Receipt = ulid.Make().String()
	}
	var counts Counts
	o.Counts = &counts
	name := q.Format
	if name == "" {
		if f, err := FormatOf("", q.ContentType, nil); err == nil {
			name = f.Name
		}
	}
	err := Decode(name, in, o, func(x *traffic.Exchange) error {
		w.enc.Add(x)
		return nil
	}, func(line int, err error) {
		bad := asRefused(err)
		w.total++
		r.tally.refused(bad.Reason)
		if len(w.refused) < r.o.Limits.Refusals {
			w.refused = append(w.refused, Refusal{Line: line, Error: bad.Text, Reason: string(bad.Reason)})
		}
	})
	r.tally.records(counts)
	if err != nil && ReasonOf(err) == "" {
		err = refuse(Interrupted, "cannot read the batch to its end: %w", err)
	}
	return err
}

func checkKey(key string) error {
	if len(key) > maxKeyBytes {
		return refuse(BadKey, "the Idempotency-Key has %d bytes, at most %d are taken", len(key), maxKeyBytes)
	}
	for i := 0; i < len(key); i++ {
		if key[i] < ' ' || key[i] > '~' {
			return refuse(BadKey, "the Idempotency-Key must be printable ASCII")
		}
	}
	return nil
}

// note is what the spool keeps of a receipt besides the count; nil if nothing was refused.
func (r *Receipt) note() []byte {
	if len(r.Refused) == 0 {
		return nil
	}
	b, err := json.Marshal(Receipt{Refused: r.Refused, RefusedTotal: r.RefusedTotal})
	if err != nil {
		return nil // texts and numbers always encode
	}
	return b
}

func (t *taken) receipt() (Receipt, error) {
	receipt := Receipt{Refused: []Refusal{}}
	if len(t.note) > 0 {
		if err := json.Unmarshal(t.note, &receipt); err != nil {
			return Receipt{}, fmt.Errorf("cannot read the receipt of a repeated batch: %w", err)
		}
	}
	receipt.Accepted, receipt.Replayed = int(t.accepted), true
	return receipt, nil
}
