package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
)

// baselinesCommand is what is usual for single APIs.
func baselinesCommand() *cobra.Command {
	c := &cobra.Command{Use: "baselines", Short: "What is usual for an API, as it was learned"}
	c.AddCommand(
		showBaseline(), exportBaseline(), compareBaselines(),
		steerBaseline(baseline.Freeze, "Learn nothing more of an API until unfrozen; judging goes on"),
		steerBaseline(baseline.Unfreeze, "Learn on; the time it was frozen is left out"),
		steerBaseline(baseline.Reset, "Forget what was learned of an API and begin anew, with a cold start"),
	)
	return c
}

func baselinePath(id string) string { return "/api/v1/apis/" + url.PathEscape(id) + "/baseline" }

func showBaseline() *cobra.Command {
	var cf clientFlags
	var format string
	c := &cobra.Command{
		Use: "show API-ID", Short: "Show the baseline of an API in words", Args: cobra.ExactArgs(1),
		Example: "  lapwing baselines show api_0123456789abcdef",
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var b baseline.Export
			if err := cl.getJSON(cmd.Context(), baselinePath(args[0]), &b); err != nil {
				return err
			}
			if format == "json" {
				return writeExport(cmd.OutOrStdout(), &b)
			}
			_, err = io.WriteString(cmd.OutOrStdout(), printable(baselineText(&b)))
			return err
		},
	}
	cf.add(c)
	c.Flags().StringVarP(&format, "output", "o", "text", "text or json")
	c.PreRunE = func(*cobra.Command, []string) error {
		if format != "text" && format != "json" {
			return withCode(exitUsage, fmt.Errorf("output: want text or json, have %q", format))
		}
		return nil
	}
	return c
}

func exportBaseline() *cobra.Command {
	var cf clientFlags
	c := &cobra.Command{
		Use: "export API-ID", Short: "Write the baseline of an API as JSON, to keep and to compare with", Args: cobra.ExactArgs(1),
		Example: "  lapwing baselines export api_0123456789abcdef > before.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var b baseline.Export
			if err := cl.getJSON(cmd.Context(), baselinePath(args[0]), &b); err != nil {
				return err
			}
			return writeExport(cmd.OutOrStdout(), &b)
		},
	}
	cf.add(c)
	return c
}

func writeExport(w io.Writer, b *baseline.Export) error {
	out := json.NewEncoder(w)
	out.SetIndent("", " ")
	return out.Encode(b)
}

func compareBaselines() *cobra.Command {
	var cf clientFlags
	var format string
	c := &cobra.Command{
		Use: "compare BEFORE.json [AFTER.json]", Short: "Say in words what differs between two exports, or between one and now", Args: cobra.RangeArgs(1, 2),
		Example: "  lapwing baselines compare before.json\n  lapwing baselines compare before.json after.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			before, err := readExport(args[0])
			if err != nil {
				return err
			}
			var diff []baseline.Difference
			if len(args) == 2 {
				after, err := readExport(args[1])
				if err != nil {
					return err
				}
				diff = baseline.Compare(before, after)
			} else {
				cl, err := cf.client()
				if err != nil {
					return err
				}
				var got struct{ Differences []baseline.Difference }
				if err := cl.sendJSON(cmd.Context(), http.MethodPost, baselinePath(before.ID)+"/compare", nil, map[string]any{"with": before}, &got); err != nil {
					return err
				}
				diff = got.Differences
			}
			if format == "json" {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(diff)
			}
			if len(diff) == 0 {
				fmt.Fprintln(cmd.OutOrStdout(), "nothing is different")
			}
			for _, d := range diff {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", d.Part, printable(d.Text))
			}
			return nil
		},
	}
	cf.add(c)
	c.Flags().StringVarP(&format, "output", "o", "text", "text or json")
	return c
}

// readExport reads an export from a file.
func readExport(name string) (*baseline.Export, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the export: %w", err)
	}
	defer func() { _ = f.Close() }()
	const most = 4 << 20 // bytes: an export has about 10 KB
	var b baseline.Export
	d := json.NewDecoder(io.LimitReader(f, most))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		f := policy.Unread(err)
		return nil, fmt.Errorf("%s is no export of a baseline: %s", name, strings.TrimSpace(f.Field+" "+f.Detail))
	}
	if b.Version < 1 || b.Version > baseline.ExportVersion {
		return nil, fmt.Errorf("%s is an export of version %d; this program reads version 1 to %d", name, b.Version, baseline.ExportVersion)
	}
	return &b, nil
}

