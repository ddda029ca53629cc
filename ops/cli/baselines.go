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

func askBaseline(cmd *cobra.Command, cf *clientFlags, id string) (*baseline.Export, error) {
	cl, err := cf.client()
	if err != nil {
		return nil, err
	}
	var b baseline.Export
	return &b, cl.getJSON(cmd.Context(), baselinePath(id), &b)
}

func showBaseline() *cobra.Command {
	var cf clientFlags
	var format string
	c := &cobra.Command{
		Use: "show API-ID", Short: "Show the baseline of an API in words", Args: cobra.ExactArgs(1),
		Example: "  lapwing baselines show api_0123456789abcdef",
		RunE: func(cmd *cobra.Command, args []string) error {
			b, err := askBaseline(cmd, &cf, args[0])
			if err != nil {
				return err
			}
			if format == "json" {
				return writeExport(cmd.OutOrStdout(), b)
			}
			_, err = io.WriteString(cmd.OutOrStdout(), printable(baselineText(b)))
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
			b, err := askBaseline(cmd, &cf, args[0])
			if err != nil {
				return err
			}
			return writeExport(cmd.OutOrStdout(), b)
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
