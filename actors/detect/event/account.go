package event

import (
	"encoding/binary"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Account is what is counted of one account of a tenant, over its addresses. About 150
// bytes, at most 4.5 KB. Not safe for concurrent use.
type Account struct {
	first, last  time.Time
	calls        uint64
	errors       uint64
	logins       uint64
	failedLogins uint64
	entries      uint64
	apis         sketch.Distinct
	blocks       sketch.Distinct
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

// Apply counts one call. An account makes no findings of its own so far.
func (a *Account) Apply(f *finding.Facts, _ *[]finding.Finding) {
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

// Idle reports that the account was not used for a while.
func (a *Account) Idle(now time.Time) bool { return now.Sub(a.last) > idleAccount }

const accountVersion = 1

// AppendBinary writes the state.
func (a *Account) AppendBinary(dst []byte) ([]byte, error) {
	dst = finding.AppendTime(append(dst, accountVersion), a.first)
	dst = finding.AppendTime(dst, a.last)
	for _, n := range [...]uint64{a.calls, a.errors, a.logins, a.failedLogins, a.entries} {
		dst = binary.AppendUvarint(dst, n)
	}
	return a.blocks.Append(a.apis.Append(dst)), nil
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
	if err := u.Close(); err != nil {
		return err
	}
	*a = in
	return nil
}
