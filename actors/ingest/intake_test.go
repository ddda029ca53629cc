package ingest

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/spool/spooltest"
)

func TestSlowSendersDelayNobody(t *testing.T) {
	s := mustSpool(t, spooltest.NewCrashFS())
	r := mustReceiver(t, ReceiverOptions{Spool: s, Buffer: 1, Limits: Limits{BatchBytes: 4 << 20}})
	done := make(chan error, 40)
	var outs []*io.PipeWriter
	for range 40 {
		in, out := io.Pipe()
		outs = append(outs, out)
		go func() {
			_, err := r.Receive(context.Background(), Request{Tenant: "slow", Body: in})
			done <- err
		}()
		_, _ = io.WriteString(out, "{")
	}
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	got, err := r.Receive(ctx, Request{Tenant: "other", Body: strings.NewReader(batch)})
	if err != nil || got.Accepted != 2 {
		t.Errorf("behind 40 slow senders: %+v, %v", got, err)
	}
	if b := r.Stats().Buffered; b != 40*firstChunk {
		t.Errorf("%d bytes held, want one chunk a sender", b)
	}
	for _, out := range outs {
		_ = out.CloseWithError(io.ErrUnexpectedEOF)
		if err := <-done; ReasonOf(err) != Interrupted {
			t.Errorf("a batch that broke off: %v", err)
		}
	}
	if b := r.Stats().Buffered; b != 0 {
		t.Errorf("%d bytes still held", b)
	}
}

func TestBufferedBytesAreBounded(t *testing.T) {
	b := newBudget(100<<20, 10<<20)
	if err := b.take("t", 50<<20); err != nil {
		t.Fatal(err)
	}
	if err := b.take("t", 1); ReasonOf(err) != Busy {
		t.Errorf("above the tenant's share: %v", err)
	}
	if err := b.take("u", 50<<20); err != nil {
		t.Errorf("another tenant: %v", err)
	}
	if err := b.take("v", 1); ReasonOf(err) != Busy {
		t.Errorf("above the whole: %v", err)
	}
	b.give("t", 50<<20)
	if err := b.take("v", 1); err != nil || len(b.tenant) != 2 {
		t.Errorf("after bytes came back: %v, %d tenants", err, len(b.tenant))
	}
}

func TestKeyOfAnotherBodyIsRefused(t *testing.T) {
	disk := spooltest.NewCrashFS()
	s := mustSpool(t, disk)
	r := mustReceiver(t, ReceiverOptions{Spool: s})
	send := func(body string) error {
		_, err := r.Receive(context.Background(), Request{Tenant: "t", Sensor: "s", Key: "k", Body: strings.NewReader(body)})
		return err
	}
	for _, when := range []string{"at once", "after a restart"} {
		if err := send(batch); err != nil {
			t.Errorf("%s: the same body: %v", when, err)
		}
		if err := send(batch + minimal); ReasonOf(err) != KeyReused {
			t.Errorf("%s: another body: %v", when, err)
		}
		_ = s.Close()
		s = mustSpool(t, disk.Crash(0, nil))
		r = mustReceiver(t, ReceiverOptions{Spool: s})
	}
	one, two := pack(t, "gzip", batch), pack(t, "gzip", batch)
	two[4]++ // the date in its head
	a, b := intake{chunks: [][]byte{one}}, intake{chunks: [][]byte{two}}
	if a.sum("gzip") != b.sum("gzip") || a.sum("") == b.sum("") {
		t.Error("a batch packed anew must be the same batch, and only there")
	}
}

func TestEmptyMembersAreBounded(t *testing.T) {
	empty := string(pack(t, "gzip", "\n"))
	r := mustReceiver(t, ReceiverOptions{Spool: mustSpool(t, spooltest.NewCrashFS())})
	_, err := r.Receive(context.Background(), Request{ContentEncoding: "gzip", Format: "ndjson",
		Body: strings.NewReader(strings.Repeat(empty, 100_000))})
	if ReasonOf(err) != BadEncoding {
		t.Errorf("100,000 members of one newline: %v", err)
	}
}