func steerBaseline(act baseline.Act, short string) *cobra.Command {
	var cf clientFlags
	var why string
	c := &cobra.Command{
		Use: string(act) + " API-ID", Short: short, Args: cobra.ExactArgs(1),
		Example: fmt.Sprintf("  lapwing baselines %s api_0123456789abcdef -m \"a release\"", act),
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			_, head, err := cl.do(cmd.Context(), http.MethodGet, baselinePath(args[0]), nil, nil)
			if err != nil {
				return err
			}
			var b baseline.Export
			h := http.Header{"If-Match": {head.Get("ETag")}}
			if err := cl.sendJSON(cmd.Context(), http.MethodPost, baselinePath(args[0]), h, map[string]any{"act": act, "why": why}, &b); err != nil {
				var s *statusError
				if errors.As(err, &s) && s.status == http.StatusPreconditionFailed {
					return errors.New("somebody else has decided on this baseline just now; look with `lapwing baselines show`, then try again")
				}
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s %s: done (decision %d)\n", act, printable(args[0]), b.Ruling.Revision)
			return nil
		},
	}
	cf.add(c)
	c.Flags().StringVarP(&why, "why", "m", "", "why; kept with it and in the audit")
	return c
}

// baselineText is a baseline for people at a terminal.
func baselineText(b *baseline.Export) string {
	var w strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&w, format+"\n", args...) }
	stamp := func(t *time.Time) string {
		if t == nil {
			return "never"
		}
		return t.Format("2006-01-02 15:04")
	}
	line("%s %s%s", b.Method, b.Host, b.API)
	line("learned      since %s, newest call %s", stamp(b.Since), stamp(b.Until))
	for _, c := range b.ColdStart {
		line("cold start   %s", c)
	}
	if r := b.Ruling; r.Frozen {
		line("frozen       by %s at %s %s", r.By, stamp(r.At), r.Why)
	} else if r.At != nil {
		line("decided      %s by %s at %s %s", r.Act, r.By, stamp(r.At), r.Why)
	}
	for _, n := range b.Notices {
		line("notice       %s", n.Text)
	}
	line("clients      p50 %.0f, p90 %.0f, p99 %.0f calls a minute of %d client-hours; limit %d (%s confidence)",
		b.Clients.P50, b.Clients.P90, b.Clients.P99, b.Clients.ClientHours, b.Clients.Limit, b.Clients.Confidence)
	line("answers      2xx %.1f %%, 3xx %.1f %%, 4xx %.1f %%, 5xx %.1f %%", b.Statuses.OK*100, b.Statuses.Move*100, b.Statuses.Bad*100, b.Statuses.Fail*100)
	line("latency      p50 %.0f ms, p95 %.0f ms, %.0f ms in the slowest hours", b.Latency.P50, b.Latency.P95, b.Latency.High)
	line("size         p50 %.0f bytes, p95 %.0f, %.0f in the largest hours", b.Size.P50, b.Size.P95, b.Size.High)
	line("networks     %d usual (IPv4 /16, IPv6 /32); %.0f %% of the calls from these blocks:", b.Networks.Usual, b.Networks.Share*100)
	for _, u := range b.Networks.Blocks {
		line("             %-24s %8d calls on %d days", u.Name, u.Calls, u.Days)
	}
	named := func(title string, in []baseline.UsualView) {
		var parts []string
		for _, u := range in {
			parts = append(parts, fmt.Sprintf("%s (%d)", u.Name, u.Calls))
		}
		line("%-12s %s", title, strings.Join(parts, ", "))
	}
	named("countries", b.Countries.Usual)
	named("programs", b.Tools)
	for _, h := range b.Hours {
		line("%-12s %d seen, calls at %v UTC", h.Kind, h.Days, h.Usual)
	}
	for _, p := range b.Parameters {
		line("parameter    %s: %s", p.Name, strings.Join(p.Forms, " or "))
	}
	line("\ncalls a minute by weekday and hour (UTC), growth %.2f", b.Rate.Growth)
	days := [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	w.WriteString("   ")
	for h := range 24 {
		fmt.Fprintf(&w, " %5d", h)
	}
	w.WriteByte('\n')
	for d, row := range b.Rate.Week {
		w.WriteString(days[d])
		for _, n := range row {
			if n < 0 {
				w.WriteString("     ?")
				continue
			}
			fmt.Fprintf(&w, " %5.3g", n)
		}
		w.WriteByte('\n')
	}
	return w.String()
}
