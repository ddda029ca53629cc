package cli

import (
	"net/url"

	"github.com/spf13/cobra"
)

// attackersCommand and qualityCommand sum the events of a node up.
func attackersCommand() *cobra.Command {
	return summary("attackers", "Sources over all their events, the worst first", "attackers", []column{
		{"source", "source"}, {"country", "country"}, {"events h/m/l", "cases"}, {"open", "open"}, {"calls", "calls"}, {"types", "types"},
		{"tools", "agents"}, {"accounts", "accounts"}, {"hosts", "hosts"}, {"first", "first_seen"}, {"last", "last_seen"},
	}, nil)
}

func qualityCommand() *cobra.Command {
	var kind string
	c := summary("quality", "How right each rule was, by what people said of its cases", "rule-quality", []column{
		{"rule", "rule"}, {"title", "title"}, {"cases", "cases"}, {"true", "true_positive"}, {"false", "false_positive"}, {"by design", "benign"},
		{"not said", "undecided"}, {"precision", "precision"}, {"advice", "advice_text"},
	}, func(q url.Values) { q.Set("kind", kind) })
	c.Flags().StringVar(&kind, "kind", "event", "event or risk")
	return c
}

func summary(use, short, path string, cols []column, more func(url.Values)) *cobra.Command {
	var cf clientFlags
	var format, since string
	c := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			q := url.Values{}
			if since != "" {
				q.Set("since", since)
			}
			if more != nil {
				more(q)
			}
			var out struct{ Rows []map[string]any }
			if err := cl.getJSON(cmd.Context(), "/api/v1/"+path+"?"+q.Encode(), &out); err != nil {
				return err
			}
			for _, r := range out.Rows {
				if list, ok := r["advice"].([]any); ok && len(list) > 0 {
					if first, ok := list[0].(map[string]any); ok {
						r["advice_text"] = first["text"]
					}
				}
				flat(r)
			}
			return show(cmd.OutOrStdout(), format, cols, out.Rows)
		},
	}
	cf.add(c)
	outputFlag(c, &format)
	c.Flags().StringVar(&since, "since", "", "only of this window up to now, such as 90m, 24h or 30d")
	return c
}
