package query

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// ErrCursor is the answer to a cursor that is not ours, or of another list, filter, order or tenant.
var ErrCursor = errors.New("this cursor is not of this list and filter: start again without it")

const (
	cursorVersion = 1
	macBytes      = 16  // 128 bits: forging one by chance takes longer than the product lives
	maxCursor     = 400 // characters; a row ID has fewer than 200
)

var cursorText = base64.RawURLEncoding

// seal writes the place after which the next page starts. It is signed together with the
// tenant and the view, so that it cannot be made up or carried over to another question.
func seal(key []byte, tenant string, v View, k Key) string {
	b := []byte{cursorVersion}
	b = binary.BigEndian.AppendUint64(b, uint64(k.N))
	b = append(b, k.ID...)
	return cursorText.EncodeToString(append(b, sign(key, tenant, v, b)...))
}

// unseal reads a cursor; any failure is ErrCursor.
func unseal(key []byte, tenant string, v View, cursor string) (Key, error) {
	if len(cursor) > maxCursor {
		return Key{}, ErrCursor
	}
	b, err := cursorText.DecodeString(cursor)
	if err != nil || len(b) < 1+8+macBytes || b[0] != cursorVersion {
		return Key{}, ErrCursor
	}
	body, mac := b[:len(b)-macBytes], b[len(b)-macBytes:]
	if !hmac.Equal(mac, sign(key, tenant, v, body)) {
		return Key{}, ErrCursor
	}
	return Key{N: int64(binary.BigEndian.Uint64(body[1:9])), ID: string(body[9:])}, nil
}

func sign(key []byte, tenant string, v View, body []byte) []byte {
	m := hmac.New(sha256.New, key)
	u := v.URL()
	u.Del("limit") // pages of different sizes may follow each other
	for _, part := range []string{tenant, v.List.Name, v.Order.String(), u.Encode(), string(body)} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		m.Write(n[:])
		m.Write([]byte(part))
	}
	return m.Sum(nil)[:macBytes]
}
