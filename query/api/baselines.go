package api

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/query"
)

const exportBody = 256 << 10 // bytes: an export has about 10 KB, with 24 long parameter names 100 KB

func (s *Server) baseline(c echo.Context) error {
	if err := only(c.QueryParams()); err != nil {
		return err
	}
	b, err := s.desk.Baseline(c.Request().Context(), Asker(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.Response().Header().Set("ETag", etag(b.Ruling.Revision))
	return c.JSON(http.StatusOK, b)
}

func (s *Server) steerBaseline(c echo.Context) error {
	seen, err := ifMatch(c)
	if err != nil {
		return err
	}
	var w struct {
		Act baseline.Act `json:"act"`
		Why string       `json:"why"`
	}
	if err := readJSON(c, &w); err != nil {
		return err
	}
	b, err := s.desk.SteerBaseline(c.Request().Context(), Asker(c), c.Param("id"), query.BaselineWish{Act: w.Act, Why: w.Why, Revision: seen})
	if err == nil || errors.Is(err, query.ErrConflict) {
		c.Response().Header().Set("ETag", etag(b.Ruling.Revision))
	}
	if err != nil {
		return asBody(err)
	}
	return c.JSON(http.StatusOK, b)
}

func (s *Server) compareBaseline(c echo.Context) error {
	var w struct {
		With *baseline.Export `json:"with"`
	}
	if err := readJSON(c, &w); err != nil {
		return err
	}
	if w.With == nil {
		return badBody("/with", "want an export of a baseline")
	}
	d, err := s.desk.CompareBaseline(c.Request().Context(), Asker(c), c.Param("id"), w.With)
	if err != nil {
		return asBody(err)
	}
	return c.JSON(http.StatusOK, map[string]any{"differences": d})
}
