package spooltest

import (
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"

	"github.com/lapwing-sec/lapwing/actors/spool"
)

// block is the unit, in bytes, that a power cut keeps or loses. Smaller than a disk's sector,
// so that small records are torn too.
const block = 64

// CrashFS is a file system in memory that knows what was synced. After Crash only
// synced bytes and synced directory entries are certain.
type CrashFS struct {
	// After is called after each change, outside the lock, with what was done: "create",
	// "write", "sync", "rename", "remove", "syncdir". Set it before use.
	After func(op, path string)

	mu      sync.Mutex
	files   map[string]*inode // as programs see it
	durable map[string]*inode // as it is on disk
	pending []change          // of the directory, since its last sync
	locks   map[string]bool
}

type inode struct {
	data   []byte
	synced int  // bytes on disk
	broken bool // a sync failed: later syncs say yes and do nothing
}

// change sets or, with a nil node, deletes a name. A rename is two names at once.
type change struct {
	name string
	node *inode
	gone string // second name, deleted by a rename
}

// NewCrashFS gives an empty file system.
func NewCrashFS() *CrashFS {
	return &CrashFS{files: map[string]*inode{}, durable: map[string]*inode{}, locks: map[string]bool{}}
}

// Crash gives the disk as a power cut at this moment could leave it: every synced byte
// and entry, and of the others about the given percentage, chosen by r: bytes by prefix or
// by block (a lost block reads as zeros), directory changes each on its own, so that a
// later one may survive an earlier one. The original goes on unharmed.
func (c *CrashFS) Crash(percent int, r *rand.Rand) *CrashFS {
	c.mu.Lock()
	defer c.mu.Unlock()
	keep := func() bool { return r.IntN(100) < percent }
	entries := maps.Clone(c.durable)
	for _, ch := range c.pending {
		if !keep() {
			continue
		}
		if ch.gone != "" {
			delete(entries, ch.gone)
		}
		if ch.node == nil {
			delete(entries, ch.name)
		} else {
			entries[ch.name] = ch.node
		}
	}
	after := NewCrashFS()
	// In a fixed order: the same seed must tear the same bytes.
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		node := torn(entries[name], percent, r)
		after.files[name], after.durable[name] = node, node
	}
	return after
}

func torn(n *inode, percent int, r *rand.Rand) *inode {
	size := len(n.data)
	if percent == 0 || n.broken {
		size = n.synced
	}
	data := slices.Clone(n.data[:size])
	if percent > 0 && percent < 100 && size > n.synced {
		if r.IntN(2) == 0 {
			data = data[:n.synced+r.IntN(size-n.synced+1)]
		} else {
			for at := n.synced; at < size; at += block {
				if r.IntN(100) >= percent {
					clear(data[at:min(at+block, size)])
				}
			}
		}
	}
	return &inode{data: data, synced: len(data)}
}

func (c *CrashFS) changed(ch change) {
	c.pending = append(c.pending, ch)
	if ch.gone != "" {
		delete(c.files, ch.gone)
	}
	if ch.node == nil {
		delete(c.files, ch.name)
	} else {
		c.files[ch.name] = ch.node
	}
}

func (c *CrashFS) did(op, path string) {
	if c.After != nil {
		c.After(op, path)
	}
}

// MkdirAll does nothing: directories always exist.
func (c *CrashFS) MkdirAll(string) error { return nil }

// Create makes a file.
func (c *CrashFS) Create(path string) (spool.File, error) {
	c.mu.Lock()
	node := &inode{}
	c.changed(change{name: path, node: node})
	c.mu.Unlock()
	c.did("create", path)
	return &crashFile{fs: c, node: node, path: path}, nil
}

// Open opens a file.
func (c *CrashFS) Open(path string) (spool.File, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	node := c.files[path]
	if node == nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return &crashFile{fs: c, node: node, path: path}, nil
}

// Rename moves a file.
func (c *CrashFS) Rename(from, to string) error {
	c.mu.Lock()
	node := c.files[from]
	if node == nil {
		c.mu.Unlock()
		return &fs.PathError{Op: "rename", Path: from, Err: fs.ErrNotExist}
	}
	c.changed(change{name: to, node: node, gone: from})
	c.mu.Unlock()
	c.did("rename", to)
	return nil
}

// Remove deletes a file.
func (c *CrashFS) Remove(path string) error {
	c.mu.Lock()
	if c.files[path] == nil {
		c.mu.Unlock()
		return &fs.PathError{Op: "remove", Path: path, Err: fs.ErrNotExist}
	}
	c.changed(change{name: path})
	c.mu.Unlock()
	c.did("remove", path)
	return nil
}

// List gives the names in a directory.
func (c *CrashFS) List(dir string) ([]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var names []string
	for path := range c.files {
		if filepath.Dir(path) == filepath.Clean(dir) {
			names = append(names, filepath.Base(path))
		}
	}
	return names, nil
}

// SyncDir makes all directory changes durable.
func (c *CrashFS) SyncDir(dir string) error {
	c.mu.Lock()
	c.durable, c.pending = maps.Clone(c.files), nil
	c.mu.Unlock()
	c.did("syncdir", dir)
	return nil
}

// Lock takes a lock that a crash drops.
func (c *CrashFS) Lock(path string) (io.Closer, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.locks[path] {
		return nil, spool.ErrLocked
	}
	c.locks[path] = true
	return crashLock{c, path}, nil
}

// Corrupt flips the bits of one synced byte of a file; a test's bit rot.
func (c *CrashFS) Corrupt(path string, off int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[path].data[off] ^= 0xff
}

type crashLock struct {
	fs   *CrashFS
	path string
}

func (l crashLock) Close() error {
	l.fs.mu.Lock()
	defer l.fs.mu.Unlock()
	delete(l.fs.locks, l.path)
	return nil
}

type crashFile struct {
	fs   *CrashFS
	node *inode
	path string
}

func (f *crashFile) Write(p []byte) (int, error) {
	f.fs.mu.Lock()
	f.node.data = append(f.node.data, p...)
	f.fs.mu.Unlock()
	f.fs.did("write", f.path)
	return len(p), nil
}

func (f *crashFile) ReadAt(p []byte, off int64) (int, error) {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if off >= int64(len(f.node.data)) {
		return 0, io.EOF
	}
	n := copy(p, f.node.data[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *crashFile) Sync() error {
	f.fs.mu.Lock()
	if !f.node.broken {
		f.node.synced = len(f.node.data)
	}
	f.fs.mu.Unlock()
	f.fs.did("sync", f.path)
	return nil
}

// breakSync is a failed fsync as Linux has it: what was dirty is dropped, and the next
// sync of the file reports success without having written it.
func (f *crashFile) breakSync() {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	f.node.broken = true
}

func (f *crashFile) Size() (int64, error) {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	return int64(len(f.node.data)), nil
}

func (f *crashFile) Close() error { return nil }
