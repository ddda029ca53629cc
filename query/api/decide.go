package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// etag names the state of a case; it changes with decisions, not with the attack going on.
func etag(revision uint64) string { return `"rev-` + strconv.FormatUint(revision, 10) + `"` }

// ifMatch reads the revision the caller has seen.
func ifMatch(c echo.Context) (uint64, error) {
	h := strings.TrimSpace(c.Request().Header.Get("If-Match"))
	if h == "" {
		return 0, &Problem{Code: NeedsIfMatch}
	}
	digits, ok := strings.CutPrefix(strings.TrimSuffix(h, `"`), `"rev-`)
	n, err := strconv.ParseUint(digits, 10, 64)
	if !ok || err != nil {
		return 0, &Problem{Code: Conflict, Detail: "If-Match is not an ETag of ours"}
	}
	return n, nil
}

type wishJSON struct {
	Status      string     `json:"status"`
	Remark      string     `json:"remark"`
	Disposition string     `json:"disposition"`
	Cases       []seenJSON `json:"cases,omitempty"`
}

type seenJSON struct {
	ID       string `json:"id"`
	Revision uint64 `json:"revision"`
}

type outcomeJSON struct {
	ID       string `json:"id"`
	Result   string `json:"result"` // "ok", "changed_meanwhile" or "not_found"
	Status   string `json:"status,omitempty"`
	Revision uint64 `json:"revision"`
}

func (s *Server) decideEvent(c echo.Context) error { return s.decideOne(c, finding.KindEvent) }
func (s *Server) decideRisk(c echo.Context) error  { return s.decideOne(c, finding.KindRisk) }

func (s *Server) decideOne(c echo.Context, k finding.Kind) error {
	seen, err := ifMatch(c)
	if err != nil {
		return err
	}
	var w wishJSON
	if err := readJSON(c, &w); err != nil {
		return err
	}
	if w.Cases != nil {
		return badBody("/cases", "only where several are changed: the case is named in the path")
	}
	id := c.Param("id")
	outs, err := s.desk.Decide(c.Request().Context(), Asker(c), query.Wish{
		Kind: k, Cases: []query.Seen{{ID: id, Revision: seen}}, To: query.Status(w.Status), Remark: w.Remark, Disposition: query.Disposition(w.Disposition),
	})
	if err != nil {
		return asBody(err)
	}
	o := outs[0]
	if o.Err == nil || errors.Is(o.Err, query.ErrConflict) {
		c.Response().Header().Set("ETag", etag(o.State.Revision))
	}
	if o.Err != nil {
		return o.Err
	}
	var d query.CaseDetail
	if k == finding.KindEvent {
		d, err = s.desk.Event(c.Request().Context(), Asker(c), id)
	} else {
		d, err = s.desk.Risk(c.Request().Context(), Asker(c), id)
	}
	return s.caseDetail(c, d, err)
}

func (s *Server) decideEvents(c echo.Context) error { return s.decideMany(c, finding.KindEvent) }
func (s *Server) decideRisks(c echo.Context) error  { return s.decideMany(c, finding.KindRisk) }

func (s *Server) decideMany(c echo.Context, k finding.Kind) error {
	var w wishJSON
	if err := readJSON(c, &w); err != nil {
		return err
	}
	wish := query.Wish{Kind: k, To: query.Status(w.Status), Remark: w.Remark, Disposition: query.Disposition(w.Disposition)}
	for _, x := range w.Cases {
		wish.Cases = append(wish.Cases, query.Seen(x))
	}
	outs, err := s.desk.Decide(c.Request().Context(), Asker(c), wish)
	if err != nil {
		return asBody(err)
	}
	rows := make([]outcomeJSON, len(outs))
	for i, o := range outs {
		rows[i] = outcomeJSON{w.Cases[i].ID, "ok", string(o.State.Status), o.State.Revision}
		if o.Err != nil {
			rows[i].Result = string(AsProblem(o.Err).Code)
		}
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}

// readJSON reads a body strictly: one object, no unknown member.
func readJSON(c echo.Context, into any) error {
	r := c.Request()
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" &&
		kind != "application/merge-patch+json" {
		return &Problem{Code: BadMediaType, Detail: "want Content-Type: application/json"}
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return err
		}
		f := policy.Unread(err)
		return badBody(f.Field, f.Detail)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return badBody("", "want one JSON object and nothing after it")
	}
	return nil
}

func badBody(pointer, detail string) error {
	return &Problem{Code: BadBody, Detail: detail, Errors: []query.ParamError{{Param: pointer, Detail: detail}}}
}

// asBody says that what was wrong stood in the body.
func asBody(err error) error {
	var bad *query.BadRequest
	if errors.As(err, &bad) {
		return &Problem{Code: BadBody, Detail: bad.Error(), Errors: bad.Errors}
	}
	return err
}
