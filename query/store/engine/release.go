package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// LibName is the file name of the engine library.
const LibName = "libchdb.so"

// Release is one pinned build of the engine library for one platform.
type Release struct {
	Package   string // npm package
	Version   string // version of the package, also the name of the cache folder
	Tarball   string // sha512 of the package, base64, as npm writes it after "sha512-"
	TarBytes  int64  // size of the package, for the progress only
	Lib       string // sha512 of libchdb.so, hexadecimal
	LibBytes  int64  // size of libchdb.so
	DiskBytes int64  // what an installation needs for a moment: package twice (npm's copy), library once
}

// releases holds the pinned build per platform. The registry has no other platform of
// this version, so none can be pinned.
var releases = map[string]Release{
	"linux/amd64": {
		Package:  "@chdb/lib-linux-x64-gnu",
		Version:  "26.7.3-stable.1", // ClickHouse 26.7
		Tarball:  "XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==",
		TarBytes: 177_817_999,
		Lib: "0a5e6af5cf57034116d34a39480989a160dd105f372d85aa748f8d2b0a5ebd52" +
			"a90d913737d7ae86f6f597d37fe06d3a4d22125c13c5aa961d91aa93d034751e",
		LibBytes:  566_330_096,
		DiskBytes: 960_000_000,
	},
}

// Pinned gives the build for the platform we run on, or an error that says what to do.
func Pinned() (Release, error) {
	return pinnedFor(runtime.GOOS, runtime.GOARCH, os.DirFS("/"))
}

// pinnedFor takes the platform and the root of the file system as arguments for tests.
func pinnedFor(goos, goarch string, root fs.FS) (Release, error) {
	r, ok := releases[goos+"/"+goarch]
	if !ok {
		return Release{}, fmt.Errorf("no embedded engine for %s/%s (only linux/amd64): "+
			"use a ClickHouse server of your own with store.address", goos, goarch)
	}
	if musl(root) {
		return Release{}, errors.New("no embedded engine for musl systems such as Alpine (it needs glibc): " +
			"use a glibc image, or a ClickHouse server of your own with store.address")
	}
	return r, nil
}

// musl reports a system whose only loader is musl's. Systems with both loaders can run us.
func musl(root fs.FS) bool {
	if _, err := fs.Stat(root, "lib64/ld-linux-x86-64.so.2"); err == nil {
		return false
	}
	found, err := fs.Glob(root, "lib/ld-musl-*.so.1")
	return err == nil && len(found) > 0
}

// cacheDir is where installed builds live, one folder a version.
func cacheDir() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("cannot find a cache folder, set XDG_CACHE_HOME or HOME: %w", err)
	}
	return filepath.Join(base, "lapwing", "engine"), nil
}
