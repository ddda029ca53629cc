package api

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
)

func (s *Server) apis(c echo.Context) error {
	v, err := query.ParseView(query.Inventory, c.QueryParams(), "format")
	if err != nil {
		return err
	}
	if yes, err := wantsCSV(c); err != nil {
		return err
	} else if yes {
		return s.apiCSV(c, v)
	}
	list, err := s.desk.APIs(c.Request().Context(), Asker(c), v)
	if err != nil {
		return err
	}
	linkNext(c, v.URL(), list.Next)
	out := apiListJSON{
		Rows: make([]apiJSON, len(list.Rows)), Total: list.Total, Next: list.Next, Window: windowOf(list.Window),
		Facets: facetsOf(list.Choices), Coverage: coverageOf(list.Coverage),
	}
	for i, r := range list.Rows {
		out.Rows[i] = s.apiOf(r)
	}
	return c.JSON(http.StatusOK, out)
}

func (s *Server) api(c echo.Context) error {
	w, err := s.window(c)
	if err != nil {
		return err
	}
	who := Asker(c)
	d, err := s.desk.API(c.Request().Context(), who, c.Param("id"), w)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, apiDetailJSON{
		apiJSON: s.apiOf(d.APIRow), Window: windowOf(d.Window), Traffic: trafficOf(d.Traffic), Bucket: d.Bucket.Seconds(),
		Callers: callersOf(d.Callers), Spread: spreadOf(&d.Spread), Params: paramsOf(s.desk.Catalog().For(who.Tenant), d.Params), RiskList: s.casesOf(d.RiskList, who.Tenant, Lang(c)),
		EventList: s.casesOf(d.Events, who.Tenant, Lang(c)), Coverage: coverageOf(d.Coverage), Rules: gatewayRulesOf(d.Rules),
	})
}

func (s *Server) apiSamples(c echo.Context) error {
	q := c.QueryParams()
	if err := only(q, "reason", "limit"); err != nil {
		return err
	}
	limit := 5
	if l := q.Get("limit"); l != "" {
		n, err := strconv.Atoi(l)
		const most = 50 // samples of one answer: 16 KiB of body a side each
		if err != nil || n < 1 || n > most {
			return &query.BadRequest{Errors: []query.ParamError{{Param: "limit", Detail: "want a number from 1 to 50"}}}
		}
		limit = n
	}
	got, err := s.desk.APISamples(c.Request().Context(), Asker(c), c.Param("id"), q.Get("reason"), limit)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": s.samplesOf(got)})
}

// window reads since, from and to, and refuses every other parameter.
func (s *Server) window(c echo.Context) (query.Window, error) {
	return Window(c.QueryParams(), s.desk.Now())
}

// Window reads the window of an answer that is no list, against the clock.
func Window(u url.Values, now time.Time, ignore ...string) (query.Window, error) {
	v, err := query.ParseView(&query.List{Name: "window"}, u, ignore...)
	if err != nil {
		return query.Window{}, err
	}
	return v.Window(now), nil
}

// only refuses parameters a call does not have.
func only(u url.Values, names ...string) error {
	var bad []query.ParamError
next:
	for name := range u {
		for _, n := range names {
			if n == name {
				continue next
			}
		}
		bad = append(bad, query.ParamError{Param: name, Detail: "no such parameter"})
	}
	if bad != nil {
		return &query.BadRequest{Errors: bad}
	}
	return nil
}
