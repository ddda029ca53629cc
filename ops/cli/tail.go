package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func tailCommand() *cobra.Command {
	var cf clientFlags
	var format, state string
	var fromEnd bool
	c := &cobra.Command{
		Use: "tail FILE", Short: "Follow a growing log file and send its calls to a node", Args: cobra.ExactArgs(1),
		Long: "Follows a file through rotation and truncation. What was sent is remembered beside the user's cache (or in --state), so\n" +
			"that a restart goes on where it stopped and no call is sent twice in effect.",
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			path, err := filepath.Abs(args[0])
			if err != nil {
				return fmt.Errorf("cannot find %s: %w", args[0], err)
			}
			if state == "" {
				if state, err = tailState(path); err != nil {
					return err
				}
			}
			errOut := cmd.ErrOrStderr()
			fmt.Fprintf(errOut, "following %s; stop with Ctrl-C\n", path)
			var t importTotals
			err = ingest.Tail(cmd.Context(), ingest.TailOptions{Path: path, State: state, FromEnd: fromEnd},
				func(ctx context.Context, ch ingest.Chunk) error {
					r, err := cl.send(ctx, contentTypeOf(format), "", ch.Key, ch.Lines, errOut)
					t.accepted += r.Accepted
					for _, x := range r.Refused {
						t.refuse(errOut, path, x.Line, fmt.Errorf("%s", x.Error))
					}
					return err
				})
			fmt.Fprintf(cmd.OutOrStdout(), "%d calls accepted, %d refused\n", t.accepted, t.refused)
			if cmd.Context().Err() != nil { // stopped by the user: what is left goes next time
				return nil //nolint:nilerr // that it was stopped is no failure
			}
			return err
		},
	}
	cf.add(c)
	formatFlag(c, &format)
	c.Flags().StringVar(&state, "state", "", "file that keeps the position")
	c.Flags().BoolVar(&fromEnd, "from-end", false, "the first time, begin at the end of the file")
	return c
}

// contentTypeOf names a format on the wire; unnamed ones are recognised by the node.
func contentTypeOf(format string) string {
	for _, f := range ingest.Formats() {
		if f.Name == format && len(f.ContentTypes) > 0 {
			return f.ContentTypes[0]
		}
	}
	return "application/octet-stream"
}

func tailState(path string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("cannot find the user's cache folder: %w; name a file with --state", err)
	}
	dir := filepath.Join(cache, "lapwing", "tail")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("cannot keep the position: %w; name a file with --state", err)
	}
	return filepath.Join(dir, traffic.HashID("", path)), nil
}
