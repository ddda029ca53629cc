package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
)

type policyKindJSON struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Means string `json:"means"`
	Quota int    `json:"quota"`
}

type policyJSON struct {
	Kind    string          `json:"kind"`
	Name    string          `json:"name"`
	Version uint64          `json:"version"`
	Number  uint16          `json:"number,omitempty"`
	At      time.Time       `json:"at"`
	Who     string          `json:"who"`
	Why     string          `json:"why"`
	Deleted bool            `json:"deleted"`
	Rule    json.RawMessage `json:"rule,omitempty"`
	Left    int             `json:"rule_left_out,omitempty"` // bytes of a rule too large for a list
	Diff    string          `json:"diff,omitempty"`          // in a history: from the version before
	DiffOut int             `json:"diff_left_out,omitempty"` // bytes of a diff too large for a history
	Link    string          `json:"link,omitempty"`          // in a history: where the version's rule is
	Warn    []string        `json:"warnings,omitempty"`      // of the answer to a change
}

func policyOf(s query.Setting) policyJSON {
	return policyJSON{
		Kind: s.Kind, Name: s.Name, Version: s.Version, Number: s.Number, At: s.At, Who: s.Who, Why: s.Why,
		Deleted: s.Deleted, Rule: s.Body,
	}
}

// Bounds of a list of policies. A rule beyond them is asked for by its name; each is there, with
// the size of what was left out.
const (
	listedRule  = 8 << 10 // bytes of one rule: 50 values of 160 bytes; descriptions of APIs have up to 512 KiB
	listedRules = 1 << 20 // bytes of all rules of a list: corrections may be 1,000
)

// policies lists the kinds and what is in force of each.
func (s *Server) policies(c echo.Context) error {
	kinds := []policyKindJSON{}
	for _, k := range query.SettingKinds() {
		kinds = append(kinds, policyKindJSON{k.ID, k.Title, k.Means, k.Quota})
	}
	return s.policyRows(c, "", map[string]any{"kinds": kinds})
}

func (s *Server) policiesOf(c echo.Context) error {
	return s.policyRows(c, c.Param("kind"), map[string]any{})
}

func (s *Server) policyRows(c echo.Context, kind string, out map[string]any) error {
	all, err := s.desk.Settings(c.Request().Context(), Asker(c), kind)
	if err != nil {
		return err
	}
	rows := make([]policyJSON, len(all))
	room := listedRules
	for i, x := range all {
		rows[i] = policyOf(x)
		if n := len(x.Body); n > listedRule || n > room {
			rows[i].Rule, rows[i].Left = nil, n
		} else {
			room -= n
		}
	}
	out["rows"] = rows
	return c.JSON(http.StatusOK, out)
}

func (s *Server) policy(c echo.Context) error {
	x, err := s.desk.Setting(c.Request().Context(), Asker(c), c.Param("kind"), c.Param("name"))
	return answerPolicy(c, x, err)
}

// policyVersion gives one version of a policy, the newest where none is named.
func (s *Server) policyVersion(c echo.Context) error {
	text := c.QueryParam("version")
	if text == "" {
		return s.policy(c)
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || n == 0 {
		return &query.BadRequest{Errors: []query.ParamError{{Param: "version", Detail: "want a number from 1"}}}
	}
	x, err := s.desk.SettingVersion(c.Request().Context(), Asker(c), c.Param("kind"), c.Param("name"), n)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, policyOf(x))
}

func answerPolicy(c echo.Context, x query.Setting, err error) error {
	if errors.Is(err, query.ErrExists) {
		return &Problem{Code: NeedsIfMatch, Detail: "the name exists already"}
	}
	if err != nil {
		return asBody(err)
	}
	c.Response().Header().Set("ETag", etag(x.Version))
	out := policyOf(x)
	if c.Request().Method != http.MethodGet {
		out.Warn = query.RuleWarnings(x.Kind, x.Body)
	}
	return c.JSON(http.StatusOK, out)
}

