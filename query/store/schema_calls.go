package store

// Tables that every batch of calls fills. Rows are small because they are sorted by API
// and time and hold no text of their own: the exchange's ID is kept as its 64-bit hash (the
// whole ID is in samples), passwords and codes aren't kept at all.
var callTables = []table{
	{
		name: "calls", engine: "MergeTree", partition: "toYYYYMMDD(ts)", order: "tenant, api, ts",
		keep: keepCalls, shard: "cityHash64(tenant, api)", once: true,
		columns: []string{
			"tenant LowCardinality(String)",
			"api LowCardinality(String)",
			"ts DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))",
			"id UInt64 CODEC(NONE)", // random: nothing to gain
			"sensor LowCardinality(String)",
			"seq UInt64 CODEC(Delta, ZSTD(1))",
			"host LowCardinality(String)",
			"method LowCardinality(String)",
			"template LowCardinality(String)",
			"noise Bool CODEC(ZSTD(1))",
			"client IPv6 CODEC(ZSTD(1))",
			"account UInt64 CODEC(ZSTD(3))",
			"session UInt64 CODEC(ZSTD(3))",
			"status UInt16 CODEC(ZSTD(1))",
			"latency UInt32 CODEC(T64, ZSTD(1))", // microseconds
			"req_size UInt64 CODEC(T64, ZSTD(1))",
			"res_size UInt64 CODEC(T64, ZSTD(1))",
			"bodies UInt8 CODEC(ZSTD(1))",
			"tool UInt8 CODEC(ZSTD(1))",
			"agent LowCardinality(String)",
			"service UInt8 CODEC(ZSTD(1))",
			"purposes Array(UInt8) CODEC(ZSTD(1))",
			"creds UInt64 CODEC(ZSTD(1))",
			"attacks UInt64 CODEC(ZSTD(1))",
			"blocked Bool CODEC(ZSTD(1))",
			"req_types Array(UInt8) CODEC(ZSTD(1))",
			"req_entries Array(UInt32) CODEC(ZSTD(1))",
			"res_types Array(UInt8) CODEC(ZSTD(1))",
			"res_entries Array(UInt32) CODEC(ZSTD(1))",
			"risks Array(UInt8) CODEC(ZSTD(1))",
			"login UInt64 CODEC(ZSTD(1))",
			"outcome UInt8 CODEC(ZSTD(1))",
			"object UInt64 CODEC(ZSTD(3))",
			"params UInt64 CODEC(ZSTD(1))",
			"words Array(UInt32) CODEC(ZSTD(1))", // of places; empty for nearly all calls
			"error UInt8 CODEC(ZSTD(1))",
			"stored DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))",
			"INDEX by_client client TYPE bloom_filter(0.01) GRANULARITY 4",
			"INDEX by_account account TYPE bloom_filter(0.01) GRANULARITY 4",
			"INDEX by_session session TYPE bloom_filter(0.01) GRANULARITY 4",
		},
	},
	{
		// The same exchange delivered twice is merged away; reads take one row of an ID.
		name: "samples", engine: "ReplacingMergeTree", partition: "toYYYYMMDD(ts)", order: "tenant, id",
		keep: keepSamples, shard: "cityHash64(tenant, id)", once: true,
		columns: []string{
			"tenant LowCardinality(String)",
			"id String CODEC(ZSTD(1))",
			"api LowCardinality(String)",
			"host LowCardinality(String)",
			"method LowCardinality(String)",
			"template LowCardinality(String)",
			"ts DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1))",
			"client IPv6 CODEC(ZSTD(1))",
			"path String CODEC(ZSTD(3))",
			"status UInt16",
			"reasons Array(LowCardinality(String))",
			"req_names Array(String) CODEC(ZSTD(3))",
			"req_values Array(String) CODEC(ZSTD(3))",
			"req_body String CODEC(ZSTD(3))",
			"req_cut Bool",
			"res_names Array(String) CODEC(ZSTD(3))",
			"res_values Array(String) CODEC(ZSTD(3))",
			"res_body String CODEC(ZSTD(3))",
			"res_cut Bool",
			"stored DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))",
			"INDEX by_api api TYPE bloom_filter(0.01) GRANULARITY 1",
		},
	},
	{
		// Coverage per tenant, hour and sensor; outlives the calls it was counted from.
		name: "coverage", engine: "AggregatingMergeTree", partition: "toYYYYMM(hour)", order: "tenant, hour, sensor",
		keep: keepFindings, shard: "cityHash64(tenant)", once: true, from: "calls",
		columns: []string{
			"tenant LowCardinality(String)",
			"hour DateTime('UTC')",
			"sensor LowCardinality(String)",
			"calls SimpleAggregateFunction(sum, UInt64)",
			"noise SimpleAggregateFunction(sum, UInt64)",
			"req_read SimpleAggregateFunction(sum, UInt64)",
			"res_read SimpleAggregateFunction(sum, UInt64)",
			"cut SimpleAggregateFunction(sum, UInt64)",
			"unreadable SimpleAggregateFunction(sum, UInt64)",
			"first SimpleAggregateFunction(min, DateTime64(3, 'UTC'))",
			"last SimpleAggregateFunction(max, DateTime64(3, 'UTC'))",
			"stored SimpleAggregateFunction(max, DateTime('UTC')) DEFAULT now()",
		},
		as: "SELECT tenant, toStartOfHour(ts, 'UTC') AS hour, sensor, " + coverageSums + ", " +
			"now() AS stored FROM {from} GROUP BY tenant, hour, sensor",
	},
}

// coverageSums are the sums over rows of calls that make a coverage; the numbers are the
// flags of finding.Bodies.
const coverageSums = "toUInt64(count()) AS calls, toUInt64(countIf(noise)) AS noise, " +
	"toUInt64(countIf(bitTest(bodies, 0))) AS req_read, toUInt64(countIf(bitTest(bodies, 1))) AS res_read, " +
	"toUInt64(countIf(bitAnd(bodies, 12) != 0)) AS cut, toUInt64(countIf(bitTest(bodies, 4))) AS unreadable, " +
	"min(ts) AS first, max(ts) AS last"

// addSessions gives the calls table the column for sessions, where it was made without.
func addSessions(d dialect) []string {
	const (
		column = " ADD COLUMN IF NOT EXISTS session UInt64"
		index  = " ADD INDEX IF NOT EXISTS by_session session TYPE bloom_filter(0.01) GRANULARITY 4"
	)
	if d.cluster == "" {
		return []string{
			"ALTER TABLE " + d.full("calls") + column + " CODEC(ZSTD(3)) AFTER account", "ALTER TABLE " + d.full("calls") + index,
		}
	}
	on := " ON CLUSTER " + quoted(d.cluster)
	return []string{
		"ALTER TABLE " + d.full("calls_local") + on + column + " CODEC(ZSTD(3)) AFTER account",
		"ALTER TABLE " + d.full("calls_local") + on + index,
		"ALTER TABLE " + d.full("calls") + on + column + " AFTER account",
	}
}
