package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// noun is one thing a node has lists of.
type noun struct {
	use, short string
	path       string // under /api/v1
	columns    []column
	filters    []string // query parameters that are flags too
	decided    bool     // its state can be set
	setExample string
	more       []*cobra.Command
}

func nouns() []noun {
	return []noun{
		{
			use: "apis", short: "APIs that were discovered", path: "apis",
			columns: []column{
				{"id", "id"}, {"method", "method"}, {"host", "host"}, {"api", "api"}, {"purpose", "purposes"}, {"sensitivity", "grade"},
				{"auth", "auth"}, {"importance", "importance"}, {"calls", "calls"}, {"risks h/m/l", "risks"}, {"events h/m/l", "events"}, {"last seen", "last_seen"},
			},
			filters: []string{"host", "method", "purpose", "service", "auth", "grade", "importance", "request", "response", "life"},
			more:    []*cobra.Command{exportCommand(), importSpecCommand(), specsCommand(), correctCommand(), correctionsCommand(), undoCommand()},
		},
		{
			use: "risks", short: "Weaknesses of APIs", path: "risks", decided: true,
			setExample: "  lapwing risks set rsk_0123456789abcdef confirmed -m \"the owner knows\"",
			columns: []column{
				{"id", "id"}, {"level", "level"}, {"type", "type"}, {"title", "title"}, {"method", "method"}, {"host", "host"}, {"api", "api"},
				{"status", "status"}, {"count", "count"}, {"last", "end"},
			},
			filters: []string{"level", "status", "type", "host", "method", "api", "follow", "simulated"},
		},
		{
			use: "events", short: "What somebody did", path: "events", decided: true,
			setExample: "  lapwing events set evt_0123456789abcdef handled -m \"blocked at the gateway\"",
			columns: []column{
				{"id", "id"}, {"level", "level"}, {"confidence", "confidence"}, {"type", "type"}, {"title", "title"}, {"source", "source.cidr"}, {"method", "method"},
				{"host", "host"}, {"api", "api"}, {"status", "status"}, {"count", "count"}, {"start", "start"}, {"end", "end"},
			},
			filters: []string{"level", "status", "type", "host", "method", "api", "source", "agent", "account", "follow", "simulated"},
		},
	}
}

func listCommands() []*cobra.Command {
	all := nouns()
	cmds := make([]*cobra.Command, len(all))
	for i, n := range all {
		c := &cobra.Command{Use: n.use, Short: n.short}
		c.AddCommand(n.list(), n.show())
		if n.decided {
			c.AddCommand(n.set(), n.mark())
		}
		c.AddCommand(n.more...)
		cmds[i] = c
	}
	return cmds
}

// outputFlag adds -o and checks it before the command runs.
func outputFlag(c *cobra.Command, format *string) {
	c.Flags().StringVarP(format, "output", "o", "table", "table, json or csv")
	_ = c.RegisterFlagCompletionFunc("output", cobra.FixedCompletions([]string{"table", "json", "csv"}, cobra.ShellCompDirectiveNoFileComp))
	c.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains([]string{"table", "json", "csv"}, *format) {
			return withCode(exitUsage, fmt.Errorf("output: want table, json or csv, have %q", *format))
		}
		return nil
	}
}

func (n noun) list() *cobra.Command {
	var cf clientFlags
	var format, since, text, sort string
	var limit int
	values := map[string]*[]string{}
	c := &cobra.Command{
		Use: "list", Short: "List " + n.use, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 1 {
				return withCode(exitUsage, fmt.Errorf("limit: want a number from 1 on, have %d", limit))
			}
			cl, err := cf.client()
			if err != nil {
				return err
			}
			q := url.Values{}
			for name, v := range values {
				for _, s := range *v {
					q.Add(name, s)
				}
			}
			for name, v := range map[string]string{"since": since, "q": text, "sort": sort} {
				if v != "" {
					q.Set(name, v)
				}
			}
			rows, err := cl.rows(cmd.Context(), n.path, q, limit)
			if err != nil {
				return err
			}
			return show(cmd.OutOrStdout(), format, n.columns, rows)
		},
	}
	cf.add(c)
	outputFlag(c, &format)
	c.Flags().StringVar(&since, "since", "", "only of this window up to now, such as 90m, 24h or 30d")
	c.Flags().StringVarP(&text, "query", "q", "", "part of host, path or ID")
	c.Flags().StringVar(&sort, "sort", "", "key to sort by, with - before it in falling order")
	c.Flags().IntVar(&limit, "limit", 100, "most rows")
	for _, f := range n.filters {
		values[f] = c.Flags().StringSlice(f, nil, filterHelp(f))
		if words := filterWords[f]; words != nil {
			_ = c.RegisterFlagCompletionFunc(f, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
		}
	}
	return c
}

