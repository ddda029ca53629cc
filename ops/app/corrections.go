package app

import (
	"log/slog"
	"maps"
	"sync/atomic"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// corrections are what people and imported descriptions say of the tenants' APIs, compiled.
// They follow the settings as rules do: every node applies the same ones within seconds.
type corrections struct {
	log      *slog.Logger
	compiled atomic.Pointer[map[string]*traffic.Corrections] // by tenant, swapped whole
}

func newCorrections(log *slog.Logger) *corrections {
	c := &corrections{log: log}
	c.compiled.Store(&map[string]*traffic.Corrections{})
	return c
}

// take compiles a tenant's settings. What cannot be read is left out and named.
func (c *corrections) take(tenant string, all []query.Setting) error {
	list, declared, bad := query.CorrectionsOf(all)
	for _, err := range bad {
		c.log.Error("a correction of APIs cannot work and is left out", "tenant", tenant, "error", err)
	}
	set, err := traffic.NewCorrections(list, declared)
	if err != nil {
		return err
	}
	next := maps.Clone(*c.compiled.Load())
	if next[tenant] = set; set.Len() == 0 {
		delete(next, tenant)
	}
	c.compiled.Store(&next)
	return nil
}

// of gives the corrections of a tenant, nil where there are none.
func (c *corrections) of(tenant string) *traffic.Corrections { return (*c.compiled.Load())[tenant] }
