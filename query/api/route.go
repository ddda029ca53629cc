package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query/access"
)

// Route is one path and method, and who may use it. Without a permission it does not start.
type Route struct {
	Method string
	Path   string // echo's form: /api/v1/events/:id
	Need   access.Permission
	Handle echo.HandlerFunc
	Body   int64         // most bytes of a request's body; 0: smallBody
	Time   time.Duration // longest answer; 0: normalTime
}

const (
	smallBody  = 64 << 10         // a form or a decision
	normalTime = 20 * time.Second // a question; the store has its own, shorter, limit
)

// check refuses a route that would be open by mistake.
func (r Route) check() error {
	if !r.Need.Valid() {
		return fmt.Errorf("route %s %s has no permission", r.Method, r.Path)
	}
	if r.Handle == nil || r.Method == "" || r.Path == "" {
		return fmt.Errorf("route %s %s is not complete", r.Method, r.Path)
	}
	return nil
}

// mount adds the route behind its permission, its limit and its time.
func (s *Server) mount(e *echo.Echo, r Route) error {
	if err := r.check(); err != nil {
		return err
	}
	if r.Body == 0 {
		r.Body = smallBody
	}
	if r.Time == 0 {
		r.Time = normalTime
	}
	e.Add(r.Method, r.Path, func(c echo.Context) error {
		p := Who(c)
		if !p.May(r.Need) {
			if p.Known() {
				return &Problem{Code: Forbidden, Detail: "this needs the permission " + r.Need.String()}
			}
			return &Problem{Code: Unauthorized}
		}
		req := c.Request()
		defer c.SetRequest(req) // its context tells whether the caller went away; ours below ends with the handler
		ctx, cancel := context.WithTimeout(req.Context(), r.Time)
		defer cancel()
		bounded := req.WithContext(ctx)
		bounded.Body = http.MaxBytesReader(c.Response(), req.Body, r.Body)
		c.SetRequest(bounded)
		defer c.SetRequest(req) // whoever answers an error asks whether the caller is still there
		return r.Handle(c)
	})
	return nil
}
