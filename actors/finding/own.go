package finding

import (
	"encoding/binary"
	"strings"

	"github.com/zeebo/xxh3"
)

// OwnPrefix begins the type of findings of a tenant's own events: "own:NAME".
const OwnPrefix = "own:"

// OwnName gives the name of the own event a type stands for; ok is false for built-in types.
func OwnName(typ string) (name string, ok bool) { return strings.CutPrefix(typ, OwnPrefix) }

// OwnPer is whose calls an own event counts together.
type OwnPer uint8

// Counts are kept for each address (of IPv6 the /64), account, API or domain.
const (
	PerAddress OwnPer = iota
	PerAccount
	PerAPI
	PerDomain
)

// OwnWhat is what one statistic of an own event counts.
type OwnWhat uint8

// Statistics.
const (
	OwnDistinct OwnWhat = iota // different values
	OwnShare                   // percent of the calls that meet a further condition
	OwnSum                     // sum of an amount
)

// OwnStat is one statistic that must hold, besides the number of calls.
type OwnStat struct {
	What   OwnWhat
	AtMost bool // holds up to Limit, else from Limit on
	Limit  float64
	About  string // what is counted, in the words of policies: "client.account"
}

// OwnRule is a tenant's own event as far as those who count need it: the conditions have been
// asked on the node that inspected the call. It travels with the facts, like Tuning, is never
// written to once it is made and may be shared.
type OwnRule struct {
	Name     string
	Version  uint64
	Simulate bool
	Level    Level
	Per      OwnPer
	Period   uint32 // seconds
	Requests uint32 // calls from which on it may fire
	About    string // the conditions, in the words of policies
	Stats    []OwnStat

	id     uint64
	typ    string
	packed []byte
}

// OwnHit is a call that meets the conditions of an own event.
type OwnHit struct {
	Rule   *OwnRule
	Values []OwnValue // as many as Rule.Stats
}

// OwnValue is what a call adds to one statistic.
type OwnValue struct {
	Hashes []uint64 // of different values, keyed; at most MostOwnHashes
	More   uint32   // different values of the call beyond those
	N      uint32   // of shares and sums
}

// Bounds of own events on the wire.
const (
	MostOwnStats  = 10
	MostOwnHits   = 10
	MostOwnHashes = 256
	MaxOwnRule    = 16 << 10 // bytes of a rule
	maxOwnText    = 1 << 10
)

// Made completes a rule whose fields are set.
func (r *OwnRule) Made() *OwnRule {
	b := binary.AppendUvarint(AppendString(nil, r.Name), r.Version)
	b = append(AppendBool(b, r.Simulate), byte(r.Level), byte(r.Per))
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(r.Period)), uint64(r.Requests))
	b = binary.AppendUvarint(AppendString(b, r.About), uint64(len(r.Stats)))
	for _, s := range r.Stats {
		b = AppendString(AppendFloat(AppendBool(append(b, byte(s.What)), s.AtMost), s.Limit), s.About)
	}
	r.packed, r.id, r.typ = b, xxh3.Hash(b), OwnPrefix+r.Name
	return r
}

// ID tells rules, and versions of one, apart.
func (r *OwnRule) ID() uint64 { return r.id }

// Type is the type of its findings.
func (r *OwnRule) Type() string { return r.typ }

// Packed are its bytes; they must not be changed.
func (r *OwnRule) Packed() []byte { return r.packed }

// ParseOwnRule reads what Packed gave.
func ParseOwnRule(data []byte) (*OwnRule, error) {
	u := &Unpacker{rest: data}
	r := &OwnRule{
		Name: u.String(maxOwnText), Version: u.Uint(), Simulate: u.Bool(), Level: min(max(Level(u.Byte()), Low), High),
		Per: min(OwnPer(u.Byte()), PerDomain), Period: max(u.Uint32(), 1), Requests: u.Uint32(), About: u.String(MaxOwnRule),
	}
	for range u.Len(MostOwnStats, 11) {
		r.Stats = append(r.Stats, OwnStat{
			What: min(OwnWhat(u.Byte()), OwnSum), AtMost: u.Bool(), Limit: u.Float(), About: u.String(maxOwnText),
		})
	}
	if err := u.Close(); err != nil {
		return nil, err
	}
	return r.Made(), nil
}

// AppendOwn writes the own events a call takes part in.
func AppendOwn(dst []byte, hits []OwnHit) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(hits)))
	for i := range hits {
		h := &hits[i]
		dst = append(binary.AppendUvarint(dst, uint64(len(h.Rule.packed))), h.Rule.packed...)
		for j := range h.Values {
			v := &h.Values[j]
			dst = binary.AppendUvarint(dst, uint64(len(v.Hashes)))
			for _, x := range v.Hashes {
				dst = binary.BigEndian.AppendUint64(dst, x)
			}
			dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(v.More)), uint64(v.N))
		}
	}
	return dst
}

// ReadOwn reads what AppendOwn wrote; rule gives a rule by its bytes, nil where they are none.
func ReadOwn(u *Unpacker, rule func([]byte) *OwnRule) (hits []OwnHit) {
	for range u.Len(MostOwnHits, 8) {
		b := u.Bytes(u.Len(MaxOwnRule, 1))
		if u.err != nil {
			return nil
		}
		h := OwnHit{Rule: rule(b)}
		if h.Rule == nil {
			u.fail("no own event")
			return nil
		}
		for range h.Rule.Stats {
			var v OwnValue
			for range u.Len(MostOwnHashes, 8) {
				v.Hashes = append(v.Hashes, u.Fixed64())
			}
			v.More, v.N = u.Uint32(), u.Uint32()
			h.Values = append(h.Values, v)
		}
		hits = append(hits, h)
	}
	return hits
}
