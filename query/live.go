package query

import "time"

// Node is one member of the cluster as the asked node sees it.
type Node struct {
	Name     string
	Address  string // host:port the other nodes use
	State    string // "alive", "suspect", "leaving" or "down"
	Self     bool
	Version  string
	Started  time.Time // zero: unknown
	Keys     uint64    // virtual actors it holds now
	Backlog  uint64    // exchanges made durable and not yet judged and stored
	Lag      time.Duration
	SpoolUse uint64 // bytes on disk
	SpoolMax uint64
	Second   SecondStage // known of the asked node only
}

// SecondStage counts, since the node started, the calls that the first stage against web
// attacks was not sure of.
type SecondStage struct {
	Doubted   uint64
	Confirmed uint64 // of these, attacks
	Dropped   uint64 // of these, found no room: judged by the first stage alone
}

// SensorState is what one sensor delivered since the nodes started.
type SensorState struct {
	Sensor   string
	Accepted uint64
	Refused  []Refusal // by reason, most first
	LastSeen time.Time // arrival of its newest delivery
}

// Refusal counts what was not taken in, for one reason.
type Refusal struct {
	Reason string // stable word, such as "bad_json", "too_large", "spool_full"
	Count  uint64
	Last   time.Time
}
