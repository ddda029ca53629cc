package cli

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
)

const alarmsLong = `An alarm tells recipients in digests what is new. Everybody begins with one alarm, "default": everything, daily at 10:00, to the
message centre of the console. Alarms, recipients and owner labels are policies of the kinds alarms, recipients and owners:

  lapwing policies put recipients orders-team - <<'END'
  {channel: mail, to: orders@example.com, language: zh}
  END
  lapwing policies put owners orders - <<'END'
  {hosts: [shop.example.com], apis: ["/orders/*"]}
  END
  lapwing policies put alarms orders - <<'END'
  {every: day, at: "10:00", zone: Asia/Shanghai, owners: [orders], recipients: [{name: orders-team, levels: [high, medium]}]}
  END
  lapwing alarms test orders-team

A label names APIs by hosts, apis (templates), ids or purposes ([BP-12], or an own one's name), or what policies found or tuned:
{policies: [refunds, EV-09.shop]}; of several parts each must hold.

every: hour goes out at the top of each hour from: "08:00" to: "20:00"; every: burst when threshold: 10 gathered or the first
waited for wait: 5m. Secrets of channels are stored sealed; what policies show prints can be put back as it is.`

func alarmsCommand() *cobra.Command {
	c := &cobra.Command{Use: "alarms", Short: "Who is told what is new, and when", Long: alarmsLong}
	c.AddCommand(alarmsList(), alarmsTest())
	return c
}

func alarmsList() *cobra.Command {
	var format string
	c := asking("list", "List alarms and how deliveries to their recipients go", cobra.NoArgs,
		func(cmd *cobra.Command, cl *client, _ []string) error {
			var out struct {
				Alarms []struct {
					Name string `json:"name"`
					Next string `json:"next"`
					Rule struct {
						Enabled    bool   `json:"enabled"`
						Every      string `json:"every"`
						Recipients []struct {
							Name   string   `json:"name"`
							Levels []string `json:"levels"`
						} `json:"recipients"`
					} `json:"rule"`
				} `json:"alarms"`
				Recipients []struct {
					Name    string            `json:"name"`
					Rule    map[string]string `json:"rule"`
					Waiting int               `json:"waiting"`
					Trouble string            `json:"trouble"`
				} `json:"recipients"`
			}
			if err := cl.getJSON(cmd.Context(), "/api/v1/alarms", &out); err != nil {
				return err
			}
			var rows []map[string]any
			for _, a := range out.Alarms {
				for _, to := range a.Rule.Recipients {
					row := map[string]any{"alarm": a.Name, "on": a.Rule.Enabled, "every": a.Rule.Every, "next": a.Next, "recipient": to.Name, "levels": strings.Join(to.Levels, " ")}
					for _, r := range out.Recipients {
						if r.Name == to.Name {
							row["channel"], row["waiting"], row["trouble"] = r.Rule["channel"], r.Waiting, r.Trouble
						}
					}
					rows = append(rows, row)
				}
			}
			return show(cmd.OutOrStdout(), format, []column{
				{"alarm", "alarm"}, {"on", "on"}, {"every", "every"}, {"next", "next"}, {"recipient", "recipient"}, {"levels", "levels"},
				{"channel", "channel"}, {"waiting", "waiting"}, {"trouble", "trouble"},
			}, rows)
		})
	outputFlag(c, &format)
	return c
}

func alarmsTest() *cobra.Command {
	return asking("test RECIPIENT", "Send one real test message to a recipient", cobra.ExactArgs(1),
		func(cmd *cobra.Command, cl *client, args []string) error {
			if err := cl.sendJSON(cmd.Context(), http.MethodPost, "/api/v1/recipients/"+url.PathEscape(args[0])+"/test", nil, map[string]any{}, nil); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "the receiver of %s took the message\n", args[0])
			return nil
		})
}

func digestsCommand() *cobra.Command {
	c := &cobra.Command{Use: "digests", Short: "What was told to whom"}
	c.AddCommand(digestsList(), digestsShow())
	return c
}

var digestColumns = []column{
	{"id", "id"}, {"written", "at"}, {"recipient", "recipient"}, {"channel", "channel"}, {"state", "state"}, {"new", "told"}, {"subject", "subject"},
}

func digestsList() *cobra.Command {
	var format, recipient string
	var limit int
	c := asking("list", "List digests, newest first", cobra.NoArgs, func(cmd *cobra.Command, cl *client, _ []string) error {
		var out struct {
			Rows []map[string]any `json:"rows"`
		}
		path := fmt.Sprintf("/api/v1/digests?limit=%d&recipient=%s", limit, url.QueryEscape(recipient))
		if err := cl.getJSON(cmd.Context(), path, &out); err != nil {
			return err
		}
		return show(cmd.OutOrStdout(), format, digestColumns, out.Rows)
	})
	c.Flags().StringVar(&recipient, "recipient", "", "only those to this recipient")
	c.Flags().IntVar(&limit, "limit", 50, "most digests")
	outputFlag(c, &format)
	return c
}

func digestsShow() *cobra.Command {
	return asking("show ID", "Show a digest exactly as it was sent", cobra.ExactArgs(1),
		func(cmd *cobra.Command, cl *client, args []string) error {
			var out struct {
				Subject string `json:"subject"`
				State   string `json:"state"`
				Lines   []struct {
					Text string `json:"text"`
					Link string `json:"link"`
				} `json:"lines"`
				Attempts []struct {
					N      int    `json:"n"`
					Begun  string `json:"begun"`
					OK     bool   `json:"ok"`
					Detail string `json:"detail"`
				} `json:"attempts"`
			}
			if err := cl.getJSON(cmd.Context(), "/api/v1/digests/"+url.PathEscape(args[0]), &out); err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			fmt.Fprintf(w, "%s\n\n", printable(out.Subject))
			for _, l := range out.Lines {
				fmt.Fprintln(w, printable(strings.TrimSpace(l.Text+" "+l.Link)))
			}
			fmt.Fprintf(w, "\n%s\n", out.State)
			for _, a := range out.Attempts {
				how := "taken"
				if !a.OK {
					how = "not taken: " + a.Detail
				}
				fmt.Fprintf(w, "attempt %d at %s: %s\n", a.N, a.Begun, printable(how))
			}
			return nil
		})
}
