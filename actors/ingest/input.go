package ingest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
)

// OpenInput opens a file for import, "-" for standard input, and unpacks gzip and zstd, which
// it knows by their beginning, not by the name. Progress, if given, is called with the
// bytes of the file read so far and its size, -1 where that is unknown. Close the result.
func OpenInput(path string, progress func(read, total int64)) (io.ReadCloser, error) {
	f, total := os.Stdin, int64(-1)
	if path != "-" {
		var err error
		if f, err = os.Open(path); err != nil {
			return nil, err
		}
		if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
			total = st.Size()
		}
	}
	in, err := unpackInput(&progressReader{r: f, total: total, tell: progress})
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("cannot unpack %s: %w", path, err)
	}
	return &input{Reader: in, file: f}, nil
}

func unpackInput(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, readChunk)
	head, err := b.Peek(4)
	if err != nil && len(head) == 0 {
		return b, nil // empty; reading says so
	}
	for _, p := range packings {
		if p.magic != "" && bytes.HasPrefix(head, []byte(p.magic)) {
			return p.open(b, fileWindowBytes)
		}
	}
	return b, nil
}

type input struct {
	io.Reader
	file *os.File
}

// Close closes the decoder and the file.
func (i *input) Close() error {
	if c, ok := i.Reader.(io.Closer); ok {
		_ = c.Close()
	}
	return i.file.Close()
}

type progressReader struct {
	r           io.Reader
	read, total int64
	tell        func(read, total int64)
}

func (p *progressReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.read += int64(n)
	if p.tell != nil {
		p.tell(p.read, p.total)
	}
	return n, err
}
