package corpus

import (
	"bufio"
	"bytes"
	_ "embed" // the recorded day
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/zstd"
)

//go:embed day.ndjson.zst
var day []byte

const (
	// Stamp is how times are written in a recorded line: always as long, so that a shift changes no length.
	Stamp = "2006-01-02T15:04:05.000000000Z"

	head     = `{"ts":"` // every line begins so, then the time, then the id
	idHead   = `","id":"d`
	idPlace  = len(head) + len(Stamp) + len(idHead) // of the ten digits that name one replay
	idDigits = 10                                   // Unix seconds, until the year 2286
	maxLine  = 1 << 20                              // bytes; the sensor keeps 64 KB of each body
)

// Open gives the recorded day as it was recorded: NDJSON, oldest call first.
func Open() (io.ReadCloser, error) {
	z, err := zstd.NewReader(bytes.NewReader(day), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("cannot read recorded day: %w", err)
	}
	return z.IOReadCloser(), nil
}

// Replay emits every call as one NDJSON line (without the line's end), shifted so that the last one is
// at now. The line is valid until emit returns. Two replays with the same now, to the second, carry the
// same ids, so that a repetition counts nothing twice; another now gives other ids.
func Replay(now time.Time, emit func(line []byte) error) error {
	truth, err := recorded()
	if err != nil {
		return err
	}
	r, err := Open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // memory only
	shift := now.Sub(truth.End)
	series := fmt.Appendf(nil, "%0*d", idDigits, now.Unix())
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	for lines.Scan() {
		line := lines.Bytes()
		if err := move(line, shift, series); err != nil {
			return err
		}
		if err := emit(line); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("cannot read recorded day: %w", err)
	}
	return nil
}

// move shifts time and id of a line in place.
func move(line []byte, shift time.Duration, series []byte) error {
	if len(line) < idPlace+idDigits || string(line[:len(head)]) != head {
		return errors.New("cannot replay: a line does not begin with its time and id; record the day again")
	}
	at := line[len(head) : len(head)+len(Stamp)]
	t, err := time.Parse(Stamp, string(at))
	if err != nil {
		return fmt.Errorf("cannot replay: %w", err)
	}
	t.Add(shift).UTC().AppendFormat(at[:0], Stamp)
	copy(line[idPlace:], series)
	return nil
}
