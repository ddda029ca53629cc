package engine

import (
	"context"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// Progress tells how far an installation is. Steps come in order: "download", "check",
// "unpack"; within a step Done rises to Total (bytes).
type Progress struct {
	Step        string
	Done, Total int64
}

// Install fetches the pinned engine library into the user's cache and gives its path. It
// returns at once when the pinned build is there already. Two installers at a time: the
// second waits and finds what the first has put there. A failed or interrupted
// installation leaves nothing behind that Find would take. The callback may be nil; it is
// called from one goroutine at a time.
func Install(ctx context.Context, progress func(Progress)) (string, error) {
	r, err := Pinned()
	if err != nil {
		return "", err
	}
	dir, err := cacheDir()
	if err != nil {
		return "", err
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	return installer{release: r, dir: dir, progress: progress}.run(ctx)
}

// installer is one installation of one release into one cache folder.
type installer struct {
	release  Release
	dir      string
	progress func(Progress)
}

func (in installer) run(ctx context.Context) (string, error) {
	if err := os.MkdirAll(in.dir, 0o755); err != nil { //nolint:gosec // the library is no secret, and other users may use it
		return "", fmt.Errorf("cannot make the engine's cache folder: %w", err)
	}
	unlock, err := lockFile(ctx, filepath.Join(in.dir, "install.lock"))
	if err != nil {
		return "", err
	}
	defer unlock()
	target := filepath.Join(in.dir, in.release.Version, LibName)
	if _, sum, err := digest(ctx, target); err == nil && sum == in.release.Lib {
		return target, nil
	}
	removeStages(in.dir)
	if err := enoughSpace(in.dir, in.release.DiskBytes); err != nil {
		return "", err
	}
	stage, err := os.MkdirTemp(in.dir, stagePrefix)
	if err != nil {
		return "", fmt.Errorf("cannot make a staging folder for the engine: %w", err)
	}
	defer func() { _ = os.RemoveAll(stage) }()
	tarball, err := in.fetch(ctx, stage)
	if err != nil {
		return "", err
	}
	if err := in.check(ctx, tarball); err != nil {
		return "", err
	}
	lib, err := in.unpack(ctx, tarball, stage)
	if err != nil {
		return "", err
	}
	return target, publish(lib, target)
}

const stagePrefix = "staging-"

// removeStages clears what installers left that were killed; we hold the lock, so none is at work.
func removeStages(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, stagePrefix+"*"))
	for _, path := range left {
		_ = os.RemoveAll(path)
	}
}

// check compares the package with its pinned sha512 before anything in it is used.
func (in installer) check(ctx context.Context, tarball string) error {
	f, err := os.Open(tarball)
	if err != nil {
		return fmt.Errorf("cannot read the engine package: %w", err)
	}
	defer func() { _ = f.Close() }()
	h := sha512.New()
	if _, err := io.Copy(h, in.counted(ctx, f, "check", in.release.TarBytes)); err != nil {
		return fmt.Errorf("cannot read the engine package: %w", err)
	}
	if got := base64.StdEncoding.EncodeToString(h.Sum(nil)); got != in.release.Tarball {
		return fmt.Errorf("the engine package is not the pinned one (sha512 %s, want %s): nothing was installed; "+
			"try again, or check which registry npm uses", got, in.release.Tarball)
	}
	return nil
}

// publish moves the library to its final name; readers see either nothing or all of it.
func publish(lib, target string) error {
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil { //nolint:gosec // the library is no secret
		return fmt.Errorf("cannot make the engine's folder: %w", err)
	}
	if err := os.Rename(lib, target); err != nil {
		return fmt.Errorf("cannot move the engine library into place: %w", err)
	}
	return nil
}

// enoughSpace refuses to begin what would fill the disk.
func enoughSpace(dir string, need int64) error {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return nil // unknown: let the writes decide
	}
	if free := int64(st.Bavail) * st.Bsize; free < need {
		return fmt.Errorf("not enough disk space for the engine in %s: %d MB free, %d MB needed; "+
			"make room or set XDG_CACHE_HOME to a larger disk", dir, free/1e6, need/1e6)
	}
	return nil
}
