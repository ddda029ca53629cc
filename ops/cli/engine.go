package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/lapwing-sec/lapwing/query/store/engine"
)

func engineCommand() *cobra.Command {
	c := &cobra.Command{Use: "engine", Short: "Install and check the embedded ClickHouse engine"}
	c.AddCommand(
		&cobra.Command{
			Use: "install", Short: "Fetch the pinned engine library (178 MB, through npm) into the user's cache", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				path, err := installEngine(cmd.Context(), cmd.ErrOrStderr())
				if err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), path)
				return nil
			},
		},
		engineStatus(),
		&cobra.Command{
			Use: "run", Hidden: true, DisableFlagParsing: true, Short: "Become the engine (started by the node)",
			RunE: func(_ *cobra.Command, args []string) error { return engine.RunChild(args) },
		},
	)
	return c
}

func engineStatus() *cobra.Command {
	var format, lib string
	c := &cobra.Command{
		Use: "status", Short: "Say which engine library is used and whether it is whole", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st := engine.Status(cmd.Context(), lib)
			w := cmd.OutOrStdout()
			if format == "json" {
				if err := json.NewEncoder(w).Encode(map[string]any{
					"version": st.Version, "path": st.Path, "bytes": st.Bytes, "sha512": st.SHA512, "pinned": st.Pinned, "problems": st.Problems,
				}); err != nil {
					return err
				}
			} else {
				fmt.Fprintf(w, "version  %s\npath     %s\nsize     %d bytes\nsha512   %s\npinned   %v\n", st.Version, st.Path, st.Bytes, st.SHA512, st.Pinned)
				for _, p := range st.Problems {
					fmt.Fprintln(w, "problem  "+p)
				}
			}
			if !st.OK() {
				return errSilent
			}
			return nil
		},
	}
	c.Flags().StringVarP(&format, "output", "o", "table", "table or json")
	c.Flags().StringVar(&lib, "library", "", "path of the library, instead of the usual places")
	return c
}

// installEngine fetches the library and shows how far it is: a bar on a terminal, a line
// every ten seconds elsewhere.
func installEngine(ctx context.Context, w io.Writer) (string, error) {
	var bar *progressbar.ProgressBar
	step, last := "", time.Time{}
	terminal := isTerminal(w)
	path, err := engine.Install(ctx, func(p engine.Progress) {
		switch {
		case terminal:
			if p.Step != step {
				bar = byteBar(w, p.Total, "engine: "+p.Step)
			}
			_ = bar.Set64(p.Done)
		case p.Step != step || time.Since(last) > 10*time.Second:
			fmt.Fprintf(w, "engine: %s %d of %d MB\n", p.Step, p.Done>>20, p.Total>>20)
			last = time.Now()
		}
		step = p.Step
	})
	if bar != nil {
		_ = bar.Finish()
	}
	if err != nil {
		return "", fmt.Errorf("cannot install the engine: %w", err)
	}
	return filepath.Clean(path), nil
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// byteBar is the progress bar of everything that counts bytes; none in a pipe.
func byteBar(w io.Writer, total int64, text string) *progressbar.ProgressBar {
	return progressbar.NewOptions64(total, progressbar.OptionSetDescription(text), progressbar.OptionSetWriter(w),
		progressbar.OptionShowBytes(true), progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetVisibility(isTerminal(w)))
}
