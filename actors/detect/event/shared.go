package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// maxShared is how many passwords of one login API are followed, as keyed hashes: about 100
// bytes each while few accounts have one, 2.1 KB at most.
const maxShared = 16

// sharing follows which passwords many accounts have in common (RK-07). Names and passwords
// are keyed hashes. When it is full, the password with the fewest accounts gives its place,
// of several the one unused longest: it falls towards missing a shared one that comes rarely.
type sharing struct {
	accounts sketch.Distinct
	words    []sharedWord
}

type sharedWord struct {
	hash  uint64
	last  uint32 // second
	names sketch.Distinct
}

// note takes a successful login in and gives how many accounts share its password, and how
// many accounts there are.
func (s *sharing) note(in *finding.Login, at uint32) (share, of uint32) {
	if in.Name == 0 || in.Password == 0 {
		return 0, 0
	}
	s.accounts.Add(in.Name)
	w := s.word(in.Password, at)
	w.names.Add(in.Name)
	n, _ := w.names.Count()
	all, _ := s.accounts.Count()
	return uint32(min(n, 1<<31)), uint32(min(all, 1<<31))
}

func (s *sharing) word(hash uint64, at uint32) *sharedWord {
	least, fewest := 0, uint64(0)
	for i := range s.words {
		w := &s.words[i]
		if w.hash == hash {
			w.last = max(w.last, at)
			return w
		}
		n, _ := w.names.Count()
		if i == 0 || n < fewest || n == fewest && w.last < s.words[least].last {
			least, fewest = i, n
		}
	}
	if len(s.words) < maxShared {
		s.words = append(s.words, sharedWord{})
		least = len(s.words) - 1
	}
	s.words[least] = sharedWord{hash: hash, last: at}
	return &s.words[least]
}

func (s *sharing) append(dst []byte) []byte {
	dst = binary.AppendUvarint(s.accounts.Append(dst), uint64(len(s.words)))
	for i := range s.words {
		w := &s.words[i]
		dst = binary.AppendUvarint(binary.BigEndian.AppendUint64(dst, w.hash), uint64(w.last))
		dst = w.names.Append(dst)
	}
	return dst
}

func (s *sharing) read(u *finding.Unpacker) {
	s.accounts.Read(u)
	for range u.Len(maxShared, 10) {
		w := sharedWord{hash: u.Fixed64(), last: u.Uint32()}
		w.names.Read(u)
		s.words = append(s.words, w)
	}
}
