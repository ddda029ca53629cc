package store

// settingTables keep what people set: every version of every body, none replaced. The
// newest version of a name counts.
var settingTables = []table{{
	name: "settings", engine: "MergeTree", order: "tenant, kind, name, version", shard: "cityHash64(tenant)",
	once: true, // the token of an insert is its version: see PutSetting
	columns: []string{
		"tenant LowCardinality(String)",
		"kind LowCardinality(String)",
		"name String",
		"version UInt64",
		"number UInt16",
		"at DateTime64(9, 'UTC')",
		"who LowCardinality(String)",
		"why String CODEC(ZSTD(3))",
		"body String CODEC(ZSTD(3))", // JSON
		"deleted Bool",
		"nonce UInt64", // tells which of two writers of one version was the first
	},
}}
