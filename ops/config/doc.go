// Package config is what a node can be told: one YAML file, environment variables
// LAPWING_SECTION_KEY over it, and the command line's few flags over both.
//
// The tour: config.go holds the keys with their defaults and reasons; load.go reads file
// and environment and names unknown keys with a suggestion; validate.go and proxies.go say what cannot
// work together; secret.go resolves file: and env: references; schema.go prints the JSON
// schema that editors use.
package config
