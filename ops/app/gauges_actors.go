package app

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/lapwing-sec/lapwing/actors"
)

// acted are the counters of the actors on this node: what they took in, and what each of their bounds refused.
var acted = []struct {
	name, help string
	kind       prometheus.ValueType
	value      func(actors.Counters) float64
}{
	{"lapwing_actors_applied_total", "Calls taken in by shards here, once a shard.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Applied) }},
	{"lapwing_actors_trimmed_total", "Calls that came to a shard again and were left out.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Trimmed) }},
	{"lapwing_actors_overflow_total", "Calls not judged by their address, account or API, for want of a place for its key.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Overflow) }},
	{"lapwing_actors_evicted_total", "Quiet keys that made room for others at the bound of a tenant's keys.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Evicted) }},
	{"lapwing_actors_unflagged_total", "Flagged calls from which their API learned, for want of room to tell it.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Unflagged) }},
	{"lapwing_actors_lost_total", "Calls that no checkpoint has and their source has forgotten: 0, or a store was lost.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Lost) }},
	{"lapwing_actors_panics_total", "Calls that a state could not digest, and states that could not be read.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Panics) }},
	{"lapwing_actors_fenced_total", "Shards given up because another node claimed them.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Fenced) }},
	{"lapwing_actors_stalls_total", "Times a source asked a shard where to go on, for want of progress.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Stalls) }},
	{"lapwing_actors_lives_total", "Memberships of this node; more than one: the others had declared it dead.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Lives) }},
	{"lapwing_checkpoint_errors_total", "Rounds of saving checkpoints that failed and were tried again.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.SaveErrors) }},
	{"lapwing_router_waits_total", "Times calls had to wait for room on their way to the shards.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return float64(c.Waits) }},
	{"lapwing_router_waited_seconds_total", "Time they waited.", prometheus.CounterValue,
		func(c actors.Counters) float64 { return c.Waited.Seconds() }},
	{"lapwing_router_held_calls", "Calls on their way that some shard has not judged.", prometheus.GaugeValue,
		func(c actors.Counters) float64 { return float64(c.HeldFacts) }},
	{"lapwing_router_held_bytes", "Bytes of calls that some shard has not saved.", prometheus.GaugeValue,
		func(c actors.Counters) float64 { return float64(c.HeldBytes) }},
}
