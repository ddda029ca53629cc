package ingest

import (
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Frames unpacks spool payloads. It is reused; its buffers stay. Not safe for concurrent use.
type Frames struct {
	plain []byte
	w     wire
	x     traffic.Exchange
	via   []netip.Addr
}

// maxPayload bounds what a payload may unpack to, in bytes; a batch is bounded far below.
const maxPayload = 1 << 30

// unpackers share nothing but their idle decoders; DecodeAll may be called by many.
var payloads = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxPayload))
	if err != nil {
		panic("BUG: zstd refuses its options: " + err.Error())
	}
	return d
})

// Decode unpacks a payload made by Encoder.Payload and calls emit with each exchange in
// order. Texts and bodies live until the next Decode, the exchange itself and its lists
// only during emit. It ends early with emit's error, or with one that says where the
// payload is damaged.
func (f *Frames) Decode(payload []byte, emit func(*traffic.Exchange) error) error {
	var err error
	f.plain, err = payloads().DecodeAll(payload, f.plain[:0])
	if err != nil {
		return fmt.Errorf("cannot unpack a batch: %w", err)
	}
	return f.decode(f.plain, emit)
}

func (f *Frames) decode(b []byte, emit func(*traffic.Exchange) error) error {
	for number := 1; len(b) > 0; number++ {
		n, k := uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return fmt.Errorf("cannot read exchange %d of a batch: %w", number, errWire)
		}
		if err := f.exchange(b[k : k+int(n)]); err != nil {
			return fmt.Errorf("cannot read exchange %d of a batch: %w", number, err)
		}
		b = b[k+int(n):]
		if err := emit(&f.x); err != nil {
			return err
		}
	}
	return nil
}

// exchange fills x as it was when it was encoded; nothing is straightened again.
func (f *Frames) exchange(b []byte) error {
	w := &f.w
	w.reset()
	if err := w.exchange(b); err != nil {
		return err
	}
	x := &f.x
	*x = traffic.Exchange{
		ID: w.id, Source: w.source, Method: w.method, Scheme: w.scheme, Host: w.host, HTTP: w.http,
		Client: traffic.Client{Port: uint16(w.port), Account: w.account, JA4: w.ja4},
		Status: int(int32(w.msg[1].status)), Latency: milliseconds(w.latency), WAF: w.waf, Trace: w.trace,
	}
	x.Path, x.Query = splitTarget(w.path)
	if w.ts != 0 {
		x.Time = time.Unix(0, w.ts).UTC()
	}
	if w.ip != "" {
		ip, err := netip.ParseAddr(w.ip)
		if err != nil {
			return err
		}
		x.Client.IP = ip
	}
	if len(w.via) > 0 {
		f.via = vias(f.via[:0], w.via)
		x.Client.Via = f.via
	}
	message(&x.Request, &w.msg[0])
	message(&x.Response, &w.msg[1])
	return nil
}

func message(m *traffic.Message, from *wireMessage) {
	*m = traffic.Message{Body: from.body, Size: from.size, Cut: from.cut, Absent: from.absent}
	if len(from.headers) > 0 {
		m.Headers = from.headers
	}
}

// DecodeFrames unpacks one spool payload; see Frames.Decode, which does not allocate anew
// for each. What emit is given lives as long as anything points to it, the exchange and its
// lists only during emit.
func DecodeFrames(payload []byte, emit func(*traffic.Exchange) error) error {
	return new(Frames).Decode(payload, emit)
}
