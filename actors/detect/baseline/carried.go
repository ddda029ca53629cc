package baseline

import (
	"encoding/binary"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	maxCarried   = 8   // parameters of one API that say who calls and what for
	alwaysOutOf  = 100 // a parameter is always there where at most one call in so many lacks it
	logonCarried = ""  // the name under which name and password of a logon are held
)

// Carried learns which of the parameters that say who calls and what for are there in each call of an
// API that is answered. About 40 bytes a parameter.
type Carried struct {
	begun uint32 // first day
	calls uint32 // learned from
	all   []carried
}

type carried struct {
	name    string
	means   finding.Means
	with    uint32
	without uint32
	days    uint8  // different days on which later calls came without it, unflagged
	last    uint32 // newest of them
}

// Lacking is a parameter that is always there but in this call.
type Lacking struct {
	Name  string
	Means finding.Means // MeansNone: nothing is lacking
	Empty bool          // it is there without a value
	With  uint32        // calls learned from that had it
}

// Lacking finds what a call lacks, what weighs most first: a logon, what is to be done, the user.
func (c *Carried) Lacking(params []finding.Written, logon bool, day uint32, forms *Formed) (out Lacking) {
	if len(c.all) == 0 || day < c.begun+LearnDays {
		return out
	}
	named, logons := false, false
	for _, p := range params {
		named = named || p.Form != finding.FormEmpty && (p.Means == finding.MeansUser || p.Means == finding.MeansContact)
	}
	for i := range c.all {
		logons = logons || c.all[i].means == finding.MeansLogon
	}
	for i := range c.all {
		k := &c.all[i]
		switch {
		case k.with < formedCalls, uint64(k.without)*alwaysOutOf > uint64(k.with), k.means <= out.Means && out.Means != finding.MeansNone:
			continue
		case k.means == finding.MeansLogon && named, k.means == finding.MeansContact && !logons:
			continue // a name without a password: the first page of two; a number of somebody, not of who calls
		}
		there, empty := logon && k.means == finding.MeansLogon, false
		for _, p := range params {
			if p.Name == k.name && k.name != logonCarried {
				there, empty = true, p.Form == finding.FormEmpty && forms.neverEmpty(p.Name)
			}
		}
		if !there || empty {
			out = Lacking{Name: k.name, Means: k.means, Empty: empty, With: k.with}
		}
	}
	return out
}

// Add learns an answered call that was not flagged; sure: in a stated learning period.
func (c *Carried) Add(params []finding.Written, logon bool, day uint32, sure bool) {
	var there uint32 // of all, by their bits
	if logon {
		there |= c.note(logonCarried, finding.MeansLogon, day)
	}
	for _, p := range params {
		if p.Means != finding.MeansNone {
			there |= c.note(p.Name, p.Means, day)
		}
	}
	c.calls = min(c.calls+1, 1<<30)
	sure = sure || day < c.begun+LearnDays
	for i := range c.all {
		k := &c.all[i]
		switch {
		case there>>i&1 == 1:
		case sure || k.with < formedCalls:
			k.without = min(k.without+1, 1<<30)
		case day > k.last:
			k.last = day
			if k.days++; k.days >= backDays { // it comes without by now
				k.without = k.with
			}
		}
	}
}

// note counts a parameter and gives its bit, 0 where there is no room.
func (c *Carried) note(name string, means finding.Means, day uint32) uint32 {
	for i := range c.all {
		if c.all[i].name == name {
			c.all[i].with = min(c.all[i].with+1, 1<<30)
			return 1 << i
		}
	}
	if len(c.all) == maxCarried {
		return 0
	}
	if len(c.all) == 0 {
		c.begun = day
	}
	c.all = append(c.all, carried{name: strings.Clone(name), means: means, with: 1, without: c.calls})
	return 1 << (len(c.all) - 1)
}

// Forget takes back what flagged calls without a parameter have taught.
func (c *Carried) Forget(name string) {
	for i := range c.all {
		if k := &c.all[i]; k.name == name && k.days < backDays {
			k.days, k.last = 0, 0
		}
	}
}

const carriedBytes = 6 // least bytes of one parameter as written

// Append writes what was learned.
func (c *Carried) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(c.begun)), uint64(c.calls))
	dst = binary.AppendUvarint(dst, uint64(len(c.all)))
	for _, k := range c.all {
		dst = append(finding.AppendString(dst, k.name), byte(k.means))
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(k.with)), uint64(k.without))
		dst = binary.AppendUvarint(append(dst, k.days), uint64(k.last))
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (c *Carried) Read(u *finding.Unpacker) {
	*c = Carried{begun: u.Uint32(), calls: u.Uint32()}
	for range u.Len(maxCarried, carriedBytes) {
		c.all = append(c.all, carried{
			name: u.String(longestParam), means: finding.Means(u.Byte()), with: u.Uint32(), without: u.Uint32(), days: u.Byte(), last: u.Uint32(),
		})
	}
}
