package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/openapi"
)

func exportCommand() *cobra.Command {
	var cf clientFlags
	var host, format string
	c := &cobra.Command{
		Use: "export --host HOST", Short: "Write an OpenAPI 3.1 document of what was seen of a host", Args: cobra.NoArgs,
		Example: "  lapwing apis export --host shop.example.com > openapi.yaml",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			q := url.Values{"host": {host}, "format": {format}}
			b, _, err := cl.do(cmd.Context(), http.MethodGet, "/api/v1/apis/openapi?"+q.Encode(), nil, nil)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(b)
			return err
		},
	}
	cf.add(c)
	c.Flags().StringVar(&host, "host", "", "whose APIs")
	c.Flags().StringVarP(&format, "output", "o", "yaml", "yaml or json")
	c.PreRunE = func(*cobra.Command, []string) error {
		if host == "" || format != "yaml" && format != "json" {
			return withCode(exitUsage, errors.New("want --host with a name and --output yaml or json"))
		}
		return nil
	}
	return c
}

func importSpecCommand() *cobra.Command {
	var cf clientFlags
	var host, name, why string
	c := &cobra.Command{
		Use: "import FILE", Short: "Import an OpenAPI or Swagger document: what it declares are APIs from then on", Args: cobra.ExactArgs(1),
		Example: "  lapwing apis import openapi.yaml --host shop.example.com",
		RunE: func(cmd *cobra.Command, args []string) error {
			doc, err := readSome(args[0], openapi.MaxBytes)
			if err != nil {
				return err
			}
			d, err := openapi.Read(doc) // here already, so that a fault is told with the file's name
			if err != nil {
				return fmt.Errorf("%s: %w", printable(args[0]), err)
			}
			if host == "" && len(d.Hosts) == 1 {
				host = d.Hosts[0]
			}
			cl, err := cf.client()
			if err != nil {
				return err
			}
			if name == "" {
				name = strings.TrimPrefix(host, "*.")
			}
			h, err := cl.seen(cmd, "api-descriptions", name)
			if err != nil {
				return err
			}
			h.Set("Content-Type", "application/octet-stream")
			var got struct {
				Name, Host string
				Version    uint64
				Operations int
				LeftOut    int `json:"left_out"`
			}
			q := url.Values{"host": {host}, "name": {name}, "why": {why}}
			b, _, err := cl.do(cmd.Context(), http.MethodPost, "/api/v1/apis/specs?"+q.Encode(), h, bytes.NewReader(doc))
			if err != nil {
				return err
			}
			if err := json.Unmarshal(b, &got); err != nil {
				return fmt.Errorf("cannot read the node's answer: %w", err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %d operations of %s are declared (version %d)\n", printable(got.Name), got.Operations, printable(got.Host), got.Version)
			if got.LeftOut > 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "%d paths could not be read: they refer to other files, or are no paths\n", got.LeftOut)
			}
			return nil
		},
	}
	cf.add(c)
	c.Flags().StringVar(&host, "host", "", "whose paths they are; default: the host of the document's only server")
	c.Flags().StringVar(&name, "name", "", "of the description; default: the host. The same name replaces")
	c.Flags().StringVarP(&why, "why", "m", "", "why; kept in the history")
	return c
}

// readSome reads a file, or standard input for "-", up to a size.
func readSome(path string, most int64) ([]byte, error) {
	var in io.Reader = os.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("cannot read: %w", err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("it has more than %d MB", most>>20)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", printable(path), err)
	}
	return b, nil
}

func specsCommand() *cobra.Command {
	return listCommand("specs", "List imported API descriptions", "/api/v1/apis/specs", []column{
		{"name", "name"}, {"title", "title"}, {"format", "format"}, {"host", "host"}, {"operations", "operations"}, {"never called", "unseen"},
		{"version", "version"}, {"by", "who"}, {"at", "at"}, {"why", "why"},
	})
}

func correctionsCommand() *cobra.Command {
	return listCommand("corrections", "List what people said the APIs are", "/api/v1/policies/api-corrections", []column{
		{"name", "name"}, {"kind", "rule.kind"}, {"host", "rule.host"}, {"template", "rule.template"}, {"paths", "rule.paths"},
		{"place", "rule.place"}, {"values", "rule.values"}, {"match", "rule.match"}, {"text", "rule.text"}, {"version", "version"},
		{"by", "who"}, {"at", "at"}, {"why", "why"},
	})
}

// listCommand prints the rows of one answer.
func listCommand(use, short, path string, columns []column) *cobra.Command {
	var cf clientFlags
	var format string
	c := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cl, err := cf.client()
			if err != nil {
				return err
			}
			var page struct {
				Rows []map[string]any `json:"rows"`
			}
			if err := cl.getJSON(cmd.Context(), path, &page); err != nil {
				return err
			}
			return show(cmd.OutOrStdout(), format, columns, page.Rows)
		},
	}
	cf.add(c)
	outputFlag(c, &format)
	return c
}

