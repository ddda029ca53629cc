package store

// mergeTables tell which APIs learned templates folded into which. They stand beside the
// inventory, so that what was counted for the folded API is not lost.
var mergeTables = []table{{
	name: "merged", engine: "ReplacingMergeTree", order: "tenant, id",
	keep: keepFindings, shard: "cityHash64(tenant)", final: true,
	columns: []string{
		"tenant LowCardinality(String)",
		"id String",
		"into String",
		"stored DateTime('UTC') DEFAULT now()",
	},
}}

// addWords gives the calls table the column for words in places, where it was made without.
func addWords(d dialect) []string {
	const column = " ADD COLUMN IF NOT EXISTS words Array(UInt32)"
	if d.cluster == "" {
		return []string{"ALTER TABLE " + d.full("calls") + column + " CODEC(ZSTD(1)) AFTER params"}
	}
	on := " ON CLUSTER " + quoted(d.cluster)
	return []string{
		"ALTER TABLE " + d.full("calls_local") + on + column + " CODEC(ZSTD(1)) AFTER params",
		"ALTER TABLE " + d.full("calls") + on + column + " AFTER params",
	}
}
