package event

import (
	"encoding/binary"
	"time"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Account is what is counted of one account of a tenant, or of one session where no account is
// known (see AccountKey), over its addresses. About 200 bytes; while it is used from several
// addresses 0.3 to 2 KB more for each API, at most maxWindows of those.
//
// What comes from one address is judged there. An account is judged by the same rows for what it
// does from several addresses together, where no single one of them goes over the row's line: no
// call is part of the same event twice. Not safe for concurrent use.
type Account struct {
	first, last  time.Time
	calls        uint64
	errors       uint64
	logins       uint64
	failedLogins uint64
	entries      uint64
	apis         sketch.Distinct
	blocks       sketch.Distinct
	addr         uint64 // of the newest call
	moved        uint32 // second in which it was last another than before
	does         Client // what it did from several addresses
	own          own
	name         string // as findings name it, "" until one does; not written down
}

// NewAccount makes the state of an account that was never seen.
func NewAccount() *Account { return &Account{} }

// AccountCounts is what an Account shows. Where APIs or Blocks are above
// sketch.DistinctExact they are estimates.
type AccountCounts struct {
	FirstSeen, LastSeen time.Time
	Calls, Errors       uint64
	Logins, Failed      uint64
	Entries             uint64 // entries of data of S2 and above it was given
	APIs, Blocks        uint64
}

// AccountKey is whose account's state a call belongs to: the account it is known to be of, the name
// that tries to log in, else the session, if the answer shows that there is one. 0: nobody's.
func AccountKey(f *finding.Facts) (hash uint64, session bool) {
	switch {
	case f.Account != 0:
		return f.Account, false
	case f.Login.Outcome != finding.OutcomeNone:
		return f.Login.Name, false
	case f.OK():
		return f.Session, true
	}
	return 0, false
}

// roamWindow is for how many seconds after its address last changed an account is judged by itself:
// the longest window of a row.
const roamWindow = uint32(60 * 60)

// mostAlone is how near a row's line the busiest address of an account may be for the account to be
// judged: nearer, that address will soon be a case by itself.
const mostAlone = 0.75

// Apply counts one call, judges it if the account comes from several addresses, and learns from it.
func (a *Account) Apply(f *finding.Facts, out *[]finding.Finding) {
	a.count(f)
	a.own.apply(f, finding.PerAccount, out)
	at := uint32(max(f.Time.Unix(), 0))
	b := ClientKey(f.Client).As16()
	addr := xxh3.Hash(b[:])
	if a.addr != 0 && addr != a.addr {
		a.moved = max(a.moved, at)
	}
	a.addr = addr
	if a.moved == 0 || at > a.moved+roamWindow {
		return
	}
	a.does.walks = true
	w, at := a.does.take(f)
	if w == nil {
		return
	}
	if w.from == nil {
		w.from = &spread{}
	}
	w.from.add(addr, at)
	w.note(f, at, true)
	flagged, from := false, len(*out)
	for _, r := range accountRows {
		v, ep := r.client(w, f, at)
		if ep == nil || !v.fires() || f.Tuning.Event(r.ID).Off() || v.observed*w.from.most(r.over(f)) > v.threshold*mostAlone {
			continue
		}
		if a.name == "" {
			a.name = accountName(f)
		}
		r.emitOf(a.name, ep, f, at, v, out)
		flagged = true
	}
	agree((*out)[from:], f, 0)
	w.learn(f, at, flagged)
}

func (a *Account) count(f *finding.Facts) {
	if a.calls == 0 || f.Time.Before(a.first) {
		a.first = f.Time
	}
	if f.Time.After(a.last) {
		a.last = f.Time
	}
	a.calls++
	if f.Status >= 400 {
		a.errors++
	}
	if f.Login.Outcome != finding.OutcomeNone {
		a.logins++
	}
	if f.Login.Outcome == finding.OutcomeFailed {
		a.failedLogins++
	}
	for _, d := range f.ResData {
		if levelOf(d.Type) >= finding.S2 {
			a.entries += uint64(d.Entries)
		}
	}
	if !f.Noise {
		a.apis.Add(apiHash(f.API))
	}
	a.blocks.Add(prefixHash(finding.Block(f.Client)))
}

// Counts gives what was counted so far.
func (a *Account) Counts() AccountCounts {
	apis, _ := a.apis.Count()
	blocks, _ := a.blocks.Count()
	return AccountCounts{
		FirstSeen: a.first, LastSeen: a.last, Calls: a.calls, Errors: a.errors, Logins: a.logins,
		Failed: a.failedLogins, Entries: a.entries, APIs: apis, Blocks: blocks,
	}
}

// Compact forgets what no window needs any more.
func (a *Account) Compact(now time.Time) { a.does.Compact(now) }

// Idle reports that the account was not used for a while.
func (a *Account) Idle(now time.Time) bool {
	return now.Sub(a.last) > idleAccount && a.does.Idle(now)
}

const accountVersion = 3 // 2: what is done from several addresses; 3: own events

// AppendBinary writes the state.
func (a *Account) AppendBinary(dst []byte) ([]byte, error) {
	dst = finding.AppendTime(append(dst, accountVersion), a.first)
	dst = finding.AppendTime(dst, a.last)
	for _, n := range [...]uint64{a.calls, a.errors, a.logins, a.failedLogins, a.entries} {
		dst = binary.AppendUvarint(dst, n)
	}
	dst = a.blocks.Append(a.apis.Append(dst))
	dst = binary.AppendUvarint(binary.BigEndian.AppendUint64(dst, a.addr), uint64(a.moved))
	return a.does.AppendBinary(a.own.append(dst))
}

// UnmarshalBinary reads what AppendBinary wrote. After an error the state is empty.
func (a *Account) UnmarshalBinary(data []byte) error {
	*a = Account{}
	u := finding.NewUnpacker(data, accountVersion)
	in := Account{
		first: u.Time(), last: u.Time(), calls: u.Uint(), errors: u.Uint(), logins: u.Uint(),
		failedLogins: u.Uint(), entries: u.Uint(),
	}
	in.apis.Read(u)
	in.blocks.Read(u)
	in.addr, in.moved = u.Fixed64(), u.Uint32()
	in.own.read(u)
	if u.Err() != nil {
		return u.Err()
	}
	if err := in.does.UnmarshalBinary(u.Rest()); err != nil {
		return err
	}
	*a = in
	return nil
}
