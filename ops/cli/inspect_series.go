package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
)

// seriesMost bounds the series of one run: 13 KiB each, 130 MiB in all.
const seriesMost = 10_000

// inspectSeries answers line by line: a score rests on the earlier lines of the same series alone.
func inspectSeries(cmd *cobra.Command, args []string) error {
	type in struct {
		Series string          `json:"series"`
		TS     json.RawMessage `json:"ts"`
		Value  *float64        `json:"value"`
	}
	all := map[string]*baseline.Series{}
	return perLine(cmd, args, func(v in) any {
		seconds, err := unixSeconds(v.TS)
		if err == nil && v.Value == nil {
			err = errors.New("value is missing")
		}
		s := all[v.Series]
		if err == nil && s == nil {
			if len(all) == seriesMost {
				err = fmt.Errorf("more than %d series: split the input by series", seriesMost)
			} else {
				s = new(baseline.Series)
				all[v.Series] = s
			}
		}
		if err != nil {
			return map[string]string{"error": err.Error()}
		}
		return map[string]float64{"score": math.Round(s.Score(seconds, *v.Value)*1e6) / 1e6}
	})
}

// seriesTimes are the forms of a time as text; without a zone it is UTC. Fractions of a second
// are taken by all of them.
var seriesTimes = []string{time.RFC3339, time.DateTime, "2006-01-02T15:04:05", time.DateOnly}

// unixSeconds reads a time of a series: a text in one of seriesTimes, or Unix seconds as a number
// or as text.
func unixSeconds(raw json.RawMessage) (int64, error) {
	if raw == nil || string(raw) == "null" {
		return 0, errors.New("ts is missing")
	}
	text := string(raw)
	if raw[0] == '"' {
		if err := json.Unmarshal(raw, &text); err != nil {
			return 0, fmt.Errorf("ts: %w", err)
		}
		for _, layout := range seriesTimes {
			if t, err := time.Parse(layout, text); err == nil {
				return t.Unix(), nil
			}
		}
	}
	const most = 100_000_000_000 // the year 5138: what is above is in milliseconds
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil || !(math.Abs(seconds) <= most) {
		return 0, fmt.Errorf("ts: want RFC 3339, 2006-01-02 15:04:05 (UTC) or Unix seconds, have %.60s", raw)
	}
	return int64(math.Floor(seconds)), nil
}