// filterWords are the values of filters that have few.
var filterWords = map[string][]string{
	"level":   {"low", "medium", "high"},
	"status":  {"open", "closed", "detected", "in_progress", "handled", "ignored", "disabled", "to_be_confirmed", "confirmed", "to_be_fixed", "fixed", "to_be_verified", "not_fixed", "system_fixed"},
	"service": {"unknown", "internal", "partner", "public"},
	"auth":    {"unknown", "absent", "present", "mixed", "not_verified"},
	"grade":   {"none", "low", "moderate", "high"},
	"life":    {"new", "active", "inactive"},
	"follow":  {"yes", "no"},

	"simulated": {"yes", "no"},
}

func filterHelp(f string) string {
	if words := filterWords[f]; words != nil {
		return "only " + strings.Join(words, ", ") + "; may be repeated"
	}
	if hint := map[string]string{
		"purpose": "a row ID such as BP-01", "request": "a row ID such as SD-05", "response": "a row ID such as SD-05",
		"type": "a row ID such as EV-09", "api": "an ID of apis list", "source": "an address or a block",
	}[f]; hint != "" {
		return "only this " + f + ", " + hint + "; may be repeated"
	}
	return "only this " + f + "; may be repeated"
}

// rows follows the cursors until there are enough rows.
func (c *client) rows(ctx context.Context, path string, q url.Values, limit int) ([]map[string]any, error) {
	var all []map[string]any
	for {
		q.Set("limit", strconv.Itoa(min(max(limit-len(all), 1), 1000)))
		var page struct {
			Rows []map[string]any `json:"rows"`
			Next string           `json:"next"`
		}
		if err := c.getJSON(ctx, "/api/v1/"+path+"?"+q.Encode(), &page); err != nil {
			return nil, err
		}
		for _, r := range page.Rows {
			all = append(all, flat(r))
		}
		if page.Next == "" || len(all) >= limit {
			return all, nil
		}
		q.Set("cursor", page.Next)
	}
}

// flat makes small structures of an answer readable in a cell: purposes and levels.
func flat(r map[string]any) map[string]any {
	for k, v := range r {
		switch v := v.(type) {
		case []any:
			for i := range v {
				if m, ok := v[i].(map[string]any); ok && m["title"] != nil {
					v[i] = m["title"]
				}
			}
			if k == "purposes" && len(v) > 0 {
				parts := make([]string, len(v))
				for i := range v {
					parts[i] = fmt.Sprint(v[i])
				}
				r["purposes"] = strings.Join(parts, ", ")
			}
		case map[string]any:
			if h, ok := v["high"].(float64); ok {
				m, _ := v["medium"].(float64)
				l, _ := v["low"].(float64)
				r[k] = fmt.Sprintf("%.0f/%.0f/%.0f", h, m, l)
			}
		}
	}
	return r
}

func (n noun) show() *cobra.Command {
	var cf clientFlags
	c := &cobra.Command{
		Use: "show ID", Short: "Show one of the " + n.use + " with everything that is known (JSON)", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var v map[string]any
			if err := cl.getJSON(cmd.Context(), "/api/v1/"+n.path+"/"+url.PathEscape(args[0]), &v); err != nil {
				return err
			}
			b, err := json.MarshalIndent(v, "", "  ")
			if err != nil {
				return fmt.Errorf("cannot print: %w", err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), printable(string(b)))
			return nil
		},
	}
	cf.add(c)
	return c
}

func (n noun) set() *cobra.Command {
	var cf clientFlags
	var remark, was string
	c := &cobra.Command{
		Use: "set ID STATUS", Short: "Set the status of one of the " + n.use + ", with a remark", Args: cobra.ExactArgs(2),
		Example: n.setExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			path := "/api/v1/" + n.path + "/" + url.PathEscape(args[0])
			_, head, err := cl.do(cmd.Context(), http.MethodGet, path, nil, nil)
			if err != nil {
				return err
			}
			var after map[string]any
			h := http.Header{"If-Match": {head.Get("ETag")}}
			if err := cl.sendJSON(cmd.Context(), http.MethodPatch, path, h, map[string]any{"status": args[1], "remark": remark, "disposition": was}, &after); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is now %s\n", printable(args[0]), printable(lookup(after, "status")))
			return nil
		},
	}
	cf.add(c)
	c.Flags().StringVarP(&remark, "remark", "m", "", "why; kept in the history; ignored and disabled need one")
	c.Flags().StringVar(&was, "was", "", "what it was: true_positive, false_positive, benign, or none to take that back")
	return c
}
