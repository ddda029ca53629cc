package app

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/lapwing-sec/lapwing/actors/ingest"
)

// gauges shows the node's own counters at /metrics, read when asked.
type gauges struct{ a *App }

// metric is one row of what the node reports besides its HTTP answers.
type metric struct {
	name, help string
	kind       prometheus.ValueType
	value      func(*App) float64
}

var metrics = []metric{
	{"lapwing_spool_bytes", "Disk the spool uses.", prometheus.GaugeValue, func(a *App) float64 { return float64(a.spool.Stats().Disk) }},
	{"lapwing_spool_max_bytes", "Disk the spool may use; above it batches are refused with 503.", prometheus.GaugeValue,
		func(a *App) float64 { return float64(a.spool.Stats().MaxBytes) }},
	{"lapwing_spool_exchanges_total", "Calls made durable.", prometheus.CounterValue, func(a *App) float64 { return float64(a.spool.Stats().Exchanges) }},
	{"lapwing_spool_syncs_total", "Syncs of spool segments.", prometheus.CounterValue, func(a *App) float64 { return float64(a.spool.Stats().Syncs) }},
	{"lapwing_spool_full_total", "Batches refused because the disk or the bound was full.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.spool.Stats().Full) }},
	{"lapwing_spool_lost_total", "Calls lost to damage on disk.", prometheus.CounterValue, func(a *App) float64 { return float64(a.spool.Stats().Lost) }},
	{"lapwing_flow_read_total", "Calls taken from the spool.", prometheus.CounterValue, func(a *App) float64 { return float64(a.flow.Stats().Read) }},
	{"lapwing_flow_doubles_total", "Calls whose id was seen before, not counted again.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.flow.Stats().Doubles) }},
	{"lapwing_flow_broken_total", "Accepted calls that could not be decoded again.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.flow.Stats().Broken) }},
	{"lapwing_flow_store_retries_total", "Batches the store did not take at first.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.flow.Stats().Retries) }},
	{"lapwing_flow_backlog", "Calls made durable and not yet stored and judged.", prometheus.GaugeValue, func(a *App) float64 {
		next := a.spool.Stats().Next
		return float64(next - 1 - min(a.flow.Stats().Delivered, next-1))
	}},
	{"lapwing_attack_doubts_total", "Calls of which the first stage against attacks was not sure.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.flow.Stats().Confirm.Doubted) }},
	{"lapwing_attack_asked_total", "Doubted calls shown to the core rule set.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.flow.Stats().Confirm.Asked) }},
	{"lapwing_attack_confirmed_total", "Doubted calls that were attacks.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.flow.Stats().Confirm.Confirmed) }},
	{"lapwing_attack_dropped_total", "Doubted calls that found no room in the queue: judged by the first stage alone.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.flow.Stats().Confirm.Dropped) }},
	{"lapwing_flow_lag_seconds", "From receipt to delivery of the newest batch.", prometheus.GaugeValue,
		func(a *App) float64 { return a.flow.Stats().Lag.Seconds() }},
	{"lapwing_policies_refused", "Policies in force that cannot be compiled and are left out; the log names them.", prometheus.GaugeValue,
		func(a *App) float64 { return float64(a.rules.refused.Load()) }},
	{"lapwing_policy_looks_total", "Times the node asked whether policies changed.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.rules.looks.Load()) }},
	{"lapwing_policy_looks_failed_total", "Of these, unanswered: the policies in force stayed.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.rules.failed.Load()) }},
	{"lapwing_digests_written_total", "Digests this node wrote.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.alarms.written.Load()) }},
	{"lapwing_digests_waiting", "Digests written and not delivered yet, as this node saw last.", prometheus.GaugeValue,
		func(a *App) float64 { return float64(a.alarms.waiting.Load()) }},
	{"lapwing_alarm_passes_failed_total", "Looks for digests that are due that failed, in whole or for a recipient; tried again.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.alarms.failed.Load()) }},
	{"lapwing_messages_sent_total", "Messages that receivers took from this node.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.alarms.sender.Stats().Sent) }},
	{"lapwing_messages_failed_total", "Messages that receivers did not take; digests are tried again.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.alarms.sender.Stats().Failed) }},
	{"lapwing_policy_values_refused_total", "Values that own regular expressions did not read, over their share of one call.",
		prometheus.CounterValue, func(a *App) float64 { return float64(a.flow.Stats().Refused) }},
	{"lapwing_engine_ends_total", "Times the embedded engine ended by itself and was started again; the log says why.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.engineEnds()) }},
	{"lapwing_replays_refused_total", "Replays of own events not begun because one of the tenant or two of the node were running.",
		prometheus.CounterValue, func(a *App) float64 { return float64(a.desk.ReplaysRefused()) }},
	{"lapwing_store_reads_again_total", "Reads asked again because the store was gone for a moment.", prometheus.CounterValue,
		func(a *App) float64 { return float64(a.store.AskedAgain()) }},
}

// ingested are the counters of what was done to records besides refusing them.
var ingested = []struct {
	name, help string
	value      func(ingest.Counts) uint64
}{
	{"lapwing_ingest_duplicate_keys_total", "JSON keys that came twice; the last one counted.",
		func(c ingest.Counts) uint64 { return c.DuplicateKeys }},
	{"lapwing_ingest_headers_cut_total", "Messages that lost headers to the bounds.",
		func(c ingest.Counts) uint64 { return c.HeadersCut }},
	{"lapwing_ingest_bodies_cut_total", "Bodies cut by the node.", func(c ingest.Counts) uint64 { return c.BodiesCut }},
	{"lapwing_ingest_bodies_packed_total", "Bodies whose content-encoding could not be undone.",
		func(c ingest.Counts) uint64 { return c.BodiesPacked }},
	{"lapwing_ingest_fields_dropped_total", "Numbers nothing can have, dropped from calls that were kept.",
		func(c ingest.Counts) uint64 { return c.FieldsDropped }},
}

var refusedDesc = prometheus.NewDesc("lapwing_ingest_refused_total", "What was not taken in, by reason: records, and whole batches.",
	[]string{"what", "reason"}, nil)

// Describe implements prometheus.Collector.
func (g *gauges) Describe(out chan<- *prometheus.Desc) { prometheus.DescribeByCollect(g, out) }

// Collect implements prometheus.Collector.
func (g *gauges) Collect(out chan<- prometheus.Metric) {
	for _, m := range metrics {
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(m.name, m.help, nil, nil), m.kind, m.value(g.a))
	}
	counters := g.a.mesh.node.Counters()
	for _, m := range acted {
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(m.name, m.help, nil, nil), m.kind, m.value(counters))
	}
	st := g.a.receiver.Stats()
	for _, m := range ingested {
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(m.name, m.help, nil, nil), prometheus.CounterValue,
			float64(m.value(st.Counts)))
	}
	for reason, n := range st.Refused {
		out <- prometheus.MustNewConstMetric(refusedDesc, prometheus.CounterValue, float64(n), "record", string(reason))
	}
	for reason, n := range st.Rejected {
		out <- prometheus.MustNewConstMetric(refusedDesc, prometheus.CounterValue, float64(n), "batch", string(reason))
	}
}
