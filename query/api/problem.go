package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/store"
)

const storeRetry = 5 * time.Second // a restarted engine answers after one or two

// Problem is an error a caller is told about (RFC 9457).
type Problem struct {
	Code   Code
	Detail string
	Errors []query.ParamError
	Retry  time.Duration // 0: no Retry-After
	Cause  error         // logged, never shown
}

func (p *Problem) Error() string {
	if p.Cause != nil {
		return string(p.Code) + ": " + p.Cause.Error()
	}
	return string(p.Code) + ": " + p.Detail
}

func (p *Problem) Unwrap() error { return p.Cause }

// Status is the HTTP status of the problem.
func (p *Problem) Status() int { return problemOf(p.Code).Status }

// Row is the problem's row in the table.
func (p *Problem) Row() ProblemRow { return problemOf(p.Code) }

type problemJSON struct {
	Type     string       `json:"type"`
	Title    string       `json:"title"`
	Status   int          `json:"status"`
	Code     Code         `json:"code"`
	Detail   string       `json:"detail,omitempty"`
	Instance string       `json:"instance"`
	Errors   []fieldError `json:"errors,omitempty"`
}

type fieldError struct {
	Pointer   string `json:"pointer,omitempty"`
	Parameter string `json:"parameter,omitempty"`
	Detail    string `json:"detail"`
}

// AsProblem finds the row any error is answered from.
func AsProblem(err error) *Problem {
	var p *Problem
	var bad *query.BadRequest
	var wait *access.WaitError
	var gone *query.Missing
	var soon *query.TooSoon
	var he *echo.HTTPError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &bad):
		return &Problem{Code: BadParams, Detail: bad.Error(), Errors: bad.Errors}
	case errors.As(err, &wait):
		return &Problem{Code: TooMany, Detail: wait.Error(), Retry: wait.For}
	case errors.As(err, &soon):
		return &Problem{Code: TooMany, Detail: soon.Error(), Retry: soon.For}
	case errors.As(err, &large):
		return &Problem{Code: TooLarge, Detail: "at most " + strconv.FormatInt(large.Limit, 10) + " bytes"}
	case errors.Is(err, query.ErrCursor):
		return &Problem{Code: BadCursor, Detail: query.ErrCursor.Error()}
	case errors.As(err, &gone):
		return &Problem{Code: NotFound, Detail: gone.Detail}
	case errors.Is(err, query.ErrNotFound):
		return &Problem{Code: NotFound}
	case errors.Is(err, query.ErrConflict):
		return &Problem{Code: Conflict}
	case errors.Is(err, query.ErrAway):
		return &Problem{Code: NotReady, Detail: query.ErrAway.Error() + "; it may be starting or moving", Retry: storeRetry, Cause: err}
	case errors.Is(err, access.ErrToken):
		return &Problem{Code: Unauthorized, Detail: "the token is not known, has ended or was revoked"}
	case errors.Is(err, access.ErrAway):
		return &Problem{Code: StoreAway, Retry: storeRetry, Cause: err}
	case errors.Is(err, context.DeadlineExceeded):
		return &Problem{Code: Slow, Cause: err}
	case errors.Is(err, store.ErrUnavailable):
		return &Problem{Code: StoreAway, Retry: storeRetry, Cause: err}
	case errors.As(err, &he):
		return fromEcho(he)
	}
	return &Problem{Code: Internal, Cause: err}
}

func fromEcho(he *echo.HTTPError) *Problem {
	switch he.Code {
	case http.StatusNotFound:
		return &Problem{Code: NotFound}
	case http.StatusMethodNotAllowed:
		return &Problem{Code: BadMethod}
	case http.StatusRequestEntityTooLarge:
		return &Problem{Code: TooLarge}
	case http.StatusBadRequest:
		return &Problem{Code: BadBody, Cause: he}
	}
	return &Problem{Code: Internal, Cause: he}
}

// write answers with the problem.
func (p *Problem) write(c echo.Context) error {
	row, id := p.Row(), RequestID(c)
	out := problemJSON{
		Type: "/help/problems#" + string(row.Code), Title: row.Title, Status: row.Status, Code: row.Code,
		Detail: p.Detail, Instance: "urn:lapwing:request:" + id,
	}
	for _, e := range p.Errors {
		fe := fieldError{Parameter: e.Param, Detail: e.Detail}
		if e.Param == "" || e.Param[0] == '/' {
			fe = fieldError{Pointer: e.Param, Detail: e.Detail}
		}
		out.Errors = append(out.Errors, fe)
	}
	p.headers(c)
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	c.Response().WriteHeader(row.Status)
	return json.NewEncoder(c.Response()).Encode(out)
}

// headers sets what a status needs beside the body.
func (p *Problem) headers(c echo.Context) {
	h := c.Response().Header()
	p.wait(h)
	if p.Code == Unauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="lapwing"`)
	}
	h.Set("Cache-Control", "no-store")
}

// wait says when to come again, to programs and to browsers.
func (p *Problem) wait(h http.Header) {
	if p.Retry > 0 {
		h.Set("Retry-After", strconv.FormatInt(int64((p.Retry+time.Second-1)/time.Second), 10))
	}
}

// fail is echo's error handler for everything below /api and for programs.
func (s *Server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		s.log.Error("answer broke off", "request", RequestID(c), "error", err)
		return
	}
	if errors.Is(c.Request().Context().Err(), context.Canceled) {
		s.log.Debug("caller went away", "request", RequestID(c), "route", c.Path())
		return
	}
	p := AsProblem(err)
	if p.Status() >= http.StatusInternalServerError {
		if more, say := s.quiet.say(p.Code, time.Now()); say {
			s.log.LogAttrs(c.Request().Context(), slog.LevelError, "request failed", slog.String("request", RequestID(c)),
				slog.String("route", c.Path()), slog.String("code", string(p.Code)), slog.Int("unsaid", more),
				slog.Any("error", p.Unwrap()))
		}
	}
	s.problems.WithLabelValues(string(p.Code)).Inc()
	if s.page != nil && !isAPI(c) {
		p.wait(c.Response().Header())
		err = s.page(c, p)
	} else {
		err = p.write(c)
	}
	if err != nil {
		s.log.Error("cannot write the answer", "request", RequestID(c), "error", err)
	}
}
