package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/flow"
	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

func analyzeCommand() *cobra.Command {
	var format, until, lang string
	c := &cobra.Command{
		Use: "analyze FILE...", Short: "Judge recorded calls as a node would, without one", Args: cobra.MinimumNArgs(1),
		Long: "Reads files of any supported format twice (- is standard input, kept in a temporary file meanwhile), judges all calls in the order of\n" +
			"their own time, and writes one JSON object a line: the APIs, the risks, the events. Lines that cannot be read are reported on\n" +
			"standard error and cost only themselves; the exit code is then 6. A call whose id came before is left out.",
		RunE: func(cmd *cobra.Command, args []string) error {
			var from time.Time
			if until != "" {
				var err error
				if from, err = time.Parse(time.RFC3339Nano, until); err != nil {
					return withCode(exitUsage, fmt.Errorf("baseline-until: want a time such as 2026-11-21T09:30:00Z, have %q", until))
				}
			}
			l, err := langOf(lang)
			if err != nil {
				return err
			}
			return analyze(cmd, args, format, from, l)
		},
	}
	formatFlag(c, &format)
	policyFlag(c)
	homeFlag(c)
	langFlag(c, &lang)
	c.Flags().StringVar(&until, "baseline-until", "", "calls before this time only teach what is usual")
	return c
}

func analyze(cmd *cobra.Command, args []string, format string, until time.Time, l finding.Lang) error {
	paths, drop, err := keepStdin(args, cmd.InOrStdin())
	if err != nil {
		return err
	}
	defer drop()
	rules, err := rulesOf(cmd)
	if err != nil {
		return err
	}
	a := flow.NewAnalysis(offlineTenant, offlineKey)
	a.UseRules(rules)
	var t importTotals
	arrival := time.Now()
	for pass, take := range []func(*traffic.Exchange){a.Learn, a.Add} {
		for i, path := range paths {
			name := args[i]
			say := func(line int, err error) {
				if pass == 0 { // the second reading would say the same again
					t.refuse(cmd.ErrOrStderr(), name, line, err)
				}
			}
			if err := analyzeFile(cmd.ErrOrStderr(), path, format, fmt.Sprintf("%s (%d of 2)", name, pass+1), arrival, take, say); err != nil {
				return fmt.Errorf("cannot analyze %s: %w", name, err)
			}
		}
	}
	if err := a.Err(); err != nil {
		return err
	}
	a.Judge(until)
	out := newAnswers(cmd.OutOrStdout())
	for _, as := range a.Assets() {
		err = errors.Join(err, out.write(assetLine(rules, &as)))
	}
	for _, f := range a.Findings() {
		err = errors.Join(err, out.write(findingLine(&f, l)))
	}
	if n := a.Overflow(); n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%d contributions found no room: there are more cases than can be held\n", n)
	}
	if n := a.Again(); n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%d calls were left out: a call of the same id came before\n", n)
	}
	if err := errors.Join(err, out.w.Flush()); err != nil {
		return err
	}
	if t.refused > 0 {
		return withCode(exitPartly, errSilent)
	}
	return nil
}

func analyzeFile(
	errOut io.Writer, path, format, name string, arrival time.Time, take func(*traffic.Exchange), refuse func(int, error),
) error {
	bar := byteBar(errOut, -1, name)
	in, err := ingest.OpenInput(path, func(read, total int64) {
		if total > 0 && bar.GetMax64() != total {
			bar.ChangeMax64(total)
		}
		_ = bar.Set64(read)
	})
	if err != nil {
		return err
	}
	err = ingest.Decode(format, in, ingest.Options{Arrival: arrival, Unbounded: true}, func(x *traffic.Exchange) error {
		take(x)
		return nil
	}, refuse)
	_ = bar.Finish()
	return errors.Join(err, in.Close())
}

// keepStdin puts standard input into a temporary file where it is asked for, since the input
// is read twice.
func keepStdin(args []string, stdin io.Reader) (paths []string, drop func(), err error) {
	drop = func() {}
	for _, arg := range args {
		if arg != "-" {
			paths = append(paths, arg)
			continue
		}
		f, err := os.CreateTemp("", "lapwing-analyze-*")
		if err != nil {
			return nil, drop, fmt.Errorf("cannot keep standard input: %w", err)
		}
		drop = func() { _ = os.Remove(f.Name()) }
		if _, err := io.Copy(f, stdin); err != nil {
			drop()
			return nil, drop, fmt.Errorf("cannot keep standard input: %w", errors.Join(err, f.Close()))
		}
		if err := f.Close(); err != nil {
			return nil, drop, fmt.Errorf("cannot keep standard input: %w", err)
		}
		paths = append(paths, f.Name())
	}
	return paths, drop, nil
}

func assetLine(r *policy.Rules, a *finding.Asset) map[string]any {
	titles := []string{}
	for _, p := range a.Purposes {
		titles = append(titles, r.PurposeName(p))
	}
	count := func(ts []finding.DataType) []string {
		cs := make([]finding.DataCount, len(ts))
		for i, t := range ts {
			cs[i].Type = t
		}
		return dataNames(r, cs)
	}
	return map[string]any{
		"kind": "api", "api": a.API.Template, "method": a.API.Method, "host": a.API.Host, "purposes": titles,
		"service_object": query.ServiceName(a.Service), "auth": a.Auth.String(), "auth_why": a.AuthWhy,
		"importance": a.Importance().String(), "sensitivity": a.Grade.String(), "calls": a.Calls,
		"request_data": count(a.ReqTypes), "response_data": count(a.ResTypes), "first_seen": a.FirstSeen.UTC(), "last_seen": a.LastSeen.UTC(),
	}
}

func findingLine(f *finding.Finding, l finding.Lang) map[string]any {
	said := event.Say(f, l)
	line := map[string]any{
		"kind": f.Kind.String(), "id": f.ID, "type": f.Type, "title": said.Title, "api": f.API.Template, "method": f.API.Method,
		"host": f.API.Host, "start": f.Start.UTC(), "end": f.End.UTC(), "count": f.Count, "level": f.Level.String(), "samples": f.Samples,
		"why": map[string]any{
			"observed": f.Why.Observed, "baseline": f.Why.Baseline, "threshold": f.Why.Threshold, "unit": f.Why.Unit,
			"window_seconds": f.Why.Window.Seconds(), "rule": f.Why.Rule, "learned": f.Why.Learned, "reason": said.Reason, "clear": said.Clear,
			"tuned": f.Why.Tuned,
		},
	}
	if f.Simulated {
		line["simulated"] = true
	}
	if f.Kind == finding.KindEvent {
		line["confidence"], line["votes"] = f.Votes.Confidence().String(), f.Votes.Names()
		line["source"] = map[string]any{
			"ip": textOf(f.Source.IP), "cidr": textOf(f.Source.Block), "ips": f.Source.IPs, "account": f.Source.Account, "agent": f.Source.Agent,
		}
	}
	return line
}

// textOf writes an address or block, "" for none.
func textOf(a interface {
	IsValid() bool
	String() string
}) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}
