package cli

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"
)

func tokenCommand() *cobra.Command {
	c := &cobra.Command{Use: "token", Short: "Make, list and revoke API tokens of a running node"}
	c.AddCommand(tokenCreate(), tokenList(), tokenRevoke())
	return c
}

func tokenCreate() *cobra.Command {
	var cf clientFlags
	var name string
	var scopes []string
	var days int
	c := &cobra.Command{
		Use: "create", Short: "Make a token; it is shown this once", Args: cobra.NoArgs,
		Example: "  lapwing token create --name edge-1 --scope ingest",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var t struct {
				Secret string `json:"secret"`
			}
			in := map[string]any{"name": name, "scopes": scopes, "days": days}
			if err := cl.sendJSON(cmd.Context(), http.MethodPost, "/api/v1/tokens", nil, in, &t); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), t.Secret)
			return nil
		},
	}
	cf.add(c)
	c.Flags().StringVar(&name, "name", "", "what the token is for; a sensor's token names the sensor")
	c.Flags().StringSliceVar(&scopes, "scope", nil, "ingest, read or admin; may be repeated")
	c.Flags().IntVar(&days, "days", 0, "days it lasts; 0 is a year")
	for _, f := range []string{"name", "scope"} {
		_ = c.MarkFlagRequired(f) // fails only for a flag that does not exist
	}
	return c
}

func tokenList() *cobra.Command {
	var cf clientFlags
	var format string
	c := &cobra.Command{
		Use: "list", Short: "List tokens, without their secrets", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var page struct {
				Rows []map[string]any `json:"rows"`
			}
			if err := cl.getJSON(cmd.Context(), "/api/v1/tokens", &page); err != nil {
				return err
			}
			return show(cmd.OutOrStdout(), format, []column{
				{"id", "id"}, {"name", "name"}, {"scopes", "scopes"}, {"created", "created"}, {"ends", "ends"}, {"revoked", "revoked"},
			}, page.Rows)
		},
	}
	cf.add(c)
	outputFlag(c, &format)
	return c
}

func tokenRevoke() *cobra.Command {
	var cf clientFlags
	c := &cobra.Command{
		Use: "revoke ID", Short: "End a token", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			if _, _, err := cl.do(cmd.Context(), http.MethodDelete, "/api/v1/tokens/"+url.PathEscape(args[0]), nil, nil); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "revoked")
			return nil
		},
	}
	cf.add(c)
	return c
}
