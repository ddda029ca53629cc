package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/ops/app"
	"github.com/lapwing-sec/lapwing/ops/config"
	"github.com/lapwing-sec/lapwing/ops/corpus"
	"github.com/lapwing-sec/lapwing/query/store/engine"
)

// demoBatch is how many recorded calls go in one request.
const demoBatch = 1000

func demoCommand() *cobra.Command {
	var data, listen string
	var once bool
	c := &cobra.Command{
		Use: "demo", Short: "Start a node with a recorded day of real traffic", Args: cobra.NoArgs,
		Long: "Fetches the engine library where it is missing, starts a node in a folder of its own, plays a recorded day into it, shifted so\n" +
			"that it ends now, and says what was found. Each start begins afresh. The node stays up until Ctrl-C.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := demoConfig(data, listen)
			if err != nil {
				return err
			}
			errOut := cmd.ErrOrStderr()
			if _, err := engine.Find(""); errors.Is(err, engine.ErrMissing) {
				fmt.Fprintln(errOut, "The ClickHouse engine library is fetched once (178 MB, through npm).")
				if _, err := installEngine(cmd.Context(), errOut); err != nil {
					return err
				}
			}
			began := time.Now()
			return withNode(cmd.Context(), cfg, errOut, func(ctx context.Context, a *app.App) error {
				if err := playDay(ctx, a, cmd.OutOrStdout(), errOut, began); err != nil || once {
					return err
				}
				return wait(ctx, a)
			})
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the demo; it is emptied at each start (default: in the user's cache folder)")
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "address for people and programs")
	c.Flags().BoolVar(&once, "once", false, "stop after saying what was found")
	return c
}

// demoMark stands in a demo's folder, so that no other folder is ever emptied.
const demoMark = "lapwing-demo"

func demoConfig(data, listen string) (config.Config, error) {
	cfg := config.Default()
	cfg.Listen, cfg.Log.Level = listen, "warn"
	if data == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return cfg, fmt.Errorf("cannot find a folder for the demo: %w; name one with --data", err)
		}
		data = filepath.Join(cache, "lapwing", "demo")
	}
	cfg.Data = data
	list, err := os.ReadDir(data)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return cfg, fmt.Errorf("cannot read the demo's folder: %w", err)
	}
	mark := filepath.Join(data, demoMark)
	if _, err := os.Stat(mark); err != nil && len(list) > 0 {
		return cfg, withCode(exitUsage, fmt.Errorf("%s is not empty and not a demo's folder: name another one with --data", data))
	}
	if held, err := app.InUse(data); err != nil || held {
		return cfg, errors.Join(err, fmt.Errorf("a demo is running in %s: stop it first, or use --data and --listen for a second one", data))
	}
	if err := os.RemoveAll(data); err != nil {
		return cfg, fmt.Errorf("cannot empty the demo's folder: %w", err)
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return cfg, fmt.Errorf("cannot make the demo's folder: %w", err)
	}
	return cfg, os.WriteFile(mark, []byte("made by lapwing demo; emptied at each start\n"), 0o600)
}

