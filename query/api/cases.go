package api

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
)

func (s *Server) events(c echo.Context) error { return s.cases(c, query.Events) }
func (s *Server) risks(c echo.Context) error  { return s.cases(c, query.Risks) }

func (s *Server) cases(c echo.Context, l *query.List) error {
	v, err := query.ParseView(l, c.QueryParams(), "format", "columns")
	if err != nil {
		return err
	}
	if yes, err := wantsCSV(c); err != nil {
		return err
	} else if yes {
		return s.caseCSV(c, v)
	}
	who := Asker(c)
	list, err := s.desk.Cases(c.Request().Context(), who, v)
	if err != nil {
		return err
	}
	linkNext(c, v.URL(), list.Next)
	out := caseListJSON{
		Rows: s.casesOf(list.Rows, who.Tenant, Lang(c)), Total: list.Total, Next: list.Next, Window: windowOf(list.Window),
		Facets: facetsOf(list.Choices), Bucket: list.Bucket.Seconds(), Coverage: coverageOf(list.Coverage),
	}
	if list.Trend != nil {
		out.Trend = trendOf(list.Trend)
	}
	return c.JSON(http.StatusOK, out)
}

// linkNext adds the Link header of the next page.
func linkNext(c echo.Context, u url.Values, cursor string) {
	if cursor == "" {
		return
	}
	u.Set("cursor", cursor)
	if c.Get(langKey) != nil {
		u.Set("lang", Lang(c).String())
	}
	next := url.URL{Path: c.Request().URL.Path, RawQuery: u.Encode()}
	c.Response().Header().Set("Link", "<"+next.String()+`>; rel="next"`)
}

func (s *Server) event(c echo.Context) error {
	d, err := s.desk.Event(c.Request().Context(), Asker(c), c.Param("id"))
	return s.caseDetail(c, d, err)
}

func (s *Server) risk(c echo.Context) error {
	d, err := s.desk.Risk(c.Request().Context(), Asker(c), c.Param("id"))
	return s.caseDetail(c, d, err)
}

func (s *Server) caseDetail(c echo.Context, d query.CaseDetail, err error) error {
	if err != nil {
		return err
	}
	c.Response().Header().Set("ETag", etag(d.State.Revision))
	return c.JSON(http.StatusOK, s.detailOf(d, Asker(c).Tenant, Lang(c)))
}

func (s *Server) eventSamples(c echo.Context) error {
	d, err := s.desk.Event(c.Request().Context(), Asker(c), c.Param("id"))
	return s.caseSamples(c, d, err)
}

func (s *Server) riskSamples(c echo.Context) error {
	d, err := s.desk.Risk(c.Request().Context(), Asker(c), c.Param("id"))
	return s.caseSamples(c, d, err)
}

func (s *Server) caseSamples(c echo.Context, d query.CaseDetail, err error) error {
	if err != nil {
		return err
	}
	got, err := s.desk.CaseSamples(c.Request().Context(), Asker(c), d.Case)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": s.samplesOf(got)})
}
