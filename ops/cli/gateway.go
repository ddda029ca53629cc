package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
)

func gatewayCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "gateway", Short: "Rules for gateways: what suggestions look like there, and which are on the list",
		Long: "Lapwing is never in the path of calls. A gateway includes or fetches what `lapwing gateway export` prints.",
	}
	c.AddCommand(gatewayShow(), gatewayAdd(), gatewayList(), gatewaySet(), gatewayExport())
	return c
}

// caseAt is the path of a risk or an event by its ID.
func caseAt(id string) string {
	if strings.HasPrefix(id, prefixes["risks"]+"_") {
		return "/api/v1/risks/" + url.PathEscape(id)
	}
	return "/api/v1/events/" + url.PathEscape(id)
}

func formatsFlag(c *cobra.Command, format *string) {
	c.Flags().StringVar(format, "format", "nginx", "gateway: nginx, kong, apisix, envoy or modsecurity")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"nginx", "kong", "apisix", "envoy", "modsecurity"}, cobra.ShellCompDirectiveNoFileComp))
}

func gatewayShow() *cobra.Command {
	var cf clientFlags
	var format string
	c := &cobra.Command{
		Use: "show ID", Short: "Print the suggestions of a risk or event as rules of a gateway", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var out struct {
				Rows []struct {
					Kind, Text, Use, Cannot string
					Notes                   []string
				}
			}
			if err := cl.getJSON(cmd.Context(), caseAt(args[0])+"/gateway?format="+url.QueryEscape(format), &out); err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			for _, r := range out.Rows {
				fmt.Fprintf(w, "# --- %s\n", printable(r.Kind))
				for _, n := range append(r.Notes, r.Cannot) {
					if n != "" {
						fmt.Fprintf(w, "# %s\n", printable(n))
					}
				}
				fmt.Fprint(w, printable(r.Text))
				if r.Use != "" {
					fmt.Fprintf(w, "# also: %s  # in each server block it is for\n", printable(r.Use))
				}
			}
			return nil
		},
	}
	cf.add(c)
	formatsFlag(c, &format)
	return c
}

func gatewayAdd() *cobra.Command {
	var cf clientFlags
	var why, state string
	c := &cobra.Command{
		Use: "add ID KIND", Short: "Put a suggestion of a risk or event on the list of rules", Args: cobra.ExactArgs(2),
		Example: "  lapwing gateway add evt_0123456789abcdef ip_blacklist -m \"agreed with the shop\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			return sendRule(cmd, &cf, http.MethodPost, caseAt(args[0])+"/gateway", map[string]any{"kind": args[1], "state": state, "why": why})
		},
	}
	cf.add(c)
	c.Flags().StringVarP(&why, "why", "m", "", "why; kept in the history")
	c.Flags().StringVar(&state, "state", "added", "added, or proposed to somebody else")
	return c
}

func gatewaySet() *cobra.Command {
	var cf clientFlags
	var why string
	c := &cobra.Command{
		Use: "set NAME STATE", Short: "Set a rule to proposed, added or removed", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := "/api/v1/gateway-rules/" + url.PathEscape(args[0])
			return sendRule(cmd, &cf, http.MethodPatch, path, map[string]any{"state": args[1], "why": why})
		},
	}
	cf.add(c)
	c.Flags().StringVarP(&why, "why", "m", "", "why; kept in the history")
	return c
}

func sendRule(cmd *cobra.Command, cf *clientFlags, method, path string, body map[string]any) error {
	cl, err := cf.client()
	if err != nil {
		return err
	}
	var out struct {
		Name string
		Rule json.RawMessage
	}
	if err := cl.sendJSON(cmd.Context(), method, path, nil, body, &out); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s is now %s\n", printable(out.Name), body["state"])
	return nil
}

func gatewayList() *cobra.Command {
	var cf clientFlags
	var format, host string
	c := &cobra.Command{
		Use: "list", Short: "List the rules, with their state, who set it and when", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var out struct{ Rows []map[string]any }
			if err := cl.getJSON(cmd.Context(), "/api/v1/gateway-rules?host="+url.QueryEscape(host), &out); err != nil {
				return err
			}
			return show(cmd.OutOrStdout(), format, []column{
				{"name", "name"}, {"state", "state"}, {"kind", "kind"}, {"host", "host"}, {"method", "method"}, {"api", "template"},
				{"who", "who"}, {"when", "at"}, {"why", "why"},
			}, out.Rows)
		},
	}
	cf.add(c)
	outputFlag(c, &format)
	c.Flags().StringVar(&host, "host", "", "only rules of this host")
	return c
}

func gatewayExport() *cobra.Command {
	var cf clientFlags
	var format, host string
	c := &cobra.Command{
		Use: "export", Short: "Print the added rules as a file that a gateway includes", Args: cobra.NoArgs,
		Example: "  lapwing gateway export --format nginx --host shop.example.com > /etc/nginx/conf.d/lapwing.conf",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			b, _, err := cl.do(cmd.Context(), http.MethodGet, "/api/v1/gateway-rules?format="+url.QueryEscape(format)+"&host="+url.QueryEscape(host), nil, nil)
			if err != nil {
				return err
			}
			fmt.Fprint(cmd.OutOrStdout(), printable(string(b)))
			return nil
		},
	}
	cf.add(c)
	formatsFlag(c, &format)
	c.Flags().StringVar(&host, "host", "", "only rules of this host")
	return c
}
