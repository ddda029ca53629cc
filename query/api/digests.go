package api

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
)

type digestJSON struct {
	ID        string        `json:"id"`
	Recipient string        `json:"recipient"`
	Channel   string        `json:"channel"`
	Alarm     string        `json:"alarm"`
	Slot      time.Time     `json:"slot"` // when it was due
	At        time.Time     `json:"at"`   // when it was written
	Language  string        `json:"language"`
	Subject   string        `json:"subject"`
	Level     string        `json:"level,omitempty"`
	Told      int           `json:"told"` // findings it is about
	Events    int           `json:"events"`
	Risks     int           `json:"risks"`
	Going     int           `json:"going_on"`
	State     digest.State  `json:"state"`
	Next      *time.Time    `json:"next,omitempty"` // attempt
	Lines     []digest.Line `json:"lines,omitempty"`
	Payload   string        `json:"payload,omitempty"`
	Attempts  []attemptJSON `json:"attempts,omitempty"`
}

type attemptJSON struct {
	N      uint32     `json:"n"`
	Begun  time.Time  `json:"begun"`
	Ended  *time.Time `json:"ended,omitempty"`
	OK     bool       `json:"ok"`
	Detail string     `json:"detail,omitempty"`
	Node   string     `json:"node,omitempty"`
}

func digestOf(d *query.Dispatch, now time.Time, whole bool) digestJSON {
	state, next := d.State(now)
	out := digestJSON{
		ID: d.ID, Recipient: d.Recipient, Channel: d.Channel, Slot: d.Slot.UTC(), At: d.At.UTC(), Language: d.Message.Language,
		Subject: d.Message.Subject, Level: d.Message.Level, Told: d.Told, Events: d.Message.Events, Risks: d.Message.Risks,
		Going: d.Message.Going, State: state, Next: moment(next),
	}
	if len(d.Alarms) > 0 {
		out.Alarm = d.Alarms[0]
	}
	if !whole {
		return out
	}
	out.Lines, out.Payload = d.Message.Lines, string(d.Payload)
	for _, a := range d.Tries {
		out.Attempts = append(out.Attempts, attemptJSON{a.N, a.Begun.UTC(), moment(a.Ended), a.OK, a.Detail, a.Node})
	}
	return out
}

// digests lists what was told, newest first.
func (s *Server) digests(c echo.Context) error {
	limit, before := query.DefaultLimit, time.Time{}
	var bad []query.ParamError
	for name := range c.QueryParams() {
		if !slices.Contains([]string{"recipient", "before", "limit"}, name) {
			bad = append(bad, query.ParamError{Param: name, Detail: "no such parameter"})
		}
	}
	if text := c.QueryParam("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > query.MaxLimit {
			bad = append(bad, query.ParamError{Param: "limit", Detail: "want a number from 1 to " + strconv.Itoa(query.MaxLimit)})
		}
		limit = n
	}
	if text := c.QueryParam("before"); text != "" {
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			bad = append(bad, query.ParamError{Param: "before", Detail: "want a time such as 2026-11-21T09:30:00Z"})
		}
		before = at
	}
	if bad != nil {
		return &query.BadRequest{Errors: bad}
	}
	l, err := s.desk.Digests(c.Request().Context(), Asker(c), c.QueryParam("recipient"), before, limit)
	if err != nil {
		return err
	}
	rows := []digestJSON{}
	for i := range l.Rows {
		rows = append(rows, digestOf(&l.Rows[i], s.desk.Now(), false))
	}
	out := map[string]any{"rows": rows}
	if !l.Before.IsZero() {
		out["before"] = l.Before.UTC()
	}
	return c.JSON(http.StatusOK, out)
}

// digest shows one exactly as it was sent.
func (s *Server) digest(c echo.Context) error {
	d, err := s.desk.Digest(c.Request().Context(), Asker(c), c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, digestOf(&d, s.desk.Now(), true))
}
