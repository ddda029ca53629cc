package detect

import (
	"cmp"
	"encoding/binary"
	"net/netip"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	maxSampledSources = 20_000 // counters of all days: 100 bytes each
	maxSampledDays    = 64     // days that have counters: late files may bring some
)

// sources counts the calls of each source block to each API and day, so that whatever is
// judged of a source later has a call of that source to show. Bounded: when it is full the
// oldest day is forgotten, and sources of that oldest day are refused.
type sources struct {
	days    map[uint32]map[sourceKey]uint8
	entries int
}

type sourceKey struct {
	api   traffic.API
	block netip.Prefix
}

// keep reports whether the call is the 1st, 10th, 50th or 200th of its source, API and UTC
// day. a is the API as the sampler holds it.
func (s *sources) keep(a traffic.API, f *finding.Facts) bool {
	if !f.Client.IsValid() {
		return false
	}
	day, key := uint32(max(f.Time.Unix(), 0)/86400), sourceKey{a, finding.Block(f.Client)}
	n := s.days[day][key]
	if n == 0 {
		if !s.room(day) {
			return false
		}
		if s.days == nil {
			s.days = map[uint32]map[sourceKey]uint8{}
		}
		if s.days[day] == nil {
			s.days[day] = map[sourceKey]uint8{}
		}
		s.entries++
	}
	if n == lastOfSource {
		return false
	}
	s.days[day][key] = n + 1
	switch n + 1 {
	case 1, 10, 50, lastOfSource:
		return true
	}
	return false
}

const lastOfSource = 200 // call after which a source has samples enough for one day

// room forgets the oldest days until one more counter of the day fits.
func (s *sources) room(day uint32) bool {
	for s.entries >= maxSampledSources || len(s.days) >= maxSampledDays && s.days[day] == nil {
		oldest := day
		for d := range s.days {
			oldest = min(oldest, d)
		}
		if oldest == day {
			return false
		}
		s.entries -= len(s.days[oldest])
		delete(s.days, oldest)
	}
	return true
}

func (s *sources) append(dst []byte) []byte {
	days := make([]uint32, 0, len(s.days))
	for d := range s.days {
		days = append(days, d)
	}
	slices.Sort(days)
	dst = binary.AppendUvarint(dst, uint64(len(days)))
	for _, d := range days {
		keys := make([]sourceKey, 0, len(s.days[d]))
		for k := range s.days[d] {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b sourceKey) int {
			return cmp.Or(compareAPI(a.api, b.api), a.block.Addr().Compare(b.block.Addr()), a.block.Bits()-b.block.Bits())
		})
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(d)), uint64(len(keys)))
		for _, k := range keys {
			dst = finding.AppendAddr(finding.AppendAPI(dst, k.api), k.block.Addr())
			dst = append(dst, s.days[d][k])
		}
	}
	return dst
}

func (s *sources) read(u *finding.Unpacker) {
	s.days, s.entries = map[uint32]map[sourceKey]uint8{}, 0
	for range u.Len(maxSampledDays, 2) {
		day := u.Uint32()
		keys := map[sourceKey]uint8{}
		for range u.Len(maxSampledSources, 5) {
			k := sourceKey{u.API(), finding.Block(u.Addr())}
			keys[k] = min(u.Byte(), lastOfSource)
		}
		s.days[day] = keys
		s.entries += len(keys)
	}
}

func compareAPI(a, b traffic.API) int {
	return cmp.Or(
		strings.Compare(a.Host, b.Host), strings.Compare(a.Template, b.Template), strings.Compare(a.Method, b.Method))
}
