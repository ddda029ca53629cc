package querytest

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
	"github.com/lapwing-sec/lapwing/query/console"
	"github.com/lapwing-sec/lapwing/query/notify"
	"github.com/lapwing-sec/lapwing/query/store"
)

// Server is a console and API over a store, on a port of loopback.
type Server struct {
	URL     string
	Desk    *query.Desk
	Gate    *access.Gate
	API     *api.Server
	Console *console.Console
	Took    *Took
	Store   *store.Store
	Usual   *Baselines
	Sender  *notify.Sender // reaches this machine only
}

// Took counts what would have gone to the spool.
type Took struct {
	Requests []ingest.Request
	Err      error
}

// Receive implements api.Receiver: it reads the batch and says how many lines it had.
func (k *Took) Receive(_ context.Context, r ingest.Request) (ingest.Receipt, error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return ingest.Receipt{}, err
	}
	if k.Err != nil {
		return ingest.Receipt{}, k.Err
	}
	k.Requests = append(k.Requests, r)
	n := 0
	for _, c := range b {
		if c == '\n' {
			n++
		}
	}
	return ingest.Receipt{Accepted: n, Refused: []ingest.Refusal{}}, nil
}

// Start serves a store until the test ends. Passwords are cheap here.
func Start(t testing.TB, s *store.Store, now func() time.Time) *Server {
	t.Helper()
	usual := &Baselines{Now: now}
	sender := notify.NewSender(notify.Options{
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Clock: now, Keys: func(string) []byte { return make([]byte, 32) },
	})
	desk, err := query.New(query.Options{
		Store: s, Live: Nodes{now}, Baselines: usual, Catalog: query.NewCatalog(query.DetectWords()), Key: make([]byte, 32), Now: now, Post: sender,
	})
	must(t, err)
	gate := access.New(
		access.Options{Store: s, Auditor: s, Now: now, Cost: access.Cost{Memory: 64, Time: 1, Lanes: 1}, Tenant: Tenant},
	)
	took := &Took{}
	srv, err := api.New(api.Options{
		Desk: desk, Gate: gate, Receiver: took, Metrics: prometheus.NewRegistry(), Version: api.Version{Version: "test"},
		Log: slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	must(t, err)
	con, err := console.New(console.Options{Desk: desk, Gate: gate, Server: srv, Version: "test"})
	must(t, err)
	must(t, con.Mount())
	h := httptest.NewServer(srv)
	t.Cleanup(h.Close)
	return &Server{h.URL, desk, gate, srv, con, took, s, usual, sender}
}

// Link gives a one-time sign-in link for the first administrator.
func (s *Server) Link(t testing.TB) string {
	t.Helper()
	secret, err := s.Gate.FirstLink(t.Context())
	must(t, err)
	return s.URL + "/welcome/" + secret
}

type testLog struct{ t testing.TB }

func (l testLog) Write(b []byte) (int, error) {
	l.t.Logf("%s", b)
	return len(b), nil
}

// NewUser adds a user and gives the secret of a link with which they set a password.
func (s *Server) NewUser(t testing.TB, name string, role access.Role) (string, error) {
	t.Helper()
	must(
		t,
		s.Store.PutUser(
			t.Context(),
			access.User{Name: name, Tenant: Tenant, Role: role, Created: time.Now(), Changed: time.Now()},
		),
	)
	return s.Gate.NewLink(t.Context(), name)
}
