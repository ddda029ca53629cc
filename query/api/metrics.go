package api

import (
	"net"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/lapwing-sec/lapwing/query/access"
)

// measure registers the server's own metrics.
func (s *Server) measure() error {
	s.problems = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "lapwing_http_problems_total", Help: "Requests answered with a problem, by its stable code.",
	}, []string{"code"})
	s.seconds = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "lapwing_http_request_seconds", Help: "Time to answer, by route and class of status.",
		Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}, // seconds
	}, []string{"method", "route", "status"})
	for _, c := range []prometheus.Collector{s.problems, s.seconds} {
		if err := s.registry.Register(c); err != nil {
			return err
		}
	}
	return nil
}

// methods that stand in metrics as they are.
var methods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

// observe times requests by route, never by path: paths are the caller's to invent.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err) // now, so that the status is known
		}
		route := c.Path()
		if route == "" {
			route = "none"
		}
		status := strconv.Itoa(c.Response().Status/100) + "xx"
		method := c.Request().Method
		if !slices.Contains(methods, method) {
			method = "other"
		}
		s.seconds.WithLabelValues(method, route, status).Observe(time.Since(began).Seconds())
		return nil
	}
}

// metrics shows the registry: to who may read, and to anybody on this very machine.
func (s *Server) metrics(c echo.Context) error {
	if !Who(c).May(access.Read) && !local(c) {
		return &Problem{Code: Unauthorized}
	}
	h := promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{})
	h.ServeHTTP(c.Response(), c.Request())
	return nil
}

// local reports a caller on the loopback interface that no proxy stands in front of.
func local(c echo.Context) bool {
	r := c.Request()
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	forwarded := r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != ""
	return err == nil && ap.Addr().Unmap().IsLoopback() && !forwarded
}

func ipNet(p netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}
}
