package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// langFlag is --lang: the language of what is said of risks and events.
func langFlag(c *cobra.Command, lang *string) {
	c.Flags().StringVar(lang, "lang", "", "language of what is said of risks and events: en or zh (default: that of $LC_ALL, $LC_MESSAGES or $LANG)")
	_ = c.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
}

// langOf reads the flag; "" is the environment's language, English where that is no known one.
func langOf(flag string) (finding.Lang, error) {
	if flag != "" {
		l, ok := finding.ParseLang(flag)
		if !ok {
			return l, withCode(exitUsage, fmt.Errorf("lang: want en or zh, have %q", flag))
		}
		return l, nil
	}
	l, _ := finding.ParseLang(firstOf(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
	return l, nil
}
