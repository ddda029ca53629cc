package store

// digestTables keep who was told what, and how it was sent. They have no end: a risk may
// stay for years, and whoever was told of it once is not told again.
var digestTables = []table{
	{
		name: "digests", engine: "MergeTree", order: "tenant, recipient, seq", shard: "cityHash64(tenant)",
		once: true, // the token of an insert is its number: see AppendDigest
		columns: []string{
			"tenant LowCardinality(String)",
			"recipient LowCardinality(String)",
			"seq UInt64",
			"id String",
			"kind UInt8",
			"alarms Array(LowCardinality(String))",
			"slot DateTime64(9, 'UTC')",
			"at DateTime64(9, 'UTC')",
			"plan String CODEC(ZSTD(3))",
			"claims Array(String) CODEC(ZSTD(1))", // IDs of findings
			"channel LowCardinality(String)",
			"message String CODEC(ZSTD(3))", // JSON
			"payload String CODEC(ZSTD(3))", // as sent, without secrets
			"nonce UInt64",                  // tells which of two writers of one number was the first
			"written DateTime64(9, 'UTC') DEFAULT now64(9)",
		},
	},
	{
		name: "deliveries", engine: "MergeTree", order: "tenant, id, attempt, phase", shard: "cityHash64(tenant)",
		once: true,
		columns: []string{
			"tenant LowCardinality(String)",
			"id String", // of the digest
			"attempt UInt32",
			"phase UInt8", // 1: it begins, 2: it ended
			"ok Bool",
			"detail String",
			"node LowCardinality(String)",
			"at DateTime64(9, 'UTC')",
			"nonce UInt64",
			"written DateTime64(9, 'UTC') DEFAULT now64(9)",
		},
	},
}
