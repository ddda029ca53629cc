package console

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// prefs are how somebody likes to look at pages; kept in their browser, nothing else is.
type prefs struct {
	Theme, Density string
	Lang           finding.Lang // of what is said of risks and events
}

const prefsCookie = "lapwing-look"

var (
	themes    = []string{"system", "light", "dark"}
	densities = []string{"comfortable", "compact"}
)

func prefsOf(e echo.Context) prefs {
	p := prefs{themes[0], densities[0], finding.AcceptLang(e.Request().Header.Get("Accept-Language"))}
	c, err := e.Cookie(prefsCookie)
	if err != nil {
		return p
	}
	parts := append(strings.Split(c.Value, "."), "", "")
	return p.with(parts[0], parts[1], parts[2])
}

// with takes only words it knows.
func (p prefs) with(theme, density, lang string) prefs {
	if slices.Contains(themes, theme) {
		p.Theme = theme
	}
	if slices.Contains(densities, density) {
		p.Density = density
	}
	if l, ok := finding.ParseLang(lang); ok {
		p.Lang = l
	}
	return p
}

// Themes and Densities are for the menu.
func (prefs) Themes() []string { return themes }

// Densities lists how close rows may stand.
func (prefs) Densities() []string { return densities }

// Langs lists the languages of findings.
func (prefs) Langs() []finding.Lang { return finding.Languages() }

func (c *Console) setPrefs(e echo.Context) error {
	p := prefsOf(e).with(e.FormValue("theme"), e.FormValue("density"), e.FormValue("lang"))
	e.SetCookie(&http.Cookie{
		Name: prefsCookie, Value: p.Theme + "." + p.Density + "." + p.Lang.String(), Path: "/", HttpOnly: true,
		SameSite: http.SameSiteStrictMode, MaxAge: int(365 * 24 * time.Hour / time.Second),
	})
	return e.Redirect(http.StatusSeeOther, back(e.FormValue("back")))
}
