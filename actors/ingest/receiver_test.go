package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/spool/spooltest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func mustSpool(t testing.TB, fs spool.FS) *spool.Spool {
	t.Helper()
	s, err := spool.Open(spool.Options{FS: fs, Dir: "/spool", Now: func() time.Time { return arrival }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func mustReceiver(t testing.TB, o ReceiverOptions) *Receiver {
	t.Helper()
	if o.Now == nil {
		o.Now = func() time.Time { return arrival }
	}
	r, err := NewReceiver(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// stored gives what is in the spool, as "tenant sensor method path".
func stored(t testing.TB, s *spool.Spool) (calls []string, ids map[string]bool) {
	t.Helper()
	ids = map[string]bool{}
	for at := uint64(1); at < s.Stats().Next; {
		rec, err := s.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		n := uint32(0)
		err = DecodeFrames(rec.Payload, func(x *traffic.Exchange) error {
			n++
			calls = append(calls, strings.Join([]string{rec.Tenant, rec.Sensor, x.Method, x.Path}, " "))
			ids[strings.Clone(x.ID)] = true
			return nil
		})
		if err != nil || n != rec.Count {
			t.Errorf("record %d holds %d of %d exchanges: %v", rec.First, n, rec.Count, err)
		}
		at = rec.Last() + 1
	}
	return calls, ids
}

const batch = minimal + "\n" + "oops\n" + minimal + "\n"

func TestReceive(t *testing.T) {
	s := mustSpool(t, spooltest.NewCrashFS())
	r := mustReceiver(t, ReceiverOptions{Spool: s})
	for _, coding := range []string{"", "gzip", "zstd", "br", "deflate"} {
		body := []byte(batch)
		if coding != "" {
			body = pack(t, coding, batch)
		}
		got, err := r.Receive(context.Background(), Request{
			Tenant: "t1", Sensor: "edge", ContentType: "application/x-ndjson", ContentEncoding: coding,
			Body: bytes.NewReader(body),
		})
		if err != nil || got.Accepted != 2 || len(got.Refused) != 1 || got.Refused[0].Line != 2 ||
			got.Refused[0].Reason != "malformed" {
			t.Errorf("%q: %+v, %v", coding, got, err)
		}
	}
	calls, ids := stored(t, s)
	if len(calls) != 10 || len(ids) != 10 || calls[0] != "t1 edge GET /" {
		t.Errorf("%d calls, %d ids: %v", len(calls), len(ids), calls)
	}
	st := r.Stats()
	if st.Batches != 5 || st.Accepted != 10 || st.Refused[Malformed] != 5 || st.Rejected[SpoolFull] != 0 {
		t.Errorf("stats %+v", st)
	}
	if _, ok := st.Refused[ClockSkew]; !ok {
		t.Error("a reason that never came has no counter")
	}
}

func TestReceiveRefusesBatches(t *testing.T) {
	s := mustSpool(t, spooltest.NewCrashFS())
	r := mustReceiver(t, ReceiverOptions{Spool: s, Limits: Limits{BatchBytes: 10_000}})
	for name, c := range map[string]struct {
		q    Request
		want Reason
	}{
		"too large": {Request{Body: strings.NewReader(strings.Repeat(minimal+"\n", 1000))}, BatchTooLarge},
		"bomb": {Request{ContentEncoding: "gzip", Body: bytes.NewReader(pack(t, "gzip", strings.Repeat("\n",
			64<<20)))}, BatchTooLarge},
		"unknown coding":   {Request{ContentEncoding: "lzma", Body: strings.NewReader("x")}, UnknownEncoding},
		"wrong coding":     {Request{ContentEncoding: "gzip", Body: strings.NewReader(minimal)}, BadEncoding},
		"unknown format":   {Request{Body: strings.NewReader("hello, world")}, UnknownFormat},
		"unknown name":     {Request{Format: "csv", Body: strings.NewReader(minimal)}, UnknownFormat},
		"long key":         {Request{Key: strings.Repeat("k", 300), Body: strings.NewReader(minimal)}, BadKey},
		"key with newline": {Request{Key: "a\nb", Body: strings.NewReader(minimal)}, BadKey},
		"broken off":       {Request{Body: brokenReader{strings.NewReader(minimal + "\n" + minimal + "\n")}}, Interrupted},
	} {
		if _, err := r.Receive(context.Background(), c.q); ReasonOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if r.Stats().Rejected[c.want] == 0 {
			t.Errorf("%s is not counted", name)
		}
	}
	if n := s.Stats().Next; n != 1 {
		t.Errorf("refused batches left %d exchanges", n-1)
	}
	got, err := r.Receive(context.Background(), Request{Body: strings.NewReader("")})
	if err != nil || got.Accepted != 0 {
		t.Errorf("an empty batch: %+v, %v", got, err)
	}
}

func TestIdempotencyKey(t *testing.T) {
	disk := spooltest.NewCrashFS()
	s := mustSpool(t, disk)
	now := arrival
	clock := func() time.Time { return now }
	r := mustReceiver(t, ReceiverOptions{Spool: s, Now: clock})
	send := func(tenant, sensor, key string) Receipt {
		t.Helper()
		got, err := r.Receive(context.Background(), Request{Tenant: tenant, Sensor: sensor, Key: key,
			Body: strings.NewReader(batch)})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := send("t", "a", "k1")
	again := send("t", "a", "k1")
	if first.Replayed || !again.Replayed || again.Accepted != first.Accepted ||
		fmt.Sprint(again.Refused) != fmt.Sprint(first.Refused) {
		t.Errorf("first %+v, again %+v", first, again)
	}
	if send("t", "b", "k1").Replayed || send("u", "a", "k1").Replayed || send("t", "a", "k2").Replayed {
		t.Error("another sensor's, tenant's or key's batch passes for a repetition")
	}
	_ = s.Close()

	// After a power cut, and a restart, the key is still known, with the same refusals.
	s = mustSpool(t, disk.Crash(0, nil))
	r = mustReceiver(t, ReceiverOptions{Spool: s, Now: clock})
	if back := send("t", "a", "k1"); !back.Replayed || fmt.Sprint(back.Refused) != fmt.Sprint(first.Refused) {
		t.Errorf("after a restart: %+v", back)
	}
	if n := s.Stats().Next - 1; n != 8 {
		t.Errorf("%d exchanges stored, want 8", n)
	}
	// The next day it is a new batch, but its records keep their ids.
	now = now.Add(25 * time.Hour)
	if send("t", "a", "k1").Replayed {
		t.Error("a key is known for ever")
	}
	// Three names of a batch, two records each; the tenant is no part of an id.
	if _, ids := stored(t, s); len(ids) != 6 {
		t.Errorf("%d ids, want 6: the same key and line must give the same id", len(ids))
	}
}

func TestRepetitionWaitsForTheFirst(t *testing.T) {
	s := mustSpool(t, spooltest.NewCrashFS())
	r := mustReceiver(t, ReceiverOptions{Spool: s})
	var wg sync.WaitGroup
	var mu sync.Mutex
	replayed := 0
	for range 12 {
		wg.Go(func() {
			got, err := r.Receive(context.Background(), Request{Key: "same", Body: strings.NewReader(batch)})
			mu.Lock()
			defer mu.Unlock()
			if err != nil || got.Accepted != 2 {
				t.Errorf("%+v, %v", got, err)
			}
			if got.Replayed {
				replayed++
			}
		})
	}
	wg.Wait()
	if replayed != 11 || s.Stats().Next != 3 {
		t.Errorf("%d of 12 replayed, %d exchanges stored", replayed, s.Stats().Next-1)
	}
}

func TestSpoolFullIsTyped(t *testing.T) {
	full := true
	s := mustSpool(t, &spooltest.FaultFS{FS: spooltest.NewCrashFS(), Fault: func(op, path string) error {
		if full && op == "write" && strings.HasSuffix(path, ".seg") {
			return syscall.ENOSPC
		}
		return nil
	}})
	r := mustReceiver(t, ReceiverOptions{Spool: s})
	send := func() (Receipt, error) {
		return r.Receive(context.Background(), Request{Key: "k", Body: strings.NewReader(batch)})
	}
	if _, err := send(); ReasonOf(err) != SpoolFull || !errors.Is(err, spool.ErrFull) {
		t.Errorf("got %v", err)
	}
	full = false
	if got, err := send(); err != nil || got.Replayed || got.Accepted != 2 {
		t.Errorf("the same batch again: %+v, %v", got, err)
	}
}

func TestBusyIsRefusedAndCounted(t *testing.T) {
	release := make(chan struct{})
	s := mustSpool(t, &spooltest.FaultFS{FS: spooltest.NewCrashFS(), Fault: func(op, path string) error {
		if op == "write" && strings.HasSuffix(path, ".seg") {
			<-release
		}
		return nil
	}})
	r := mustReceiver(t, ReceiverOptions{Spool: s, Concurrent: 1, Waiting: 1})
	done := make(chan error, 2)
	receive := func(body io.Reader) {
		_, err := r.Receive(context.Background(), Request{Body: body})
		done <- err
	}
	go receive(strings.NewReader(batch)) // holds the only slot
	for r.Stats().Reading != 1 {
		time.Sleep(time.Millisecond)
	}
	go receive(strings.NewReader(batch)) // waits
	for r.Stats().Waiting != 1 {
		time.Sleep(time.Millisecond)
	}
	if _, err := r.Receive(context.Background(), Request{Body: strings.NewReader(batch)}); ReasonOf(err) != Busy {
		t.Errorf("got %v", err)
	}
	close(release)
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if r.Stats().Rejected[Busy] != 1 {
		t.Error("not counted")
	}
}

func TestKeyBookIsBounded(t *testing.T) {
	b := newKeyBook(time.Hour, 10)
	for i := range 100 {
		k := hashKey("t", "s", fmt.Sprint(i))
		if _, known, err := b.hold(context.Background(), k, arrival); known || err != nil {
			t.Fatal(known, err)
		}
		b.done(k, &taken{at: arrival, accepted: 1})
	}
	if n, evicted := b.size(); n != 10 || evicted != 90 {
		t.Errorf("%d kept, %d evicted", n, evicted)
	}
	if _, known, _ := b.hold(context.Background(), hashKey("t", "s", "99"), arrival); !known {
		t.Error("the newest key is gone")
	}
}

func TestRefusalsListedAreBounded(t *testing.T) {
	s := mustSpool(t, spooltest.NewCrashFS())
	r := mustReceiver(t, ReceiverOptions{Spool: s, Limits: Limits{Refusals: 5}})
	got, err := r.Receive(context.Background(), Request{Format: "ndjson", Body: strings.NewReader(strings.Repeat("x\n",
		100) + minimal)})
	if err != nil || got.Accepted != 1 || len(got.Refused) != 5 || got.RefusedTotal != 100 {
		t.Errorf("%+v, %v", got, err)
	}
}

func BenchmarkReceive(b *testing.B) {
	e, _ := batchOf(200)
	packed := pack(b, "zstd", string(e.Frames()))
	s, err := spool.Open(spool.Options{Dir: b.TempDir(), KeepReleased: -1})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	r := mustReceiver(b, ReceiverOptions{Spool: s})
	b.SetBytes(int64(e.Size()))
	b.ReportAllocs()
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			q := Request{Tenant: "t", Sensor: "s", Format: "protobuf", ContentEncoding: "zstd", Body: bytes.NewReader(packed)}
			if _, err := r.Receive(context.Background(), q); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)*200/b.Elapsed().Seconds(), "calls/s")
}
