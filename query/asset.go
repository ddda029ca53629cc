package query

import "time"

// AssetQuery asks for one page of the inventory. Filter.Window keeps APIs seen in it:
// FirstSeen < To and LastSeen >= From.
type AssetQuery struct {
	Filter Filter
	Order  Order
	After  *Key
	Limit  int // rows, 1..1000
	Life   Life
}

// Life draws the lines between the values of FieldLife: "inactive" was last seen before
// ActiveSince; else "new" was first seen at or after NewSince; else "active".
type Life struct {
	NewSince    time.Time
	ActiveSince time.Time
}

// Values of FieldLife.
const (
	LifeNew      = "new"
	LifeActive   = "active"
	LifeInactive = "inactive"
)

// AssetPoint counts the APIs known at the end of a bucket: first seen before it ended.
type AssetPoint struct {
	At     time.Time // beginning of the bucket, UTC
	Total  uint64
	Active uint64 // called within the bucket
	New    uint64 // first seen within the bucket
}

// Site sums up one host.
type Site struct {
	Host   string
	APIs   uint64
	Calls  uint64 // of the window
	Risks  LevelCounts
	Events LevelCounts
}
