package spool

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"syscall"
)

// The mark file, replaced as a whole (write aside, sync, rename, sync directory):
//
//	magic 8 bytes | release u64 | boundaries u32 | each u64 | state length u32 | state | CRC-32C u32
const (
	markName    = "mark"
	markTemp    = "mark.tmp"
	reserveName = "reserve"
	markMagic   = "LWMARK01"
	markFixed   = 28 // bytes without boundaries and state
)

// mark is how far the queue was worked off; guarded by Spool.marking.
type mark struct {
	release uint64   // everything up to here is stored elsewhere
	batches []uint64 // rising, above release
	state   []byte
}

// MarkBatch makes "to" a durable batch boundary: after a crash Batches lists it, so that
// what was sent as one batch is sent as the same batch again. Boundaries rise; repeating
// the newest does nothing. It is an error to mark what was not appended.
func (s *Spool) MarkBatch(to uint64) error {
	s.marking.Lock()
	defer s.marking.Unlock()
	last := s.mark.release
	if n := len(s.mark.batches); n > 0 {
		last = s.mark.batches[n-1]
	}
	if to == last {
		return nil
	}
	if err := s.checkMark("mark a batch", to, last); err != nil {
		return err
	}
	if len(s.mark.batches) >= maxBatches {
		return fmt.Errorf("cannot mark a batch: %d are not released", maxBatches)
	}
	m := s.mark
	m.batches = append(slices.Clone(m.batches), to)
	return s.saveMark(m)
}

// Batches lists the durable batch boundaries above the release mark, rising.
func (s *Spool) Batches() []uint64 {
	s.marking.Lock()
	defer s.marking.Unlock()
	return slices.Clone(s.mark.batches)
}

// Release says that everything up to and including number "to" is stored elsewhere and
// keeps state, at most 1 MiB, atomically with it. The mark never goes back; the same
// mark with a new state is fine. Segments below it are deleted after KeepReleased.
func (s *Spool) Release(to uint64, state []byte) error {
	s.marking.Lock()
	defer s.marking.Unlock()
	if len(state) > maxStateBytes {
		return fmt.Errorf("cannot release: state has %d bytes, at most %d", len(state), maxStateBytes)
	}
	if to != s.mark.release {
		if err := s.checkMark("release", to, s.mark.release); err != nil {
			return err
		}
	}
	keep := slices.Clone(s.mark.batches)
	keep = slices.DeleteFunc(keep, func(b uint64) bool { return b <= to })
	if err := s.saveMark(mark{release: to, batches: keep, state: slices.Clone(state)}); err != nil {
		return err
	}
	s.retain()
	return nil
}

// State is what was saved with the newest release.
func (s *Spool) State() []byte {
	s.marking.Lock()
	defer s.marking.Unlock()
	return slices.Clone(s.mark.state)
}

func (s *Spool) checkMark(verb string, to, last uint64) error {
	s.mu.Lock()
	next := s.next
	s.mu.Unlock()
	switch {
	case to < last:
		return fmt.Errorf("cannot %s at %d: already at %d", verb, to, last)
	case to >= next:
		return fmt.Errorf("cannot %s at %d: only %d appended", verb, to, next-1)
	}
	return nil
}

// saveMark replaces the mark file and then the mark in memory. On a full disk it gives up
// the reserve first: without releases no space would ever come back.
func (s *Spool) saveMark(m mark) error {
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if closed {
		return ErrClosed
	}
	b := encodeMark(m)
	err := s.replaceMark(b)
	if errors.Is(err, syscall.ENOSPC) && s.reserve {
		s.reserve = false
		if s.o.FS.Remove(s.path(reserveName)) == nil {
			err = s.replaceMark(b)
		}
	}
	if err != nil {
		return fmt.Errorf("cannot save the release mark: %w", err)
	}
	s.mark = m
	return nil
}

func (s *Spool) replaceMark(b []byte) error {
	temp := s.path(markTemp)
	if err := s.writeFile(temp, b); err != nil {
		return err
	}
	if err := s.o.FS.Rename(temp, s.path(markName)); err != nil {
		return err
	}
	return s.o.FS.SyncDir(s.o.Dir)
}

// writeFile makes a file with synced bytes; its name is not yet durable.
func (s *Spool) writeFile(path string, b []byte) error {
	f, err := s.o.FS.Create(path)
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
	if err != nil {
		_ = s.o.FS.Remove(path) // what stays is emptied by the next Create
	}
	return err
}

// holdReserve sets space aside, best effort: without it a full disk may need a hand.
func (s *Spool) holdReserve() {
	if !s.reserve {
		s.reserve = s.writeFile(s.path(reserveName), make([]byte, s.o.ReserveBytes)) == nil
	}
}

func (s *Spool) loadMark() (mark, error) {
	f, err := s.o.FS.Open(s.path(markName))
	if errors.Is(err, fs.ErrNotExist) {
		return mark{}, nil
	}
	if err != nil {
		return mark{}, err
	}
	defer func() { _ = f.Close() }()
	size, err := f.Size()
	if err != nil {
		return mark{}, err
	}
	if size > markFixed+8*maxBatches+maxStateBytes {
		return mark{}, fmt.Errorf("%w: mark of %d bytes", errDamaged, size)
	}
	b := make([]byte, size)
	if _, err := f.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
		return mark{}, err
	}
	return decodeMark(b)
}

func encodeMark(m mark) []byte {
	b := append(make([]byte, 0, markFixed+8*len(m.batches)+len(m.state)), markMagic...)
	b = binary.LittleEndian.AppendUint64(b, m.release)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.batches)))
	for _, to := range m.batches {
		b = binary.LittleEndian.AppendUint64(b, to)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.state)))
	b = append(b, m.state...)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

func decodeMark(b []byte) (mark, error) {
	if len(b) < markFixed || string(b[:8]) != markMagic ||
		crc32.Checksum(b[:len(b)-4], castagnoli) != binary.LittleEndian.Uint32(b[len(b)-4:]) {
		return mark{}, fmt.Errorf("%w: mark file", errDamaged)
	}
	m := mark{release: binary.LittleEndian.Uint64(b[8:])}
	n := int(binary.LittleEndian.Uint32(b[16:]))
	b = b[20 : len(b)-4]
	if n > (len(b)-4)/8 {
		return mark{}, fmt.Errorf("%w: mark file has %d boundaries", errDamaged, n)
	}
	for range n {
		m.batches = append(m.batches, binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	if int(binary.LittleEndian.Uint32(b)) != len(b)-4 {
		return mark{}, fmt.Errorf("%w: mark file state", errDamaged)
	}
	m.state = slices.Clone(b[4:])
	return m, nil
}