// policyHistory lists all versions, newest first, each with what it changed and where its rule is.
func (s *Server) policyHistory(c echo.Context) error {
	h, err := s.desk.SettingHistory(c.Request().Context(), Asker(c), c.Param("kind"), c.Param("name"))
	if err != nil {
		return err
	}
	rows := make([]policyJSON, len(h))
	var before []byte
	for i, x := range h {
		row := policyOf(x)
		if row.Rule = nil; !x.Deleted {
			row.Link = "/api/v1/policies/" + url.PathEscape(x.Kind) + "/" + url.PathEscape(x.Name) + "?version=" + strconv.FormatUint(x.Version, 10)
		}
		if row.Diff, before = query.SettingDiff(before, x.Body), x.Body; len(row.Diff) > listedRule {
			row.Diff, row.DiffOut = "", len(row.Diff)
		}
		rows[len(h)-1-i] = row
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}

type policyWishJSON struct {
	Rule    json.RawMessage `json:"rule"`
	Why     string          `json:"why"`
	Version uint64          `json:"version"` // to restore
}

// seenPolicy is ifMatch with 0 for callers who have seen none.
func seenPolicy(c echo.Context) (uint64, error) {
	if c.Request().Header.Get("If-Match") == "" {
		return 0, nil
	}
	return ifMatch(c)
}

func (s *Server) putPolicy(c echo.Context) error {
	seen, err := seenPolicy(c)
	if err != nil {
		return err
	}
	var in policyWishJSON
	if err := readJSON(c, &in); err != nil {
		return err
	}
	if len(in.Rule) == 0 {
		return badBody("/rule", "want the rule as a JSON object")
	}
	w := query.SettingWish{Kind: c.Param("kind"), Name: c.Param("name"), Seen: seen, Body: in.Rule, Why: in.Why}
	if dry := c.QueryParam("dry_run"); dry != "" && dry != "0" {
		if dry != "1" {
			return &query.BadRequest{Errors: []query.ParamError{{Param: "dry_run", Detail: "want 1 or 0"}}}
		}
		return s.dryPolicy(c, w)
	}
	x, err := s.desk.ChangeSetting(c.Request().Context(), Asker(c), w)
	return answerPolicy(c, x, err)
}

// dryPolicy says what a correction would change, without putting it in force.
func (s *Server) dryPolicy(c echo.Context, w query.SettingWish) error {
	e, err := s.desk.TryCorrection(c.Request().Context(), Asker(c), w)
	if err != nil {
		return asBody(err)
	}
	examples := []string{}
	for _, a := range e.Examples {
		examples = append(examples, a.String())
	}
	return c.JSON(http.StatusOK, map[string]any{
		"dry_run": true, "apis": e.APIs, "hosts": e.Hosts, "calls": e.Calls, "of_apis": e.Of, "examples": examples,
	})
}

func (s *Server) deletePolicy(c echo.Context) error {
	seen, err := seenPolicy(c)
	if err != nil {
		return err
	}
	_, err = s.desk.ChangeSetting(c.Request().Context(), Asker(c), query.SettingWish{
		Kind: c.Param("kind"), Name: c.Param("name"), Seen: seen, Delete: true, Why: c.QueryParam("why"),
	})
	if errors.Is(err, query.ErrExists) {
		return &Problem{Code: NeedsIfMatch}
	}
	if err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (s *Server) restorePolicy(c echo.Context) error {
	seen, err := ifMatch(c)
	if err != nil {
		return err
	}
	var in policyWishJSON
	if err := readJSON(c, &in); err != nil {
		return err
	}
	x, err := s.desk.RestoreSetting(c.Request().Context(), Asker(c), c.Param("kind"), c.Param("name"), in.Version, seen, in.Why)
	return answerPolicy(c, x, err)
}

type tryJSON struct {
	Rule json.RawMessage `json:"rule"`
	Key  string          `json:"key"`
	Text string          `json:"text"`
	// Since has an own event replayed over stored calls as well, nil: not.
	Since *string `json:"since"`
}

type tryHitJSON struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Masked string `json:"masked"`
}

// tryPolicy says what a rule would find, without putting it in force.
func (s *Server) tryPolicy(c echo.Context) error {
	var in tryJSON
	if err := readJSON(c, &in); err != nil {
		return err
	}
	if len(in.Rule) == 0 {
		return badBody("/rule", "want the rule as a JSON object")
	}
	ctx := c.Request().Context()
	var turn *query.ReplayTurn
	if in.Since != nil {
		var err error
		if ctx, turn, err = s.desk.ReplayTurn(ctx, Asker(c)); err != nil {
			return err
		}
		defer turn.End()
	}
	t, err := s.desk.TryRule(ctx, Asker(c), c.Param("kind"), in.Rule, in.Key, in.Text)
	if err != nil {
		return asBody(err)
	}
	hits, ids, warn := []tryHitJSON{}, []string{}, append([]string{}, t.Warnings...)
	for _, h := range t.Hits {
		hits = append(hits, tryHitJSON(h))
	}
	for i := range t.Samples {
		ids = append(ids, t.Samples[i].ID)
	}
	out := map[string]any{"hits": hits, "samples": ids, "tried": t.Tried, "warnings": warn}
	if turn != nil {
		r, err := turn.Event(ctx, c.Param("kind"), in.Rule, *in.Since)
		if err != nil {
			return asBody(err)
		}
		out["replay"] = replayOf(r, s.desk.Catalog(), Lang(c))
	}
	return c.JSON(http.StatusOK, out)
}
