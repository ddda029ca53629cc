package console

import (
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

// page is what every page carries; Body is its own part.
type page struct {
	Title    string
	Nav      string // which entry of the menu is the current one
	Who      access.Principal
	May      may
	Prefs    prefs
	Now      time.Time
	Self     string // path and query of this page
	Says     []notice
	Coverage *query.CoverageReport
	Version  string
	Body     any
}

// may says what the page offers; the routes check it again.
type may struct{ Decide, ReadSample, Administer, Configure bool }

// notice is a message at the top of a page.
type notice struct {
	Kind string // "good", "warn" or "bad"
	Text string
}

func (c *Console) newPage(e echo.Context, title, nav string) page {
	p := api.Who(e)
	return page{
		Title: title, Nav: nav, Who: p, Prefs: prefsOf(e), Now: c.desk.Now(), Version: c.version,
		May:  may{p.May(access.Decide), p.May(access.ReadSample), p.May(access.Administer), p.May(access.Configure)},
		Self: e.Request().URL.RequestURI(),
	}
}

// escape writes a value of a parameter.
func escape(s string) string { return url.QueryEscape(s) }
