package event

import (
	"encoding/binary"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Domain is what is counted of one host of a tenant, and which accounts call what on it. About 200 bytes; 100
// more for each API that accounts call and 12 for each account, at most 70 KB; and 20 KB for each of at most
// maxFloods APIs that send messages or register (flood.go).
// Not safe for concurrent use.
type Domain struct {
	first, last time.Time
	calls       uint64
	noise       uint64
	attacks     uint64
	statuses    [6]uint64 // by hundreds; 0: no answer was recorded
	apis        sketch.Distinct
	day         int64 // day of today
	today       uint64
	yesterday   uint64
	own         own
	newest      uint32 // second of the newest call
	roles       roles
	floods      []*flood
}

// NewDomain makes the state of a host that was never seen.
func NewDomain() *Domain { return &Domain{roles: newRoles()} }

// DomainCounts is what a Domain shows.
type DomainCounts struct {
	FirstSeen, LastSeen time.Time
	Calls               uint64
	Noise               uint64    // calls that are no API: static files, probes
	Attacks             uint64    // calls that carried an attack
	Statuses            [6]uint64 // by hundreds; 0: no answer was recorded
	APIs                uint64
	APIsExact           bool // false: an estimate of 6.5 % standard error
	Today, Yesterday    uint64
}

// Apply counts one call, judges what its account calls and a tenant's own events of the domain, and learns from it.
func (d *Domain) Apply(f *finding.Facts, out *[]finding.Finding) {
	d.own.apply(f, finding.PerDomain, out)
	d.count(f)
	at := uint32(max(f.Time.Unix(), 0))
	if at+lateness < d.newest {
		return
	}
	d.newest = max(d.newest, at)
	if l := d.noteFloods(f, at); l != nil {
		d.judgeFloods(l, f, at, out)
	}
	d.roles.note(f, at)
	if d.roles.kind == climbNone {
		return
	}
	from := len(*out)
	for _, row := range domainRows {
		v, ep, name := row.domain(d, f, at)
		if row.judgedOf(name, ep, f, at, &v, out) && d.roles.kind == climbTries {
			(*out)[len(*out)-1].API = d.roles.climb.api
		}
	}
	agree((*out)[from:], f, 0)
}

func (d *Domain) count(f *finding.Facts) {
	if d.calls == 0 || f.Time.Before(d.first) {
		d.first = f.Time
	}
	if f.Time.After(d.last) {
		d.last = f.Time
	}
	d.calls++
	if f.Status < 600 {
		d.statuses[f.Status/100]++
	}
	if f.Attacks != 0 {
		d.attacks++
	}
	if f.Noise {
		d.noise++
	} else {
		d.apis.Add(apiHash(f.API))
	}
	switch day := f.Time.Unix() / secondsPerDay; {
	case day > d.day:
		d.yesterday = 0
		if day == d.day+1 {
			d.yesterday = d.today
		}
		d.day, d.today = day, 1
	case day == d.day:
		d.today++
	case day == d.day-1:
		d.yesterday++
	}
}

// Counts gives what was counted so far.
func (d *Domain) Counts() DomainCounts {
	n, exact := d.apis.Count()
	return DomainCounts{
		FirstSeen: d.first, LastSeen: d.last, Calls: d.calls, Noise: d.noise, Attacks: d.attacks,
		Statuses: d.statuses, APIs: n, APIsExact: exact, Today: d.today, Yesterday: d.yesterday,
	}
}

// Idle reports that the host was not called for a while.
func (d *Domain) Idle(now time.Time) bool { return now.Sub(d.last) > idleAPI }

const domainVersion = 4 // 2: own events; 3: who calls what; 4: what comes from ever other addresses

// AppendBinary writes the state.
func (d *Domain) AppendBinary(dst []byte) ([]byte, error) {
	dst = finding.AppendTime(append(dst, domainVersion), d.first)
	dst = finding.AppendTime(dst, d.last)
	for _, n := range [...]uint64{d.calls, d.noise, d.attacks, d.today, d.yesterday} {
		dst = binary.AppendUvarint(dst, n)
	}
	for _, n := range d.statuses {
		dst = binary.AppendUvarint(dst, n)
	}
	dst = binary.AppendVarint(dst, d.day)
	dst = binary.AppendUvarint(d.apis.Append(dst), uint64(d.newest))
	return appendFloods(d.roles.append(d.own.append(dst)), d.floods), nil
}

// UnmarshalBinary reads what AppendBinary wrote. After an error the state is empty.
func (d *Domain) UnmarshalBinary(data []byte) error {
	*d = *NewDomain()
	u := finding.NewUnpacker(data, domainVersion)
	in := Domain{
		first: u.Time(), last: u.Time(), calls: u.Uint(), noise: u.Uint(), attacks: u.Uint(),
		today: u.Uint(), yesterday: u.Uint(),
	}
	for i := range in.statuses {
		in.statuses[i] = u.Uint()
	}
	in.day = u.Int()
	in.apis.Read(u)
	in.newest = u.Uint32()
	in.own.read(u)
	in.roles.read(u)
	in.floods = readFloods(u)
	if err := u.Close(); err != nil {
		return err
	}
	*d = in
	return nil
}
