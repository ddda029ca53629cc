package cli

import (
	"fmt"
	"os"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/ops/config"
)

func configCommand() *cobra.Command {
	c := &cobra.Command{Use: "config", Short: "Check, print and describe the configuration"}
	var file string
	check := &cobra.Command{
		Use: "check", Short: "Say what cannot work, and what to do", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := loadConfig(file)
			if err != nil {
				return err
			}
			if err := cfg.Validate(); err != nil {
				return fmt.Errorf("the configuration cannot work:\n%w", err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), "the configuration is good")
			return nil
		},
	}
	print := &cobra.Command{
		Use: "print", Short: "Print the configuration in effect, secrets hidden", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := loadConfig(file)
			if err != nil {
				return err
			}
			b, err := yaml.Marshal(cfg)
			if err != nil {
				return fmt.Errorf("cannot print the configuration: %w", err)
			}
			_, err = cmd.OutOrStdout().Write(b)
			return err
		},
	}
	schema := &cobra.Command{
		Use: "schema", Short: "Print the JSON schema of the file, with every key and default", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := config.Schema()
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), string(b))
			return nil
		},
	}
	for _, sub := range []*cobra.Command{check, print} {
		sub.Flags().StringVarP(&file, "config", "c", "", "configuration file (YAML)")
	}
	c.AddCommand(check, print, schema)
	return c
}

// loadConfig reads the file ("" for none) and the environment.
func loadConfig(file string) (config.Config, error) {
	if file == "" {
		file = os.Getenv("LAPWING_CONFIG")
	}
	cfg, err := config.Load(file, os.Environ())
	if err != nil {
		return cfg, withCode(exitUsage, err)
	}
	return cfg, nil
}
