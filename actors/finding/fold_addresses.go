package finding

import (
	"encoding/binary"
	"math/bits"
	"net/netip"
	"slices"

	"github.com/zeebo/xxh3"
)

// maxAddresses is how many addresses of a block are told apart: all of an IPv4 /24.
// In an IPv6 /64, and of an account, the count stops there and means "256 or more".
const maxAddresses = 256

// addresses counts the distinct addresses of one source block. IPv4 takes 32 bytes,
// IPv6 eight a distinct address up to the bound. Whatever the order of adding, the same
// addresses give the same value: of more than 256 IPv6 addresses the smallest are kept.
type addresses struct {
	v4 [4]uint64 // one bit for each last byte
	v6 []uint64  // lower halves, rising
}

func (a *addresses) add(ip netip.Addr) {
	ip = ip.Unmap()
	switch {
	case !ip.IsValid():
	case ip.Is4():
		b := ip.As4()
		a.v4[b[3]>>6] |= 1 << (b[3] & 63)
	default:
		b := ip.As16()
		a.insert(binary.BigEndian.Uint64(b[8:]))
	}
}

// addAny counts an address that may be of any block, by its hash.
func (a *addresses) addAny(ip netip.Addr) {
	b := ip.Unmap().As16()
	a.insert(xxh3.Hash(b[:]))
}

// insert keeps the smallest of the different ones.
func (a *addresses) insert(low uint64) {
	i, found := slices.BinarySearch(a.v6, low)
	if found || i == maxAddresses {
		return
	}
	a.v6 = slices.Insert(a.v6, i, low)
	if len(a.v6) > maxAddresses {
		a.v6 = a.v6[:maxAddresses]
	}
}

func (a *addresses) count() uint32 {
	n := len(a.v6)
	for _, w := range a.v4 {
		n += bits.OnesCount64(w)
	}
	return uint32(min(n, maxAddresses))
}

func (a *addresses) append(dst []byte) []byte {
	for _, w := range a.v4 {
		dst = binary.AppendUvarint(dst, w)
	}
	dst = binary.AppendUvarint(dst, uint64(len(a.v6)))
	for _, low := range a.v6 {
		dst = binary.BigEndian.AppendUint64(dst, low)
	}
	return dst
}

func (a *addresses) read(u *Unpacker) {
	for i := range a.v4 {
		a.v4[i] = u.Uint()
	}
	if n := u.Len(maxAddresses, 8); n > 0 {
		a.v6 = make([]uint64, n)
		for i := range a.v6 {
			a.v6[i] = u.Fixed64()
		}
		slices.Sort(a.v6)
		a.v6 = slices.Compact(a.v6)
	}
}
