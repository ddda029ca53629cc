package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrMissing means that no engine library was found anywhere.
var ErrMissing = errors.New("engine library not found: run \"lapwing engine install\" (178 MB through npm), " +
	"or set LAPWING_ENGINE_LIB to a " + LibName)

// libVars name the library by environment; the second is what other users of libchdb set.
var libVars = [...]string{"LAPWING_ENGINE_LIB", "CHDB_LIB_PATH"}

// Find gives the path of the engine library. Order: the given path (a flag, "" if none),
// LAPWING_ENGINE_LIB and CHDB_LIB_PATH, beside our binary, the cache that Install fills,
// /usr/local/lib. A path that was named and does not exist is an error: quietly taking
// another library would surprise. The error is ErrMissing when nothing was named or found.
func Find(named string) (string, error) {
	if named != "" {
		return namedLib(named, "the given engine library")
	}
	for _, v := range libVars {
		if p := os.Getenv(v); p != "" {
			return namedLib(p, v)
		}
	}
	for _, p := range candidates() {
		if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
			return p, nil
		}
	}
	return "", ErrMissing
}

func namedLib(path, by string) (string, error) {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		path = filepath.Join(path, LibName)
		_, err = os.Stat(path)
	}
	if err != nil {
		return "", fmt.Errorf("cannot use %s: %w", by, err)
	}
	return path, nil
}

// candidates lists the places that need no naming, in the order in which they are tried.
func candidates() []string {
	var paths []string
	if exe, err := os.Executable(); err == nil {
		paths = append(paths, filepath.Join(filepath.Dir(exe), LibName))
	}
	if r, err := Pinned(); err == nil {
		if dir, err := cacheDir(); err == nil {
			paths = append(paths, filepath.Join(dir, r.Version, LibName))
		}
	}
	return append(paths, filepath.Join("/usr/local/lib", LibName))
}
