package api

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
)

// Options of a server.
type Options struct {
	Desk     *query.Desk
	Gate     *access.Gate
	Receiver Receiver             // where POST /api/v1/exchanges goes
	Metrics  *prometheus.Registry // ours are added to it, all of it is shown at /metrics
	Log      *slog.Logger         // nil: slog.Default()
	Version  Version
	Secure   bool           // behind TLS: __Host- cookie, HSTS
	Proxies  []netip.Prefix // whose X-Forwarded-For is believed; nil: nobody's
}

// Version is what /version says.
type Version struct {
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"`
	Built   string `json:"built,omitempty"`
	Go      string `json:"go,omitempty"`
}

// ErrorPage writes a problem for a person; the console brings one.
type ErrorPage func(echo.Context, *Problem) error

// Server answers programs and, with the console's routes, people.
type Server struct {
	desk     *query.Desk
	gate     *access.Gate
	receiver Receiver
	registry *prometheus.Registry
	log      *slog.Logger
	version  Version
	secure   bool
	page     ErrorPage
	echo     *echo.Echo
	problems *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	quiet    quiet
}

// New makes a server with the API's own routes; Mount adds more.
func New(o Options) (*Server, error) {
	if o.Desk == nil || o.Gate == nil || o.Receiver == nil || o.Metrics == nil {
		return nil, errors.New("the server needs a desk, a gate, a receiver and a registry")
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Server{
		desk: o.Desk, gate: o.Gate, receiver: o.Receiver, registry: o.Metrics, log: o.Log,
		version: o.Version, secure: o.Secure, echo: echo.New(),
	}
	if err := s.measure(); err != nil {
		return nil, err
	}
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.HTTPErrorHandler = s.fail
	s.echo.IPExtractor = addresses(o.Proxies)
	s.echo.Use(s.harden, s.observe, middleware.RecoverWithConfig(middleware.RecoverConfig{
		LogErrorFunc: func(c echo.Context, err error, stack []byte) error {
			s.log.Error("panic", "request", RequestID(c), "route", c.Path(), "error", err, "stack", string(stack))
			return &Problem{Code: Internal, Cause: err}
		},
	}), sameSite, s.identify, speak)
	return s, s.Mount(s.routes(), nil)
}

// Mount adds routes. page, where not nil, writes problems for people from then on.
func (s *Server) Mount(rs []Route, page ErrorPage) error {
	seen := map[string]bool{}
	for _, r := range s.echo.Routes() {
		seen[r.Method+" "+r.Path] = true
	}
	for _, r := range rs {
		if seen[r.Method+" "+r.Path] {
			return fmt.Errorf("route %s %s stands twice", r.Method, r.Path)
		}
		seen[r.Method+" "+r.Path] = true
		if err := s.mount(s.echo, r); err != nil {
			return err
		}
	}
	if page != nil {
		s.page = page
	}
	return nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// HTTP gives a server with limits on slow and large requests, not yet listening.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second, // of the headers: a slow client holds a connection, nothing else
		ReadTimeout:       2 * time.Minute,  // of a large batch over a thin line
		WriteTimeout:      3 * time.Minute,  // of a large export
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}

// addresses believes X-Forwarded-For only from the named proxies.
func addresses(proxies []netip.Prefix) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		trust = append(trust, echo.TrustIPRange(ipNet(p)))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}
