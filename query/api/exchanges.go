package api

import (
	"context"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
)

// Delivery is one batch of captured calls as a sensor sent it.
type Delivery struct {
	Tenant          string // of the token, never of the body
	Sensor          string // name of the token
	ContentType     string
	ContentEncoding string
	Key             string // Idempotency-Key, "" if none
	Body            io.Reader
}

// Receipt says what was made durable and what was not taken.
type Receipt struct {
	Accepted int            `json:"accepted"`
	Refused  []RefusedInput `json:"refused"`
}

// RefusedInput is one line or frame that was not taken.
type RefusedInput struct {
	Line   int    `json:"line"`
	Reason string `json:"reason,omitempty"`
	Error  string `json:"error"`
}

// Receiver takes captured calls in. It answers after what it accepted is durable; a
// *Problem says why a whole batch was refused, and then nothing of it was kept.
type Receiver interface {
	Receive(ctx context.Context, d Delivery) (Receipt, error)
}

const maxKey = 200 // bytes of an Idempotency-Key

func (s *Server) exchanges(c echo.Context) error {
	r, p := c.Request(), Who(c)
	key := r.Header.Get("Idempotency-Key")
	if len(key) > maxKey {
		return &Problem{Code: BadParams, Detail: "an Idempotency-Key has at most 200 bytes"}
	}
	sensor := p.Sensor
	if sensor == "" {
		sensor = p.Name // an administrator trying it from the browser
	}
	receipt, err := s.receiver.Receive(r.Context(), Delivery{
		Tenant: p.Tenant, Sensor: sensor, ContentType: r.Header.Get("Content-Type"),
		ContentEncoding: r.Header.Get("Content-Encoding"), Key: key, Body: r.Body,
	})
	if err != nil {
		return err
	}
	if receipt.Refused == nil {
		receipt.Refused = []RefusedInput{}
	}
	return c.JSON(http.StatusAccepted, receipt)
}
