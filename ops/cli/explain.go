package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

func explainCommand() *cobra.Command {
	var cf clientFlags
	var from string
	var asJSON bool
	c := &cobra.Command{
		Use: "explain ID", Short: "Say why there is a risk or an event, and what to do about it", Args: cobra.ExactArgs(1),
		Long: "Shows what was observed, what is usual, the threshold, the rule and its version, samples, the smallest change that would\n" +
			"not have fired, the source, what to do, what people decided, and what else is known of the API. The beginning of an ID is\n" +
			"enough where no other begins so. With --from it reads what `lapwing analyze` wrote (- is standard input) and needs no node.",
		Example: "  lapwing explain evt_3f1c\n  lapwing analyze calls.ndjson > found.ndjson && lapwing explain evt_3f1c --from found.ndjson",
		RunE: func(cmd *cobra.Command, args []string) error {
			item, err := explained(cmd, &cf, from, args[0])
			if err != nil {
				return err
			}
			if asJSON {
				b, err := json.MarshalIndent(item, "", "  ")
				if err != nil {
					return fmt.Errorf("cannot print: %w", err)
				}
				fmt.Fprintln(cmd.OutOrStdout(), printable(string(b)))
				return nil
			}
			l, err := langOf(cf.lang)
			if err != nil {
				return err
			}
			explain(cmd.OutOrStdout(), item, l)
			return nil
		},
	}
	cf.add(c)
	c.Flags().StringVar(&from, "from", "", "file that `lapwing analyze` wrote, instead of a node")
	c.Flags().BoolVar(&asJSON, "json", false, "print everything as JSON")
	return c
}

// prefixes begin the IDs of what stands under a path.
var prefixes = map[string]string{"events": "evt", "risks": "rsk"}

// explained finds the one risk or event whose ID is, or begins with, what was asked for.
func explained(cmd *cobra.Command, cf *clientFlags, from, id string) (map[string]any, error) {
	if from != "" {
		return explainedOf(cmd.InOrStdin(), from, id)
	}
	cl, err := cf.client()
	if err != nil {
		return nil, err
	}
	var found []string
	for _, path := range []string{"events", "risks"} {
		if kind, _, ok := strings.Cut(id, "_"); ok && kind != prefixes[path] {
			continue
		}
		var item map[string]any
		switch err := cl.getJSON(cmd.Context(), "/api/v1/"+path+"/"+url.PathEscape(id), &item); {
		case err == nil:
			return item, nil
		case !notFound(err):
			return nil, err
		}
		more, err := begins(cmd.Context(), cl, path, id)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	switch len(found) {
	case 0:
		return nil, withCode(exitNotFound, fmt.Errorf("no risk or event has the ID %s: see `lapwing events list` and `lapwing risks list`", id))
	case 1:
		var item map[string]any
		return item, cl.getJSON(cmd.Context(), "/api/v1/"+found[0], &item)
	}
	return nil, ambiguous(id, found)
}

func ambiguous(id string, found []string) error {
	const shown = 5
	names := make([]string, 0, shown)
	for _, f := range found[:min(len(found), shown)] {
		names = append(names, f[strings.IndexByte(f, '/')+1:])
	}
	return withCode(exitUsage, fmt.Errorf("%s is the beginning of %d IDs: %s", id, len(found), strings.Join(names, ", ")))
}

func notFound(err error) bool {
	var e *exitError
	return errors.As(err, &e) && e.code == exitNotFound
}

// begins gives the paths of what has an ID that begins so.
func begins(ctx context.Context, cl *client, path, id string) (found []string, err error) {
	const enough = 200 // of those that hold the text anywhere
	rows, err := cl.rows(ctx, path, url.Values{"q": {id}, "since": {"3650d"}}, enough)
	for _, r := range rows {
		if s := lookup(r, "id"); strings.HasPrefix(s, id) {
			found = append(found, path+"/"+url.PathEscape(s))
		}
	}
	return found, err
}

// explainedOf reads what analyze wrote.
func explainedOf(stdin io.Reader, path, id string) (map[string]any, error) {
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("cannot read what was found: %w", err)
		}
		defer func() { _ = f.Close() }()
		stdin = f
	}
	const longest = 1 << 20 // bytes of a line
	lines := bufio.NewScanner(stdin)
	lines.Buffer(nil, longest)
	var one map[string]any
	var found []string
	for lines.Scan() {
		var item map[string]any
		if json.Unmarshal(lines.Bytes(), &item) != nil {
			return nil, withCode(exitUsage, fmt.Errorf("%s is not what `lapwing analyze` writes: want one JSON object a line", path))
		}
		s := lookup(item, "id")
		if kind := lookup(item, "kind"); (kind == "risk" || kind == "event") && strings.HasPrefix(s, id) {
			one, found = item, append(found, s)
			if s == id {
				return one, nil
			}
		}
	}
	switch {
	case lines.Err() != nil:
		return nil, fmt.Errorf("cannot read what was found: %w", lines.Err())
	case len(found) == 0:
		return nil, withCode(exitNotFound, fmt.Errorf("%s holds no risk or event of the ID %s", path, id))
	case len(found) > 1:
		return nil, ambiguous(id, found)
	}
	return one, nil
}
