package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

func (s *Server) overview(c echo.Context) error {
	w, err := s.window(c)
	if err != nil {
		return err
	}
	who := Asker(c)
	o, err := s.desk.Overview(c.Request().Context(), who, w)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.overviewOf(o, who.Tenant, Lang(c)))
}

func (s *Server) dataTypes(c echo.Context) error {
	w, err := s.window(c)
	if err != nil {
		return err
	}
	r, err := s.desk.DataTypes(c.Request().Context(), Asker(c), w)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{
		"rows": usesOf(s.desk.Catalog().For(Who(c).Tenant), r.Uses), "window": windowOf(r.Window), "coverage": coverageOf(r.Coverage),
	})
}

func (s *Server) coverage(c echo.Context) error {
	w, err := s.window(c)
	if err != nil {
		return err
	}
	r, err := s.desk.Coverage(c.Request().Context(), Asker(c), w)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, coverageOf(r))
}

func (s *Server) sources(c echo.Context) error {
	w, err := s.window(c)
	if err != nil {
		return err
	}
	r, err := s.desk.Sources(c.Request().Context(), Asker(c), w)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, sourcesOf(r))
}

func (s *Server) nodes(c echo.Context) error {
	ns, err := s.desk.Nodes(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": nodesOf(ns)})
}

type typeJSON struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Title    string `json:"title"`
	Category string `json:"category"`
	Level    string `json:"level"`
	Means    string `json:"means,omitempty"`
	Advice   string `json:"advice,omitempty"`
}

type statusJSON struct {
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	Means    string `json:"means"`
	Open     bool   `json:"open"`
	Settable bool   `json:"settable"`
}

// catalog lists the words: types, states, data.
func (s *Server) catalog(c echo.Context) error {
	types, states, data := []typeJSON{}, []statusJSON{}, []dataJSON{}
	for _, k := range []finding.Kind{finding.KindRisk, finding.KindEvent} {
		for _, t := range s.desk.Catalog().Types(k) {
			title, advice := s.desk.Catalog().TypeWords(t, Lang(c))
			types = append(types, typeJSON{t.ID, k.String(), title, t.Category, t.Level.String(), t.Means, advice})
		}
		for _, r := range query.Statuses(k) {
			states = append(states, statusJSON{k.String(), string(r.ID), r.Title, r.Means, r.Open, r.ByMan})
		}
	}
	for _, d := range s.desk.Catalog().For(Who(c).Tenant).DataTypes() {
		data = append(data, dataJSON{d.ID.String(), d.Name, d.Title, d.Level.String()})
	}
	return c.JSON(http.StatusOK, map[string]any{"types": types, "statuses": states, "data_types": data})
}