func correctCommand() *cobra.Command {
	var cf clientFlags
	var rule traffic.Correction
	var why string
	var dry bool
	kinds := []string{"pin", "split", "merge", "exclude", "recognise", "generalise"}
	c := &cobra.Command{
		Use: "correct NAME KIND", Short: "Say what an API is: pin, split, merge, exclude, recognise or generalise", Args: cobra.ExactArgs(2),
		Long: "A correction goes before what was learned, on all nodes within seconds, and counts for calls stored before too.\n\n" +
			"  pin         paths that fit --template are that API\n" +
			"  split       of --template, calls with one of --value at --place are APIs of their own\n" +
			"  merge       --path (paths or templates) belong to --template\n" +
			"  exclude     paths that match are no API; what was counted leaves the lists, and comes back with undo\n" +
			"  recognise   paths that match are the API --template, whatever they look like\n" +
			"  generalise  segments of paths that match are values\n\n" +
			"A name that exists gets a new version; `lapwing apis undo` takes it back.",
		Example: "  lapwing apis correct me split --host shop.example.com --template '/users/{id}' --place 1 --value me -m \"own profile\"\n" +
			"  lapwing apis correct health exclude --host '*' --match suffix --text /healthz\n" +
			"  lapwing apis correct shops merge --host shop.example.com --template '/shops/{id}' --path '/stores/{id}'",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 {
				return kinds, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			rule.Kind = traffic.CorrectionKind(args[1])
			if f := rule.Faults(); f != nil {
				lines := make([]string, len(f))
				for i := range f {
					lines[i] = f[i].Field + ": " + f[i].Detail
				}
				return withCode(exitUsage, errors.New(strings.Join(lines, "\n")))
			}
			cl, err := cf.client()
			if err != nil {
				return err
			}
			h, err := cl.seen(cmd, "api-corrections", args[0])
			if err != nil {
				return err
			}
			if dry {
				return cl.dryCorrection(cmd, args[0], h, rule)
			}
			var got struct{ Version uint64 }
			path := "/api/v1/policies/api-corrections/" + url.PathEscape(args[0])
			if err := cl.sendJSON(cmd.Context(), http.MethodPut, path, h, map[string]any{"rule": rule, "why": why}, &got); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is in force (version %d)\n", printable(args[0]), got.Version)
			return nil
		},
	}
	cf.add(c)
	f := c.Flags()
	f.StringVar(&rule.Host, "host", "", `name, "*.example.com" or "*"`)
	f.StringSliceVar(&rule.Methods, "method", nil, "only of these methods")
	f.StringVar(&rule.Template, "template", "", "the API meant, values in braces: /orders/{id}")
	f.StringSliceVar(&rule.Paths, "path", nil, "merge: paths or templates that belong to the template")
	f.IntVar(&rule.Place, "place", 0, "split: which value of the template, from 1")
	f.StringSliceVar(&rule.Values, "value", nil, "split: values that are APIs of their own")
	f.StringVar((*string)(&rule.Match), "match", "", "prefix, suffix, contains or regex")
	f.StringVar(&rule.Text, "text", "", "what has to match")
	f.StringVarP(&why, "why", "m", "", "why; kept in the history")
	f.BoolVar(&dry, "dry-run", false, "say what it would change, and change nothing")
	_ = c.RegisterFlagCompletionFunc("match", cobra.FixedCompletions([]string{"prefix", "suffix", "contains", "regex"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// dryCorrection prints what a correction would change.
func (c *client) dryCorrection(cmd *cobra.Command, name string, h http.Header, rule traffic.Correction) error {
	var got struct {
		APIs     int      `json:"apis"`
		Of       int      `json:"of_apis"`
		Hosts    int      `json:"hosts"`
		Calls    uint64   `json:"calls"`
		Examples []string `json:"examples"`
	}
	path := "/api/v1/policies/api-corrections/" + url.PathEscape(name) + "?dry_run=1"
	if err := c.sendJSON(cmd.Context(), http.MethodPut, path, h, map[string]any{"rule": rule}, &got); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "would change %d of %d APIs, of %d hosts, with %d calls; nothing was changed\n", got.APIs, got.Of, got.Hosts, got.Calls)
	for _, a := range got.Examples {
		fmt.Fprintf(cmd.OutOrStdout(), "  %s\n", printable(a))
	}
	if more := got.APIs - len(got.Examples); more > 0 {
		fmt.Fprintf(cmd.OutOrStdout(), "  and %d more\n", more)
	}
	return nil
}

func undoCommand() *cobra.Command {
	var cf clientFlags
	var why, kind string
	c := &cobra.Command{
		Use: "undo NAME", Short: "Take a correction or an imported description back", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			kinds := map[string]string{"correction": "api-corrections", "description": "api-descriptions"}
			if kinds[kind] == "" {
				return withCode(exitUsage, errors.New("kind: want correction or description"))
			}
			cl, err := cf.client()
			if err != nil {
				return err
			}
			h, err := cl.seen(cmd, kinds[kind], args[0])
			if err != nil {
				return err
			}
			path := "/api/v1/policies/" + kinds[kind] + "/" + url.PathEscape(args[0]) + "?" + url.Values{"why": {why}}.Encode()
			if _, _, err := cl.do(cmd.Context(), http.MethodDelete, path, h, nil); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is taken back\n", printable(args[0]))
			return nil
		},
	}
	cf.add(c)
	c.Flags().StringVar(&kind, "kind", "correction", "correction or description")
	c.Flags().StringVarP(&why, "why", "m", "", "why; kept in the history")
	return c
}

// seen gives the header that names the version of a setting in force, if there is one.
func (c *client) seen(cmd *cobra.Command, kind, name string) (http.Header, error) {
	_, head, err := c.do(cmd.Context(), http.MethodGet, "/api/v1/policies/"+kind+"/"+url.PathEscape(name), nil, nil)
	var status *statusError
	switch {
	case errors.As(err, &status) && status.status == http.StatusNotFound:
		return http.Header{}, nil
	case err != nil:
		return nil, err
	}
	return http.Header{"If-Match": {head.Get("ETag")}}, nil
}
