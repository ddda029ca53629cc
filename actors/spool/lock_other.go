//go:build !unix

package spool

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

type heldLock struct{ *os.File }

// Close gives the lock back.
func (l heldLock) Close() error {
	name := l.Name()
	if err := l.File.Close(); err != nil {
		return err
	}
	return os.Remove(name)
}

// Lock creates the file exclusively. Where the system has no lock that ends with the
// process, a crash leaves the file behind; the error says which file to delete.
func (OS) Lock(path string) (io.Closer, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, err
	}
	return heldLock{f}, nil
}
