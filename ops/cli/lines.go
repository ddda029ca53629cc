package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/ingest"
)

// lineBytes is the longest line taken: as much as the server takes of one record.
const lineBytes = 8 << 20

// byteOrderMark is what some programs begin UTF-8 with; it is not part of the first line.
const byteOrderMark = "\ufeff"

// eachLine calls do with every line of the files, or of standard input where none is named.
// A line that is too long gives an error to do and costs itself only. Empty lines are
// answered too: answers stay in step with lines.
func eachLine(cmd *cobra.Command, args []string, do func(line []byte, err error) error) error {
	if len(args) == 0 {
		return scanLines(cmd.InOrStdin(), do)
	}
	for _, path := range args {
		in, err := ingest.OpenInput(path, nil)
		if err != nil {
			return err
		}
		err = errors.Join(scanLines(in, do), in.Close())
		if err != nil {
			return err
		}
	}
	return nil
}

func scanLines(r io.Reader, do func(line []byte, err error) error) error {
	br := bufio.NewReaderSize(r, 64<<10)
	if mark, _ := br.Peek(len(byteOrderMark)); string(mark) == byteOrderMark { // Windows programs write it
		_, _ = br.Discard(len(mark)) // it was read already
	}
	var line []byte
	for {
		part, err := br.ReadSlice('\n')
		if len(line) <= lineBytes {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("cannot read the input: %w", err)
		}
		if len(line) > 0 {
			var lineErr error
			if len(line) > lineBytes {
				lineErr = fmt.Errorf("the line is longer than %d bytes: cut bodies at the sensor", lineBytes)
			}
			if err := do(bytes.TrimRight(line, "\r\n"), lineErr); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		line = line[:0]
	}
}

// answers writes one JSON object a line.
type answers struct {
	w   *bufio.Writer
	enc *json.Encoder
}

func newAnswers(w io.Writer) *answers {
	bw := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(bw)
	enc.SetEscapeHTML(false)
	return &answers{bw, enc}
}

func (a *answers) write(v any) error {
	if err := a.enc.Encode(v); err != nil {
		return fmt.Errorf("cannot write an answer: %w", err)
	}
	return nil
}

// fail answers a line that cannot be read.
func (a *answers) fail(err error) error {
	return a.write(map[string]string{"error": err.Error()})
}

// perLine answers each line by itself: decode into In, then judge.
func perLine[In any](cmd *cobra.Command, args []string, judge func(In) any) error {
	out := newAnswers(cmd.OutOrStdout())
	err := eachLine(cmd, args, func(line []byte, err error) error {
		var in In
		if err == nil {
			err = readLine(line, &in)
		}
		if err != nil {
			return out.fail(fmt.Errorf("cannot read the line: %w", err))
		}
		return out.write(judge(in))
	})
	return errors.Join(err, out.w.Flush())
}
