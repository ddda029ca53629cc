package cli

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"
)

func userCommand() *cobra.Command {
	c := &cobra.Command{Use: "user", Short: "Let people in to a running node, and keep them out"}
	var cf clientFlags
	var role, format string
	link := &cobra.Command{
		Use: "link [NAME]", Short: "Print a sign-in link that works once, to set a new password (default: admin)", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := "admin"
			if len(args) == 1 {
				name = args[0]
			}
			return printLink(cmd, &cf, "/api/v1/users/"+url.PathEscape(name)+"/link", map[string]any{})
		},
	}
	add := &cobra.Command{
		Use: "add NAME", Short: "Add a person and print the link with which they set their password", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return printLink(cmd, &cf, "/api/v1/users", map[string]any{"name": args[0], "role": role})
		},
	}
	add.Flags().StringVar(&role, "role", "viewer", "viewer, analyst or admin")
	disable := &cobra.Command{
		Use: "disable NAME", Short: "Keep a person out; their sessions end", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			_, _, err = cl.do(cmd.Context(), http.MethodDelete, "/api/v1/users/"+url.PathEscape(args[0]), nil, nil)
			return err
		},
	}
	list := &cobra.Command{
		Use: "list", Short: "List the people", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var page struct {
				Rows []map[string]any `json:"rows"`
			}
			if err := cl.getJSON(cmd.Context(), "/api/v1/users", &page); err != nil {
				return err
			}
			return show(cmd.OutOrStdout(), format, []column{
				{"name", "name"}, {"role", "role"}, {"password", "has_password"}, {"disabled", "disabled"}, {"created", "created"},
			}, page.Rows)
		},
	}
	outputFlag(list, &format)
	for _, sub := range []*cobra.Command{link, add, disable, list} {
		cf.add(sub)
		c.AddCommand(sub)
	}
	return c
}

func printLink(cmd *cobra.Command, cf *clientFlags, path string, in map[string]any) error {
	cl, err := cf.client()
	if err != nil {
		return err
	}
	var out struct {
		Path string `json:"path"`
	}
	if err := cl.sendJSON(cmd.Context(), http.MethodPost, path, nil, in, &out); err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), cl.base+out.Path)
	return nil
}
