package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"syscall"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
	"github.com/lapwing-sec/lapwing/query/console"
)

// web is the node's listener with API and console behind it.
type web struct {
	server *http.Server
	done   chan error
}

func (a *App) startAccess(context.Context) error {
	a.gate = access.New(access.Options{Store: a.store, Auditor: a.store, Tenant: Tenant})
	return nil
}

func (a *App) startWeb(ctx context.Context) error {
	listener, err := a.listen()
	if err != nil {
		return err
	}
	a.address = listener.Addr().String()
	if err := a.letIn(ctx); err != nil {
		return errors.Join(err, listener.Close())
	}
	if a.web, err = a.serve(ctx, listener); err != nil {
		return errors.Join(err, listener.Close())
	}
	return nil
}

// letIn makes the ways in, before anybody can knock: who finds the node ready finds the
// token too.
func (a *App) letIn(ctx context.Context) (err error) {
	if a.link, err = a.gate.FirstLink(ctx); err != nil {
		return fmt.Errorf("cannot make the sign-in link: %w", err)
	}
	a.token, err = localToken(ctx, a.gate, Tenant, a.o.Config.Data, a.Addr())
	return err
}

func (a *App) listen() (net.Listener, error) {
	l, err := net.Listen("tcp", a.o.Config.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use: stop the other program or choose another address with --listen", a.o.Config.Listen)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen: %w", err)
	}
	t := a.o.Config.TLS
	if t.Cert == "" {
		return l, nil
	}
	pair, err := tls.LoadX509KeyPair(t.Cert, t.Key)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("cannot read the certificate: %w", err), l.Close())
	}
	return tls.NewListener(l, &tls.Config{
		Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
	}), nil
}

func (a *App) serve(_ context.Context, l net.Listener) (*web, error) {
	desk, err := query.New(query.Options{
		Store: &decider{Store: a.store, mesh: a.mesh, rules: a.rules}, Live: &live{a}, Baselines: &baselines{a.mesh}, Catalog: a.words, Key: a.id.derive("cursor", ""),
		Post: a.alarms.sender, Zone: a.alarms.zone, Base: a.URL(),
	})
	if err != nil {
		return nil, err
	}
	a.desk = desk
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &gauges{a})
	secure := a.o.Config.TLS.Cert != ""
	proxies, err := a.o.Config.Proxy()
	if err != nil {
		return nil, fmt.Errorf("proxies: %w", err)
	}
	srv, err := api.New(api.Options{
		Desk: desk, Gate: a.gate, Receiver: &door{a}, Metrics: registry, Log: a.log, Secure: secure, Proxies: proxies,
		Version: api.Version{Version: a.o.Version, Go: runtime.Version()},
	})
	if err != nil {
		return nil, err
	}
	pages, err := console.New(console.Options{Desk: desk, Gate: a.gate, Server: srv, Version: a.o.Version})
	if err != nil {
		return nil, err
	}
	if err := pages.Mount(); err != nil {
		return nil, err
	}
	w := &web{server: srv.HTTP(), done: make(chan error, 1)}
	go func() { w.done <- w.server.Serve(l) }() // ended by Shutdown in stopWeb
	return w, nil
}

func (a *App) stopWeb(ctx context.Context) error {
	err := a.web.server.Shutdown(ctx)
	if err != nil { // somebody still talks: cut them off
		err = a.web.server.Close()
	}
	if served := <-a.web.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// Addr is where the node listens, host:port.
func (a *App) Addr() string {
	if a.address == "" {
		return a.o.Config.Listen
	}
	return a.address
}

// URL is how people reach the node.
func (a *App) URL() string {
	if u := a.o.Config.PublicURL; u != "" {
		return u
	}
	if a.o.Config.TLS.Cert != "" {
		return "https://" + a.Addr()
	}
	return "http://" + a.Addr()
}

// SignIn is the address at which the first administrator signs in, once; "" where there
// already is one.
func (a *App) SignIn() string {
	if a.link == "" {
		return ""
	}
	return a.URL() + api.LinkPath + a.link
}
