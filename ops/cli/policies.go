package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/query"
)

const policiesLong = `A policy is a rule of one kind under a name: own data types, own credentials, authentication rules, data
that is allowed, own purposes, own events, tuned events and risks, and switches of what is built in. lapwing policies list
shows the kinds, lapwing policies rules the built-in events and risks.

Rules are JSON or YAML. A condition names a field, an operator and values; all must hold:

  lapwing policies put data-types badge - <<'END'
  level: S3
  expert: {patterns: ["EMP-[0-9]{6}"]}
  keywords: {match: any, words: [badge, 工号]}
  END
  echo 'conditions: [{field: request.header, name: X-Ticket, op: prefix, values: [TK-]}]' | lapwing policies put credentials ticket -
  echo 'enabled: false' | lapwing policies put builtin-data-types cn_plate -

Built-in events and risks are tuned under their row ID, with a dot and a word behind it where only a domain or an API is
meant: off, simulate (runs and counts, alarms nobody), another level, another line. An own event counts calls that meet
conditions, within up to 15 minutes:

  echo '{mode: simulate, floor: 25}' | lapwing policies put tuning EV-09 -
  echo '{mode: "off", host: shop.example.com, api: "/search"}' | lapwing policies put tuning EV-17.search -
  lapwing policies promote tuning EV-09 -m "no false case in a week"
  lapwing policies put events export - <<'END'
  level: high
  conditions: [{field: response.data, op: equals, values: [cn_mobile]}]
  per: account
  period: 600
  requests: 5
  statistics: [{count: distinct, field: response.data, name: cn_mobile, at_least: 500}]
  simulate: true
  END
  lapwing policies test events --name export --since 7d

A file for --policies of inspect and analyze holds kinds, names and rules: {data-types: {badge: {level: S3, ...}}}.`

func policiesCommand() *cobra.Command {
	c := &cobra.Command{Use: "policies", Short: "What detection goes by", Long: policiesLong}
	c.AddCommand(policiesList(), policiesShow(), policiesPut(), policiesDelete(), policiesHistory(), policiesTest(), policiesPromote(), policiesRules())
	return c
}

func policyPath(parts ...string) string {
	var path strings.Builder
	path.WriteString("/api/v1/policies")
	for _, p := range parts {
		path.WriteString("/" + url.PathEscape(p))
	}
	return path.String()
}

// asking makes a command that asks a node.
func asking(use, short string, args cobra.PositionalArgs, run func(*cobra.Command, *client, []string) error) *cobra.Command {
	var cf clientFlags
	c := &cobra.Command{Use: use, Short: short, Args: args, RunE: func(cmd *cobra.Command, args []string) error {
		cl, err := cf.client()
		if err != nil {
			return err
		}
		return run(cmd, cl, args)
	}}
	cf.add(c)
	return c
}

var policyColumns = []column{{"kind", "kind"}, {"name", "name"}, {"version", "version"}, {"at", "at"}, {"who", "who"}, {"why", "why"}}

func policiesList() *cobra.Command {
	var format string
	c := asking("list [KIND]", "List policies in force; without any, the kinds there are", cobra.MaximumNArgs(1),
		func(cmd *cobra.Command, cl *client, args []string) error {
			var out struct {
				Kinds []map[string]any `json:"kinds"`
				Rows  []map[string]any `json:"rows"`
			}
			if err := cl.getJSON(cmd.Context(), policyPath(args...), &out); err != nil {
				return err
			}
			if len(args) == 0 && len(out.Rows) == 0 {
				return show(cmd.OutOrStdout(), format, []column{{"kind", "id"}, {"at most", "quota"}, {"means", "means"}}, out.Kinds)
			}
			return show(cmd.OutOrStdout(), format, policyColumns, out.Rows)
		})
	outputFlag(c, &format)
	return c
}

func policiesShow() *cobra.Command {
	var version uint64
	c := asking("show KIND NAME", "Show a rule as YAML", cobra.ExactArgs(2), func(cmd *cobra.Command, cl *client, args []string) error {
		var out struct {
			Rule json.RawMessage `json:"rule"`
		}
		path := policyPath(args...)
		if version > 0 {
			path += "?version=" + strconv.FormatUint(version, 10)
		}
		if err := cl.getJSON(cmd.Context(), path, &out); err != nil {
			return err
		}
		b, err := yaml.JSONToYAML(out.Rule)
		if err != nil {
			return fmt.Errorf("cannot show the rule: %w", err)
		}
		_, err = io.WriteString(cmd.OutOrStdout(), printable(string(b)))
		return err
	})
	c.Flags().Uint64Var(&version, "version", 0, "a version of its history instead of what is in force")
	return c
}

