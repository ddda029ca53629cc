package ingest

import "time"

// Limits bound one batch and what is kept of each record. The zero value of a field means
// its default.
type Limits struct {
	RecordBytes int           // one line or frame; above: refused
	BatchBytes  int64         // all of a batch after inflating; above: the batch is refused
	BatchLines  int           // records of a batch; above: the batch is refused
	HeaderCount int           // header lines kept a message; the rest is dropped and counted
	HeaderBytes int           // bytes of names and values kept a message; likewise
	BodyBytes   int           // bytes of a body kept; the rest is cut
	TargetBytes int           // path and query; above: refused
	FieldBytes  int           // source, account, trace and other short texts; above: cut
	Refusals    int           // refusals listed in a receipt; all are counted
	Future      time.Duration // times further ahead are refused
	Past        time.Duration // times further back are refused, except by Unbounded
}

// Defaults of Limits, and bounds without a knob.
const (
	defaultRecordBytes = 8 << 20                   // bytes; two bodies of 1 MiB, escaped, fit several times
	defaultBatchBytes  = 64 << 20                  // bytes
	defaultBatchLines  = 100_000                   // records; a store's insert takes about as many
	defaultHeaderCount = 1000                      // lines; servers refuse above 100 or so, and nobody shall hide one behind others
	defaultHeaderBytes = 64 << 10                  // bytes; servers refuse above 8 to 64 KiB
	defaultBodyBytes   = 1 << 20                   // bytes, as the value walker reads
	defaultTargetBytes = 64 << 10                  // bytes; servers refuse above 8 to 32 KiB
	defaultFieldBytes  = 256                       // bytes
	defaultRefusals    = 1000                      // lines; an answer stays below 200 KiB
	defaultFuture      = time.Hour                 // a clock further ahead would open windows that never close
	defaultPast        = 25 * 365 * 24 * time.Hour // recorded traffic may be old; before that a clock was never set
	maxVia             = 32                        // proxies kept of one call
	maxMethodBytes     = 32                        // bytes
	maxHostBytes       = 255                       // bytes, DNS
	maxKeyBytes        = 255                       // bytes of an Idempotency-Key
	maxErrorBytes      = 240                       // bytes of a refusal's words
	sniffBytes         = 16 << 10                  // bytes of the head shown to the formats
	ratioFloor         = 1 << 20                   // bytes of output below which no ratio is asked
	wasteFloor         = 256 << 10                 // bytes of input that may unpack to nothing; more than decoders read ahead
	maxRatio           = 100                       // output to input; JSON logs reach 30 to 60
	windowBytes        = 8 << 20                   // zstd window taken from the network, RFC 9659
	fileWindowBytes    = 128 << 20                 // zstd window taken from a file (zstd --ultra, --long=27)
	oldestYear         = 1970                      // years before are a broken clock
	maxLatency         = 24 * time.Hour
)

func (l Limits) withDefaults() Limits {
	or := func(v *int, def int) {
		if *v <= 0 {
			*v = def
		}
	}
	or(&l.RecordBytes, defaultRecordBytes)
	or(&l.BatchLines, defaultBatchLines)
	or(&l.HeaderCount, defaultHeaderCount)
	or(&l.HeaderBytes, defaultHeaderBytes)
	or(&l.BodyBytes, defaultBodyBytes)
	or(&l.TargetBytes, defaultTargetBytes)
	or(&l.FieldBytes, defaultFieldBytes)
	or(&l.Refusals, defaultRefusals)
	if l.BatchBytes <= 0 {
		l.BatchBytes = defaultBatchBytes
	}
	if l.Past <= 0 {
		l.Past = defaultPast
	}
	if l.Future <= 0 {
		l.Future = defaultFuture
	}
	return l
}

// Options say how records are read.
type Options struct {
	Limits
	// Arrival is the time of records that have none, and what the clocks of the others
	// are held against; required.
	Arrival time.Time
	// Key names the batch where its sender repeats it under the same name: records
	// without an id get one made of Key and their line.
	Key string
	// Receipt makes the ids of records without one where there is no Key, with their line
	// and content. Empty: reading the same file again gives the same ids.
	Receipt string
	// Source names the sensor in records that do not name it.
	Source string
	// Zone is that of times without one (ModSecurity's), default UTC.
	Zone *time.Location
	// Unbounded lifts BatchBytes, BatchLines and Past, for files.
	Unbounded bool
	// Counts, if set, is added to.
	Counts *Counts
}

// Counts tell what was done to records besides refusing them.
type Counts struct {
	Records       uint64 // seen
	Accepted      uint64 // emitted
	DuplicateKeys uint64 // JSON keys that came twice; the last one counted
	HeadersCut    uint64 // messages that lost headers to the bounds
	BodiesCut     uint64 // bodies cut by us
	BodiesPacked  uint64 // bodies whose content-encoding could not be undone
	FieldsDropped uint64 // numbers nothing can have: a status above 999, a negative size, an endless latency
}
