package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

type markJSON struct {
	IDs    []string `json:"ids"`
	Follow *bool    `json:"follow"`
	Note   *string  `json:"note"`
	Delete bool     `json:"delete"`
}

type markedJSON struct {
	ID     string `json:"id"`
	Result string `json:"result"` // "ok" or "not_found"
}

func (s *Server) markEvents(c echo.Context) error { return s.mark(c, finding.KindEvent) }
func (s *Server) markRisks(c echo.Context) error  { return s.mark(c, finding.KindRisk) }

func (s *Server) mark(c echo.Context, k finding.Kind) error {
	var m markJSON
	if err := readJSON(c, &m); err != nil {
		return err
	}
	errs, err := s.desk.Mark(c.Request().Context(), Asker(c), query.MarkWish{
		Kind: k, IDs: m.IDs, Follow: m.Follow, Note: m.Note, Delete: m.Delete,
	})
	if err != nil {
		return asBody(err)
	}
	rows := make([]markedJSON, len(errs))
	for i, err := range errs {
		rows[i] = markedJSON{m.IDs[i], "ok"}
		if err != nil {
			rows[i].Result = string(AsProblem(err).Code)
		}
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}
