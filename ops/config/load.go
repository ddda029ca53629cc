package config

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// EnvPrefix starts the names of environment variables: LAPWING_STORE_ADDRESS.
const EnvPrefix = "LAPWING_"

// Load reads the file (path "" means none), then the environment (as os.Environ gives it)
// over it. The result is not yet validated.
func Load(path string, environ []string) (Config, error) {
	c := Default()
	if path != "" {
		b, err := os.ReadFile(path)
		if err != nil {
			return c, fmt.Errorf("cannot read configuration: %w", err)
		}
		if err := parse(b, &c); err != nil {
			return c, fmt.Errorf("cannot read configuration %s: %w", path, err)
		}
	}
	if err := applyEnv(&c, environ); err != nil {
		return c, err
	}
	return c, nil
}

func parse(b []byte, c *Config) error {
	var raw map[string]any
	if err := yaml.Unmarshal(b, &raw); err != nil {
		return err
	}
	if err := unknown(raw, reflect.TypeFor[Config](), ""); err != nil {
		return err
	}
	return yaml.Unmarshal(b, c)
}

// unknown finds the first key that no field has, and suggests the nearest one.
func unknown(raw map[string]any, t reflect.Type, prefix string) error {
	fields := keys(t)
	names := make([]string, 0, len(raw))
	for k := range raw {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		f, ok := fields[k]
		if !ok {
			return fmt.Errorf("unknown key %q%s", prefix+k, suggest(k, fields))
		}
		if sub, ok := raw[k].(map[string]any); ok && f.Type.Kind() == reflect.Struct {
			if err := unknown(sub, f.Type, prefix+k+"."); err != nil {
				return err
			}
		}
	}
	return nil
}

func keys(t reflect.Type) map[string]reflect.StructField {
	m := map[string]reflect.StructField{}
	for i := range t.NumField() {
		m[t.Field(i).Tag.Get("yaml")] = t.Field(i)
	}
	return m
}

func suggest(k string, fields map[string]reflect.StructField) string {
	best, least := "", 4 // more than 3 edits is no likeness
	for name := range fields {
		if d := distance(k, name); d < least || d == least && name < best {
			best, least = name, d
		}
	}
	if best == "" {
		return "; `lapwing config schema` lists the keys"
	}
	return fmt.Sprintf(": did you mean %q?", best)
}

// distance is the Levenshtein distance of two short names.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		prev := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			prev, row[j] = row[j], min(row[j]+1, row[j-1]+1, prev+cost)
		}
	}
	return row[len(b)]
}

func applyEnv(c *Config, environ []string) error {
	set := map[string]string{}
	for _, e := range environ {
		if k, v, ok := strings.Cut(e, "="); ok && strings.HasPrefix(k, EnvPrefix) {
			set[k] = v
		}
	}
	return walk(reflect.ValueOf(c).Elem(), EnvPrefix, func(name string, v reflect.Value) error {
		s, ok := set[name]
		if !ok {
			return nil
		}
		if err := assign(v, s); err != nil {
			return fmt.Errorf("cannot read environment variable %s: %w", name, err)
		}
		return nil
	})
}

// walk visits each leaf with its environment name.
func walk(v reflect.Value, prefix string, f func(string, reflect.Value) error) error {
	for i := range v.NumField() {
		name := prefix + strings.ToUpper(v.Type().Field(i).Tag.Get("yaml"))
		if v.Field(i).Kind() == reflect.Struct {
			if err := walk(v.Field(i), name+"_", f); err != nil {
				return err
			}
			continue
		}
		if err := f(name, v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

func assign(v reflect.Value, s string) error {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
	case reflect.Int:
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("want a whole number, have %q", s)
		}
		v.SetInt(int64(n))
	case reflect.Bool:
		b, err := strconv.ParseBool(s)
		if err != nil {
			return fmt.Errorf("want true or false, have %q", s)
		}
		v.SetBool(b)
	case reflect.Slice:
		v.Set(reflect.ValueOf(strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })))
	}
	return nil
}
