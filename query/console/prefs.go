package console

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// prefs are how somebody likes to look at pages; kept in their browser, nothing else is.
type prefs struct{ Theme, Density string }

const prefsCookie = "lapwing-look"

var (
	themes    = []string{"system", "light", "dark"}
	densities = []string{"comfortable", "compact"}
)

func prefsOf(e echo.Context) prefs {
	p := prefs{themes[0], densities[0]}
	c, err := e.Cookie(prefsCookie)
	if err != nil {
		return p
	}
	theme, density, _ := strings.Cut(c.Value, ".")
	return p.with(theme, density)
}

// with takes only words it knows.
func (p prefs) with(theme, density string) prefs {
	if slices.Contains(themes, theme) {
		p.Theme = theme
	}
	if slices.Contains(densities, density) {
		p.Density = density
	}
	return p
}

// Themes and Densities are for the menu.
func (prefs) Themes() []string { return themes }

// Densities lists how close rows may stand.
func (prefs) Densities() []string { return densities }

func (c *Console) setPrefs(e echo.Context) error {
	p := prefsOf(e).with(e.FormValue("theme"), e.FormValue("density"))
	e.SetCookie(&http.Cookie{
		Name: prefsCookie, Value: p.Theme + "." + p.Density, Path: "/", HttpOnly: true,
		SameSite: http.SameSiteStrictMode, MaxAge: int(365 * 24 * time.Hour / time.Second),
	})
	return e.Redirect(http.StatusSeeOther, back(e.FormValue("back")))
}
