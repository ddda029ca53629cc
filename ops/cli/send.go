package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// sendPatience is how long a batch is repeated without progress; a restart takes seconds.
var sendPatience = time.Minute

// passing are answers of a node or proxy in trouble that often passes by itself.
var passing = []int{http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout}

// receipt is the node's answer to a batch.
type receipt struct {
	Accepted int `json:"accepted"`
	Refused  []struct {
		Line   int    `json:"line"`
		Reason string `json:"reason"`
		Error  string `json:"error"`
	} `json:"refused"`
}

// send delivers one batch and repeats it while the node cannot keep it: the same key makes a
// repetition harmless. It gives up after a minute of no answer, or of 500, 502 and 504 only;
// never while the node (or a proxy before it) says 503 or 429: it is only full, or starting.
func (c *client) send(ctx context.Context, contentType, encoding, key string, body []byte, say io.Writer) (receipt, error) {
	h := http.Header{"Content-Type": {contentType}, "Idempotency-Key": {key}}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	silent := time.Now()
	for n := 0; ; n++ {
		b, head, err := c.do(ctx, http.MethodPost, "/api/v1/exchanges", h, bytes.NewReader(body))
		if err == nil {
			var r receipt
			if err := json.Unmarshal(b, &r); err != nil {
				return r, fmt.Errorf("cannot read the node's receipt: %w", err)
			}
			return r, nil
		}
		var st *statusError
		var ex *exitError
		full := errors.As(err, &st) && (st.status == http.StatusServiceUnavailable || st.status == http.StatusTooManyRequests)
		away := errors.As(err, &ex) && ex.code == exitUnreachable || st != nil && slices.Contains(passing, st.status)
		if full {
			silent = time.Now()
		}
		if ctx.Err() != nil || !full && !away || time.Since(silent) > sendPatience {
			return receipt{}, err
		}
		if n == 0 {
			fmt.Fprintln(say, "waiting for the node: "+printable(err.Error()))
		}
		seconds, _ := strconv.Atoi(head.Get("Retry-After")) // absent: our own pauses
		if err := backoff(ctx, n, time.Duration(seconds)*time.Second); err != nil {
			return receipt{}, err
		}
	}
}
