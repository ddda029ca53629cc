package detect

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
)

// hasher makes keyed hashes: HMAC-SHA-256 under the tenant's key, cut to 64 bits, never 0.
// Without the key they cannot be turned back, not even by trying all phone numbers. It
// keeps the state of the last key, so that a run of calls of one tenant allocates nothing.
type hasher struct {
	key []byte
	mac hash.Hash
	sum []byte
	buf []byte
}

func (h *hasher) use(key []byte) {
	if h.mac == nil || !bytes.Equal(h.key, key) {
		h.key = append(h.key[:0], key...)
		h.mac = hmac.New(sha256.New, h.key)
	}
}

// begin starts a hash of one kind of value, so that an account named like a password has
// another hash.
func (h *hasher) begin(kind string) {
	h.mac.Reset()
	h.buf = append(h.buf[:0], kind...)
	h.mac.Write(append(h.buf, 0))
}

// add takes a part in, with its length, so that ("a","bc") and ("ab","c") differ.
func (h *hasher) add(part []byte) {
	h.buf = binary.BigEndian.AppendUint64(h.buf[:0], uint64(len(part)))
	h.mac.Write(h.buf)
	h.mac.Write(part)
}

func (h *hasher) end() uint64 {
	h.sum = h.mac.Sum(h.sum[:0])
	return max(binary.BigEndian.Uint64(h.sum), 1)
}

// of hashes one value; nothing gives 0.
func (h *hasher) of(kind string, value []byte) uint64 {
	if len(value) == 0 {
		return 0
	}
	h.begin(kind)
	h.add(value)
	return h.end()
}
