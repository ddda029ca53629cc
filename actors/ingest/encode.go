package ingest

import (
	"encoding/binary"
	"math"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Encoder packs exchanges into protobuf frames. It is reused; its buffers stay. Not safe for
// concurrent use.
type Encoder struct {
	frames []byte
	packed []byte
	count  uint32
	ip     []byte // scratch
}

// Reset forgets what was added.
func (e *Encoder) Reset() { e.frames, e.count = e.frames[:0], 0 }

// Count is the number of exchanges added.
func (e *Encoder) Count() uint32 { return e.count }

// Frames gives the frames as they are sent over the network, valid until Add or Reset.
func (e *Encoder) Frames() []byte { return e.frames }

// Size is the length of Frames in bytes.
func (e *Encoder) Size() int { return len(e.frames) }

// packers share their tables; EncodeAll may be called by many goroutines.
var packer = sync.OnceValue(func() *zstd.Encoder {
	// Level 1: bodies are text and shrink 4 to 10 times already; a core is scarcer than disk.
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false),
		zstd.WithLowerEncoderMem(true))
	if err != nil {
		panic("BUG: zstd refuses its options: " + err.Error())
	}
	return w
})

// Payload gives the frames as they are kept in the spool, packed with zstd, valid until
// the next call. The spool has its own checksum.
func (e *Encoder) Payload() []byte {
	e.packed = packer().EncodeAll(e.frames, e.packed[:0])
	return e.packed
}

// Add appends one exchange as a frame.
func (e *Encoder) Add(x *traffic.Exchange) {
	var s sizes
	s.measure(e, x)
	e.count++
	b := binary.AppendUvarint(e.frames, uint64(s.total))
	b = appendText(b, xID, x.ID)
	if ts := unixNano(x.Time); ts != 0 {
		b = append(b, xTS<<3|wireFixed64)
		b = binary.LittleEndian.AppendUint64(b, uint64(ts))
	}
	b = appendText(b, xSource, x.Source)
	b = appendText(b, xMethod, x.Method)
	b = appendText(b, xScheme, x.Scheme)
	b = appendText(b, xHost, x.Host)
	b = appendTarget(b, x)
	b = appendText(b, xHTTP, x.HTTP)
	if s.client > 0 {
		b = appendLength(b, xClient, s.client)
		b = e.appendClient(b, &x.Client)
	}
	if s.request > 0 {
		b = appendLength(b, xRequest, s.request)
		b = appendMessage(b, &x.Request, 0)
	}
	if s.response > 0 {
		b = appendLength(b, xResponse, s.response)
		b = appendMessage(b, &x.Response, x.Status)
	}
	if x.Latency != 0 {
		b = append(b, xLatency<<3|wireFixed64)
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(x.Latency)/float64(time.Millisecond)))
	}
	if s.waf > 0 {
		b = appendLength(b, xWAF, s.waf)
		b = appendText(b, wAction, x.WAF.Action)
		b = appendText(b, wRule, x.WAF.Rule)
		b = appendText(b, wClass, x.WAF.Class)
	}
	b = appendText(b, xTrace, x.Trace)
	e.frames = b
}

// sizes are the lengths of the nested messages, needed before they are written.
type sizes struct{ total, client, request, response, waf int }

func (s *sizes) measure(e *Encoder, x *traffic.Exchange) {
	s.client = e.sizeClient(&x.Client)
	s.request = sizeMessage(&x.Request, 0)
	s.response = sizeMessage(&x.Response, x.Status)
	s.waf = sizeText(len(x.WAF.Action)) + sizeText(len(x.WAF.Rule)) + sizeText(len(x.WAF.Class))
	n := sizeText(len(x.ID)) + sizeText(len(x.Source)) + sizeText(len(x.Method)) + sizeText(len(x.Scheme)) +
		sizeText(len(x.Host)) + sizeText(sizeTarget(x)) + sizeText(len(x.HTTP)) + sizeText(len(x.Trace))
	for _, sub := range [...]int{s.client, s.request, s.response, s.waf} {
		n += sizeText(sub)
	}
	if unixNano(x.Time) != 0 {
		n += 9
	}
	if x.Latency != 0 {
		n += 9
	}
	s.total = n
}

