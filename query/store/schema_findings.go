package store

// Tables of what was concluded and of what people decided. Findings and APIs are written
// anew with each change and the newest version counts; decisions are only added.
var findingTables = []table{
	{
		name: "findings", engine: "ReplacingMergeTree(version)", order: "tenant, id",
		keep: keepFindings, shard: "cityHash64(tenant, id)", final: true,
		columns: []string{
			"tenant LowCardinality(String)",
			"id String",
			"kind UInt8",
			"type LowCardinality(String)",
			"api LowCardinality(String)",
			"host LowCardinality(String)",
			"method LowCardinality(String)",
			"template LowCardinality(String)",
			"level UInt8",
			"ip IPv6",                      // :: is none
			"block LowCardinality(String)", // "203.0.113.0/24", "" none
			"block_first IPv6",             // both ends of the block, for overlaps
			"block_last IPv6",
			"ips UInt32",
			"account String",
			"agent LowCardinality(String)",
			"start DateTime64(9, 'UTC')",
			"end DateTime64(9, 'UTC')",
			"count UInt64",
			"observed Float64",
			"baseline Float64",
			"threshold Float64",
			"unit LowCardinality(String)",
			"window Int64", // nanoseconds
			"rule LowCardinality(String)",
			"learned Bool",
			"reason String",
			"clear String",
			"samples Array(String)",
			"simulated Bool",
			"tuned LowCardinality(String)", // policy and version
			"votes UInt64",                 // bits of finding.Votes
			"version UInt64",
			"stored DateTime('UTC') DEFAULT now()",
		},
	},
	{
		// When a finding first had each of its levels.
		name: "levels", engine: "AggregatingMergeTree", order: "tenant, id, level",
		keep: keepFindings, shard: "cityHash64(tenant, id)", from: "findings",
		columns: []string{
			"tenant LowCardinality(String)",
			"id String",
			"level UInt8",
			"version SimpleAggregateFunction(min, UInt64)",
			"at SimpleAggregateFunction(min, DateTime64(9, 'UTC'))",
			"stored SimpleAggregateFunction(max, DateTime('UTC')) DEFAULT now()",
		},
		as: "SELECT tenant, id, level, version, end AS at, now() AS stored FROM {from}",
	},
	{
		name: "cases", engine: "MergeTree", order: "tenant, id, revision", shard: "cityHash64(tenant, id)",
		columns: []string{
			"tenant LowCardinality(String)",
			"id String", // of the finding
			"revision UInt64",
			"kind UInt8",
			"from_status LowCardinality(String)",
			"to_status LowCardinality(String)",
			"user LowCardinality(String)",
			"remark String CODEC(ZSTD(3))",
			"origin LowCardinality(String)",
			"at DateTime64(9, 'UTC')",
			"disposition LowCardinality(String)",
		},
	},
	{
		name: "apis", engine: "ReplacingMergeTree(version)", order: "tenant, id",
		keep: keepFindings, shard: "cityHash64(tenant, id)", final: true,
		columns: []string{
			"tenant LowCardinality(String)",
			"id String",
			"host LowCardinality(String)",
			"method LowCardinality(String)",
			"template String",
			"first_seen DateTime64(9, 'UTC')",
			"last_seen DateTime64(9, 'UTC')",
			"calls UInt64",
			"errors UInt64",
			"purposes Array(UInt8)",
			"service UInt8",
			"auth UInt8",
			"grade UInt8",
			"req_types Array(UInt8)",
			"res_types Array(UInt8)",
			"max_entries UInt32",
			"creds UInt64",
			"rate_peak UInt32",
			"p50 Int64", // nanoseconds
			"p95 Int64",
			"merged_into String",
			"auth_why String",
			"version UInt64",
			"stored DateTime('UTC') DEFAULT now()",
		},
	},
	{
		name: "audit", engine: "MergeTree", partition: "toYYYYMM(at)", order: "tenant, at, id",
		keep: keepAudit, shard: "cityHash64(tenant)",
		columns: []string{
			"tenant LowCardinality(String)",
			"at DateTime64(9, 'UTC')",
			"id String",
			"actor LowCardinality(String)",
			"address String",
			"action LowCardinality(String)",
			"object String",
			"result LowCardinality(String)",
			"detail String",
			"stored DateTime('UTC') DEFAULT now()",
		},
	},
}
