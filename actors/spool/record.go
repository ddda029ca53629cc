package spool

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"time"
)

// Record is one accepted batch.
type Record struct {
	First    uint64    // sequence number of its first exchange; set by the spool
	Count    uint32    // exchanges in it, at least 1
	Tenant   string    // from the sensor's token
	Sensor   string    // which token
	Key      string    // the sender's Idempotency-Key, may be empty
	Received time.Time // arrival
	Note     []byte    // small: what the receiver must remember of it, such as its refusals
	Payload  []byte    // the exchanges
}

// Last is the sequence number of the record's last exchange.
func (r *Record) Last() uint64 { return r.First + uint64(r.Count) - 1 }

// A record on disk is a head, its meta part and the payload:
//
//	magic u32 | meta length u32 | payload length u32 | first u64 |
//	durable u64 | meta CRC u32 | payload CRC u32 | head CRC u32
//	received i64 | count u32 | tenant, sensor, key, note (each length as uvarint, bytes)
//	payload
//
// All checks are CRC-32C; the head's starts from the segment's random salt, so that no
// payload can hold bytes that read as a record. Durable says which numbers (all below it) were
// already acknowledged when the record was written; it tells damage from a torn tail.
const (
	headLen     = 40         // bytes
	metaFixed   = 12         // bytes of received and count
	maxMeta     = 4 << 20    // bytes; tenant, sensor and key are short, the note is bounded by its writer
	recordMagic = 0x4352574c // "LWRC"
)

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)

	errNoRecord = errors.New("no record here")
	errDamaged  = errors.New("record is damaged")
	errMissing  = errors.New("numbers are missing from here on: a segment is damaged as a whole, or gone")
)

type recordHead struct {
	metaLen    uint32 // bytes
	payloadLen uint32 // bytes
	first      uint64
	durable    uint64
	metaCRC    uint32
	payloadCRC uint32
}

// size is the whole record's length in bytes.
func (h *recordHead) size() int64 { return headLen + int64(h.metaLen) + int64(h.payloadLen) }

func appendMeta(dst []byte, r *Record) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, uint64(r.Received.UnixNano()))
	dst = binary.LittleEndian.AppendUint32(dst, r.Count)
	dst = binary.AppendUvarint(dst, uint64(len(r.Tenant)))
	dst = append(dst, r.Tenant...)
	dst = binary.AppendUvarint(dst, uint64(len(r.Sensor)))
	dst = append(dst, r.Sensor...)
	dst = binary.AppendUvarint(dst, uint64(len(r.Key)))
	dst = append(dst, r.Key...)
	dst = binary.AppendUvarint(dst, uint64(len(r.Note)))
	return append(dst, r.Note...)
}

func appendHead(dst []byte, h recordHead, salt uint32) []byte {
	start := len(dst)
	dst = binary.LittleEndian.AppendUint32(dst, recordMagic)
	dst = binary.LittleEndian.AppendUint32(dst, h.metaLen)
	dst = binary.LittleEndian.AppendUint32(dst, h.payloadLen)
	dst = binary.LittleEndian.AppendUint64(dst, h.first)
	dst = binary.LittleEndian.AppendUint64(dst, h.durable)
	dst = binary.LittleEndian.AppendUint32(dst, h.metaCRC)
	dst = binary.LittleEndian.AppendUint32(dst, h.payloadCRC)
	return binary.LittleEndian.AppendUint32(dst, crc32.Update(salt, castagnoli, dst[start:]))
}

// decodeHead reads a head.
func decodeHead(b []byte, salt uint32) (recordHead, error) {
	if len(b) < headLen || binary.LittleEndian.Uint32(b) != recordMagic {
		return recordHead{}, errNoRecord
	}
	if crc32.Update(salt, castagnoli, b[:headLen-4]) != binary.LittleEndian.Uint32(b[headLen-4:]) {
		return recordHead{}, fmt.Errorf("%w: head checksum differs", errDamaged)
	}
	h := recordHead{
		metaLen:    binary.LittleEndian.Uint32(b[4:]),
		payloadLen: binary.LittleEndian.Uint32(b[8:]),
		first:      binary.LittleEndian.Uint64(b[12:]),
		durable:    binary.LittleEndian.Uint64(b[20:]),
		metaCRC:    binary.LittleEndian.Uint32(b[28:]),
		payloadCRC: binary.LittleEndian.Uint32(b[32:]),
	}
	if h.metaLen < metaFixed || h.metaLen > maxMeta || h.payloadLen > MaxRecordBytes || h.first == 0 {
		return recordHead{}, fmt.Errorf("%w: lengths %d and %d", errDamaged, h.metaLen, h.payloadLen)
	}
	return h, nil
}

// decodeMeta reads all of a record but its payload. The note aliases b.
func decodeMeta(h recordHead, b []byte) (Record, error) {
	if len(b) != int(h.metaLen) || crc32.Checksum(b, castagnoli) != h.metaCRC {
		return Record{}, fmt.Errorf("%w: checksum of the meta part differs", errDamaged)
	}
	r := Record{First: h.first}
	r.Received = time.Unix(0, int64(binary.LittleEndian.Uint64(b))).UTC()
	r.Count = binary.LittleEndian.Uint32(b[8:])
	b = b[metaFixed:]
	var part [4][]byte // tenant, sensor, key, note
	for i := range part {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return Record{}, fmt.Errorf("%w: text runs over its end", errDamaged)
		}
		part[i], b = b[k:k+int(n)], b[k+int(n):]
	}
	if r.Count == 0 || h.first > math.MaxUint64-uint64(r.Count) {
		return Record{}, fmt.Errorf("%w: count %d", errDamaged, r.Count)
	}
	r.Tenant, r.Sensor, r.Key, r.Note = string(part[0]), string(part[1]), string(part[2]), part[3]
	return r, nil
}

// decodeRecord reads one whole record from the start of b. Note and payload alias b.
func decodeRecord(b []byte, salt uint32) (Record, recordHead, error) {
	h, err := decodeHead(b, salt)
	if err != nil {
		return Record{}, h, err
	}
	if int64(len(b)) < h.size() {
		return Record{}, h, fmt.Errorf("%w: cut short", errDamaged)
	}
	r, err := decodeMeta(h, b[headLen:headLen+h.metaLen])
	if err != nil {
		return Record{}, h, err
	}
	r.Payload = b[headLen+h.metaLen : h.size()]
	if crc32.Checksum(r.Payload, castagnoli) != h.payloadCRC {
		return Record{}, h, fmt.Errorf("%w: checksum of the payload differs", errDamaged)
	}
	return r, h, nil
}
