package console

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
	"github.com/lapwing-sec/lapwing/query/digest"
)

// digestRow is a digest with how far its delivery is.
type digestRow struct {
	query.Dispatch
	State digest.State
	Next  time.Time
}

// Trouble is why the newest attempt failed, "" it did not.
func (d digestRow) Trouble() string {
	if n := len(d.Tries); n > 0 {
		return d.Tries[n-1].Detail
	}
	return ""
}

func rowOf(d query.Dispatch, now time.Time) digestRow {
	r := digestRow{Dispatch: d}
	r.State, r.Next = d.State(now)
	return r
}

type alarmsBody struct {
	query.Alarms
	Digests   []digestRow
	Before    string // where the next page begins, "" after the last
	Recipient string // whose digests are shown, "" everybody's
	Wrong     string
	May       bool
}

const digestsShown = 20

func (c *Console) alarms(e echo.Context) error { return c.alarmsPage(e, http.StatusOK, "") }

func (c *Console) alarmsPage(e echo.Context, status int, wrong string) error {
	ctx, who, now := e.Request().Context(), api.Asker(e), c.desk.Now()
	all, err := c.desk.Alarms(ctx, who)
	if err != nil {
		return err
	}
	b := alarmsBody{Alarms: all, Recipient: e.QueryParam("recipient"), Wrong: wrong, May: api.Who(e).May(access.Configure)}
	before, _ := time.Parse(time.RFC3339Nano, e.QueryParam("before")) // none: the newest
	l, err := c.desk.Digests(ctx, who, b.Recipient, before, digestsShown)
	if err != nil {
		return err
	}
	for _, d := range l.Rows {
		b.Digests = append(b.Digests, rowOf(d, now))
	}
	if !l.Before.IsZero() {
		b.Before = l.Before.UTC().Format(time.RFC3339Nano)
	}
	pg := c.newPage(e, "Alarms", "alarms")
	if to := e.QueryParam("tested"); to != "" {
		pg.Says = append(pg.Says, notice{"good", "The test message was taken by the receiver of “" + to + "”."})
	}
	pg.Body = b
	return c.render(e, status, "alarms", pg)
}

// testRecipient sends a test message and says how it went.
func (c *Console) testRecipient(e echo.Context) error {
	name := e.FormValue("name")
	err := c.desk.TestRecipient(e.Request().Context(), api.Asker(e), name)
	var bad *query.BadRequest
	var soon *query.TooSoon
	switch {
	case errors.As(err, &bad):
		return c.alarmsPage(e, http.StatusUnprocessableEntity, "The test message to “"+name+"” was "+bad.Errors[0].Detail)
	case errors.As(err, &soon):
		return c.alarmsPage(e, http.StatusTooManyRequests, "A test message to “"+name+"” was just sent: "+soon.Error()+".")
	}
	return done(e, err, "/alarms?tested="+escape(name))
}

type digestBody struct {
	digestRow
	Lines []digest.Line
}

// here gives the lines with links within this console: the address a digest was written with may
// be another one today, or another node's.
func here(m *digest.Message) []digest.Line {
	base := strings.TrimSuffix(m.Link, "/digests/"+url.PathEscape(m.ID))
	lines := slices.Clone(m.Lines)
	for i := range lines {
		lines[i].Link = strings.TrimPrefix(lines[i].Link, base)
	}
	return lines
}

// digestPage shows a digest exactly as it was sent.
func (c *Console) digestPage(e echo.Context) error {
	d, err := c.desk.Digest(e.Request().Context(), api.Asker(e), e.Param("id"))
	if err != nil {
		return err
	}
	pg := c.newPage(e, d.Message.Subject, "alarms")
	pg.Body = digestBody{rowOf(d, c.desk.Now()), here(&d.Message)}
	return c.render(e, http.StatusOK, "digest", pg)
}
