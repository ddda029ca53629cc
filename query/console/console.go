package console

import (
	"errors"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

// Options of the console.
type Options struct {
	Desk    *query.Desk
	Gate    *access.Gate
	Server  *api.Server // gives browsers their session
	Version string      // shown at the foot of each page
}

// Console makes the pages.
type Console struct {
	desk    *query.Desk
	gate    *access.Gate
	server  *api.Server
	version string
	pages   *pages
	assets  *assets
}

// New reads the templates; an error is a mistake in them.
func New(o Options) (*Console, error) {
	if o.Desk == nil || o.Gate == nil || o.Server == nil {
		return nil, errors.New("the console needs a desk, a gate and the server")
	}
	a, err := readAssets()
	if err != nil {
		return nil, err
	}
	p, err := readPages(a)
	if err != nil {
		return nil, err
	}
	return &Console{desk: o.Desk, gate: o.Gate, server: o.Server, version: o.Version, pages: p, assets: a}, nil
}

// Mount adds the pages to the server, and its error page.
func (c *Console) Mount() error { return c.server.Mount(c.Routes(), c.problem) }

// Routes lists the pages.
func (c *Console) Routes() []api.Route {
	return []api.Route{
		{Method: "GET", Path: "/", Need: access.Read, Handle: c.overview},
		{Method: "GET", Path: "/apis", Need: access.Read, Handle: c.apis},
		{Method: "GET", Path: "/apis/:id", Need: access.Read, Handle: c.api},
		{Method: "POST", Path: "/apis/:id/correct", Need: access.Configure, Handle: c.correct},
		{Method: "POST", Path: "/apis/:id/baseline", Need: access.Configure, Handle: c.baseline},
		{Method: "POST", Path: "/apis/:id/compare", Need: access.Read, Handle: c.compare, Body: 256 << 10},
		{Method: "GET", Path: "/risks", Need: access.Read, Handle: c.risks},
		{Method: "GET", Path: "/risks/:id", Need: access.Read, Handle: c.risk},
		{Method: "POST", Path: "/risks/decide", Need: access.Decide, Handle: c.decideRisks},
		{Method: "POST", Path: "/risks/mark", Need: access.Decide, Handle: c.markRisks},
		{Method: "POST", Path: "/events/mark", Need: access.Decide, Handle: c.markEvents},
		{Method: "GET", Path: "/events", Need: access.Read, Handle: c.events},
		{Method: "GET", Path: "/events/:id", Need: access.Read, Handle: c.event},
		{Method: "POST", Path: "/events/decide", Need: access.Decide, Handle: c.decideEvents},
		{Method: "GET", Path: "/attackers", Need: access.Read, Handle: c.attackers},
		{Method: "GET", Path: "/quality", Need: access.Read, Handle: c.quality},
		{Method: "POST", Path: "/events/:id/rule", Need: access.Configure, Handle: c.addEventRule},
		{Method: "POST", Path: "/risks/:id/rule", Need: access.Configure, Handle: c.addRiskRule},
		{Method: "GET", Path: "/policies", Need: access.Read, Handle: c.policies},
		{Method: "GET", Path: "/policies/:kind", Need: access.Read, Handle: c.policyKind},
		{Method: "GET", Path: "/policies/:kind/:name", Need: access.Read, Handle: c.policyPage},
		{Method: "POST", Path: "/policies/save", Need: access.Configure, Handle: c.savePolicy, Body: 128 << 10, Time: time.Minute}, // a replay takes its time
		{Method: "GET", Path: "/steps", Need: access.Read, Handle: c.steps},
		{Method: "GET", Path: "/alarms", Need: access.Read, Handle: c.alarms},
		{Method: "POST", Path: "/alarms/test", Need: access.Configure, Handle: c.testRecipient, Time: time.Minute},
		{Method: "GET", Path: "/digests/:id", Need: access.Read, Handle: c.digestPage},
		{Method: "GET", Path: "/search", Need: access.Read, Handle: c.search},
		{Method: "GET", Path: "/sources", Need: access.Read, Handle: c.sources},
		{Method: "POST", Path: "/sources/tokens", Need: access.Administer, Handle: c.makeToken},
		{Method: "POST", Path: "/sources/tokens/revoke", Need: access.Administer, Handle: c.revokeToken},
		{Method: "GET", Path: "/signin", Need: access.Public, Handle: c.signInPage},
		{Method: "POST", Path: "/signin", Need: access.Public, Handle: c.signIn},
		{Method: "GET", Path: "/welcome/:secret", Need: access.Public, Handle: c.welcomePage},
		{Method: "POST", Path: "/welcome", Need: access.Public, Handle: c.welcome},
		{Method: "POST", Path: "/signout", Need: access.Public, Handle: c.signOut},
		{Method: "POST", Path: "/preferences", Need: access.Public, Handle: c.setPrefs},
		{Method: "GET", Path: "/help/problems", Need: access.Public, Handle: c.problemHelp},
		{Method: "GET", Path: "/help/keys", Need: access.Public, Handle: c.keyHelp},
		{Method: "GET", Path: "/static/:name", Need: access.Public, Handle: c.asset},
		{Method: "GET", Path: "/favicon.ico", Need: access.Public, Handle: c.favicon},
	}
}