func unixNano(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

// sizeText is the length of a text or message field; empty ones are left out.
func sizeText(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + sizeUvarint(uint64(n)) + n
}

func sizeUvarint(v uint64) int {
	n := 1
	for ; v >= 0x80; v >>= 7 {
		n++
	}
	return n
}

func appendLength(b []byte, field byte, n int) []byte {
	return binary.AppendUvarint(append(b, field<<3|wireBytes), uint64(n))
}

func appendText(b []byte, field byte, s string) []byte {
	if s == "" {
		return b
	}
	return append(appendLength(b, field, len(s)), s...)
}

func appendVarint(b []byte, field byte, v uint64) []byte {
	if v == 0 {
		return b
	}
	return binary.AppendUvarint(append(b, field<<3|wireVarint), v)
}

func sizeVarint(v uint64) int {
	if v == 0 {
		return 0
	}
	return 1 + sizeUvarint(v)
}

func sizeTarget(x *traffic.Exchange) int {
	if x.Query == "" {
		return len(x.Path)
	}
	return len(x.Path) + 1 + len(x.Query)
}

func appendTarget(b []byte, x *traffic.Exchange) []byte {
	n := sizeTarget(x)
	if n == 0 {
		return b
	}
	b = append(appendLength(b, xPath, n), x.Path...)
	if x.Query != "" {
		b = append(append(b, '?'), x.Query...)
	}
	return b
}

func (e *Encoder) address(a netip.Addr) []byte {
	e.ip = e.ip[:0]
	if a.IsValid() {
		e.ip = a.AppendTo(e.ip)
	}
	return e.ip
}

func (e *Encoder) sizeClient(c *traffic.Client) int {
	n := sizeText(len(e.address(c.IP))) + sizeVarint(uint64(c.Port)) + sizeText(len(c.Account)) + sizeText(len(c.JA4))
	for _, via := range c.Via {
		n += sizeText(len(e.address(via)))
	}
	return n
}

func (e *Encoder) appendClient(b []byte, c *traffic.Client) []byte {
	b = appendText(b, cIP, alias(e.address(c.IP)))
	b = appendVarint(b, cPort, uint64(c.Port))
	for _, via := range c.Via {
		b = appendText(b, cVia, alias(e.address(via)))
	}
	b = appendText(b, cAccount, c.Account)
	return appendText(b, cJA4, c.JA4)
}

func sizeMessage(m *traffic.Message, status int) int {
	n := 0
	for i := range m.Headers {
		h := sizeText(len(m.Headers[i].Name)) + sizeText(len(m.Headers[i].Value))
		n += 1 + sizeUvarint(uint64(h)) + h
	}
	if m.Body != nil {
		n += 1 + sizeUvarint(uint64(len(m.Body))) + len(m.Body)
	}
	return n + sizeVarint(uint64(m.Size)) + sizeBool(m.Cut) + sizeVarint(uint64(uint32(status))) + sizeBool(m.Absent)
}

func sizeBool(v bool) int {
	if v {
		return 2
	}
	return 0
}

func appendMessage(b []byte, m *traffic.Message, status int) []byte {
	for i := range m.Headers {
		h := &m.Headers[i]
		b = appendLength(b, mHeaders, sizeText(len(h.Name))+sizeText(len(h.Value)))
		b = appendText(b, hName, h.Name)
		b = appendText(b, hValue, h.Value)
	}
	if m.Body != nil {
		b = append(appendLength(b, mBody, len(m.Body)), m.Body...)
	}
	b = appendVarint(b, mSize, uint64(m.Size))
	if m.Cut {
		b = append(b, mCut<<3|wireVarint, 1)
	}
	b = appendVarint(b, mStatus, uint64(uint32(status)))
	if m.Absent {
		b = append(b, mAbsent<<3|wireVarint, 1)
	}
	return b
}

// splitTarget undoes appendTarget.
func splitTarget(s string) (path, query string) {
	path, query, _ = strings.Cut(s, "?")
	return path, query
}
