// Package spool is the durable queue between "accepted" and "stored".
//
// The tour: options.go has every knob and bound; spool.go opens a spool and owns its
// state; append.go is the way in (many callers share one fsync); next.go the way out;
// mark.go the way on: batch boundaries, the release mark and the state saved with it;
// segment.go and record.go are the bytes on disk; recover.go reads them back after a
// crash; retain.go decides what may be deleted; heads.go keeps what a deleted segment
// must still be asked about. fs.go is the seam to the disk, osfs.go the real one;
// package spooltest has one that forgets what was not synced, and one that fails.
//
// Guarantees, each held by crash_test.go at every write, sync and rename:
//
//   - When Append returns nil, the record and the name of its file are on disk.
//   - After a crash every acknowledged record is delivered once, in order; numbers are
//     dense over acknowledged records and never used for two of them.
//   - The release mark is never ahead of what was released, and the state returned is
//     the one that was saved with it.
//   - A record that was not acknowledged may come back after a crash or may not; its
//     sender repeats it under the same key, and the key tells.
//
// Layout of a directory: LOCK, mark (batches, release mark, state), reserve (given up to
// save the mark on a full disk), NNNNNNNNNNNNNNNN.seg (records) and NNNNNNNNNNNNNNNN.keys
// (heads of deleted records). A segment is never appended to by a second process and
// never after a failed write or sync: a new segment states the first number it holds,
// and whatever an older one has from that number on was never acknowledged.
package spool
