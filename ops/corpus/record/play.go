package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/crowd"
	"github.com/lapwing-sec/lapwing/ops/corpus/edge"
	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// end is when the virtual day is over: a Friday afternoon in the shop's time zone.
var end = time.Date(2026, 11, 20, 15, 0, 0, 0, crowd.Local).UTC()

// settle is how long the sensor may take to deliver what it still holds.
const settle = 30 * time.Second

// play lets the day happen and gives what the sensor saw.
func play(ctx context.Context, seed uint64) (*recording, error) {
	s := shop.New(shop.Options{Seed: seed, Now: virtualNow})
	backend := httptest.NewServer(s.Handler())
	defer backend.Close()
	capture := &edge.Capture{Token: "recorder"}
	receiver := httptest.NewServer(capture)
	defer receiver.Close()
	dir, err := os.MkdirTemp("", "record")
	if err != nil {
		return nil, fmt.Errorf("cannot make a folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // only word lists and logs
	nginx, err := edge.NginxLua(ctx, edge.NginxOptions{
		Dir: dir, Backend: backend.Listener.Addr().String(), Lapwing: receiver.Listener.Addr().String(), Token: "recorder",
	})
	if err != nil {
		return nil, err
	}
	defer nginx.Stop()
	w := &crowd.World{
		Shop: s, Client: clientOf(nginx.TLS), Plain: nginx.Addr, Start: end.Add(-24 * time.Hour), End: end, Stamp: true,
	}
	calls, err := everybody(ctx, w, seed, dir)
	if err != nil {
		return nil, err
	}
	for limit := time.Now().Add(settle); len(capture.Lines()) < calls && time.Now().Before(limit); {
		time.Sleep(200 * time.Millisecond)
	}
	time.Sleep(2 * time.Second) // calls of tools are not counted by us: several rounds of the sensor's clock
	return &recording{lines: capture.Lines(), scripted: calls, world: w}, nil
}

// everybody plays all roles in the order of virtual time and gives the number of scripted calls.
func everybody(ctx context.Context, w *crowd.World, seed uint64, dir string) (int, error) {
	var c conductor
	var visitors []*crowd.Visitor
	join := func(label, addr string, a crowd.Agent, at time.Time, play func(v *crowd.Visitor)) {
		n := uint64(len(visitors) + 1)
		v := &crowd.Visitor{World: w, Label: label, Addr: addr, Agent: a, Now: at, R: rand.New(rand.NewPCG(seed, n))}
		visitors = append(visitors, v)
		c.add(v, play)
	}
	for _, r := range crowd.Cast(w.Shop) {
		join(r.Name, r.Addr, r.Agent, w.Start, r.Play)
	}
	var failed error
	for i, a := range crowd.Attacks() {
		start := w.End.Add(-a.Before)
		play := a.Script
		if a.Tool != nil {
			play = func(v *crowd.Visitor) {
				sub, err := os.MkdirTemp(dir, a.ID)
				if err == nil {
					stamp := fmt.Sprintf("from %s %s", start.Format(time.RFC3339Nano), a.ID)
					t := crowd.ToolRun{Dir: sub, Addr: a.Sources[0], Stamp: stamp, R: rand.New(rand.NewPCG(seed, uint64(1000+i)))}
					began := time.Now()
					err = w.RunTool(ctx, a, t)
					fmt.Printf("%-20s %v\n", a.ID, time.Since(began).Round(time.Millisecond))
				}
				failed = errors.Join(failed, err)
			}
		}
		join(a.ID, a.Sources[0], a.Agent, start, play)
	}
	c.run(ctx)
	calls := 0
	for _, v := range visitors {
		calls += v.Calls()
	}
	return calls, errors.Join(append(w.Errors(), failed, ctx.Err())...)
}

// virtualNow reads the virtual time of a call; calls of tools have none and get the day's end.
func virtualNow(r *http.Request) time.Time {
	if st, ok := parseStamp(r.Header.Get(crowd.StampHeader)); ok {
		return st.at
	}
	return end
}

// clientOf gives a client that reaches the gateway whatever host a URL names.
func clientOf(addr string) *http.Client {
	return &http.Client{
		Timeout: time.Minute,
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, "tcp", addr)
			},
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // our own self-signed nginx
			ForceAttemptHTTP2: true,
			MaxIdleConns:      16,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
