package api

import (
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/export"
)

// wantsCSV reads ?format=.
func wantsCSV(c echo.Context) (bool, error) {
	switch f := c.QueryParam("format"); f {
	case "", "json":
		return false, nil
	case "csv":
		return true, nil
	default:
		return false, &Problem{Code: NotAcceptable, Detail: "want format=json or format=csv"}
	}
}

// attach answers with a file. write starts after the headers; an error before its first
// byte is still a problem, a later one breaks the answer off.
func attach(c echo.Context, name string, write func(io.Writer) error) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "text/csv; charset=utf-8; header=present")
	h.Set("Content-Disposition", `attachment; filename="lapwing-`+name+`.csv"`)
	h.Set("Cache-Control", "no-store")
	if err := write(lazy{c}); err != nil {
		if !c.Response().Committed {
			h.Del("Content-Disposition")
		}
		return err
	}
	if !c.Response().Committed {
		c.Response().WriteHeader(http.StatusOK)
	}
	return nil
}

// lazy sends the status with the first bytes, not before.
type lazy struct{ c echo.Context }

func (l lazy) Write(b []byte) (int, error) { return l.c.Response().Write(b) }

// caseCSV answers with exactly the rows of a view of cases, all pages.
func (s *Server) caseCSV(c echo.Context, v query.View) error {
	who := Asker(c)
	cols := export.Cases(s.desk.Catalog().For(who.Tenant), v.List.Kind, who.Tenant, Lang(c))
	if names := c.QueryParam("columns"); names != "" {
		var err error
		if cols, err = export.Choose(cols, strings.Split(names, ",")); err != nil {
			return &query.BadRequest{Errors: []query.ParamError{{Param: "columns", Detail: err.Error()}}}
		}
	}
	return attach(c, v.List.Name, func(w io.Writer) error {
		t, err := export.NewTable(w, cols)
		if err != nil {
			return err
		}
		if err := s.desk.EachCase(c.Request().Context(), who, v, export.MaxRows, t.Row); err != nil {
			return err
		}
		return t.Flush()
	})
}

func (s *Server) apiCSV(c echo.Context, v query.View) error {
	who := Asker(c)
	return attach(c, v.List.Name, func(w io.Writer) error {
		t, err := export.NewTable(w, export.APIs(s.desk.Catalog().For(who.Tenant)))
		if err != nil {
			return err
		}
		if err := s.desk.EachAPI(c.Request().Context(), who, v, export.MaxRows, t.Row); err != nil {
			return err
		}
		return t.Flush()
	})
}