// ruleFrom reads a rule from a file or, where it is "-", from standard input.
func ruleFrom(cmd *cobra.Command, path string) (json.RawMessage, error) {
	var b []byte
	var err error
	if path == "-" {
		b, err = io.ReadAll(io.LimitReader(cmd.InOrStdin(), 1<<20)) // a rule has 64 KiB at most
	} else {
		b, err = os.ReadFile(path)
	}
	if err == nil {
		b, err = query.RuleJSON(b)
	}
	if err != nil {
		return nil, withCode(exitUsage, fmt.Errorf("cannot read the rule: %w", err))
	}
	return b, nil
}

// seen reads the version in force, for If-Match: the command line's user decides on what is
// there now. No header for a new name.
func seen(cmd *cobra.Command, cl *client, args []string) (http.Header, error) {
	_, h, err := cl.do(cmd.Context(), http.MethodGet, policyPath(args[:2]...), nil, nil)
	var e *exitError
	if errors.As(err, &e) && e.code == exitNotFound {
		return http.Header{}, nil
	}
	return http.Header{"If-Match": h.Values("ETag")}, err
}

func policiesPut() *cobra.Command {
	var why string
	c := asking("put KIND NAME FILE", "Write a rule from a file, or - for standard input", cobra.ExactArgs(3),
		func(cmd *cobra.Command, cl *client, args []string) error {
			rule, err := ruleFrom(cmd, args[2])
			if err != nil {
				return err
			}
			header, err := seen(cmd, cl, args)
			if err != nil {
				return err
			}
			var out struct {
				Version  int      `json:"version"`
				Warnings []string `json:"warnings"`
			}
			in := map[string]any{"rule": rule, "why": why}
			if err := cl.sendJSON(cmd.Context(), http.MethodPut, policyPath(args[:2]...), header, in, &out); err != nil {
				return err
			}
			state := "is in force"
			if _, trial := policy.Promoted(args[0], rule); trial {
				state = "runs on trial"
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s %s %s, version %d\n", args[0], args[1], state, out.Version)
			warn(cmd, out.Warnings)
			return nil
		})
	c.Flags().StringVarP(&why, "why", "m", "", "the reason, kept in the history")
	return c
}

// warn says on standard error what is odd about a rule.
func warn(cmd *cobra.Command, warnings []string) {
	for _, w := range warnings {
		fmt.Fprintf(cmd.ErrOrStderr(), "warning: it %s\n", printable(w))
	}
}

func policiesDelete() *cobra.Command {
	var why string
	c := asking("delete KIND NAME", "Delete a rule; its history stays", cobra.ExactArgs(2),
		func(cmd *cobra.Command, cl *client, args []string) error {
			header, err := seen(cmd, cl, args)
			if err != nil {
				return err
			}
			if _, _, err = cl.do(cmd.Context(), http.MethodDelete, policyPath(args...)+"?why="+url.QueryEscape(why), header, nil); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s %s is deleted; its history stays\n", args[0], args[1])
			return nil
		})
	c.Flags().StringVarP(&why, "why", "m", "", "the reason, kept in the history")
	return c
}

func policiesHistory() *cobra.Command {
	var to int
	var why string
	c := asking("history KIND NAME", "Show every version and what it changed, or go back to one", cobra.ExactArgs(2),
		func(cmd *cobra.Command, cl *client, args []string) error {
			var out struct {
				Rows []struct {
					Version uint64 `json:"version"`
					At      string `json:"at"`
					Who     string `json:"who"`
					Why     string `json:"why"`
					Deleted bool   `json:"deleted"`
					Diff    string `json:"diff"`
					LeftOut int    `json:"diff_left_out"`
				} `json:"rows"`
			}
			if err := cl.getJSON(cmd.Context(), policyPath(args[0], args[1], "history"), &out); err != nil {
				return err
			}
			if to > 0 {
				header := http.Header{"If-Match": {`"rev-` + strconv.FormatUint(out.Rows[0].Version, 10) + `"`}}
				return cl.sendJSON(cmd.Context(), http.MethodPost, policyPath(args[0], args[1], "restore"), header,
					map[string]any{"version": to, "why": why}, nil)
			}
			for _, r := range out.Rows {
				state := ""
				if r.Deleted {
					state = "  (deleted)"
				}
				if r.LeftOut > 0 {
					r.Diff = fmt.Sprintf("  %d bytes changed: see it with lapwing policies show %s %s --version %d\n", r.LeftOut, args[0], args[1], r.Version)
				}
				fmt.Fprint(cmd.OutOrStdout(), printable(fmt.Sprintf("version %d  %s  %s  %s%s\n%s\n", r.Version, r.At, r.Who, r.Why, state, r.Diff)))
			}
			return nil
		})
	c.Flags().IntVar(&to, "restore", 0, "make this version the newest")
	c.Flags().StringVarP(&why, "why", "m", "", "the reason, kept in the history")
	return c
}
