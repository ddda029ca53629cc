package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// tried is the answer to a trial of a rule.
type tried struct {
	Hits []struct {
		Start, End int
		Masked     string
	}
	Samples  []string
	Tried    int
	Warnings []string
	Replay   *replayed
}

// replayed is what an own event would have found in stored calls.
type replayed struct {
	From       time.Time `json:"from"`
	To         time.Time `json:"to"`
	SeenFrom   time.Time `json:"seen_from"`
	SeenTo     time.Time `json:"seen_to"`
	Complete   bool      `json:"complete"`
	Calls, Met uint64
	Cases      uint64
	More       bool
	First      []struct {
		Method, Host, API, Block, Account string
		Start                             time.Time
		Count                             uint64
		Reason                            string
	}
	Refused uint64
	Keys    string
	LeftOut []string `json:"left_out"`
}

func policiesTest() *cobra.Command {
	var text, key, since, name string
	c := asking("test KIND [FILE]", "Try a rule on a text and on stored calls, before it is in force", cobra.RangeArgs(1, 2),
		func(cmd *cobra.Command, cl *client, args []string) error {
			if cmd.Flags().Changed("since") && since == "" {
				return withCode(exitUsage, errors.New("--since is empty: want a span such as 24h or 7d; without --since the rule is tried on the newest stored calls"))
			}
			rule, err := ruleToTry(cmd, cl, args, name)
			if err != nil {
				return err
			}
			in := map[string]any{"rule": rule, "text": text, "key": key}
			if since != "" {
				in["since"] = since
			}
			var out tried
			if err := cl.sendJSON(cmd.Context(), http.MethodPost, policyPath(args[0], "test"), nil, in, &out); err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			warn(cmd, out.Warnings)
			if out.Replay != nil {
				out.Replay.print(w)
				return nil
			}
			for _, h := range out.Hits {
				fmt.Fprintf(w, "text %d-%d  %s\n", h.Start, h.End, printable(h.Masked))
			}
			for _, id := range out.Samples {
				fmt.Fprintf(w, "call %s\n", printable(id))
			}
			fmt.Fprintf(w, "%d hits in the text; %d of the %d newest stored calls (masked)\n", len(out.Hits), len(out.Samples), out.Tried)
			return nil
		})
	c.Flags().StringVar(&text, "text", "", "text to try a data type on")
	c.Flags().StringVar(&key, "key", "", "the text's key")
	c.Flags().StringVar(&since, "since", "", "replay an own event over the stored calls of this time: 24h, 7d, at most 31d")
	c.Flags().StringVar(&name, "name", "", "the policy of this name instead of a FILE")
	return c
}

// ruleToTry reads the rule from a file, or takes the one that is stored under a name.
func ruleToTry(cmd *cobra.Command, cl *client, args []string, name string) (json.RawMessage, error) {
	if (name == "") == (len(args) < 2) {
		return nil, withCode(exitUsage, errors.New("want a FILE (- for standard input) or --name, one of the two"))
	}
	if name == "" {
		return ruleFrom(cmd, args[1])
	}
	var stored struct {
		Rule json.RawMessage `json:"rule"`
	}
	err := cl.getJSON(cmd.Context(), policyPath(args[0], name), &stored)
	return stored.Rule, err
}

func (r *replayed) print(w io.Writer) {
	const day = "2006-01-02 15:04"
	for i := range r.First {
		c := &r.First[i]
		who := strings.TrimSpace(c.Block + " " + c.Account)
		fmt.Fprint(w, printable(fmt.Sprintf("%s  %d calls  %s %s%s  %s\n  %s\n", c.Start.Format(day), c.Count, c.Method, c.Host, c.API, who, c.Reason)))
	}
	more := ""
	if r.More {
		more = " or more"
	}
	fmt.Fprintf(w, "%d cases%s; %d of %d calls from %s to %s UTC meet the conditions\n", r.Cases, more, r.Met, r.Calls, r.SeenFrom.Format(day), r.SeenTo.Format(day))
	if !r.SeenFrom.Equal(r.From) || !r.SeenTo.Equal(r.To) {
		fmt.Fprintf(w, "There are too many calls to look at all from %s to %s.\n", r.From.Format(day), r.To.Format(day))
	}
	if r.Refused > 0 {
		fmt.Fprintf(w, "%d calls of further %s not counted: a replay counts 2000 at a time.\n", r.Refused, printable(r.Keys))
	}
	for _, l := range r.LeftOut {
		fmt.Fprintf(w, "Left out, stored calls do not have it: %s\n", printable(l))
	}
}
