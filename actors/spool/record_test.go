package spool

import (
	"bytes"
	"hash/crc32"
	"strings"
	"testing"
	"time"
)

func encodeRecord(r *Record, durable uint64, salt uint32) []byte {
	meta := appendMeta(nil, r)
	h := recordHead{
		metaLen: uint32(len(meta)), payloadLen: uint32(len(r.Payload)), first: r.First, durable: durable,
		metaCRC: crc32.Checksum(meta, castagnoli), payloadCRC: crc32.Checksum(r.Payload, castagnoli),
	}
	return append(append(appendHead(nil, h, salt), meta...), r.Payload...)
}

func sampleRecord() *Record {
	return &Record{
		First: 7, Count: 3, Tenant: "default", Sensor: "edge-1", Key: "k", Received: time.Unix(1, 2).UTC(),
		Note: []byte("note"), Payload: []byte("payload"),
	}
}

func TestRecordDecodesOnlyWhole(t *testing.T) {
	b := encodeRecord(sampleRecord(), 6, 99)
	if _, _, err := decodeRecord(b, 99); err != nil {
		t.Fatal(err)
	}
	if _, _, err := decodeRecord(b, 98); err == nil {
		t.Error("decodes under another segment's salt")
	}
	for i := range b {
		if _, _, err := decodeRecord(b[:i], 99); err == nil {
			t.Errorf("decodes %d of %d bytes", i, len(b))
		}
		b[i] ^= 1
		if _, _, err := decodeRecord(b, 99); err == nil {
			t.Errorf("decodes with byte %d flipped", i)
		}
		b[i] ^= 1
	}
}

func TestMarkDecodesOnlyWhole(t *testing.T) {
	b := encodeMark(mark{release: 5, batches: []uint64{7, 9}, state: []byte("state")})
	for i := range b {
		if _, err := decodeMark(b[:i]); err == nil {
			t.Errorf("decodes %d of %d bytes", i, len(b))
		}
		b[i] ^= 1
		if _, err := decodeMark(b); err == nil {
			t.Errorf("decodes with byte %d flipped", i)
		}
		b[i] ^= 1
	}
}

// FuzzDecodeRecord holds that no bytes make the decoder panic or claim more than is there, and
// that what it accepts encodes back to the same bytes up to the spelling of lengths.
func FuzzDecodeRecord(f *testing.F) {
	whole := encodeRecord(sampleRecord(), 6, 0)
	f.Add(whole)
	f.Add(whole[:headLen])
	f.Add(append(bytes.Repeat([]byte{0}, 64), whole...))
	f.Add([]byte(strings.Repeat("LWRC", 20)))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, h, err := decodeRecord(b, 0)
		if err == nil {
			if h.size() > int64(len(b)) || r.Count == 0 || r.Last() < r.First {
				t.Fatalf("accepted %+v", r)
			}
			again, _, err := decodeRecord(encodeRecord(&r, h.durable, 0), 0)
			if err != nil || again.Key != r.Key || !bytes.Equal(again.Payload, r.Payload) {
				t.Fatalf("does not come back: %v", err)
			}
		}
		// With the checks made right, damage reaches the inner decoder too.
		if len(b) >= metaFixed {
			h := recordHead{metaLen: uint32(len(b)), first: 1, metaCRC: crc32.Checksum(b, castagnoli)}
			_, _ = decodeMeta(h, b)
		}
		_, _ = decodeMark(b)
		_, _, _ = decodeSegmentHeader(b, 1)
	})
}
