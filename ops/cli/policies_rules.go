package cli

import (
	"fmt"
	"net/http"

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
	c := asking("rules", "List the built-in events and risks, with their lines and the cases of each", cobra.NoArgs,
		func(cmd *cobra.Command, cl *client, _ []string) error {
			var out struct {
				Rows []map[string]any `json:"rows"`
			}
			if err := cl.getJSON(cmd.Context(), "/api/v1/rules", &out); err != nil {
				return err
			}
			return show(cmd.OutOrStdout(), format, []column{
				{"id", "id"}, {"title", "title"}, {"category", "category"}, {"level", "level"}, {"unit", "unit"}, {"floor", "line.floor"},
				{"times", "line.times"}, {"window s", "window_seconds"}, {"cases", "cases"}, {"simulated", "simulated"},
			}, out.Rows)
		})
	outputFlag(c, &format)
	return c
}
