package store

// Tables of what people noted beside the state of a case; the newest version counts.
var markTables = []table{
	{
		name: "marks", engine: "ReplacingMergeTree(version)", order: "tenant, id",
		keep: keepFindings, shard: "cityHash64(tenant, id)", final: true,
		columns: []string{
			"tenant LowCardinality(String)",
			"id String", // of the finding
			"follow Bool",
			"note String CODEC(ZSTD(3))",
			"gone DateTime64(9, 'UTC')", // off the lists up to calls of this time; 1970 is never
			"user LowCardinality(String)",
			"version UInt64", // nanoseconds since 1970
			"stored DateTime('UTC') DEFAULT now()",
		},
	},
}
