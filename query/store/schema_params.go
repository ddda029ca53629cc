package store

// paramTables hold what the calls of an API were seen to carry: one row a parameter and
// source. A source writes its own figures anew when they change.
var paramTables = []table{{
	name: "params", engine: "ReplacingMergeTree(version)", order: "tenant, api, source, side, place, name",
	keep: keepFindings, shard: "cityHash64(tenant, api)", final: true,
	columns: []string{
		"tenant LowCardinality(String)",
		"api LowCardinality(String)",
		"source LowCardinality(String)",
		"side UInt8",
		"place UInt8",
		"name String",
		"types UInt8",
		"formats UInt16",
		"n UInt64",
		"first DateTime64(9, 'UTC')",
		"last DateTime64(9, 'UTC')",
		"changed DateTime64(9, 'UTC')", // the epoch: never
		"data Array(UInt8)",
		"example String",
		"words Array(LowCardinality(String))",
		"many Bool",
		"over UInt64", // of the API: parameters that found no room
		"version UInt64",
		"stored DateTime('UTC') DEFAULT now()",
	},
}}
