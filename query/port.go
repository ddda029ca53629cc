package query

import (
	"context"
	"errors"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Errors a Store answers with; everything else is a failure of the store.
var (
	// ErrNotFound: nothing of that ID in that tenant.
	ErrNotFound = errors.New("not found")
	// ErrConflict: the case was changed since it was read; read it again.
	ErrConflict = errors.New("changed in the meantime")
)

// Store is what lasts: query/store implements it over ClickHouse.
//
// Each method reads or writes one tenant only, named in its argument and never empty; an
// empty tenant is a programming mistake and answered with an error, not with all tenants.
// Methods are safe for concurrent use. A context that ends stops the query in the engine.
type Store interface {
	// Cases lists risks or events with the newest state people gave them. A case nobody has
	// decided on has Revision 0 and the Kind's initial status (see InitialStatus).
	Cases(ctx context.Context, q CaseQuery) (Page[Case], error)
	// CaseFacets counts, for each field asked for, the cases per value, most first, ties by
	// value. For a field's own counts the filter's choice of that same field is left out, so
	// that the other choices stay visible; all other parts of the filter apply.
	// At most limit values a field.
	CaseFacets(ctx context.Context, kind finding.Kind, f Filter, fields []Field, limit int) (Facets, error)
	// CaseTrend counts cases per bucket and level; each case once, in the bucket of its
	// Start, those begun before f.From in the first. Buckets without a case are present.
	CaseTrend(ctx context.Context, kind finding.Kind, f Filter, bucket time.Duration) ([]LevelPoint, error)
	// CaseCounts counts, per API ID of apis, the cases of one kind by level (all statuses that
	// are open, see OpenStatuses).
	CaseCounts(ctx context.Context, tenant string, kind finding.Kind, apis []string) (map[string]LevelCounts, error)
	// Decide records decisions, all in one write. Outcomes come in the same order: ErrConflict
	// where the case's revision is not the expected one, ErrNotFound where there is no such
	// case. The compare-and-set holds against every Decide of this process.
	Decide(ctx context.Context, tenant string, ds []Decision) ([]Outcome, error)
	// Mark records marks of cases; errors come in the same order: nil or ErrNotFound.
	Mark(ctx context.Context, tenant string, ms []Mark) ([]error, error)
	// History lists a case's decisions and changes of level, oldest first.
	History(ctx context.Context, tenant, caseID string) ([]Change, error)

	// Trial counts the calls in which a risk would show, and did, before and after a claim that
	// it is fixed.
	Trial(ctx context.Context, q TrialQuery) (Trial, error)

	// APIs lists the inventory; merged APIs (MergedInto not empty) are left out.
	APIs(ctx context.Context, q AssetQuery) (Page[finding.Asset], error)
	// APIFacets is CaseFacets for the inventory.
	APIFacets(ctx context.Context, q AssetQuery, fields []Field, limit int) (Facets, error)
	// AssetTrend counts APIs at the end of each bucket.
	AssetTrend(ctx context.Context, tenant string, w Window, bucket time.Duration) ([]AssetPoint, error)
	// Params gives what each of the APIs was seen to carry, by the ID asked for: one entry a
	// source that learned it, and one for each API that was merged into it. Add them up with
	// param.Merge. APIs of which nothing is known are left out.
	Params(ctx context.Context, tenant string, apis []string) (map[string][]finding.Params, error)
	// Sites sums up per host: APIs, open risks and events of the window, calls; most calls first.
	Sites(ctx context.Context, tenant string, w Window, limit int) ([]Site, error)
	// DataTypes sums up per data type and side, over the calls of the window; most APIs first.
	DataTypes(ctx context.Context, tenant string, w Window) ([]DataUse, error)

	// Traffic counts calls per bucket, oldest first, empty buckets present.
	Traffic(ctx context.Context, q TrafficQuery, bucket time.Duration) ([]TrafficPoint, error)
	// Callers lists the addresses with most calls.
	Callers(ctx context.Context, q TrafficQuery, limit int) ([]Caller, error)
	// Stored gives each call to the function, which may keep nothing of it: what facts have of it that is kept.
	Stored(ctx context.Context, q StoredQuery, each func(*finding.Facts) error) error
	// Steps lists the calls of one caller, oldest first.
	Steps(ctx context.Context, q StepsQuery) ([]Step, error)
	// StepPairs counts what the callers of a host called after what, within SessionBreak, in the newest
	// PairCalls calls of accounts and sessions of the window.
	StepPairs(ctx context.Context, tenant, host string, w Window) ([]StepPair, error)
	// Distribution counts calls by their agent, tool, status, hour, latency, size, sensor and
	// credential: at most limit values each (all hours), most calls first.
	Distribution(ctx context.Context, q TrafficQuery, limit int) ([]Counted, error)
	// Clients lists the addresses with most calls, and says how many there are.
	Clients(ctx context.Context, q TrafficQuery, limit int) (top []CalledBy, all uint64, err error)
	// PeakQPS is the most calls in one second.
	PeakQPS(ctx context.Context, q TrafficQuery) (uint64, error)
	// Samples lists masked calls, newest first.
	Samples(ctx context.Context, q SampleQuery) ([]finding.Sample, error)
	// Coverage says how much of the window's traffic could be read.
	Coverage(ctx context.Context, tenant string, w Window) (Coverage, error)
	// Sources sums up per sensor what it delivered in the window.
	Sources(ctx context.Context, tenant string, w Window) ([]Source, error)

	// WriteAudit adds entries; it returns after they are durable in the store.
	WriteAudit(ctx context.Context, tenant string, es []AuditEntry) error
	// Audit lists entries, newest first, from before the given time; ("" and zero: no limit).
	Audit(ctx context.Context, tenant string, before time.Time, limit int) ([]AuditEntry, error)

	// Settings lists the newest version of every name of a kind, of all kinds where kind is
	// "", those deleted too, by kind and name.
	Settings(ctx context.Context, tenant, kind string) ([]Setting, error)
	// SettingHistory lists all versions of one name, oldest first; none for a name never set.
	SettingHistory(ctx context.Context, tenant, kind, name string) ([]Setting, error)
	// PutSetting writes version s.Version, which must be the newest one's plus one (1 for a
	// name never set): otherwise, and where another node was first, ErrConflict.
	PutSetting(ctx context.Context, tenant string, s Setting) error

	Ledger

	// Ping answers quickly whether the store can be asked.
	Ping(ctx context.Context) error
}

// Live is what only the running nodes know; ops/app implements it over actors and cluster.
type Live interface {
	// Nodes lists the nodes, this one first.
	Nodes(ctx context.Context) ([]Node, error)
	// Sensors tells what the sensors of a tenant delivered and what was refused, since each
	// node started, summed over the nodes that answered.
	Sensors(ctx context.Context, tenant string) ([]SensorState, error)
	// Ready is nil when this node can take traffic: spool writable, store reachable, joined.
	Ready(ctx context.Context) error
}
