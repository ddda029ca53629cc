package api

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/openapi"
)

type specJSON struct {
	Name       string    `json:"name"`
	Version    uint64    `json:"version"`
	At         time.Time `json:"at"`
	Who        string    `json:"who"`
	Why        string    `json:"why"`
	Title      string    `json:"title"`
	Format     string    `json:"format"`
	Host       string    `json:"host"`
	Operations int       `json:"operations"`
	Unseen     []string  `json:"unseen"`
	LeftOut    int       `json:"left_out"`
}

func specOf(s query.Setting, x query.Spec) specJSON {
	return specJSON{
		Name: s.Name, Version: s.Version, At: s.At.UTC(), Who: s.Who, Why: s.Why, Title: x.Title, Format: x.Format, Host: x.Host,
		Operations: len(x.Operations), Unseen: []string{},
	}
}

// specs lists the imported descriptions with what of each was never called.
func (s *Server) specs(c echo.Context) error {
	all, err := s.desk.Specs(c.Request().Context(), Asker(c))
	if err != nil {
		return err
	}
	rows := make([]specJSON, len(all))
	for i, x := range all {
		rows[i] = specOf(x.Setting, x.Spec)
		rows[i].Unseen = append(rows[i].Unseen, x.Unseen...)
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}

// importSpec takes a document in the body.
func (s *Server) importSpec(c echo.Context) error {
	q := c.QueryParams()
	if err := only(q, "name", "host", "why"); err != nil {
		return err
	}
	seen, err := seenPolicy(c)
	if err != nil {
		return err
	}
	doc, err := io.ReadAll(c.Request().Body) // bounded by the route
	if err != nil {
		return err
	}
	got, err := s.desk.ImportSpec(c.Request().Context(), Asker(c), query.SpecWish{
		Name: q.Get("name"), Host: q.Get("host"), Why: q.Get("why"), Seen: seen, Doc: doc,
	})
	if errors.Is(err, query.ErrExists) {
		return &Problem{Code: NeedsIfMatch, Detail: "a description of that name is there already: name its version in If-Match to replace it"}
	}
	if err != nil {
		return err
	}
	out := specOf(got.Setting, got.Spec)
	out.LeftOut = got.LeftOut
	c.Response().Header().Set("ETag", etag(got.Version))
	return c.JSON(http.StatusOK, out)
}

// describe answers with an OpenAPI document of a host.
func (s *Server) describe(c echo.Context) error {
	q := c.QueryParams()
	if err := only(q, "host", "format"); err != nil {
		return err
	}
	format := q.Get("format")
	if format != "" && format != "json" && format != "yaml" {
		return &Problem{Code: NotAcceptable, Detail: "want format=json or format=yaml"}
	}
	doc, err := s.desk.Describe(c.Request().Context(), Asker(c), q.Get("host"))
	if err != nil {
		return err
	}
	kind, end := "application/json", "json"
	if format == "yaml" {
		kind, end = "application/yaml", "yaml"
		if doc, err = openapi.ToYAML(doc); err != nil {
			return err
		}
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+fileName(q.Get("host"))+`-openapi.`+end+`"`)
	h.Set("Cache-Control", "no-store")
	return c.Blob(http.StatusOK, kind, doc)
}

// fileName keeps what a file name can hold everywhere.
func fileName(host string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, strings.ToLower(host))
}
