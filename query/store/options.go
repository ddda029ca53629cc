package store

import (
	"crypto/tls"
	"time"
)

// Options say which server and how long rows are kept.
type Options struct {
	Addr      []string    // host:port of the native protocol; several are replicas or shards of one cluster
	User      string      //
	Password  string      //
	Database  string      // made if missing; "" is "lapwing"
	TLS       *tls.Config // nil: not encrypted, for loopback only
	Cluster   string      // name of a cluster in the server's configuration; "" is one server
	Retention Retention   // zero values are the defaults
	Limits    Limits      // zero values are the defaults

	// Word hashes a word in a template's place as calls hold it (detect.PlaceWord under the tenant's
	// key), so that splits find their calls; nil: calls stored before a split stay with what is left.
	Word func(tenant, value string) uint32
}

// Retention is how many days rows stay after they were stored.
type Retention struct {
	Calls    int // every call; default 30
	Samples  int // masked calls kept as evidence; default 30
	Findings int // findings, inventory, coverage; default 400: a year and a month for a yearly review
	Audit    int // who did what; default 400
}

// Limits bound each query, so that no question can starve the writing of calls.
type Limits struct {
	Read   time.Duration // longest run of a read; default 20 s
	Write  time.Duration // longest run of a write; default 60 s
	Memory uint64        // bytes one read may use; default 1 GiB
	Conns  int           // connections for reads and small writes; default 8
}

const (
	defaultDatabase = "lapwing"

	keepCalls    retention = "calls"
	keepSamples  retention = "samples"
	keepFindings retention = "findings"
	keepAudit    retention = "audit"
)

func (o Options) withDefaults() Options {
	if o.Database == "" {
		o.Database = defaultDatabase
	}
	for _, d := range []struct {
		value *int
		def   int
	}{
		{&o.Retention.Calls, 30},
		{&o.Retention.Samples, 30},
		{&o.Retention.Findings, 400},
		{&o.Retention.Audit, 400},
		{&o.Limits.Conns, 8},
	} {
		if *d.value <= 0 {
			*d.value = d.def
		}
	}
	if o.Limits.Read <= 0 {
		o.Limits.Read = 20 * time.Second
	}
	if o.Limits.Write <= 0 {
		o.Limits.Write = time.Minute
	}
	if o.Limits.Memory == 0 {
		o.Limits.Memory = 1 << 30
	}
	return o
}

func (r Retention) days() map[retention]int {
	return map[retention]int{
		keepCalls: r.Calls, keepSamples: r.Samples, keepFindings: r.Findings, keepAudit: r.Audit,
	}
}
