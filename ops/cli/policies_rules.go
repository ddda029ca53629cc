package cli

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// policiesPromote puts in force what only ran on trial.
func policiesPromote() *cobra.Command {
	var why string
	c := asking("promote KIND NAME", "Put in force what only runs on trial: a tuning or an own event", cobra.ExactArgs(2),
		func(cmd *cobra.Command, cl *client, args []string) error {
			header, err := seen(cmd, cl, args)
			if err != nil {
				return err
			}
			if len(header) == 0 { // not set: the node says so
				header.Set("If-Match", `"rev-0"`)
			}
			var out struct {
				Version int `json:"version"`
			}
			if err := cl.sendJSON(cmd.Context(), http.MethodPost, policyPath(args[0], args[1], "promote"), header, map[string]any{"why": why}, &out); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s %s is in force, version %d\n", args[0], args[1], out.Version)
			return nil
		})
	c.Flags().StringVarP(&why, "why", "m", "", "the reason, kept in the history")
	return c
}

// policiesRules lists the built-in events and risks.
func policiesRules() *cobra.Command {
	var format string
	c := asking("rules", "List the built-in events and risks, with their lines as built in, how each runs and the policies that say so", cobra.NoArgs,
		func(cmd *cobra.Command, cl *client, _ []string) error {
			var out struct {
				Rows []map[string]any `json:"rows"`
			}
			if err := cl.getJSON(cmd.Context(), "/api/v1/rules", &out); err != nil {
				return err
			}
			if format != "json" { // which has the policies as they are
				for _, r := range out.Rows {
					r["mode"], r["policy"] = tunings(r)
				}
			}
			return show(cmd.OutOrStdout(), format, []column{
				{"id", "id"}, {"title", "title"}, {"category", "category"}, {"level", "level"}, {"unit", "unit"}, {"floor", "line.floor"},
				{"times", "line.times"}, {"window s", "window_seconds"}, {"cases", "cases"}, {"simulated", "simulated"}, {"mode", "mode"}, {"policy", "policy"},
			}, out.Rows)
		})
	outputFlag(c, &format)
	return c
}

// tunings says how a built-in row runs where no policy about less applies, "with exceptions" where those
// about less have it run otherwise, and what every policy of it says:
// "EV-09: floor 25, mode simulate; EV-09.shop: host shop.example.com, mode off".
func tunings(row map[string]any) (mode, policies string) {
	mode = "on"
	var all, narrower []string
	list, _ := row["policies"].([]any)
	for _, x := range list {
		p, _ := x.(map[string]any)
		rule, _ := p["rule"].(map[string]any)
		m := firstOf(lookup(rule, "mode"), "on")
		if lookup(rule, "host") == "" { // there is one at most, whatever its name
			mode = m
		} else {
			narrower = append(narrower, m)
		}
		var says []string
		for _, k := range slices.Sorted(maps.Keys(rule)) {
			says = append(says, k+" "+lookup(rule, k))
		}
		all = append(all, lookup(p, "name")+": "+strings.Join(says, ", "))
	}
	if slices.ContainsFunc(narrower, func(m string) bool { return m != mode }) {
		mode += ", with exceptions"
	}
	return mode, strings.Join(all, "; ")
}
