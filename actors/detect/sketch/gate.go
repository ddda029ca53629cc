package sketch

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Gate counts calls roughly, in eight bytes: the count starts again when a window has
// passed since it began. It decides when a finer memory is worth its bytes.
type Gate struct{ from, n uint32 }

// Add counts one call at the given second and gives the calls so far.
func (g *Gate) Add(at, window uint32) uint32 {
	if at > g.from+window {
		g.from, g.n = at, 0
	}
	g.n++
	return g.n
}

// From gives the second at which the count began.
func (g *Gate) From() uint32 { return g.from }

// Append writes the gate.
func (g *Gate) Append(dst []byte) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(dst, uint64(g.from)), uint64(g.n))
}

// Read reads what Append wrote; errors stay in u.
func (g *Gate) Read(u *finding.Unpacker) { g.from, g.n = u.Uint32(), u.Uint32() }
