package console

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages are the templates, one set a page: the frame, the shared parts and the page itself.
// html/template escapes each value for the place it stands in; nothing is ever marked as
// safe, here or anywhere.
type pages struct{ sets map[string]*template.Template }

func readPages(a *assets) (*pages, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	var shared, own []string
	for _, n := range names {
		if strings.HasPrefix(path.Base(n), "_") {
			shared = append(shared, n)
		} else {
			own = append(own, n)
		}
	}
	p := &pages{sets: map[string]*template.Template{}}
	for _, n := range own {
		t, err := template.New("frame").Funcs(functions(a)).Option("missingkey=error").
			ParseFS(templateFiles, append(shared, n)...)
		if err != nil {
			return nil, fmt.Errorf("cannot read template %s: %w", n, err)
		}
		p.sets[strings.TrimSuffix(path.Base(n), ".html")] = t
	}
	return p, nil
}

// render answers with a page. It is made as a whole first: a mistake in a template is an
// error page, never half a page.
func (c *Console) render(e echo.Context, status int, name string, pg page) error {
	t, ok := c.pages.sets[name]
	if !ok {
		return fmt.Errorf("no page %q", name)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "frame", pg); err != nil {
		return fmt.Errorf("cannot make page %s: %w", name, err)
	}
	h := e.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Cookie, "+partHeader)
	return e.HTMLBlob(status, b.Bytes())
}

func (c *Console) show(e echo.Context, name string, pg page) error {
	return c.render(e, http.StatusOK, name, pg)
}
