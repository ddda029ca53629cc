package store

// Tables of who may sign in and send. Names, hashes and sessions are looked up before a
// tenant is known, so these rows are found across tenants.
var accessTables = []table{
	{
		name: "users", engine: "ReplacingMergeTree(version)", order: "name", shard: "cityHash64(name)",
		final: true, global: true,
		columns: []string{
			"name String", "tenant LowCardinality(String)", "role LowCardinality(String)", "password String",
			"created DateTime64(3, 'UTC')", "changed DateTime64(3, 'UTC')", "disabled Bool", "version UInt64",
		},
	},
	{
		name: "sessions", engine: "ReplacingMergeTree(version)", order: "hash", shard: "cityHash64(hash)",
		final: true, global: true, keep: keepAudit,
		columns: []string{
			"hash String", "user String", "tenant LowCardinality(String)", "created DateTime64(3, 'UTC')",
			"seen DateTime64(3, 'UTC')", "ends DateTime64(3, 'UTC')", "address String", "ended Bool",
			"version UInt64", "stored DateTime('UTC') DEFAULT now()",
		},
	},
	{
		name: "tokens", engine: "ReplacingMergeTree(version)", order: "hash", shard: "cityHash64(hash)",
		final: true, global: true,
		columns: []string{
			"hash String", "id String", "name String", "tenant LowCardinality(String)",
			"scopes Array(LowCardinality(String))", "hint String", "created DateTime64(3, 'UTC')", "creator String",
			"ends DateTime64(3, 'UTC')", "revoked Bool", "version UInt64",
		},
	},
	{
		name: "links", engine: "ReplacingMergeTree(version)", order: "hash", shard: "cityHash64(hash)",
		final: true, global: true, keep: keepAudit,
		columns: []string{
			"hash String", "user String", "tenant LowCardinality(String)", "ends DateTime64(3, 'UTC')",
			"used Bool", "version UInt64", "stored DateTime('UTC') DEFAULT now()",
		},
	},
}
