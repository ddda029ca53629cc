package spooltest

import (
	"github.com/lapwing-sec/lapwing/actors/spool"
)

// FaultFS fails calls of the file system below it.
type FaultFS struct {
	spool.FS
	// Fault is asked before each "create", "write", "read", "sync", "rename", "remove" and
	// "syncdir" and gives the error the call shall return, or nil to let it through. A
	// failing write first writes half of its bytes. Set it before use.
	Fault func(op, path string) error
	// DropSync lets syncs of files succeed without doing anything, DropSyncDir those of
	// directories: a disk that lies. Controls use them: a check that does not notice is no check.
	DropSync, DropSyncDir bool
}

func (f *FaultFS) fault(op, path string) error {
	if f.Fault == nil {
		return nil
	}
	return f.Fault(op, path)
}

// Create fails or creates.
func (f *FaultFS) Create(path string) (spool.File, error) {
	if err := f.fault("create", path); err != nil {
		return nil, err
	}
	file, err := f.FS.Create(path)
	if err != nil {
		return nil, err
	}
	return &faultFile{File: file, fs: f, path: path}, nil
}

// Open opens a file whose reads may fail.
func (f *FaultFS) Open(path string) (spool.File, error) {
	file, err := f.FS.Open(path)
	if err != nil {
		return nil, err
	}
	return &faultFile{File: file, fs: f, path: path}, nil
}

// Rename fails or renames.
func (f *FaultFS) Rename(from, to string) error {
	if err := f.fault("rename", to); err != nil {
		return err
	}
	return f.FS.Rename(from, to)
}

// Remove fails or removes.
func (f *FaultFS) Remove(path string) error {
	if err := f.fault("remove", path); err != nil {
		return err
	}
	return f.FS.Remove(path)
}

// SyncDir fails, lies or syncs.
func (f *FaultFS) SyncDir(dir string) error {
	if err := f.fault("syncdir", dir); err != nil {
		return err
	}
	if f.DropSyncDir {
		return nil
	}
	return f.FS.SyncDir(dir)
}

type faultFile struct {
	spool.File
	fs   *FaultFS
	path string
}

func (f *faultFile) Write(p []byte) (int, error) {
	if err := f.fs.fault("write", f.path); err != nil {
		n, _ := f.File.Write(p[:len(p)/2])
		return n, err
	}
	return f.File.Write(p)
}

func (f *faultFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.fs.fault("read", f.path); err != nil {
		return 0, err
	}
	return f.File.ReadAt(p, off)
}

func (f *faultFile) Sync() error {
	if err := f.fs.fault("sync", f.path); err != nil {
		if c, ok := f.File.(*crashFile); ok {
			c.breakSync()
		}
		return err
	}
	if f.fs.DropSync {
		return nil
	}
	return f.File.Sync()
}
