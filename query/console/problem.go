package console

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query/api"
)

type problemPage struct {
	Row     api.ProblemRow
	Detail  string
	Request string
	Retry   bool
}

// problem shows a person what went wrong. Whom nobody knows is sent to sign in, and back
// afterwards.
func (c *Console) problem(e echo.Context, p *api.Problem) error {
	if p.Code == api.Unauthorized && e.Request().Method == http.MethodGet {
		to := "/signin"
		if uri := e.Request().URL.RequestURI(); uri != "/" {
			to += "?to=" + escape(uri)
		}
		return e.Redirect(http.StatusSeeOther, to)
	}
	row := p.Row()
	pg := c.newPage(e, row.Title, "")
	pg.Body = problemPage{
		Row:     row,
		Detail:  named(e, p),
		Request: api.RequestID(e),
		Retry:   row.Status >= http.StatusInternalServerError,
	}
	return c.render(e, row.Status, "problem", pg)
}

// named says which thing is not there, where the problem itself does not.
func named(e echo.Context, p *api.Problem) string {
	switch {
	case p.Code != api.NotFound:
		return p.Detail
	case p.Detail != "":
		return whole(p.Detail)
	}
	return "No page " + e.Request().URL.Path + "."
}

func (c *Console) problemHelp(e echo.Context) error {
	pg := c.newPage(e, "Problems and what to do", "")
	pg.Body = api.Problems()
	return c.show(e, "problems", pg)
}

func (c *Console) keyHelp(e echo.Context) error {
	pg := c.newPage(e, "Keys", "")
	pg.Body = keys
	return c.show(e, "keys", pg)
}

// key is one key and what it does.
type key struct{ Key, Does string }

// keys are the same list in the help dialog and on its page; app.js has the deeds.
var keys = []key{
	{"j", "Next row"},
	{"k", "Row before"},
	{"Enter", "Open the row"},
	{"x", "Select the row"},
	{"e", "Change the state of what is selected or open"},
	{"i", "Mark as being worked on"},
	{"/", "Search"},
	{"Esc", "Close what is open"},
	{"?", "These keys"},
}
