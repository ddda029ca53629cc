package detect

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"github.com/lapwing-sec/lapwing/actors/detect/memo"
)

// hasher makes keyed hashes: HMAC-SHA-256 under the tenant's key, cut to 64 bits, never 0.
// Without the key they cannot be turned back, not even by trying all phone numbers. It
// keeps the state of the last key, so that a run of calls of one tenant allocates nothing, and
// remembers the hashes made last: sessions, accounts and records come again.
type hasher struct {
	key  []byte
	mac  hash.Hash
	sum  []byte
	buf  []byte // what is hashed: the kind, a zero, and each part behind its length
	made *memo.Memo[uint64]
}

const (
	maxHashes   = 2048 // remembered under one key
	longestHash = 512  // bytes of what is hashed
)

func (h *hasher) use(key []byte) {
	if h.mac != nil && bytes.Equal(h.key, key) {
		return
	}
	h.key = append(h.key[:0], key...)
	h.mac = hmac.New(sha256.New, h.key)
	if h.made != nil {
		h.made.Forget()
	}
}

// remember makes the hasher keep the hashes made last.
func (h *hasher) remember() { h.made = memo.New[uint64](maxHashes, longestHash) }

// begin starts a hash of one kind of value, so that an account named like a password has
// another hash.
func (h *hasher) begin(kind string) {
	h.buf = append(append(h.buf[:0], kind...), 0)
}

// add takes a part in, with its length, so that ("a","bc") and ("ab","c") differ.
func (h *hasher) add(part []byte) {
	h.buf = append(binary.BigEndian.AppendUint64(h.buf, uint64(len(part))), part...)
}

func (h *hasher) addText(part string) {
	h.buf = append(binary.BigEndian.AppendUint64(h.buf, uint64(len(part))), part...)
}

func (h *hasher) end() uint64 {
	if h.made == nil {
		return h.endNew()
	}
	made, known := h.made.At(h.buf)
	if known {
		return *made
	}
	sum := h.endNew()
	if made != nil {
		*made = sum
	}
	return sum
}

// endNew is end for what is not expected to come again.
func (h *hasher) endNew() uint64 {
	h.mac.Reset()
	h.mac.Write(h.buf)
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

// once is of for what is not to be remembered: passwords, codes, what hardly comes again.
func (h *hasher) once(kind string, value []byte) uint64 {
	if len(value) == 0 {
		return 0
	}
	h.begin(kind)
	h.add(value)
	return h.endNew()
}
