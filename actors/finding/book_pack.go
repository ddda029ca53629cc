package finding

import (
	"encoding/binary"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"
)

const (
	bookVersion = 5       // 2: what is simulated, and by which policy it was judged; 3: events of many addresses; 4: votes; 5: who leads many
	maxText     = 4 << 10 // bytes of any one text in a case
	maxBook     = 1 << 20 // cases: far above any limit a holder sets, and above what parts add to it
)

// AppendBinary writes the book; the same cases always give the same bytes.
func (b *Book) AppendBinary(dst []byte) ([]byte, error) { return b.AppendSince(dst, 0) }

// AppendSince writes, as a book, the cases that changed after the clock was at that figure; 0: all.
func (b *Book) AppendSince(dst []byte, clock uint64) ([]byte, error) {
	dst = append(dst, bookVersion)
	dst = binary.AppendUvarint(dst, b.overflow)
	var all []*folded
	for _, c := range b.cases {
		if clock == 0 || c.at > clock {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b *folded) int { return strings.Compare(a.f.ID, b.f.ID) })
	dst = binary.AppendUvarint(dst, uint64(len(all)))
	for _, c := range all {
		dst = c.append(dst)
	}
	return dst, nil
}

// UnmarshalBinary reads what AppendBinary wrote. The book's limit stays as it is, and cases above it
// are read all the same: see Merge. After an error the book is empty.
func (b *Book) UnmarshalBinary(data []byte) error {
	b.cases, b.overflow = map[caseKey]*folded{}, 0
	return b.Merge(data)
}

// Merge reads what AppendSince wrote over what the book has: each case in it takes the place of the
// same one. Cases that expired since bring a book above its limit, and one that was written so has more
// in one piece: neither is refused, for a holder that cannot read its book stands still. It takes no
// new ones until they expire again. After an error the book is as it was.
func (b *Book) Merge(data []byte) error {
	u := NewUnpacker(data, bookVersion)
	overflow := u.Uint()
	n := u.Len(maxBook, 1)
	cases := make(map[caseKey]*folded)
	for range n {
		c := readFolded(u)
		if u.Err() != nil {
			break
		}
		cases[keyOf(&c.f)] = c
	}
	if err := u.Close(); err != nil {
		return err
	}
	b.overflow = overflow
	maps.Copy(b.cases, cases)
	return nil
}

func (c *folded) append(dst []byte) []byte {
	f := &c.f
	dst = AppendBool(append(dst, byte(f.Kind), byte(c.level)), f.Simulated)
	dst = AppendString(dst, f.Type)
	dst = AppendString(dst, f.Tenant)
	dst = AppendAPI(dst, f.API)
	dst = AppendAddr(dst, f.Source.IP)
	dst = AppendTime(dst, c.ipAt)
	dst = AppendAddr(dst, f.Source.Block.Addr())
	dst = append(dst, byte(max(f.Source.Block.Bits(), 0)))
	dst = AppendString(dst, f.Source.Account)
	dst = binary.AppendUvarint(dst, uint64(f.Source.IPs))
	dst = binary.AppendUvarint(dst, uint64(f.Votes))
	dst = AppendBool(dst, c.accounts)
	dst = AppendTime(dst, f.Start)
	dst = AppendTime(dst, f.End)
	dst = binary.AppendUvarint(dst, f.Count)
	dst = binary.AppendUvarint(dst, f.Rise.Medium)
	dst = binary.AppendUvarint(dst, f.Rise.High)
	dst = append(dst, byte(c.why.Level))
	dst = AppendTime(dst, c.why.Start)
	dst = AppendAddr(appendWhy(dst, &c.why.Why), c.why.Source.IP)
	dst = c.addr.append(dst)
	dst = binary.AppendUvarint(dst, uint64(len(c.agents)))
	for _, a := range c.agents {
		dst = AppendString(dst, a.name)
		dst = binary.AppendUvarint(dst, a.calls)
	}
	dst = binary.AppendUvarint(dst, uint64(len(c.samples)))
	for _, s := range c.samples {
		dst = AppendTime(dst, s.at)
		dst = AppendString(dst, s.id)
	}
	return AppendBool(dst, c.changed)
}

func readFolded(u *Unpacker) *folded {
	c := &folded{}
	f := &c.f
	f.Kind, c.level, f.Simulated = Kind(u.Byte()), Level(u.Byte()), u.Bool()
	f.Type, f.Tenant, f.API = u.String(maxText), u.String(maxText), u.API()
	f.Source.IP, c.ipAt = u.Addr(), u.Time()
	if a, bits := u.Addr(), int(u.Byte()); a.IsValid() {
		f.Source.Block = netip.PrefixFrom(a, bits)
	}
	f.Source.Account = u.String(maxText)
	f.Source.IPs = u.Uint32()
	f.Votes = Votes(u.Uint())
	c.accounts = u.Bool()
	f.Start, f.End, f.Count = u.Time(), u.Time(), u.Uint()
	f.Rise = Rise{Medium: u.Uint(), High: u.Uint()}
	c.why.Level, c.why.Start, c.why.Why = Level(u.Byte()), u.Time(), readWhy(u)
	c.why.Source.IP = u.Addr()
	c.addr.read(u)
	for range u.Len(maxAgents, 2) {
		c.agents = append(c.agents, agentCount{u.String(maxText), u.Uint()})
	}
	for range u.Len(MaxSamples, 2) {
		c.samples = append(c.samples, sampleAt{u.Time(), u.String(maxText)})
	}
	c.changed = u.Bool()
	f.ID = CaseID(f)
	return c
}

func appendWhy(dst []byte, w *Why) []byte {
	dst = AppendFloat(dst, w.Observed)
	dst = AppendFloat(dst, w.Baseline)
	dst = AppendFloat(dst, w.Threshold)
	dst = AppendString(dst, w.Unit)
	dst = binary.AppendVarint(dst, int64(w.Window))
	dst = AppendString(dst, w.Rule)
	dst = AppendBool(dst, w.Learned)
	dst = AppendString(dst, w.Reason)
	return AppendString(AppendString(dst, w.Clear), w.Tuned)
}

func readWhy(u *Unpacker) Why {
	return Why{
		Observed: u.Float(), Baseline: u.Float(), Threshold: u.Float(), Unit: u.String(maxText),
		Window: time.Duration(u.Int()), Rule: u.String(maxText), Learned: u.Bool(),
		Reason: u.String(maxText), Clear: u.String(maxText), Tuned: u.String(maxText),
	}
}
