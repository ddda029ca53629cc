package cli

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"
)

// mark is the verb that follows, notes or deletes several risks or events at once.
func (n noun) mark() *cobra.Command {
	var cf clientFlags
	var follow, unfollow, gone bool
	var note string
	c := &cobra.Command{
		Use: "mark ID...", Short: "Follow, note or delete some of the " + n.use, Args: cobra.MinimumNArgs(1),
		Example: "  lapwing risks mark rsk_0123456789abcdef --follow --note \"asked the shop's team\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			body := map[string]any{"ids": args}
			switch {
			case follow && unfollow:
				return withCode(exitUsage, errors.New("choose one of --follow and --unfollow"))
			case follow || unfollow:
				body["follow"] = follow
			}
			if cmd.Flags().Changed("note") {
				body["note"] = note
			}
			if gone {
				body["delete"] = true
			}
			if len(body) == 1 {
				return withCode(exitUsage, errors.New("say what to change: --follow, --unfollow, --note or --delete"))
			}
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var out struct {
				Rows []struct{ ID, Result string }
			}
			if err := cl.sendJSON(cmd.Context(), http.MethodPost, "/api/v1/"+n.path+"/marks", nil, body, &out); err != nil {
				return err
			}
			missing := 0
			for _, r := range out.Rows {
				fmt.Fprintf(cmd.OutOrStdout(), "%s %s\n", printable(r.ID), printable(r.Result))
				if r.Result == "not_found" {
					missing++
				}
			}
			switch {
			case missing == 0:
				return nil
			case missing == len(out.Rows):
				return withCode(exitNotFound, errSilent)
			}
			return withCode(exitPartly, errSilent)
		},
	}
	cf.add(c)
	c.Flags().BoolVar(&follow, "follow", false, "follow")
	c.Flags().BoolVar(&unfollow, "unfollow", false, "follow no longer")
	c.Flags().StringVar(&note, "note", "", "note to keep with it; empty takes the note away")
	c.Flags().BoolVar(&gone, "delete", false, "off all lists until a later call shows it again")
	return c
}
