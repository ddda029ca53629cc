package finding

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Asset is an API as the inventory shows it; cumulative, the newest Version replaces.
type Asset struct {
	ID         string // traffic.API.ID
	Tenant     string
	API        traffic.API
	FirstSeen  time.Time
	LastSeen   time.Time
	Calls      uint64
	Errors     uint64 // answers of 400 and above
	Purposes   []Purpose
	Service    Service
	Auth       Auth
	AuthWhy    string // what Auth rests on, one sentence
	Grade      Grade
	ReqTypes   []DataType
	ResTypes   []DataType
	MaxEntries uint32 // most S2 entries in one response
	Creds      Set
	RatePeak   uint32 // most calls in one minute
	P50, P95   time.Duration
	MergedInto string // ID of the API a learned template folded this one into, "" if live
	Version    uint64
}

// Checkpoint is a piece of the saved state of one shard: a base, which has all of it, or a part with
// what changed since the piece before it. A new base takes the place of all older pieces.
type Checkpoint struct {
	Shard uint32
	Epoch uint64
	Owner string
	Base  uint64 // names the base within its epoch, and in a part the one it belongs to
	Part  uint32 // 0: a base; parts count from 1 without a gap, and one written twice counts as written last
	Data  []byte // opaque to the store
}

// Merge says that a learned template took another in: what was counted for From belongs to
// Into from now on.
type Merge struct {
	Tenant string
	From   traffic.API
	Into   traffic.API
}
