package engine

import (
	"context"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"io"
	"os"
)

// State says what is known of the library on this machine.
type State struct {
	Version  string   // the pinned version, "" where the platform has none
	Path     string   // of the library, "" if none was found
	Bytes    int64    // size of the library
	SHA512   string   // of the library, hexadecimal, "" if it couldn't be read
	Pinned   bool     // the library is byte for byte the pinned build
	Problems []string // one line each, with what to do; empty: ready to use
}

// OK reports that the engine can be started as far as files can tell.
func (s State) OK() bool { return s.Path != "" && len(s.Problems) == 0 }

// Status looks for the library (see Find for named) and reads it once to check it: about
// a second for its 566 MB.
func Status(ctx context.Context, named string) State {
	var s State
	r, err := Pinned()
	if err != nil {
		s.Problems = append(s.Problems, err.Error())
	}
	s.Version = r.Version
	if s.Path, err = Find(named); err != nil {
		s.Problems = append(s.Problems, err.Error())
		return s
	}
	if s.Bytes, s.SHA512, err = digest(ctx, s.Path); err != nil {
		s.Problems = append(s.Problems, fmt.Sprintf("cannot read the engine library: %v", err))
		return s
	}
	s.Pinned = s.SHA512 == r.Lib
	if !s.Pinned {
		s.Problems = append(s.Problems, fmt.Sprintf("%s is not the tested build %s: it may work, "+
			"\"lapwing engine install\" fetches the tested one", s.Path, r.Version))
	}
	return s
}

// digest reads a file and gives its size and sha512.
func digest(ctx context.Context, path string) (int64, string, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = f.Close() }()
	h := sha512.New()
	n, err := io.Copy(h, contextReader{ctx, f})
	return n, hex.EncodeToString(h.Sum(nil)), err
}

// contextReader ends reading when its context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
