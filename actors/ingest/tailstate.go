package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc64"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// headBytes of a file name it: log lines begin with a time, so that no two files begin
// alike, whatever they are called after a rotation.
const headBytes = 1024

var crcTable = crc64.MakeTable(crc64.ECMA)

// tailState is where a tail stands, kept in a small JSON file.
type tailState struct {
	Head    string `json:"head"`     // checksum of the first HeadLen bytes
	HeadLen int64  `json:"head_len"` // bytes, at most headBytes
	Offset  int64  `json:"offset"`   // bytes sent
	Pending int64  `json:"pending"`  // end of a chunk being sent; 0 or at most Offset: none
}

func loadTailState(path string) (st tailState, found bool, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return st, false, nil
	}
	if err != nil {
		return st, false, err
	}
	if err := json.Unmarshal(b, &st); err != nil || st.Offset < 0 || st.HeadLen < 0 || st.HeadLen > headBytes {
		return tailState{}, false, fmt.Errorf("cannot read the state in %s: delete it to begin anew (%w)", path, err)
	}
	return st, true, nil
}

// save replaces the state file; it is durable on return.
func (st tailState) save(path string) error {
	b, err := json.Marshal(st)
	if err != nil {
		return err
	}
	temp := path + ".tmp"
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return fmt.Errorf("cannot save the state: %w", err)
	}
	return nil
}

// describe names an open file by its beginning.
func describe(f *os.File) (head string, n int64, err error) {
	return headOf(f, headBytes)
}

func headOf(f *os.File, n int64) (string, int64, error) {
	b := make([]byte, n)
	got, err := f.ReadAt(b, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", 0, err
	}
	return fmt.Sprintf("%016x", crc64.Checksum(b[:got], crcTable)), int64(got), nil
}

// is reports whether f is the file the state speaks of.
func (st tailState) is(f *os.File) bool {
	head, n, err := headOf(f, st.HeadLen)
	return err == nil && st.HeadLen > 0 && n == st.HeadLen && head == st.Head
}

// find opens the file the state speaks of: at its path, or beside it under the name a
// rotation gave it. Nil if it is gone.
func (st tailState) find(path string) *os.File {
	dotted, _ := filepath.Glob(escapeGlob(path) + ".*")
	dated, _ := filepath.Glob(escapeGlob(path) + "-*")
	for _, name := range append(append([]string{path}, dotted...), dated...) {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		if st.is(f) {
			return f
		}
		_ = f.Close()
	}
	return nil
}

func escapeGlob(path string) string {
	var b []byte
	for i := 0; i < len(path); i++ {
		if c := path[i]; c == '*' || c == '?' || c == '[' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, path[i])
	}
	return string(b)
}
