package baseline

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// fields lists the whole state, in the order in which it is written.
func (s *Series) fields() []any {
	all := []any{
		&s.n, &s.centre, &s.spread, &s.wide, &s.last, &s.short, &s.lasting, &s.steps, &s.usual, &s.alarm, &s.resting,
		&s.recent, &s.season.flatErr, &s.season.dayErr, &s.season.weekErr,
		&s.shapes.n, &s.shapes.dice, &s.shapes.now, &s.shapes.kept,
	}
	for _, hours := range [][]usualValue{s.season.day[:], s.season.week[:]} {
		for i := range hours {
			all = append(all, &hours[i].mean, &hours[i].seen)
		}
	}
	for i := range s.parts {
		p := &s.parts[i]
		all = append(all, &p.scale, &p.n, &p.up.n, &p.up.atLeast, &p.down.n, &p.down.atLeast)
	}
	return all
}

// Append writes the series: always as many bytes.
func (s *Series) Append(dst []byte) []byte {
	for _, f := range s.fields() {
		dst, _ = binary.Append(dst, binary.BigEndian, f) // numbers of a fixed size cannot fail
	}
	return dst
}

// Read reads what Append wrote; errors stay in u. What holds numbers that no series reaches
// starts anew.
func (s *Series) Read(u *finding.Unpacker) {
	*s = Series{}
	for _, f := range s.fields() {
		b := u.Bytes(binary.Size(f))
		if b == nil {
			*s = Series{}
			return
		}
		_, _ = binary.Decode(b, binary.BigEndian, f) // as long as Size says
	}
	if !s.sound() {
		*s = Series{}
	}
}

// sound reports a state whose numbers are finite and whose counts are counts.
func (s *Series) sound() bool {
	finite := func(f any) bool {
		switch v := f.(type) {
		case *float64:
			return math.Abs(*v) <= 2*seriesFar
		case *float32:
			return math.Abs(float64(*v)) < math.MaxFloat32
		case *[recentPoints]float64:
			return !slices.ContainsFunc(v[:], func(x float64) bool { return !(math.Abs(x) <= seriesFar) })
		case *[tailBins]float32:
			return !slices.ContainsFunc(v[:], func(x float32) bool { return !(x >= 0 && x <= 2*tailForget) })
		}
		return true
	}
	for _, f := range s.fields() {
		if !finite(f) {
			return false
		}
	}
	for i := range s.shapes.kept {
		if slices.ContainsFunc(s.shapes.kept[i][:], func(x float32) bool { return !(math.Abs(float64(x)) < 1e6) }) {
			return false
		}
	}
	return s.n >= 0 && s.n == math.Trunc(s.n) && s.n < 1<<52
}
