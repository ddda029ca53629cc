package store

// Tables of the shards of actors: who may judge for a shard, and what it knew last.
// Neither has an end of life: a shard that was idle for a year still needs both.
var shardTables = []table{
	{
		name: "claims", engine: "MergeTree", order: "shard, epoch", shard: "shard", global: true,
		columns: []string{
			"shard UInt32",
			"epoch UInt64",
			"owner String",
			"nonce UInt64", // tells two claims of one owner apart
			"at DateTime64(3, 'UTC')",
		},
	},
	{
		// One row per shard and slot remains: the last checkpoints of the last four epochs.
		name: "checkpoints", engine: "ReplacingMergeTree(version)", order: "shard, slot", shard: "shard", global: true,
		final: true,
		columns: []string{
			"shard UInt32",
			"slot UInt8",     // epoch modulo 4
			"version UInt64", // epoch first, then time: see checkpointVersion
			"epoch UInt64",
			"owner String",
			"data String CODEC(ZSTD(1))",
			"at DateTime64(3, 'UTC')",
		},
	},
}

// partTables: what changed since a base in checkpoints, piece by piece.
var partTables = []table{
	{
		// One row per shard, slot and part remains. Those of an older base stay until their number
		// comes again: readers look at the epoch and the base.
		name: "checkpoint_parts", engine: "ReplacingMergeTree(version)", order: "shard, slot, part", shard: "shard", global: true,
		final: true,
		columns: []string{
			"shard UInt32",
			"slot UInt8", // as in checkpoints
			"part UInt32",
			"version UInt64",
			"epoch UInt64",
			"base UInt64", // of that epoch
			"data String CODEC(ZSTD(1))",
			"at DateTime64(3, 'UTC')",
		},
	},
}
