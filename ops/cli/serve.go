package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/ops/app"
	"github.com/lapwing-sec/lapwing/ops/config"
)

// serveFlags are the few flags over file and environment.
type serveFlags struct {
	file, data, listen, cluster, share, level string
	join                                      []string
}

func (f *serveFlags) add(c *cobra.Command) {
	c.Flags().StringVarP(&f.file, "config", "c", "", "configuration `FILE` (YAML); lapwing config schema lists its keys")
	c.Flags().StringVar(&f.data, "data", "", "folder for spool, engine and identity (default ./lapwing-data)")
	c.Flags().StringVar(&f.listen, "listen", "", "address for people and programs (default 127.0.0.1:8080)")
	c.Flags().StringVar(&f.cluster, "cluster", "", "address for gossip, such as 127.0.0.1:7946; makes the node joinable")
	c.Flags().StringSliceVar(&f.join, "join", nil, "gossip addresses of nodes to join")
	c.Flags().StringVar(&f.share, "share", "", "data folder of the first node on this machine, whose store and keys to use")
	c.Flags().StringVar(&f.level, "log-level", "", "debug, info, warn or error")
}

// config lays flags over environment over file over defaults.
func (f *serveFlags) config() (config.Config, error) {
	c, err := loadConfig(f.file)
	if err != nil {
		return c, err
	}
	for _, o := range []struct {
		from string
		to   *string
	}{
		{f.data, &c.Data}, {f.listen, &c.Listen}, {f.cluster, &c.Cluster.Bind}, {f.share, &c.Cluster.Share}, {f.level, &c.Log.Level},
	} {
		if o.from != "" {
			*o.to = o.from
		}
	}
	if len(f.join) > 0 {
		c.Cluster.Join = f.join
	}
	return c, nil
}

func serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use: "serve", Short: "Run a node: ingest, actors, API and console", Args: cobra.NoArgs,
		Example: "  lapwing serve\n  lapwing serve --cluster 127.0.0.1:7946\n" +
			"  lapwing serve --data n2 --listen 127.0.0.1:8082 --cluster 127.0.0.1:7947 --join 127.0.0.1:7946 --share lapwing-data",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := f.config()
			if err != nil {
				return err
			}
			return withNode(cmd.Context(), cfg, cmd.ErrOrStderr(), func(ctx context.Context, a *app.App) error {
				out := cmd.OutOrStdout()
				fmt.Fprintf(out, "lapwing %s is up at %s\n", version(), a.URL())
				if link := a.SignIn(); link != "" {
					fmt.Fprintf(out, "sign in once, within a day: %s\n", link)
				}
				return wait(ctx, a)
			})
		},
	}
	f.add(c)
	return c
}

// withNode starts a node, runs what the command does with it, and stops it.
func withNode(ctx context.Context, cfg config.Config, logTo io.Writer, do func(context.Context, *app.App) error) error {
	bin, err := os.Executable()
	if err != nil {
		return fmt.Errorf("cannot find the own binary: %w", err)
	}
	log, err := logger(cfg.Log, logTo)
	if err != nil {
		return err
	}
	a, err := app.New(app.Options{Config: cfg, Version: version(), Engine: []string{bin, "engine", "run"}, Log: log})
	if err != nil {
		return withCode(exitUsage, err)
	}
	if err := a.Start(ctx); err != nil {
		return err
	}
	err = do(ctx, a)
	stopErr := a.Stop(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	return stopErr
}

// wait returns when the node is told to stop, or with the reason it cannot go on.
func wait(ctx context.Context, a *app.App) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if err := a.Err(); err != nil {
				return fmt.Errorf("the node cannot go on: %w", err)
			}
		}
	}
}

func logger(c config.Log, w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		return nil, withCode(exitUsage, fmt.Errorf("log level: want debug, info, warn or error, have %q", c.Level))
	}
	o := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, o)), nil
	}
	return slog.New(slog.NewTextHandler(w, o)), nil
}
