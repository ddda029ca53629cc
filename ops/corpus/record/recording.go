package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/lapwing-sec/lapwing/ops/corpus"
	"github.com/lapwing-sec/lapwing/ops/corpus/crowd"
	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// recording is what the sensor saw, still in the order and with the times of the recording.
type recording struct {
	lines    [][]byte
	scripted int // calls that scripts made; tools come on top
	world    *crowd.World
}

// line is one exchange, times and id first, as corpus.Replay wants them.
type line struct {
	TS       string          `json:"ts"`
	ID       string          `json:"id"`
	Source   string          `json:"source"`
	Method   string          `json:"method"`
	Scheme   string          `json:"scheme"`
	Host     string          `json:"host"`
	Path     string          `json:"path"`
	HTTP     string          `json:"http"`
	Client   client          `json:"client"`
	Request  side            `json:"request"`
	Response json.RawMessage `json:"response"`
	Latency  json.Number     `json:"latency_ms"`

	at    time.Time
	label string
}

type client struct {
	IP netip.Addr `json:"ip"`
}

type side struct {
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body,omitempty"`
	BodyB64 string      `json:"body_b64,omitempty"`
	Size    int64       `json:"size"`
	Cut     bool        `json:"cut"`
}

// write puts day.ndjson.zst and truth.json into dir.
func (d *recording) write(dir string) error {
	lines, err := d.order()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(8<<20),
		zstd.WithEncoderConcurrency(1))
	if err != nil {
		return fmt.Errorf("cannot compress: %w", err)
	}
	enc := json.NewEncoder(z)
	enc.SetEscapeHTML(false)
	for i, l := range lines {
		l.TS, l.ID = l.at.Format(corpus.Stamp), fmt.Sprintf("d%010d-%06d", end.Unix(), i+1)
		if err := enc.Encode(l); err != nil {
			return fmt.Errorf("cannot write day: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("cannot compress: %w", err)
	}
	truth, err := json.MarshalIndent(d.truth(lines), "", "  ")
	if err != nil {
		return fmt.Errorf("cannot write truth: %w", err)
	}
	fmt.Printf("%d calls, %d bytes compressed\n", len(lines), out.Len())
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "day.ndjson.zst"), out.Bytes(), 0o644),     //nolint:gosec // public data
		os.WriteFile(filepath.Join(dir, "truth.json"), append(truth, '\n'), 0o644), //nolint:gosec // public data
	)
}

// order reads the lines, gives each its virtual time and sorts by it.
func (d *recording) order() ([]*line, error) {
	var out []*line
	began := map[string]time.Time{} // label of a tool -> real time of its first call
	for _, raw := range d.lines {
		l := &line{}
		if err := json.Unmarshal(raw, l); err != nil {
			return nil, fmt.Errorf("cannot read a captured line: %w", err)
		}
		seen, err := time.Parse(time.RFC3339Nano, l.TS)
		if err != nil {
			return nil, fmt.Errorf("cannot read a captured line: %w", err)
		}
		st, ok := l.unstamp()
		if !ok {
			return nil, fmt.Errorf("a call without its stamp was captured: %s %s", l.Method, l.Path)
		}
		if l.at, l.label = st.at, st.label; !st.exact {
			if first, ok := began[st.label]; !ok || seen.Before(first) {
				began[st.label] = seen
			}
			l.at = seen // moved below, once the first is known
		}
		out = append(out, l)
	}
	if len(out) < d.scripted {
		return nil, fmt.Errorf("captured %d calls, scripts alone made %d", len(out), d.scripted)
	}
	for _, a := range crowd.Attacks() {
		first, ok := began[a.ID]
		if a.Tool == nil {
			continue
		}
		if !ok {
			return nil, fmt.Errorf("the tool of %s made no call", a.ID)
		}
		for _, l := range out {
			if l.label == a.ID {
				l.at = end.Add(-a.Before).Add(l.at.Sub(first) * time.Duration(a.Stretch))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *line) int { return a.at.Compare(b.at) })
	return out, nil
}

// unstamp takes out what only the recording needed.
func (l *line) unstamp() (st stamp, ok bool) {
	l.Request.Headers = slices.DeleteFunc(l.Request.Headers, func(h [2]string) bool {
		if h[0] == strings.ToLower(crowd.StampHeader) {
			st, ok = parseStamp(h[1])
			return true
		}
		return h[0] == "x-forwarded-for"
	})
	return st, ok
}

// truth compares what was planned with what was captured.
func (d *recording) truth(lines []*line) corpus.Truth {
	t := corpus.Truth{Start: d.world.Start, End: lines[len(lines)-1].at, Calls: len(lines), Weaknesses: shop.Weaknesses()}
	mine := map[string][]*line{}
	for _, l := range lines {
		mine[l.label] = append(mine[l.label], l)
	}
	for _, a := range crowd.Attacks() {
		f := corpus.Attack{
			ID: a.ID, Event: a.Event, Also: a.Also, What: a.What, Tool: a.Program(), Host: a.Host, Method: a.Method,
			Template: a.Template, All: len(mine[a.ID]),
		}
		for _, ip := range a.Sources {
			f.Sources = append(f.Sources, netip.MustParseAddr(ip))
		}
		for _, l := range mine[a.ID] {
			if a.Template != "" && (l.Method != a.Method || l.Host != a.Host || !fits(a.Template, l.Path)) {
				continue
			}
			if f.Count++; f.Count == 1 {
				f.Start = l.at
			}
			f.End = l.at
		}
		t.Attacks = append(t.Attacks, f)
	}
	for _, r := range crowd.Cast(d.world.Shop) {
		t.Benign = append(t.Benign, corpus.Benign{
			Name: r.Name, Kind: r.Kind, Addr: netip.MustParseAddr(r.Addr), Calls: len(mine[r.Name]),
		})
	}
	return t
}

// fits tells whether a path belongs to a template; places in braces take any one segment.
func fits(template, path string) bool {
	path, _, _ = strings.Cut(path, "?")
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	return len(want) == len(got) && slices.EqualFunc(want, got, func(w, g string) bool {
		return strings.HasPrefix(w, "{") || w == g
	})
}
