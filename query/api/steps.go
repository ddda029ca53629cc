package api

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// usualSteps is how many calls are answered where nobody says.
const usualSteps = 100

type stepsJSON struct {
	Who    string     `json:"who"`
	Rows   []stepJSON `json:"rows"`
	More   bool       `json:"more"`
	Window windowJSON `json:"window"`
}

type stepJSON struct {
	At       time.Time `json:"at"`
	Method   string    `json:"method"`
	Host     string    `json:"host"`
	API      string    `json:"api"`
	APIID    string    `json:"api_id,omitempty"`
	Status   uint16    `json:"status"`
	IP       string    `json:"ip,omitempty"`
	Agent    string    `json:"agent,omitempty"`
	Account  string    `json:"account,omitempty"`
	Session  string    `json:"session,omitempty"`
	Object   string    `json:"object,omitempty"`
	Entries  uint32    `json:"entries"`
	Attack   bool      `json:"attack"`
	NewVisit bool      `json:"new_visit"`
	Likely   *float64  `json:"likely,omitempty"`
	Unlikely bool      `json:"unlikely"`
}

// steps lists what one caller did, in order.
func (s *Server) steps(c echo.Context) error {
	q := c.QueryParams()
	w, err := Window(q, s.desk.Now(), "who", "limit")
	if err != nil {
		return err
	}
	limit := usualSteps
	if t := q.Get("limit"); t != "" {
		if limit, err = strconv.Atoi(t); err != nil || limit < 1 {
			return &query.BadRequest{Errors: []query.ParamError{{Param: "limit", Detail: "want a number from 1"}}}
		}
	}
	who := Asker(c)
	got, err := s.desk.Steps(c.Request().Context(), who, q.Get("who"), w, limit)
	if err != nil {
		return err
	}
	out := stepsJSON{Who: got.Whose, Rows: make([]stepJSON, len(got.Rows)), More: got.More, Window: windowOf(got.Window)}
	for i := range got.Rows {
		out.Rows[i] = stepOf(&got.Rows[i], who.Tenant)
	}
	return c.JSON(http.StatusOK, out)
}

func stepOf(p *query.Step, tenant string) stepJSON {
	out := stepJSON{
		At: p.At.UTC(), Method: p.API.Method, Host: p.API.Host, API: p.API.Template, Status: p.Status, Agent: p.Agent,
		Account: finding.AccountText(&finding.Facts{Account: p.Account}), Session: finding.AccountText(&finding.Facts{Session: p.Session}),
		Entries: p.Entries, Attack: p.Attacks != 0, NewVisit: p.NewVisit, Unlikely: p.Unlikely(),
	}
	if !p.Noise {
		out.APIID = p.API.ID(tenant)
	}
	if p.Client.IsValid() {
		out.IP = p.Client.String()
	}
	if p.Object != 0 {
		out.Object = fmt.Sprintf("%016x", p.Object)
	}
	if p.Usual > 0 {
		out.Likely = &p.Likely
	}
	return out
}
