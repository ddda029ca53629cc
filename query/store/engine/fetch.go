package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	pollEvery    = 200 * time.Millisecond // npm says nothing while it loads: we look at what it has written
	npmGrace     = 5 * time.Second        // for npm to end after it was told to
	npmErrorSize = 400                    // bytes of npm's own words in our one-line error
)

// fetch lets npm load the package into the staging folder. npm chooses the registry (its
// own configuration, mirrors and proxies apply); what it brings is checked afterwards.
func (in installer) fetch(ctx context.Context, stage string) (string, error) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", errors.New("cannot fetch the engine: npm is not installed; install npm, " +
			"or put " + LibName + " somewhere and set LAPWING_ENGINE_LIB")
	}
	cache := filepath.Join(stage, "npm") // a cache of its own: to see it grow, and to leave nothing in the user's
	cmd := exec.CommandContext(ctx, npm, "pack", "--loglevel=error", "--ignore-scripts", "--update-notifier=false",
		"--cache", cache, "--pack-destination", stage, in.release.Package+"@"+in.release.Version)
	cmd.Dir = stage
	cmd.WaitDelay = npmGrace
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("cannot run npm: %w", err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }() // ends with npm, at the latest npmGrace after ctx
	if err := in.watch(done, cache); err != nil {
		if ctx.Err() != nil {
			return "", fmt.Errorf("cannot fetch the engine: %w", ctx.Err())
		}
		return "", fmt.Errorf("cannot fetch the engine with npm (%w): %s", err, npmWords(stderr.String()))
	}
	found, _ := filepath.Glob(filepath.Join(stage, "*.tgz"))
	if len(found) != 1 {
		return "", fmt.Errorf("cannot fetch the engine: npm left %d packages, want 1", len(found))
	}
	_ = os.RemoveAll(cache) // npm's copy: frees 178 MB before the library is unpacked
	return found[0], nil
}

// watch reports the growth of npm's cache until npm has ended.
func (in installer) watch(done <-chan error, cache string) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	total := in.release.TarBytes
	for {
		select {
		case err := <-done:
			if err == nil {
				in.progress(Progress{"download", total, total})
			}
			return err
		case <-tick.C:
			in.progress(Progress{"download", min(folderSize(cache), total), total})
		}
	}
}

// folderSize adds up the files below a folder; what vanishes meanwhile counts as nothing.
func folderSize(dir string) int64 {
	var sum int64
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil //nolint:nilerr // what vanished counts as nothing
		}
		if info, err := d.Info(); err == nil {
			sum += info.Size()
		}
		return nil
	})
	return sum
}

// npmWords makes one line of npm's error output.
func npmWords(out string) string {
	var words []string
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(line, "npm error"), "npm ERR!"))
		if line != "" && !strings.HasPrefix(line, "A complete log") {
			words = append(words, line)
		}
	}
	text := strings.Join(words, "; ")
	if text == "" {
		return "npm gave no reason; try \"npm ping\""
	}
	return text[:min(len(text), npmErrorSize)]
}
