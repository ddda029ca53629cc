package flow

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
)

// The memory is megabytes where a tenant has many ids and paths, more than the spool's mark
// should rewrite. It lies in files of its own, one per saved boundary; the mark names the
// one that belongs to it, and moves only after that file is durable.
const statePrefix = "memory-"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// saveState makes a memory durable under a name that tells its boundary.
func saveState(dir string, to uint64, b []byte) (name string, err error) {
	name = fmt.Sprintf("%s%020d", statePrefix, to)
	f, err := os.OpenFile(filepath.Join(dir, name+".new"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return "", fmt.Errorf("cannot save what was learned: %w", err)
	}
	sum := crc32.Checksum(b, castagnoli)
	_, err = f.Write([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	if err == nil {
		_, err = f.Write(b)
	}
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(filepath.Join(dir, name+".new"), filepath.Join(dir, name))
	}
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		return "", fmt.Errorf("cannot save what was learned: %w", err)
	}
	return name, nil
}

// errLost says that what was learned cannot be read: the flow then learns afresh. It falls
// towards counting a call a second time that is delivered again, never towards losing one.
var errLost = errors.New("what was learned is lost")

// loadState reads the memory that the spool's mark names; no name is an empty memory.
func loadState(dir string, name []byte) ([]byte, error) {
	if len(name) == 0 {
		return nil, nil
	}
	path := filepath.Join(dir, filepath.Base(string(name)))
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s is gone", errLost, path)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read what was learned: %w", err)
	}
	if len(b) < 4 || crc32.Checksum(b[4:], castagnoli) != uint32(b[0])<<24|uint32(b[1])<<16|uint32(b[2])<<8|uint32(b[3]) {
		return nil, fmt.Errorf("%w: %s is damaged", errLost, path)
	}
	return b[4:], nil
}

// dropStates removes every saved memory but the named one, and what a crash left half done.
func dropStates(dir string, keep string) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return // it is tried again with the next release
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), statePrefix) && e.Name() != keep && e.Name() < keep {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
