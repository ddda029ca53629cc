package app

import (
	"context"
	"path/filepath"
	"time"

	"github.com/lapwing-sec/lapwing/actors/flow"
)

func (a *App) startFlow(context.Context) error {
	f, err := flow.Start(flow.Options{
		Spool: a.spool, Store: a.store, Router: a.mesh.node.Router(), Dir: filepath.Join(a.o.Config.Data, "learned"),
		Source: a.id.node, Key: a.id.tenantKey, Clock: time.Now, Log: a.log, Rules: a.rules.of,
		Corrections: a.corrections.of,
	})
	a.flow = f
	return err
}

func (a *App) stopFlow(context.Context) error {
	a.flow.Stop()
	return nil
}
