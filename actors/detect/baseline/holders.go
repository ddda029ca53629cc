package baseline

import (
	"encoding/binary"
	"math"
	"net/netip"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	// MaxHolders is how many programs with a credential an API may have whose places are learned: with more, it is
	// for everybody. 28 bytes each.
	MaxHolders = 24
	// settleDays is on how many days a holder shows from where it calls; what comes afterwards is a move.
	settleDays = 3
	// boundDays is on how many days a holder must have called before another place tells something.
	boundDays = 5
	// boundTotal is on how many days the holders of an API that stay where they are must have called, taken together.
	boundTotal = 30
	// fewMoves is of how many holders one may move about in an API whose holders stay where they are.
	fewMoves = 5
	// holderGone is after how many days without a call a holder gives its place.
	holderGone = 30
)

// Holders learns from which source blocks (IPv4 /24, IPv6 /64) each of the few programs that call an API use
// their credentials: where all of them always call from the same one or two, key and server belong
// together. Days are UTC days since 1970.
type Holders struct {
	many bool // more than MaxHolders: it is not told who belongs where
	all  []holder
}

type holder struct {
	key    uint32    // of the account or credential
	blocks [2]uint32 // 0: none
	late   uint32    // a block that came later
	days   uint16    // different days on which it came unflagged
	last   uint16
	back   uint8 // days on which the late one came
	seen   uint16
	roams  bool // calls from more places than can be its own
}

// place is a block as holders know it.
func place(ip netip.Addr) uint32 {
	k := blockKey(ip) * 0x9e3779b97f4a7c15
	return uint32(k>>32) | 1
}

// tag is a credential as holders know it.
func tag(key uint64) uint32 { return uint32(key>>32) ^ uint32(key) }

func (h *Holders) of(key uint64) *holder {
	for i, t := 0, tag(key); i < len(h.all); i++ {
		if h.all[i].key == t {
			return &h.all[i]
		}
	}
	return nil
}

func (o *holder) at(place uint32) bool { return o.blocks[0] == place || o.blocks[1] == place }

// moved reports one that does not stay where it is.
func (o *holder) moved() bool { return o.roams || o.late != 0 }

// Strange reports a credential that is used from another place than ever, where it and nearly all others of the API
// stay where they are; usual is the number of its places.
func (h *Holders) Strange(key uint64, ip netip.Addr) (usual int, strange bool) {
	if h.many || key == 0 || !ip.IsValid() {
		return 0, false
	}
	o := h.of(key)
	if o == nil || o.roams || o.days < boundDays || o.at(place(ip)) {
		return 0, false
	}
	total, moved := 0, 0
	for i := range h.all {
		switch p := &h.all[i]; {
		case p == o:
			total += int(p.days)
		case p.moved():
			moved++
		default:
			total += int(p.days)
		}
	}
	usual = 1
	if o.blocks[1] != 0 {
		usual = 2
	}
	return usual, total >= boundTotal && moved*fewMoves <= len(h.all)
}

// Add learns a call of a program that was neither flagged nor refused; sure calls its place usual at once.
func (h *Holders) Add(key uint64, ip netip.Addr, day uint32, sure bool) {
	if h.many || key == 0 || !ip.IsValid() {
		return
	}
	today := uint16(min(day, math.MaxUint16))
	o := h.of(key)
	if o == nil {
		if o = h.room(today); o == nil {
			return
		}
		*o = holder{key: tag(key), blocks: [2]uint32{place(ip)}, days: 1, last: today}
		return
	}
	if today > o.last {
		o.days, o.last = min(o.days+1, math.MaxUint16-1), today
	}
	where := place(ip)
	switch {
	case o.roams || o.at(where):
	case o.days <= settleDays || sure:
		o.settle(where)
	case o.late != where:
		o.late, o.back, o.seen = where, 1, today
	case today > o.seen:
		o.seen = today
		if o.back++; o.back >= backDays {
			o.settle(where)
			o.late, o.back, o.seen = 0, 0, 0
		}
	}
}

// settle makes a place one of the holder's.
func (o *holder) settle(where uint32) {
	if o.blocks[1] == 0 {
		o.blocks[1] = where
		return
	}
	o.roams = true
}

// room makes room for one more holder, nil where there are too many of them.
func (h *Holders) room(today uint16) *holder {
	if len(h.all) < MaxHolders {
		if len(h.all) == cap(h.all) {
			h.all = slices.Grow(h.all, min(8, MaxHolders-len(h.all)))
		}
		h.all = append(h.all, holder{})
		return &h.all[len(h.all)-1]
	}
	oldest := &h.all[0]
	for i := range h.all {
		if o := &h.all[i]; o.last < oldest.last {
			oldest = o
		}
	}
	if today > oldest.last+holderGone || today > oldest.last && oldest.days == 1 {
		return oldest
	}
	h.many, h.all = true, nil
	return nil
}

// Forget takes back what a place that is not one of the holder's has gathered: its calls were flagged.
func (h *Holders) Forget(key uint64, ip netip.Addr) {
	if o := h.of(key); o != nil && ip.IsValid() && o.late == place(ip) {
		o.late, o.back, o.seen = 0, 0, 0
	}
}

const holderBytes = 22 // least bytes of one holder as written

// Append writes the holders.
func (h *Holders) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(finding.AppendBool(dst, h.many), uint64(len(h.all)))
	for _, o := range h.all {
		for _, n := range [...]uint32{o.key, o.blocks[0], o.blocks[1], o.late} {
			dst = binary.BigEndian.AppendUint32(dst, n)
		}
		for _, n := range [...]uint16{o.days, o.last, o.seen} {
			dst = binary.AppendUvarint(dst, uint64(n))
		}
		dst = finding.AppendBool(append(dst, o.back), o.roams)
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (h *Holders) Read(u *finding.Unpacker) {
	*h = Holders{many: u.Bool()}
	four := func() uint32 {
		if b := u.Bytes(4); b != nil {
			return binary.BigEndian.Uint32(b)
		}
		return 0
	}
	two := func() uint16 { return uint16(min(u.Uint32(), math.MaxUint16)) }
	for range u.Len(MaxHolders, holderBytes) {
		h.all = append(h.all, holder{
			key: four(), blocks: [2]uint32{four(), four()}, late: four(), days: two(), last: two(), seen: two(), back: u.Byte(), roams: u.Bool(),
		})
	}
}
