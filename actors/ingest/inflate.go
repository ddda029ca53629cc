package ingest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// packing is one content coding.
type packing struct {
	names []string // of Content-Encoding
	magic string   // how a stream of it begins, "" if that says nothing
	open  func(r io.Reader, window uint64) (io.Reader, error)
}

var packings = []packing{
	{[]string{"gzip", "x-gzip"}, "\x1f\x8b", func(r io.Reader, _ uint64) (io.Reader, error) { return gzip.NewReader(r) }},
	{[]string{"zstd"}, "\x28\xb5\x2f\xfd", openZstd},
	{[]string{"deflate"}, "", openDeflate},
	{[]string{"br"}, "", func(r io.Reader, _ uint64) (io.Reader, error) { return brotli.NewReader(r), nil }},
}

// idleZstd keeps decoders for the network: making one costs more than a small batch.
var idleZstd sync.Pool

// pooledZstd goes back when it is closed.
type pooledZstd struct{ *zstd.Decoder }

// Close gives the decoder back.
func (p pooledZstd) Close() error {
	if p.Reset(nil) == nil {
		idleZstd.Put(p.Decoder)
	}
	return nil
}

func openZstd(r io.Reader, window uint64) (io.Reader, error) {
	if d, ok := idleZstd.Get().(*zstd.Decoder); ok && window == windowBytes {
		if err := d.Reset(r); err != nil {
			return nil, err
		}
		return pooledZstd{d}, nil
	}
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(window))
	if err != nil {
		return nil, err
	}
	if window == windowBytes {
		return pooledZstd{d}, nil
	}
	return d.IOReadCloser(), nil
}

// openDeflate takes what RFC 9110 calls deflate (zlib) and what some senders take for it.
func openDeflate(r io.Reader, _ uint64) (io.Reader, error) {
	head := make([]byte, 2)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	r = io.MultiReader(bytes.NewReader(head[:n]), r)
	if n == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(r)
	}
	return flate.NewReader(r), nil
}

func packingOf(name string) (packing, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, p := range packings {
		for _, n := range p.names {
			if n == name {
				return p, true
			}
		}
	}
	return packing{}, false
}

// Inflate gives what r holds in the given Content-Encoding ("" and "identity" are r
// itself). Reading it ends with a *Refused: BatchTooLarge above max bytes or, after the first
// MiB, above 100 times what went in; BadEncoding where the stream is damaged;
// UnknownEncoding, at once, for any other coding and for more than one. Close frees
// the decoder, not r.
func Inflate(r io.Reader, encoding string, max int64) (io.ReadCloser, error) {
	encoding = strings.TrimSpace(encoding)
	if encoding == "" || strings.EqualFold(encoding, "identity") {
		return io.NopCloser(&limited{r: r, max: max}), nil
	}
	p, ok := packingOf(encoding)
	if !ok {
		return nil, refuse(UnknownEncoding, "unknown Content-Encoding %q: use gzip, zstd, deflate or br, one level",
			short(encoding))
	}
	return inflate(r, p, max, windowBytes)
}

func inflate(r io.Reader, p packing, max int64, window uint64) (io.ReadCloser, error) {
	f := &inflated{limited: limited{max: max}, p: p}
	f.in = &counted{r: r, out: &f.n}
	out, err := p.open(f.in, window)
	if err != nil {
		return nil, badEncoding(f.in, p, err)
	}
	f.r = out
	return f, nil
}

func badEncoding(in *counted, p packing, err error) error {
	if in.err != nil && !errors.Is(in.err, io.EOF) {
		return in.err // the sender's connection, not the coding
	}
	return refuse(BadEncoding, "cannot unpack %s: %w; check for a cut transfer or a wrong Content-Encoding",
		p.names[0], err)
}

// counted counts what a decoder takes and keeps the error that ended it.
type counted struct {
	r   io.Reader
	n   int64
	out *int64 // bytes unpacked so far
	err error
}

func (c *counted) Read(p []byte) (int, error) {
	if c.n > wasteFloor+2**c.out { // thousands of empty members cost much and say nothing
		c.err = refuse(BadEncoding, "the batch unpacks to less than half its size: send it as one stream")
		return 0, c.err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil {
		c.err = err
	}
	return n, err
}

// limited refuses to give more than max bytes; below 0 there is no bound.
type limited struct {
	r     io.Reader
	max   int64
	n     int64
	ended bool // r came to its end
}

func (l *limited) Read(p []byte) (int, error) {
	if l.max >= 0 && int64(len(p)) > l.max+1-l.n {
		p = p[:l.max+1-l.n]
	}
	n, err := l.r.Read(p)
	l.n += int64(n)
	l.ended = l.ended || errors.Is(err, io.EOF)
	if l.max >= 0 && l.n > l.max {
		return n, refuse(BatchTooLarge, "the batch has more than %d bytes: send smaller ones", l.max)
	}
	return n, err
}

type inflated struct {
	limited
	in *counted
	p  packing
}

func (f *inflated) Read(p []byte) (int, error) {
	n, err := f.limited.Read(p)
	if f.n > ratioFloor && f.n > maxRatio*f.in.n {
		return 0, refuse(BatchTooLarge, "the batch unpacks to more than %d times its size: that is no traffic", maxRatio)
	}
	if err != nil && !errors.Is(err, io.EOF) && ReasonOf(err) == "" {
		err = badEncoding(f.in, f.p, err)
	}
	return n, err
}

// Close frees the decoder.
func (f *inflated) Close() error {
	if c, ok := f.r.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
