package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Bounds of a batch that a file is sent in.
const (
	batchCalls = 5000    // keeps a refused or repeated batch cheap
	batchBytes = 8 << 20 // before compression; far below the node's own limit
)

// importTotals is what an import says at its end.
type importTotals struct {
	accepted, refused int
	shown             int // refusals printed
}

func importCommand() *cobra.Command {
	var cf clientFlags
	var format string
	c := &cobra.Command{
		Use: "import FILE...", Short: "Send recorded calls from files to a node", Args: cobra.MinimumNArgs(1),
		Long: "Reads NDJSON, protobuf frames, HAR, nginx JSON logs, ModSecurity/Coraza audit JSON or Caddy JSON logs, plain or packed\n" +
			"with gzip or zstd, and sends the calls to a node. The format is recognised or named with --format; - is standard input.\nSending a file again to the same node within a day is harmless; calls that carry an id are\nrecognised for longer, and a log without ids that is also tailed counts twice.",
		RunE: func(cmd *cobra.Command, args []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var t importTotals
			for _, path := range args {
				if err := importFile(cmd.Context(), cl, path, format, &t, cmd.ErrOrStderr()); err != nil {
					return fmt.Errorf("cannot import %s: %w", path, err)
				}
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d calls accepted, %d refused\n", t.accepted, t.refused)
			if t.refused > 0 {
				return withCode(exitPartly, errSilent)
			}
			return nil
		},
	}
	cf.add(c)
	formatFlag(c, &format)
	return c
}

func formatFlag(c *cobra.Command, format *string) {
	names := make([]string, 0, 8)
	for _, f := range ingest.Formats() {
		names = append(names, f.Name)
	}
	c.Flags().StringVar(format, "format", "", fmt.Sprintf("format of the input, one of %v; default: recognised", names))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
}

// importFile decodes a file here and sends it in protobuf frames, so that every format costs
// the node the same; refusals keep the line numbers of the file.
func importFile(ctx context.Context, cl *client, path, format string, t *importTotals, errOut io.Writer) error {
	bar := byteBar(errOut, -1, path)
	in, err := ingest.OpenInput(path, func(read, total int64) {
		if bar.GetMax64() != total && total > 0 {
			bar.ChangeMax64(total)
		}
		_ = bar.Set64(read)
	})
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	var enc ingest.Encoder
	flush := func() error {
		if enc.Count() == 0 {
			return nil
		}
		defer enc.Reset()
		sum := sha256.Sum256(enc.Frames())
		r, err := cl.send(ctx, "application/x-protobuf", "zstd", "import-"+hex.EncodeToString(sum[:16]), enc.Payload(), errOut)
		t.accepted += r.Accepted
		for _, x := range r.Refused {
			t.refuse(errOut, path, 0, errors.New(x.Error))
		}
		return err
	}
	err = ingest.Decode(format, in, ingest.Options{Arrival: time.Now(), Unbounded: true}, func(x *traffic.Exchange) error {
		enc.Add(x)
		if enc.Count() >= batchCalls || enc.Size() >= batchBytes {
			return flush()
		}
		return nil
	}, func(line int, err error) { t.refuse(errOut, path, line, err) })
	if err == nil {
		err = flush()
	}
	_ = bar.Finish()
	return err
}

// refuse counts a refusal and prints the first twenty.
func (t *importTotals) refuse(w io.Writer, path string, line int, err error) {
	const most = 20
	t.refused++
	if t.shown++; t.shown > most {
		if t.shown == most+1 {
			fmt.Fprintln(w, "further refusals are counted only")
		}
		return
	}
	if line > 0 {
		fmt.Fprintf(w, "%s:%d: %s\n", path, line, printable(err.Error()))
		return
	}
	fmt.Fprintf(w, "%s: %s\n", path, printable(err.Error()))
}
