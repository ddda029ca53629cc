package finding

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// States are written as plain fields one after the other, integers as varints, behind a
// version byte. The same state always gives the same bytes, so that two replicas of it
// can be compared. The append functions below write, Unpacker reads.

// ErrPacked is wrapped by every error of an Unpacker: the bytes are cut or no such state.
var ErrPacked = errors.New("bytes are damaged or of another version")

// AppendString appends a length and the text.
func AppendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// AppendBool appends one byte.
func AppendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, 1)
	}
	return append(dst, 0)
}

// AppendFloat appends the eight bytes of f; what is not finite becomes 0.
func AppendFloat(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		f = 0
	}
	return binary.BigEndian.AppendUint64(dst, math.Float64bits(f))
}

// AppendTime appends nanoseconds since 1970; the zero time is kept apart.
func AppendTime(dst []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(dst, 0)
	}
	return binary.AppendVarint(append(dst, 1), t.UnixNano())
}

// AppendAddr appends an address without its zone; the invalid address is kept apart.
func AppendAddr(dst []byte, a netip.Addr) []byte {
	b := a.WithZone("").AsSlice()
	return append(append(dst, byte(len(b))), b...)
}

// AppendAPI appends the three parts of an API's name.
func AppendAPI(dst []byte, a traffic.API) []byte {
	dst = AppendString(dst, a.Host)
	dst = AppendString(dst, a.Method)
	return AppendString(dst, a.Template)
}

// Unpacker reads what the append functions wrote. The first error sticks and every later
// read gives zero, so that callers check once, at the end. It never allocates more than
// the bytes it was given can justify.
type Unpacker struct {
	rest []byte
	err  error
}

// NewUnpacker reads b, which must start with the version byte want.
func NewUnpacker(b []byte, want byte) *Unpacker {
	u := &Unpacker{rest: b}
	if got := u.Byte(); u.err == nil && got != want {
		u.fail(fmt.Sprintf("version %d, want %d", got, want))
	}
	return u
}

func (u *Unpacker) fail(why string) {
	if u.err == nil {
		u.err = fmt.Errorf("cannot read state: %s: %w", why, ErrPacked)
	}
	u.rest = nil
}

// take gives the next n bytes, or nil after an error.
func (u *Unpacker) take(n int) []byte {
	if n < 0 || n > len(u.rest) {
		u.fail("cut short")
		return nil
	}
	b := u.rest[:n]
	u.rest = u.rest[n:]
	return b
}

// Byte reads one byte.
func (u *Unpacker) Byte() byte {
	if b := u.take(1); b != nil {
		return b[0]
	}
	return 0
}

// Bool reads one byte.
func (u *Unpacker) Bool() bool { return u.Byte() == 1 }

// Uint reads an unsigned varint.
func (u *Unpacker) Uint() uint64 {
	v, n := binary.Uvarint(u.rest)
	if n <= 0 {
		u.fail("bad number")
		return 0
	}
	u.rest = u.rest[n:]
	return v
}

// Uint32 reads an unsigned varint that must fit in 32 bits.
func (u *Unpacker) Uint32() uint32 {
	v := u.Uint()
	if v > math.MaxUint32 {
		u.fail("number too big")
		return 0
	}
	return uint32(v)
}

// Int reads a signed varint.
func (u *Unpacker) Int() int64 {
	v, n := binary.Varint(u.rest)
	if n <= 0 {
		u.fail("bad number")
		return 0
	}
	u.rest = u.rest[n:]
	return v
}

// Fixed64 reads eight bytes.
func (u *Unpacker) Fixed64() uint64 {
	if b := u.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

// Float reads a finite number.
func (u *Unpacker) Float() float64 {
	f := math.Float64frombits(u.Fixed64())
	if math.IsNaN(f) || math.IsInf(f, 0) {
		u.fail("number is not finite")
		return 0
	}
	return f
}

// Len reads a count of at most limit things that take at least each bytes.
func (u *Unpacker) Len(limit, each int) int {
	n := u.Uint()
	if n > uint64(limit) || n*uint64(max(each, 1)) > uint64(len(u.rest)) {
		u.fail("too many")
		return 0
	}
	return int(n)
}

// Bytes reads n bytes; they alias the input.
func (u *Unpacker) Bytes(n int) []byte { return u.take(n) }

// String reads a text of at most limit bytes.
func (u *Unpacker) String(limit int) string { return string(u.take(u.Len(limit, 1))) }

// Time reads a time, in UTC.
func (u *Unpacker) Time() time.Time {
	if !u.Bool() {
		return time.Time{}
	}
	return time.Unix(0, u.Int()).UTC()
}

// Addr reads an address.
func (u *Unpacker) Addr() netip.Addr {
	n := int(u.Byte())
	if n != 0 && n != 4 && n != 16 {
		u.fail("bad address")
		return netip.Addr{}
	}
	a, _ := netip.AddrFromSlice(u.take(n))
	return a
}

// API reads the three parts of an API's name.
func (u *Unpacker) API() traffic.API {
	const limit = 16 << 10 // bytes; longer names are cut before they are learned
	return traffic.API{Host: u.String(limit), Method: u.String(limit), Template: u.String(limit)}
}

// Fail makes an error of a part stick as one of the whole.
func (u *Unpacker) Fail(err error) {
	if u.err == nil {
		u.err = err
	}
	u.rest = nil
}

// Rest gives what has not been read; it aliases the input.
func (u *Unpacker) Rest() []byte { return u.rest }

// Err gives the first error, if any.
func (u *Unpacker) Err() error { return u.err }

// Close gives the first error, or one if bytes are left over.
func (u *Unpacker) Close() error {
	if u.err == nil && len(u.rest) > 0 {
		u.fail("bytes left over")
	}
	return u.err
}
