package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func inspectCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "inspect", Short: "Judge values, endpoints, paths, calls or series by themselves",
		Long: "Reads JSON, one object a line, from files or standard input and writes one answer a line in the same order.\n" +
			"A line that cannot be read is answered with {\"error\":\"...\"} and the rest goes on.\n" +
			"Fields and examples: ops/docs/inspect.md.",
	}
	sub := func(use, short, example string, run func(*cobra.Command, []string) error) {
		sub := &cobra.Command{Use: use + " [FILE...]", Short: short, Example: "  echo '" + example + "' | lapwing inspect " + use, RunE: run}
		if use == "values" || use == "exchanges" {
			policyFlag(sub)
		}
		c.AddCommand(sub)
	}
	sub("values", "Which sensitive data a value or text holds", `{"text":"13800138000","key":"mobile"}`, inspectValues)
	sub("endpoints", "What an endpoint is for", `{"method":"POST","path":"/login","body_fields":["username","password"]}`, inspectEndpoints)
	sub("paths", "Path templates, learned from all lines", `{"method":"GET","host":"a","path":"/users/42","status":200}`, inspectPaths)
	sub("exchanges", "What one recorded call says by itself",
		`{"method":"GET","host":"a","path":"/users/42","client":{"ip":"203.0.113.7"},"response":{"status":200}}`, inspectExchanges)
	sub("series", "How unusual each value of a series of numbers is",
		`{"series":"GET /orders","ts":"2026-01-05T08:00:00Z","value":120}`, inspectSeries)
	return c
}

func inspectValues(cmd *cobra.Command, args []string) error {
	scanner := sensitive.NewScanner()
	rules, err := rulesOf(cmd)
	if err != nil {
		return err
	}
	type in struct {
		Text string `json:"text"`
		Key  string `json:"key"`
		Mode string `json:"mode"`
	}
	return perLine(cmd, args, func(v in) any {
		if v.Mode != "" && v.Mode != "value" && v.Mode != "text" {
			return map[string]string{"error": fmt.Sprintf("mode: want value or text, have %q", v.Mode)}
		}
		got := scanner.InspectText(v.Text, v.Key, v.Mode)
		out := own(rules, got, v.Key, v.Text)
		if fields := formFields(v.Text); fields != nil && v.Mode != "text" {
			out = inspectForm(scanner, rules, out, fields)
		} else if fields := jsonFields(v.Text); fields != nil {
			out = inspectForm(scanner, rules, out, fields)
		}
		return out
	})
}

// texts reads a string or a list of strings.
type texts []string

// UnmarshalJSON takes both forms.
func (t *texts) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*t = texts{one}
		return nil
	}
	if json.Unmarshal(b, (*[]string)(t)) != nil {
		value := "object"
		switch b[0] {
		case '[':
			value = "array"
		case 't', 'f':
			value = "bool"
		case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			value = "number"
		}
		return &json.UnmarshalTypeError{Value: value, Type: reflect.TypeFor[texts]()}
	}
	return nil
}

// JSONKind is what it is decoded from.
func (texts) JSONKind() string { return "a text or a list of texts" }

func inspectEndpoints(cmd *cobra.Command, args []string) error {
	type in struct {
		Method      string `json:"method"`
		Path        string `json:"path"`
		Params      texts  `json:"params"`
		BodyFields  texts  `json:"body_fields"`
		ContentType texts  `json:"content_type"`
	}
	return perLine(cmd, args, func(v in) any {
		titles := []string{}
		for _, p := range purpose.Of(purpose.Input{
			Method: strings.ToUpper(v.Method), Path: v.Path, Params: v.Params, BodyFields: v.BodyFields, ContentType: v.ContentType,
		}) {
			titles = append(titles, purpose.Title(p))
		}
		return map[string]any{"purposes": titles}
	})
}

// inspectPaths answers after the last line, since a template is learned from its neighbours.
func inspectPaths(cmd *cobra.Command, args []string) error {
	type in struct {
		Method string `json:"method"`
		Host   string `json:"host"`
		Path   string `json:"path"`
		Status int    `json:"status"`
	}
	var calls []traffic.Call
	var bad []error // by line, nil where the line was good
	err := eachLine(cmd, args, func(line []byte, err error) error {
		var v in
		if err == nil {
			err = readLine(line, &v)
		}
		if err == nil && v.Path == "" {
			err = errors.New("path is missing")
		}
		if bad = append(bad, err); err == nil {
			path, _, _ := strings.Cut(v.Path, "?")
			calls = append(calls, traffic.Call{Method: strings.ToUpper(v.Method), Host: strings.ToLower(v.Host), Path: path, Status: v.Status})
		}
		return nil
	})
	if err != nil {
		return err
	}
	out := newAnswers(cmd.OutOrStdout())
	templates := traffic.TemplatePaths(calls)
	next := 0
	for _, lineErr := range bad {
		if lineErr != nil {
			if err := out.fail(fmt.Errorf("cannot read the line: %w", lineErr)); err != nil {
				return err
			}
			continue
		}
		var answer any // null where it is no API
		if t := templates[next]; t != "" {
			answer = t
		}
		next++
		if err := out.write(map[string]any{"template": answer}); err != nil {
			return err
		}
	}
	return out.w.Flush()
}
