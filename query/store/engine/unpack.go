package engine

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// unpack takes the one library out of the package, checks and syncs it. Nothing else of
// the package is written, so names inside the archive cannot lead anywhere.
func (in installer) unpack(ctx context.Context, tarball, stage string) (string, error) {
	f, err := os.Open(tarball)
	if err != nil {
		return "", fmt.Errorf("cannot read the engine package: %w", err)
	}
	defer func() { _ = f.Close() }()
	zr, err := gzip.NewReader(f)
	if err != nil {
		return "", fmt.Errorf("cannot unpack the engine package: %w", err)
	}
	tr := tar.NewReader(zr)
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return "", fmt.Errorf("cannot unpack the engine package: no %s in it", LibName)
		}
		if err != nil {
			return "", fmt.Errorf("cannot unpack the engine package: %w", err)
		}
		if h.Name == "package/"+LibName && h.Typeflag == tar.TypeReg {
			lib := filepath.Join(stage, LibName)
			return lib, in.extract(ctx, tr, lib)
		}
	}
}

func (in installer) extract(ctx context.Context, r io.Reader, lib string) error {
	w, err := os.OpenFile(lib, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o755) //nolint:gosec // the loader wants to run it, for every user
	if err != nil {
		return fmt.Errorf("cannot write the engine library: %w", err)
	}
	defer func() { _ = w.Close() }() // after the Close below it does nothing
	h := sha512.New()
	limited := io.LimitReader(r, in.release.LibBytes+1) // a longer file fails the check below
	if _, err := io.Copy(io.MultiWriter(w, h), in.counted(ctx, limited, "unpack", in.release.LibBytes)); err != nil {
		return fmt.Errorf("cannot unpack the engine library: %w", err)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != in.release.Lib {
		return fmt.Errorf("the engine library is not the pinned one (sha512 %s): nothing was installed", got)
	}
	if err := w.Sync(); err != nil {
		return fmt.Errorf("cannot write the engine library: %w", err)
	}
	return w.Close()
}

// counted reports what is read through it, at most once per pollEvery and once at the end.
func (in installer) counted(ctx context.Context, r io.Reader, step string, total int64) io.Reader {
	return &countedReader{r: contextReader{ctx, r}, report: in.progress, now: Progress{Step: step, Total: total}}
}

type countedReader struct {
	r      io.Reader
	report func(Progress)
	now    Progress
	last   time.Time
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.now.Done = min(c.now.Done+int64(n), c.now.Total)
	if t := time.Now(); err != nil || t.Sub(c.last) >= pollEvery {
		c.last = t
		c.report(c.now)
	}
	return n, err
}
