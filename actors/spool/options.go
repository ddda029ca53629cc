package spool

import (
	"errors"
	"time"
)

// Errors a caller branches on.
var (
	// ErrFull says that nothing was kept: the disk or MaxBytes is full, or too much is waiting
	// for the disk. It ends by itself when space is back; try again later.
	ErrFull = errors.New("spool is full")
	// ErrClosed says that the spool was closed.
	ErrClosed = errors.New("spool is closed")
	// ErrLocked says that another process uses the directory.
	ErrLocked = errors.New("spool directory is in use by another process")
	// ErrTooLarge says that a record is above MaxRecordBytes.
	ErrTooLarge = errors.New("record is larger than the spool takes")
)

// Defaults and bounds.
const (
	DefaultSegmentBytes = 64 << 20         // bytes; a second or two of full load, cheap to scan after a crash
	DefaultMaxBytes     = 8 << 30          // bytes; about an hour of 2 MB/s while the store is away
	DefaultKeepReleased = 10 * time.Minute // a store that loses its last minutes can be fed again
	DefaultKeepKeys     = 24 * time.Hour   // the time a sender may repeat a batch
	DefaultKeyBytes     = 64 << 20         // bytes of .keys files, about half a million batches
	MaxRecordBytes      = 128 << 20        // bytes of one record; above, a length is taken for damage
	DefaultReserveBytes = 256 << 10        // bytes; several times a usual mark file
	maxGroupBytes       = 8 << 20          // bytes written before one fsync, bounds the wait of its members
	maxPendingBytes     = 64 << 20         // bytes waiting for the disk, above ErrFull
	maxStateBytes       = 1 << 20          // bytes of the caller's state, rewritten with each release
	maxBatches          = 4096             // boundaries above the mark; far above any window of batches
)

// Options say where a spool lives and how much it may hold. Only Dir is required.
type Options struct {
	FS             FS            // default: the real one
	Dir            string        // made if absent
	SegmentBytes   int64         // a segment is closed above this
	MaxBytes       int64         // all segments together; above, released ones go early, then ErrFull
	KeepReleased   time.Duration // released segments stay this long; below 0: not at all
	KeepKeys       time.Duration // heads of deleted records stay this long
	MaxKeyBytes    int64         // all .keys files together, the oldest go first
	MaxRecordBytes int64         // one record, head and payload
	ReserveBytes   int64         // set aside to save the release mark on a full disk
	// Now is the clock that dates releases, default time.Now.
	Now func() time.Time
	// Report receives what was found damaged, default: nothing. It must not call the spool.
	Report func(Damage)
}

// Damage tells of records that could not be read back.
type Damage struct {
	File   string // name in the directory
	Offset int64  // where the damage begins, bytes
	Lost   uint64 // sequence numbers lost
	Err    error  // what was wrong
}

func (o Options) withDefaults() Options {
	if o.FS == nil {
		o.FS = OS{}
	}
	orInt(&o.SegmentBytes, DefaultSegmentBytes)
	orInt(&o.MaxBytes, DefaultMaxBytes)
	o.SegmentBytes = min(o.SegmentBytes, max(o.MaxBytes/4, 1)) // the newest can't be deleted
	orInt(&o.ReserveBytes, DefaultReserveBytes)
	orInt(&o.MaxKeyBytes, DefaultKeyBytes)
	orInt(&o.MaxRecordBytes, MaxRecordBytes)
	o.MaxRecordBytes = min(o.MaxRecordBytes, MaxRecordBytes)
	if o.KeepReleased == 0 {
		o.KeepReleased = DefaultKeepReleased
	}
	if o.KeepKeys == 0 {
		o.KeepKeys = DefaultKeepKeys
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Report == nil {
		o.Report = func(Damage) {}
	}
	return o
}

func orInt(v *int64, def int64) {
	if *v <= 0 {
		*v = def
	}
}
