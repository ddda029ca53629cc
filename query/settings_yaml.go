package query

import (
	"fmt"

	"github.com/goccy/go-yaml"
	guard "go.yaml.in/yaml/v3"
)

// RuleJSON gives a rule that a person wrote, YAML or JSON, as JSON. Its error says where
// the text breaks the rules of YAML.
func RuleJSON(text []byte) ([]byte, error) {
	if err := harmless(text); err != nil {
		return nil, err
	}
	return yaml.YAMLToJSON(text)
}

// harmless refuses YAML that is a bomb: a few hundred bytes of aliases can stand for
// gigabytes. go.yaml.in/yaml counts what comes from aliases while it reads and gives up in
// time; goccy/go-yaml, whose conversion keeps texts that look like dates, does not.
func harmless(text []byte) error {
	var all any
	if err := guard.Unmarshal(text, &all); err != nil {
		return fmt.Errorf("this is no YAML: %w", err)
	}
	return nil
}
