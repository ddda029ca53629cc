package finding

import (
	"encoding/binary"
	"errors"
	"math"
	"net/netip"
	"testing"
	"time"
)

func TestPackRoundTrip(t *testing.T) {
	when := time.Date(2026, 11, 21, 9, 30, 0, 123, time.UTC)
	ip := netip.MustParseAddr("2001:db8::1")
	dst := []byte{7}
	dst = AppendString(dst, "héllo")
	dst = AppendBool(dst, true)
	dst = AppendFloat(dst, 1.5)
	dst = AppendFloat(dst, math.NaN())
	dst = AppendTime(dst, when)
	dst = AppendTime(dst, time.Time{})
	dst = AppendAddr(dst, ip)
	dst = AppendAddr(dst, netip.Addr{})
	dst = AppendAPI(dst, orders)
	dst = binary.AppendVarint(dst, -3)
	u := NewUnpacker(dst, 7)
	if s := u.String(10); s != "héllo" {
		t.Error(s)
	}
	if !u.Bool() || u.Float() != 1.5 || u.Float() != 0 {
		t.Error("bool or float")
	}
	if got := u.Time(); !got.Equal(when) || got.Location() != time.UTC {
		t.Error(got)
	}
	if !u.Time().IsZero() || u.Addr() != ip || u.Addr().IsValid() || u.API() != orders || u.Int() != -3 {
		t.Error("zero time, address, api or number")
	}
	if err := u.Close(); err != nil {
		t.Error(err)
	}
}

func TestPackRefusesDamage(t *testing.T) {
	for name, u := range map[string]*Unpacker{
		"version": NewUnpacker([]byte{2}, 1),
		"empty":   NewUnpacker(nil, 1),
		"left":    NewUnpacker([]byte{1, 0}, 1),
	} {
		if err := u.Close(); !errors.Is(err, ErrPacked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	u := NewUnpacker(append([]byte{1}, binary.AppendUvarint(nil, 1<<40)...), 1)
	if n := u.Len(1<<50, 1); n != 0 || u.Close() == nil {
		t.Errorf("a length beyond the bytes was believed: %d", n)
	}
}

func TestSetIgnoresWhatItCannotHold(t *testing.T) {
	if s := Set(0).With(0).With(64).With(65).With(255); s != 0 {
		t.Errorf("set %b", s)
	}
	if s := Set(0).With(1).With(63); !s.Has(1) || !s.Has(63) || s.Has(64) {
		t.Errorf("set %b", s)
	}
}
