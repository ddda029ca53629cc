package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes, also printed by `lapwing help exit-codes`.
const (
	exitOK          = 0
	exitFailure     = 1 // the command could not do what it was asked
	exitUsage       = 2 // the command line cannot be read
	exitUnreachable = 3 // no node answers at the address
	exitDenied      = 4 // the node refused the token
	exitNotFound    = 5 // nothing of that name
	exitPartly      = 6 // done, but some lines were refused
)

// exitError carries an exit code with an error.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

func withCode(code int, err error) error { return &exitError{code, err} }

// Main runs the command line and gives the exit code.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := Root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	if !errors.Is(err, errSilent) {
		fmt.Fprintln(os.Stderr, "lapwing: "+printable(err.Error()))
	}
	var e *exitError
	if errors.As(err, &e) {
		return e.code
	}
	return exitFailure
}

// errSilent ends a command whose message was already printed.
var errSilent = errors.New("")

// Root gives the whole command tree.
func Root() *cobra.Command {
	root := &cobra.Command{
		Use:           "lapwing",
		Short:         "API security analytics from recorded traffic",
		Long:          "Lapwing reads recorded API calls, discovers every API, and says which personal data flows\nthrough it, what is wrong with it (risks) and who abuses it (events).\n\nStart with `lapwing demo`.",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return withCode(exitUsage, fmt.Errorf("%w; see `%s --help`", err, c.CommandPath()))
	})
	root.AddGroup(&cobra.Group{ID: "node", Title: "Run a node:"}, &cobra.Group{ID: "feed", Title: "Bring calls to it:"},
		&cobra.Group{ID: "ask", Title: "Ask it:"}, &cobra.Group{ID: "offline", Title: "Without a node:"},
		&cobra.Group{ID: "house", Title: "Keep house:"})
	for _, g := range []struct {
		group string
		cmds  []*cobra.Command
	}{
		{"node", []*cobra.Command{demoCommand(), serveCommand()}},
		{"feed", []*cobra.Command{importCommand(), tailCommand()}},
		{"ask", append(listCommands(), explainCommand(), baselinesCommand(), gatewayCommand(), attackersCommand(), qualityCommand(), digestsCommand())},
		{"offline", []*cobra.Command{inspectCommand(), analyzeCommand()}},
		{"house", []*cobra.Command{policiesCommand(), alarmsCommand(), engineCommand(), configCommand(), tokenCommand(), userCommand(), versionCommand()}},
	} {
		for _, c := range g.cmds {
			c.GroupID = g.group
			root.AddCommand(c)
		}
	}
	root.AddCommand(exitCodesTopic())
	root.SetHelpCommandGroupID("house")
	root.SetCompletionCommandGroupID("house")
	noArgsIsUsage(root)
	return root
}

// noArgsIsUsage makes a wrong number of arguments or an unknown verb a usage error.
func noArgsIsUsage(c *cobra.Command) {
	for _, sub := range c.Commands() {
		noArgsIsUsage(sub)
	}
	if c.HasSubCommands() && c.RunE == nil && c.Run == nil {
		c.Args = cobra.ArbitraryArgs // so that RunE below answers, with the right exit code
		c.RunE = func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return withCode(exitUsage, fmt.Errorf("unknown command %q for %q; see `%s --help`", args[0], c.CommandPath(), c.CommandPath()))
			}
			return c.Help()
		}
	}
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return withCode(exitUsage, fmt.Errorf("%w; see `%s --help`", err, c.CommandPath()))
			}
			return nil
		}
	}
}

func exitCodesTopic() *cobra.Command {
	return &cobra.Command{
		Use:   "exit-codes",
		Short: "What the exit codes mean",
		Long: "0  done\n1  the command could not do what it was asked\n2  the command line cannot be read\n" +
			"3  no node answers at the address\n4  the node refused the token\n5  nothing of that name\n6  done, but some lines were refused",
	}
}
