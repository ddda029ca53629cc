package config

import (
	"fmt"
	"os"
	"strings"
)

// Secret is a value that is never printed: written in place, as file:PATH or as env:NAME.
type Secret string

// String hides the value.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(hidden)"
}

// MarshalYAML hides the value in printed configuration.
func (s Secret) MarshalYAML() (any, error) {
	if strings.HasPrefix(string(s), "file:") || strings.HasPrefix(string(s), "env:") {
		return string(s), nil
	}
	return s.String(), nil
}

// Reveal resolves the reference. A file's last line break is dropped.
func (s Secret) Reveal() (string, error) {
	if path, ok := strings.CutPrefix(string(s), "file:"); ok {
		b, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("cannot read secret: %w", err)
		}
		return strings.TrimRight(string(b), "\r\n"), nil
	}
	if name, ok := strings.CutPrefix(string(s), "env:"); ok {
		v, ok := os.LookupEnv(name)
		if !ok {
			return "", fmt.Errorf("cannot read secret: environment variable %s is not set", name)
		}
		return v, nil
	}
	return string(s), nil
}
