package query

import (
	"context"
	"errors"
	"time"
)

// Desk answers questions and records decisions, for people and programs of one or more
// tenants. Safe for concurrent use.
type Desk struct {
	store     Store
	live      Live
	baselines Baselines
	catalog   *Catalog
	key       []byte
	now       func() time.Time
	sealer    Sealer
	post      Post
	zone      *time.Location
	base      string
	tests     testLimit
	coverage  coverageCache
	replays   replayTurns
}

// Options of a desk.
type Options struct {
	Store Store
	Live  Live
	// Baselines may be nil: nothing is known of them then.
	Baselines Baselines
	Catalog   *Catalog
	Key       []byte           // signs cursors: at least 32 bytes, the same on all nodes
	Now       func() time.Time // nil: time.Now
	Post      Post             // of alarms; nil: nothing is sent from here
	Zone      *time.Location   // of tenants that name none; nil: UTC
	Base      string           // address of the console, for links in messages
}

// New makes a desk.
func New(o Options) (*Desk, error) {
	const least = 32 // bytes: the strength of the signature
	if len(o.Key) < least {
		return nil, errors.New("the key that signs cursors needs 32 bytes or more")
	}
	if o.Store == nil || o.Live == nil || o.Catalog == nil {
		return nil, errors.New("a desk needs a store, the live nodes and a catalog")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	d := &Desk{store: o.Store, live: o.Live, baselines: o.Baselines, catalog: o.Catalog, key: o.Key, now: o.Now, post: o.Post, zone: o.Zone, base: o.Base}
	if o.Post != nil {
		d.sealer = o.Post
	}
	return d, nil
}

// Catalog gives the words for row IDs.
func (d *Desk) Catalog() *Catalog { return d.catalog }

// Now is the desk's clock, UTC.
func (d *Desk) Now() time.Time { return d.now().UTC() }

// Ready is nil when the node can answer and take traffic.
func (d *Desk) Ready(ctx context.Context) error {
	if err := d.store.Ping(ctx); err != nil {
		return err
	}
	return d.live.Ready(ctx)
}

// Asker is who asks; its tenant bounds every answer.
type Asker struct {
	Tenant  string
	Name    string
	Address string
}

// filter resolves a view into what the store is asked.
func (d *Desk) filter(who Asker, v View) (Filter, error) {
	nets, err := parseNets(v.Nets)
	if err != nil {
		return Filter{}, &BadRequest{[]ParamError{{"source", err.Error()}}}
	}
	f := Filter{Tenant: who.Tenant, Window: v.Window(d.now()), Nets: nets, Text: v.Text, Digest: v.Digest, Values: map[Field][]string{}}
	for field := range v.Values {
		f.Values[field] = stored(field, v.expanded(field))
	}
	return f, nil
}

// after resolves a view's cursor.
func (d *Desk) after(who Asker, v View) (*Key, error) {
	if v.Cursor == "" {
		return nil, nil
	}
	k, err := unseal(d.key, who.Tenant, v, v.Cursor)
	if err != nil {
		return nil, err
	}
	return &k, nil
}

// next seals the place of the next page, "" after the last.
func (d *Desk) next(who Asker, v View, k *Key) string {
	if k == nil {
		return ""
	}
	return seal(d.key, who.Tenant, v, *k)
}
