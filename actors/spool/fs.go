package spool

import "io"

// FS is what the spool asks of a file system. Paths are the caller's; only one directory
// is used. Everything in it may fail at any time; errors keep syscall.ENOSPC findable
// with errors.Is.
type FS interface {
	// MkdirAll makes the directory and its parents.
	MkdirAll(dir string) error
	// Create makes a file, or empties one, for writing at its end.
	Create(path string) (File, error)
	// Open opens a file for reading; Sync makes durable what an earlier process wrote.
	Open(path string) (File, error)
	// Rename moves a file over another, atomically; durable after SyncDir.
	Rename(from, to string) error
	// Remove deletes a file; durable after SyncDir.
	Remove(path string) error
	// List gives the names of the files in a directory, in no order.
	List(dir string) ([]string, error)
	// SyncDir makes the directory's entries durable.
	SyncDir(dir string) error
	// Lock takes the file as a lock no other process can hold until it is closed or the
	// process ends; ErrLocked if one does.
	Lock(path string) (io.Closer, error)
}

// File is an open file.
type File interface {
	io.Writer
	io.ReaderAt
	io.Closer
	// Sync makes the file's bytes durable, not its name.
	Sync() error
	// Size is the file's length in bytes.
	Size() (int64, error)
}
