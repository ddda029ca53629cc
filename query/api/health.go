package api

import (
	_ "embed"
	"net/http"

	"github.com/labstack/echo/v4"
)

//go:embed openapi.yaml
var openapiYAML []byte

// OpenAPI is the file that describes the API.
func OpenAPI() []byte { return openapiYAML }

func (s *Server) openapi(c echo.Context) error {
	return c.Blob(http.StatusOK, "application/yaml; charset=utf-8", openapiYAML)
}

// healthz answers as long as the process does.
func (s *Server) healthz(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// readyz answers 200 when the node can answer questions and take traffic.
func (s *Server) readyz(c echo.Context) error {
	if err := s.desk.Ready(c.Request().Context()); err != nil {
		p := &Problem{Code: NotReady, Detail: "see the log of the node", Cause: err}
		if local(c) {
			p.Detail = err.Error()
		}
		return p
	}
	return c.JSON(http.StatusOK, map[string]string{"status": "ready"})
}

func (s *Server) versionz(c echo.Context) error { return c.JSON(http.StatusOK, s.version) }
