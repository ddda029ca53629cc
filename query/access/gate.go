package access

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// Errors the gate answers with. ErrRefused says nothing about which part was wrong.
var (
	ErrRefused = errors.New("user name or password is not right")
	ErrLink    = errors.New("this sign-in link was used or has ended: ask for a new one with lapwing user link")
	ErrToken   = errors.New("no such token")
)

// WaitError asks for patience after too many failures.
type WaitError struct{ For time.Duration }

func (e *WaitError) Error() string {
	return "too many failed tries: wait " + e.For.Round(time.Second).String()
}

// Auditor keeps what was done; query.Store is one.
type Auditor interface {
	WriteAudit(ctx context.Context, tenant string, es []query.AuditEntry) error
}

// Options of a gate. Zero fields take the defaults named beside them.
type Options struct {
	Store   Store
	Auditor Auditor
	Now     func() time.Time // time.Now
	Cost    Cost             // DefaultCost
	Tenant  string           // of the first administrator; "default"
}

// Gate lets people and programs in. Safe for concurrent use.
type Gate struct {
	store    Store
	auditor  Auditor
	now      func() time.Time
	cost     Cost
	tenant   string
	throttle *throttle
	hashing  chan struct{} // bounds memory: at most hashers passwords at once
	nobody   string        // hash of a password nobody has: unknown users cost the same time
	sessions *recent[Session]
	tokens   *recent[Token]
	away     outage
	lookups  chan struct{} // bounds look-ups of tokens, see maxLookups
	links    sync.Mutex    // one link is used at a time
	settle   time.Duration // see settling
}

const hashers = 2 // 2 x 19 MiB, two cores

// New makes a gate.
func New(o Options) *Gate {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Cost == (Cost{}) {
		o.Cost = DefaultCost
	}
	if o.Tenant == "" {
		o.Tenant = "default"
	}
	return &Gate{
		store: o.Store, auditor: o.Auditor, now: o.Now, cost: o.Cost, tenant: o.Tenant,
		throttle: newThrottle(), hashing: make(chan struct{}, hashers), nobody: o.Cost.Hash(newSecret()),
		sessions: newRecent[Session](), tokens: newRecent[Token](),
		lookups: make(chan struct{}, maxLookups), settle: settling,
	}
}

// hashed runs f while holding one of the few places for hashing.
func (g *Gate) hashed(ctx context.Context, f func()) error {
	select {
	case g.hashing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-g.hashing }()
	f()
	return nil
}

func (g *Gate) audit(ctx context.Context, tenant string, e query.AuditEntry) error {
	e.ID, e.Time = ulid.MustNew(ulid.Timestamp(g.now()), ulid.DefaultEntropy()).String(), g.now().UTC()
	return g.auditor.WriteAudit(ctx, tenant, []query.AuditEntry{e})
}

// block is the part of an address guesses are counted by.
func block(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	return finding.Block(ip).String()
}

// userName lowers and checks a name.
func userName(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	ok := len(s) > 0 && len(s) <= 64
	for _, r := range s {
		ok = ok && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._-@", r))
	}
	if !ok {
		return "", errors.New("a user name is 1 to 64 of letters, digits and . _ - @")
	}
	return s, nil
}
