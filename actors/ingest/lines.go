package ingest

import (
	"bytes"
	"errors"
	"io"
)

// lineReader reads lines or counted bytes within a bound, in one buffer it reuses.
type lineReader struct {
	r      io.Reader
	buf    []byte
	lo, hi int // unread bytes of buf
	max    int // bytes of one line
	left   int64
	err    error // of r, once it ended
	number int   // of the line returned last, from 1
}

const readChunk = 64 << 10 // bytes

func (l *lineReader) reset(r io.Reader, max int, total int64) {
	*l = lineReader{r: r, buf: l.buf, max: max, left: total}
}

func (l *lineReader) release(keep int) {
	if cap(l.buf) > keep {
		l.buf = nil
	}
	l.r, l.err = nil, nil
}

// fill reads more; it makes room by moving and growing, up to what max needs.
func (l *lineReader) fill() error {
	if l.err != nil {
		return l.err
	}
	if l.lo > 0 && (l.lo == l.hi || len(l.buf)-l.hi < readChunk/4) {
		copy(l.buf, l.buf[l.lo:l.hi])
		l.lo, l.hi = 0, l.hi-l.lo
	}
	if l.hi == len(l.buf) {
		grown := make([]byte, max(2*len(l.buf), readChunk))
		copy(grown, l.buf[:l.hi])
		l.buf = grown
	}
	for range 100 {
		n, err := l.r.Read(l.buf[l.hi:])
		if l.left >= 0 {
			if l.left -= int64(n); l.left < 0 {
				l.err = refuse(BatchTooLarge, "the batch is larger than its bound: send smaller ones")
				return l.err
			}
		}
		l.hi += n
		l.err = err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	l.err = io.ErrNoProgress
	return l.err
}

// head gives the beginning of the stream without consuming it: a first line of some length,
// so that a slow stream is not waited for, or sniffBytes.
func (l *lineReader) head() ([]byte, error) {
	const enough = 200 // bytes; shows more than the brackets of an indented document
	for l.hi-l.lo < sniffBytes {
		if l.hi-l.lo > enough && bytes.IndexByte(l.buf[l.lo+enough:l.hi], '\n') >= 0 {
			return l.buf[l.lo:l.hi], nil
		}
		if err := l.fill(); err != nil {
			return l.buf[l.lo:l.hi], err
		}
	}
	return l.buf[l.lo : l.lo+sniffBytes], nil
}

// line gives the next line without its end; the last one may lack it. A line above the
// bound is consumed and refused as TooLarge.
func (l *lineReader) line() ([]byte, error) {
	l.number++
	seen := 0
	for {
		if i := bytes.IndexByte(l.buf[l.lo+seen:l.hi], '\n'); i >= 0 {
			line := l.buf[l.lo : l.lo+seen+i]
			l.lo += seen + i + 1
			if len(line) > l.max {
				return nil, l.tooLong()
			}
			return line, nil
		}
		seen = l.hi - l.lo
		if seen > l.max {
			return nil, l.skipLine()
		}
		if err := l.fill(); err != nil {
			if errors.Is(err, io.EOF) && seen > 0 {
				line := l.buf[l.lo:l.hi]
				l.lo = l.hi
				return line, nil
			}
			return nil, err
		}
	}
}

func (l *lineReader) skipLine() error {
	for {
		if i := bytes.IndexByte(l.buf[l.lo:l.hi], '\n'); i >= 0 {
			l.lo += i + 1
			break
		}
		l.lo = l.hi
		if err := l.fill(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
	}
	return l.tooLong()
}

func (l *lineReader) tooLong() error {
	return refuse(TooLarge, "the line is longer than %d bytes: cut bodies at the sensor and set cut and size", l.max)
}

// take gives the next n bytes, valid until the next call, or io.ErrUnexpectedEOF.
func (l *lineReader) take(n int) ([]byte, error) {
	for l.hi-l.lo < n {
		if err := l.fill(); errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		} else if err != nil {
			return nil, err
		}
	}
	b := l.buf[l.lo : l.lo+n]
	l.lo += n
	return b, nil
}

// skip passes over n bytes.
func (l *lineReader) skip(n uint64) error {
	for {
		have := uint64(l.hi - l.lo)
		if n <= have {
			l.lo += int(n)
			return nil
		}
		n -= have
		l.lo = l.hi
		if err := l.fill(); errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		} else if err != nil {
			return err
		}
	}
}

// Read gives what head left, and then the stream, for decoders that read on their own.
func (l *lineReader) Read(p []byte) (int, error) {
	if l.lo == l.hi {
		if err := l.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, l.buf[l.lo:l.hi])
	l.lo += n
	return n, nil
}