// playDay feeds the recorded day through the node's own API and says what was found.
func playDay(ctx context.Context, a *app.App, out, errOut io.Writer, began time.Time) error {
	cl := &client{base: a.URL(), token: a.Token(), http: &http.Client{}}
	truth, err := corpus.Facts(began)
	if err != nil {
		return err
	}
	bar := byteBar(errOut, int64(truth.Calls), "playing a recorded day")
	var batch bytes.Buffer
	lines, sent, refused := 0, 0, 0
	flush := func() error {
		if lines == 0 {
			return nil
		}
		r, err := cl.send(ctx, "application/x-ndjson", "", fmt.Sprintf("demo-%d", sent), batch.Bytes(), errOut)
		refused += len(r.Refused)
		sent += lines
		_ = bar.Set(sent)
		batch.Reset()
		lines = 0
		return err
	}
	err = corpus.Replay(began, func(line []byte) error {
		batch.Write(line)
		if n := len(line); n == 0 || line[n-1] != '\n' {
			batch.WriteByte('\n')
		}
		if lines++; lines == demoBatch {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	_ = bar.Finish()
	if err != nil {
		return fmt.Errorf("cannot play the recorded day: %w", err)
	}
	if err := a.Settled(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d recorded calls of one day judged in %.1f s", sent-refused, time.Since(began).Seconds())
	if refused > 0 {
		fmt.Fprintf(out, " (%d refused)", refused)
	}
	fmt.Fprintln(out, "; the day ends now.")
	if err := demoAlarm(ctx, cl); err != nil {
		return err
	}
	return tellFindings(ctx, a, cl, out)
}

func tellFindings(ctx context.Context, a *app.App, cl *client, out io.Writer) error {
	apis, err := cl.rows(ctx, "apis", url.Values{}, 10_000)
	if err != nil {
		return err
	}
	risks, err := cl.rows(ctx, "risks", url.Values{}, 10_000)
	if err != nil {
		return err
	}
	events, err := cl.rows(ctx, "events", url.Values{"sort": {"first"}}, 10_000)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nFound: %d APIs, %d risks, %d events.\n\n", len(apis), len(risks), len(events))
	tw := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	zone, _ := time.Now().Zone()
	fmt.Fprintln(tw, "WHEN ("+zone+")\tLEVEL\tEVENT\tSOURCE\tAPI")
	for _, e := range events {
		when, _ := time.Parse(time.RFC3339Nano, lookup(e, "start"))
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s %s%s\n", when.Local().Format("Mon 15:04"), lookup(e, "level"), lookup(e, "title"),
			lookup(e, "source.cidr"), printable(lookup(e, "method")), printable(lookup(e, "host")), printable(lookup(e, "api")))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	byType := map[string]int{}
	for _, r := range risks {
		if lookup(r, "level") == "high" {
			byType[lookup(r, "title")]++
		}
	}
	if n := notJudged(); n > 0 {
		fmt.Fprintf(out, "\nThe day holds %d more attacks of kinds that are not judged yet (ops/corpus/truth.json).\n", n)
	}
	fmt.Fprintf(out, "\nHigh risks: ")
	sep := ""
	for _, r := range risks {
		if n := byType[lookup(r, "title")]; n > 0 {
			fmt.Fprintf(out, "%s%s (%d)", sep, lookup(r, "title"), n)
			delete(byType, lookup(r, "title"))
			sep = ", "
		}
	}
	if sep == "" {
		fmt.Fprint(out, "none")
	}
	fmt.Fprintf(out, "\n\nSign in (works once, asks for a password of your own):\n  %s\n\n", a.SignIn())
	fmt.Fprintf(out, "Look at\n  %s/events   who did what, why it was flagged, and what to do about it\n", a.URL())
	fmt.Fprintf(out, "  %s/risks    what is wrong with the APIs, each with a masked sample\n", a.URL())
	fmt.Fprintf(out, "  %s/apis     every API that was discovered, and the data that flows through it\n", a.URL())
	fmt.Fprintf(out, "  %s/alarms   what people are told of it, in ten lines\n\n", a.URL())
	fmt.Fprintln(out, "The node stays up; stop it with Ctrl-C.")
	return nil
}

// demoAlarm does not wait for ten o'clock: what the day brought is a digest in the message
// centre within seconds, and what is found later follows within a minute.
func demoAlarm(ctx context.Context, cl *client) error {
	rule := map[string]any{"every": "burst", "wait": "1m", "threshold": 20, "recipients": []map[string]string{{"name": "console"}}}
	err := cl.sendJSON(ctx, http.MethodPut, "/api/v1/alarms/demo", nil, map[string]any{"rule": rule, "why": "the demo does not wait for ten o'clock"}, nil)
	if err != nil {
		return fmt.Errorf("cannot set the demo's alarm: %w", err)
	}
	return nil
}

// notJudged counts the recorded attacks whose kind of event no row judges yet.
func notJudged() int {
	truth, err := corpus.Facts(time.Now())
	if err != nil {
		return 0
	}
	n := 0
	for _, a := range truth.Attacks {
		if a.Event != "" && event.ByType(a.Event) == nil {
			n++
		}
	}
	return n
}
