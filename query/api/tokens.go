package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
)

// me tells a caller who it is; nobody is an answer too.
func (s *Server) me(c echo.Context) error {
	p := Who(c)
	scopes := p.Scopes
	if scopes == nil {
		scopes = []access.Scope{}
	}
	return c.JSON(http.StatusOK, map[string]any{
		"signed_in": p.Known(), "tenant": p.Tenant, "name": p.Name, "role": string(p.Role), "scopes": scopes,
	})
}

func (s *Server) tokens(c echo.Context) error {
	ts, err := s.gate.Tokens(c.Request().Context(), Who(c).Tenant)
	if err != nil {
		return err
	}
	rows := make([]tokenJSON, len(ts))
	for i, t := range ts {
		rows[i] = tokenOf(t, "")
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}

type newTokenJSON struct {
	Name   string         `json:"name"`
	Scopes []access.Scope `json:"scopes"`
	Days   int            `json:"days"` // 0: a year
}

func (s *Server) newToken(c echo.Context) error {
	var in newTokenJSON
	if err := readJSON(c, &in); err != nil {
		return err
	}
	const most = 3660 // days: ten years
	if in.Days < 0 || in.Days > most {
		return badBody("/days", "want a number from 1 to 3660, or none for a year")
	}
	t, secret, err := s.gate.NewToken(
		c.Request().Context(),
		Who(c),
		in.Name,
		in.Scopes,
		time.Duration(in.Days)*24*time.Hour,
	)
	if err != nil {
		return badBody("", err.Error())
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusCreated, tokenOf(t, secret))
}

func (s *Server) revokeToken(c echo.Context) error {
	if err := s.gate.RevokeToken(c.Request().Context(), Who(c), c.Param("id")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (s *Server) audit(c echo.Context) error {
	q := c.QueryParams()
	if err := only(q, "before"); err != nil {
		return err
	}
	var before time.Time
	if b := q.Get("before"); b != "" {
		var err error
		if before, err = time.Parse(time.RFC3339Nano, b); err != nil {
			return &query.BadRequest{
				Errors: []query.ParamError{{Param: "before", Detail: "want a time such as 2026-11-21T09:30:00Z"}},
			}
		}
	}
	const page = 200 // entries of one answer
	es, err := s.desk.Audit(c.Request().Context(), Asker(c), before, page)
	if err != nil {
		return err
	}
	rows := make([]auditJSON, len(es))
	for i, e := range es {
		rows[i] = auditJSON(e)
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}
