package console

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query/api"
)

//go:embed static/*
var staticFiles embed.FS

// assets are style, script and pictures. Their addresses hold a hash of their content, so
// that browsers keep them until they change.
type assets struct {
	byName map[string]string // "app.css" -> "app.1a2b3c4d.css"
	byPath map[string]asset
}

type asset struct {
	kind string
	data []byte
}

var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

func readAssets() (*assets, error) {
	a := &assets{byName: map[string]string{}, byPath: map[string]asset{}}
	files, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		b, err := staticFiles.ReadFile("static/" + f.Name())
		if err != nil {
			return nil, err
		}
		sum, ext := sha256.Sum256(b), path.Ext(f.Name())
		hashed := strings.TrimSuffix(f.Name(), ext) + "." + hex.EncodeToString(sum[:4]) + ext
		a.byName[f.Name()], a.byPath[hashed] = hashed, asset{kinds[ext], b}
	}
	return a, nil
}

// url gives the address of a file; templates call it.
func (a *assets) url(name string) string { return "/static/" + a.byName[name] }

func (c *Console) asset(e echo.Context) error {
	f, ok := c.assets.byPath[e.Param("name")]
	if !ok {
		return &api.Problem{Code: api.NotFound}
	}
	e.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return e.Blob(http.StatusOK, f.kind, f.data)
}

func (c *Console) favicon(e echo.Context) error {
	f := c.assets.byPath[c.assets.byName["logo.svg"]]
	e.Response().Header().Set("Cache-Control", "public, max-age=86400")
	return e.Blob(http.StatusOK, f.kind, f.data)
}
