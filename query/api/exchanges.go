package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/ingest"
)

// Receiver takes captured calls in. It answers after what it accepted is durable; after an
// error nothing of the batch was kept. *ingest.Receiver is one.
type Receiver interface {
	Receive(ctx context.Context, r ingest.Request) (ingest.Receipt, error)
}

// refusals says how a refused batch is answered; retry is when to send it again.
var refusals = map[ingest.Reason]struct {
	code  Code
	retry time.Duration
}{
	ingest.BatchTooLarge:   {TooLarge, 0},
	ingest.UnknownFormat:   {BadMediaType, 0},
	ingest.UnknownEncoding: {BadMediaType, 0},
	ingest.BadEncoding:     {ContentCorrupt, 0},
	ingest.BadKey:          {BadParams, 0},
	ingest.KeyReused:       {BadParams, 0},
	ingest.Malformed:       {BadBody, 0},
	ingest.Interrupted:     {BadBody, 0},
	ingest.SpoolFull:       {Overloaded, 10 * time.Second}, // the store has to take something first
	ingest.Busy:            {Overloaded, time.Second},
}

func (s *Server) exchanges(c echo.Context) error {
	r, p := c.Request(), Who(c)
	sensor := p.Sensor
	if sensor == "" {
		sensor = p.Name // an administrator trying it from the browser
	}
	receipt, err := s.receiver.Receive(r.Context(), ingest.Request{
		Tenant: p.Tenant, Sensor: sensor, ContentType: r.Header.Get("Content-Type"),
		ContentEncoding: r.Header.Get("Content-Encoding"), Key: r.Header.Get("Idempotency-Key"), Body: r.Body,
	})
	if err != nil {
		return refusal(err)
	}
	return c.JSON(http.StatusAccepted, receipt)
}

// refusal finds the problem of a refused batch.
func refusal(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	row, ok := refusals[ingest.ReasonOf(err)]
	if !ok {
		return err
	}
	return &Problem{Code: row.code, Detail: err.Error(), Retry: row.retry}
}
