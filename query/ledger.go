package query

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// Ledger keeps who was told what; it is a part of Store. An entry is written once and whole.
type Ledger interface {
	// DigestHeads gives the end of each recipient's chain as it is at now: entries of slots
	// after now count for the number only.
	DigestHeads(ctx context.Context, tenant string, now time.Time) (map[string]digest.Head, error)
	// AppendDigest writes an entry whose Seq is the last one's plus one; otherwise, and where
	// somebody else was first, ErrConflict. After any other error it may have been written.
	AppendDigest(ctx context.Context, tenant string, e *digest.Entry) error
	// Untold walks the cases that no entry of the recipient claims, the highest level first, until
	// yield gives false. Cases that were ignored, disabled or deleted, and those of rules on trial
	// (NF-12), are left out.
	Untold(ctx context.Context, tenant, recipient string, yield func(*Case) bool) error
	// GoingOn walks the cases an entry of the recipient claims that were seen again since then
	// and are not closed.
	GoingOn(ctx context.Context, tenant, recipient string, since time.Time, yield func(*Case) bool) error
	// Undelivered lists digests written since then of which no attempt succeeded, oldest first.
	Undelivered(ctx context.Context, tenant string, since time.Time, limit int) ([]Dispatch, error)
	// BeginAttempt records that attempt n of a digest begins: ErrConflict where there is one.
	BeginAttempt(ctx context.Context, tenant, id string, a digest.Attempt) error
	// EndAttempt records how it ended; the first end of an attempt counts.
	EndAttempt(ctx context.Context, tenant, id string, a digest.Attempt) error
	// Digests lists digests (no openings, no skipped slots), newest first.
	Digests(ctx context.Context, q DigestQuery) ([]Dispatch, error)
}

// DigestQuery asks for digests.
type DigestQuery struct {
	Tenant    string
	ID        string    // "": all
	Recipient string    // "": all
	Before    time.Time // written before; zero: no limit
	Limit     int
}

// Dispatch is a digest with the attempts to send it. Of its claims only the number is read.
type Dispatch struct {
	digest.Entry
	Told  int // findings it is about
	Tries []digest.Attempt
}

// State says how far its delivery is, and when it is tried next; a zero time is never.
func (d *Dispatch) State(now time.Time) (digest.State, time.Time) {
	return digest.Delivery(d.At, d.Tries, now)
}
