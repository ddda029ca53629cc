package baseline

import (
	"cmp"
	"encoding/binary"
	"net/netip"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// MaxBlocks is how many source blocks (IPv4 /24, IPv6 /64) of an API are kept by name, those that
// came on most days first. 24 bytes each.
const MaxBlocks = 32

// Blocks learns from which blocks of addresses an API is usually called, by name, so that a list of
// who may call can be made of them. What comes is judged by Known; this is to be read.
type Blocks struct {
	begun uint32 // first day
	calls uint64 // learned from
	keys  []uint64
	all   []block
}

type block struct {
	calls uint32 // up to 1<<31
	last  uint32 // day
	days  uint16 // different days on which it came unflagged
}

// Block is one block as it was learned.
type Block struct {
	Net   netip.Prefix
	Calls uint32
	Days  int
	Last  uint32 // UTC day since 1970
}

// blockKey holds the block itself: the first 64 bits of an IPv6 address, or 24 of an IPv4 one. No
// global IPv6 address begins with 40 zero bits.
func blockKey(ip netip.Addr) uint64 {
	if ip = ip.Unmap(); ip.Is4() {
		a := ip.As4()
		return 1<<24 | uint64(a[0])<<16 | uint64(a[1])<<8 | uint64(a[2])
	}
	a := ip.As16()
	return binary.BigEndian.Uint64(a[:8])
}

func blockOf(key uint64) netip.Prefix {
	if key>>24 == 1 {
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(key >> 16), byte(key >> 8), byte(key)}), 24)
	}
	var a [16]byte
	binary.BigEndian.PutUint64(a[:8], key)
	return netip.PrefixFrom(netip.AddrFrom16(a), 64)
}

// Add learns a call that was neither flagged nor refused. When full, the block that came on fewest
// days gives its place, of several the one unused longest; never one that came today.
func (b *Blocks) Add(ip netip.Addr, day uint32) {
	if !ip.IsValid() {
		return
	}
	if b.calls == 0 {
		b.begun = day
	}
	b.calls++
	key := blockKey(ip)
	if i := slices.Index(b.keys, key); i >= 0 {
		o := &b.all[i]
		o.calls = min(o.calls+1, 1<<31)
		if day > o.last {
			o.days, o.last = min(o.days+1, 1<<15), day
		}
		return
	}
	n := block{calls: 1, days: 1, last: day}
	if len(b.all) < MaxBlocks {
		b.keys, b.all = append(b.keys, key), append(b.all, n)
		return
	}
	least := 0
	for i := range b.all {
		if o, l := &b.all[i], &b.all[least]; o.days < l.days || o.days == l.days && o.last < l.last {
			least = i
		}
	}
	if b.all[least].last < day {
		b.keys[least], b.all[least] = key, n
	}
}

// Forget takes back all that a block that is not usual has gathered, and calls of a usual one: they were
// flagged.
func (b *Blocks) Forget(ip netip.Addr, calls uint32) {
	if !ip.IsValid() {
		return
	}
	i := slices.Index(b.keys, blockKey(ip))
	if i < 0 {
		b.calls -= min(b.calls, uint64(calls))
		return
	}
	o := &b.all[i]
	if o.days < backDays {
		b.calls -= min(b.calls, uint64(o.calls))
		b.keys, b.all = slices.Delete(b.keys, i, i+1), slices.Delete(b.all, i, i+1)
		return
	}
	calls = min(calls, o.calls-1)
	o.calls, b.calls = o.calls-calls, b.calls-min(b.calls, uint64(calls))
}

// Knows reports an address of a block that came on enough different days.
func (b *Blocks) Knows(ip netip.Addr) bool {
	if !ip.IsValid() {
		return false
	}
	i := slices.Index(b.keys, blockKey(ip))
	return i >= 0 && b.all[i].days >= backDays
}

// All reports that something holds for every block that came on enough different days, and that there is one; what holds
// for an address holds for its block.
func (b *Blocks) All(holds func(netip.Addr) bool) bool {
	any := false
	for i, o := range b.all {
		if o.days < backDays {
			continue
		}
		if any = true; !holds(blockOf(b.keys[i]).Addr()) {
			return false
		}
	}
	return any
}

// Few reports that at most so many blocks came on enough different days, and hardly any other.
func (b *Blocks) Few(most int) bool {
	n := 0
	for _, o := range b.all {
		if o.days >= backDays {
			n++
		}
	}
	return n > 0 && n <= most && len(b.all) <= 2*most
}

// Usual lists the blocks that came on enough different days, most calls first; all is the calls
// learned from, those of other blocks too.
func (b *Blocks) Usual() (out []Block, all uint64) {
	for i, o := range b.all {
		if o.days >= backDays {
			out = append(out, Block{blockOf(b.keys[i]), o.calls, int(o.days), o.last})
		}
	}
	slices.SortFunc(out, func(a, b Block) int {
		return cmp.Or(cmp.Compare(b.Calls, a.Calls), a.Net.Addr().Compare(b.Net.Addr()))
	})
	return out, b.calls
}

// Begun is the first day, 0 if nothing was learned.
func (b *Blocks) Begun() uint32 { return b.begun }

const blockBytes = 11 // least bytes of one block as written

// Append writes the blocks.
func (b *Blocks) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(b.begun)), b.calls)
	dst = binary.AppendUvarint(dst, uint64(len(b.all)))
	for i, o := range b.all {
		dst = binary.AppendUvarint(binary.BigEndian.AppendUint64(dst, b.keys[i]), uint64(o.calls))
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(o.days)), uint64(o.last))
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (b *Blocks) Read(u *finding.Unpacker) {
	*b = Blocks{begun: u.Uint32(), calls: u.Uint()}
	for range u.Len(MaxBlocks, blockBytes) {
		b.keys = append(b.keys, u.Fixed64())
		b.all = append(b.all, block{calls: u.Uint32(), days: uint16(min(u.Uint32(), 1<<15)), last: u.Uint32()})
	}
}
