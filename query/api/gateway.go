package api

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/gateway"
)

type gatewayTextJSON struct {
	measureJSON
	Text   string   `json:"text,omitempty"`
	Use    string   `json:"use,omitempty"`
	Notes  []string `json:"notes,omitempty"`
	Cannot string   `json:"cannot,omitempty"`
}

type gatewayRuleJSON struct {
	query.GatewayRule
	Name    string    `json:"name"`
	Version uint64    `json:"version"`
	At      time.Time `json:"at"`
	Who     string    `json:"who"`
	Why     string    `json:"why,omitempty"`
}

func gatewayRulesOf(in []query.StoredRule) []gatewayRuleJSON {
	out := make([]gatewayRuleJSON, len(in))
	for i, r := range in {
		out[i] = gatewayRuleJSON{r.GatewayRule, r.Name, r.Setting.Version, r.Setting.At.UTC(), r.Setting.Who, r.Setting.Why}
	}
	return out
}

// formatOf reads the gateway; def where none is named.
func formatOf(c echo.Context, def gateway.Format) (gateway.Format, error) {
	f := gateway.Format(c.QueryParam("format"))
	switch {
	case f == "":
		return def, nil
	case f.Title() == "":
		return f, &query.BadRequest{Errors: []query.ParamError{{Param: "format", Detail: fmt.Sprintf("want one of %v", gateway.Formats())}}}
	}
	return f, nil
}

func (s *Server) caseOfKind(c echo.Context, k finding.Kind) (query.CaseDetail, error) {
	if k == finding.KindEvent {
		return s.desk.Event(c.Request().Context(), Asker(c), c.Param("id"))
	}
	return s.desk.Risk(c.Request().Context(), Asker(c), c.Param("id"))
}

func (s *Server) eventGateway(c echo.Context) error { return s.caseGateway(c, finding.KindEvent) }
func (s *Server) riskGateway(c echo.Context) error  { return s.caseGateway(c, finding.KindRisk) }

// caseGateway writes the suggestions of a case for one gateway.
func (s *Server) caseGateway(c echo.Context, k finding.Kind) error {
	f, err := formatOf(c, gateway.Nginx)
	if err != nil {
		return err
	}
	d, err := s.caseOfKind(c, k)
	if err != nil {
		return err
	}
	rows := []gatewayTextJSON{}
	for _, w := range d.WrittenMeasures(f) {
		row := gatewayTextJSON{measureJSON: measuresOf([]finding.Suggestion{w.Suggestion})[0], Text: w.Text.Main, Use: w.Text.Use, Notes: w.Text.Notes}
		if w.Err != nil {
			row.Cannot = w.Err.Error()
		}
		rows = append(rows, row)
	}
	return c.JSON(http.StatusOK, map[string]any{"format": string(f), "rows": rows})
}

func (s *Server) addEventRule(c echo.Context) error { return s.addRule(c, finding.KindEvent) }
func (s *Server) addRiskRule(c echo.Context) error  { return s.addRule(c, finding.KindRisk) }

// addRule stores a suggestion as a rule for gateways.
func (s *Server) addRule(c echo.Context, k finding.Kind) error {
	var w struct {
		Kind  string `json:"kind"`
		State string `json:"state"`
		Why   string `json:"why"`
	}
	if err := readJSON(c, &w); err != nil {
		return err
	}
	if w.State == "" {
		w.State = query.RuleAdded
	}
	d, err := s.caseOfKind(c, k)
	if err != nil {
		return err
	}
	x, err := s.desk.AddRule(c.Request().Context(), Asker(c), d, finding.SuggestionKind(w.Kind), w.State, w.Why)
	if err != nil {
		return asBody(err)
	}
	return c.JSON(http.StatusOK, policyOf(x))
}

func (s *Server) setRule(c echo.Context) error {
	var w struct {
		State string `json:"state"`
		Why   string `json:"why"`
	}
	if err := readJSON(c, &w); err != nil {
		return err
	}
	x, err := s.desk.SetRule(c.Request().Context(), Asker(c), c.Param("name"), w.State, w.Why)
	if err != nil {
		return asBody(err)
	}
	return c.JSON(http.StatusOK, policyOf(x))
}

// gatewayRules lists the stored rules, or writes those that were added as a file for a gateway.
func (s *Server) gatewayRules(c echo.Context) error {
	if err := only(c.QueryParams(), "format", "host"); err != nil {
		return err
	}
	f, err := formatOf(c, "")
	if err != nil {
		return err
	}
	ctx, who, host := c.Request().Context(), Asker(c), c.QueryParam("host")
	if f == "" {
		all, err := s.desk.GatewayRules(ctx, who, host)
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, map[string]any{"rows": gatewayRulesOf(all)})
	}
	t, leftOut, err := s.desk.GatewayFile(ctx, who, f, host)
	if err != nil {
		return err
	}
	return c.String(http.StatusOK, gatewayFile(t, leftOut))
}

// gatewayFile puts what has to be known in front of the rules, as comments, which all five gateways begin
// with a number sign.
func gatewayFile(t gateway.Text, leftOut []string) string {
	var b strings.Builder
	say := func(text string) {
		b.WriteString("# " + strings.NewReplacer("\n", " ", "\r", " ").Replace(text) + "\n")
	}
	if t.Use != "" {
		say("Also: " + t.Use + "  # in each server block the rules are for")
	}
	for _, n := range t.Notes {
		say(n)
	}
	for _, l := range leftOut {
		say("Left out: " + l)
	}
	return b.String() + t.Main
}
