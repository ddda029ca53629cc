package console

import (
	"net/http"
	"regexp"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

type sourcesBody struct {
	query.SourceReport
	Spans  []span2
	Chart  chart
	Tokens []access.Token
	Secret string // of a token just made; shown this once
	Made   string // its name
	Wrong  string
	Curl   string
}

func (c *Console) sources(e echo.Context) error { return c.sourcesPage(e, http.StatusOK, "", "", "") }

func (c *Console) sourcesPage(e echo.Context, status int, made, secret, wrong string) error {
	q := e.QueryParams()
	w, err := api.Window(q, c.desk.Now(), "revoked")
	if err != nil {
		return err
	}
	who := api.Asker(e)
	r, err := c.desk.Sources(e.Request().Context(), who, w)
	if err != nil {
		return err
	}
	since := q.Get("since")
	if since == "" {
		since = "24h"
	}
	b := sourcesBody{
		SourceReport: r, Spans: spansFor(since), Chart: trafficChart("Calls", r.Traffic, r.Bucket),
		Secret: secret, Made: made, Wrong: wrong,
	}
	pg := c.newPage(e, "Sources and health", "sources")
	if pg.May.Administer {
		if b.Tokens, err = c.gate.Tokens(e.Request().Context(), who.Tenant); err != nil {
			return err
		}
	}
	b.Curl = curl(e, "lapwing_...")
	if secret != "" {
		b.Curl = curl(e, secret)
	}
	if q.Get("revoked") != "" {
		pg.Says = append(pg.Says, notice{"good", "The token is revoked. Other nodes stop taking it within ten seconds."})
	}
	pg.Body, pg.Coverage = b, &r.Coverage
	return c.render(e, status, "sources", pg)
}

// makeToken answers with the page itself, not a redirect: the secret is never in an address.
func (c *Console) makeToken(e echo.Context) error {
	name, scope := e.FormValue("name"), access.Scope(e.FormValue("scope"))
	_, secret, err := c.gate.NewToken(e.Request().Context(), api.Who(e), name, []access.Scope{scope}, 0)
	if err != nil {
		return c.sourcesPage(e, http.StatusUnprocessableEntity, "", "", sentence(err.Error())+".")
	}
	return c.sourcesPage(e, http.StatusOK, name, secret, "")
}

func (c *Console) revokeToken(e echo.Context) error {
	if err := c.gate.RevokeToken(e.Request().Context(), api.Who(e), e.FormValue("id")); err != nil {
		return err
	}
	return e.Redirect(http.StatusSeeOther, "/sources?revoked=1")
}

// ownHost lets nothing through that a shell could read as more than a host and a port.
var ownHost = regexp.MustCompile(`^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:]{2,45}\](:[0-9]{1,5})?$`)

// curl is the one line that brings the first call in.
func curl(e echo.Context, token string) string {
	host := e.Request().Host
	if !ownHost.MatchString(host) {
		host = "127.0.0.1:8080"
	}
	return "curl -sS " + e.Scheme() + "://" + host + "/api/v1/exchanges \\\n" +
		"  -H 'Authorization: Bearer " + token + "' \\\n" +
		"  -H 'Content-Type: application/x-ndjson' \\\n" +
		`  --data-binary '{"method":"GET","scheme":"https","host":"shop.example.com","path":"/api/v1/orders/42",` +
		`"client":{"ip":"203.0.113.7"},"response":{"status":200,"headers":[["content-type","application/json"]],` +
		`"body":"{\"order\":42,\"phone\":\"13800138000\"}"}}'`
}
