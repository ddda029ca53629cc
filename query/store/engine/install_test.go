package engine

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// fixture is a small package, and a npm of our own that delivers it.
func fixture(t *testing.T, npm string) installer {
	t.Helper()
	lib := bytes.Repeat([]byte("lib"), 100_000)
	var pack bytes.Buffer
	zw := gzip.NewWriter(&pack)
	tw := tar.NewWriter(zw)
	for _, f := range []struct {
		name string
		data []byte
	}{{"package/package.json", []byte("{}")}, {"../" + LibName, []byte("evil")}, {"package/" + LibName, lib}} {
		if err := tw.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.data)), Mode: 0o644,
			Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := tw.Write(f.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(tw.Close(), zw.Close()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x.tgz"), pack.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if npm != "" {
		script := "#!/bin/sh\n" + strings.ReplaceAll(npm, "PACKAGE", filepath.Join(dir, "x.tgz")) + "\n"
		if err := os.WriteFile(filepath.Join(dir, "npm"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	if npm == "" {
		t.Setenv("PATH", dir)
	}
	tarSum, libSum := sha512.Sum512(pack.Bytes()), sha512.Sum512(lib)
	return installer{
		dir: t.TempDir(), progress: func(Progress) {},
		release: Release{
			Package: "@x/y", Version: "1.0.0", TarBytes: int64(pack.Len()), LibBytes: int64(len(lib)),
			Tarball: base64.StdEncoding.EncodeToString(tarSum[:]), Lib: hex.EncodeToString(libSum[:]),
		},
	}
}

// The folder for the package is the argument after --pack-destination; we run in it.
const goodNPM = `echo call >>"$0.calls"; sleep 0.3; cp PACKAGE ./y-1.0.0.tgz`

func TestInstall(t *testing.T) {
	in := fixture(t, goodNPM)
	var steps []string
	in.progress = func(p Progress) {
		if p.Done > p.Total || p.Total == 0 {
			t.Errorf("progress %+v", p)
		}
		if len(steps) == 0 || steps[len(steps)-1] != p.Step {
			steps = append(steps, p.Step)
		}
	}
	if err := os.Mkdir(filepath.Join(in.dir, stagePrefix+"left"), 0o755); err != nil { // by one that was killed
		t.Fatal(err)
	}
	path, err := in.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, sum, err := digest(t.Context(), path); err != nil || sum != in.release.Lib {
		t.Errorf("installed %s: %s %v", path, sum, err)
	}
	if got := strings.Join(steps, " "); got != "download check unpack" {
		t.Errorf("steps %q", got)
	}
	onlyThe(t, in.dir, "1.0.0", "install.lock")
}

func TestTwoInstallersFetchOnce(t *testing.T) {
	in := fixture(t, goodNPM)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if _, err := in.run(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	calls, _ := filepath.Glob(filepath.Join(strings.Split(os.Getenv("PATH"), ":")[0], "npm.calls"))
	if len(calls) != 1 {
		t.Fatal("npm was never called")
	}
	if text, _ := os.ReadFile(calls[0]); strings.Count(string(text), "call") != 1 {
		t.Errorf("npm was called %d times", strings.Count(string(text), "call"))
	}
}

func TestInstallSaysWhatToDo(t *testing.T) {
	for name, c := range map[string]struct {
		npm    string
		change func(*installer)
		want   string
	}{
		"no npm":        {"", func(*installer) {}, "install npm"},
		"npm fails":     {`echo "npm error code E404" >&2; exit 1`, func(*installer) {}, "code E404"},
		"wrong package": {goodNPM, func(in *installer) { in.release.Tarball = "x" }, "not the pinned one"},
		"wrong library": {goodNPM, func(in *installer) { in.release.Lib = "x" }, "not the pinned one"},
		"no space":      {goodNPM, func(in *installer) { in.release.DiskBytes = 1 << 60 }, "make room"},
	} {
		t.Run(name, func(t *testing.T) {
			in := fixture(t, c.npm)
			c.change(&in)
			_, err := in.run(t.Context())
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v, want one line with %q", err, c.want)
			}
			onlyThe(t, in.dir, "install.lock")
		})
	}
}

func TestInstallEndsWithItsContext(t *testing.T) {
	in := fixture(t, `exec sleep 60`)
	ctx, cancel := context.WithCancel(t.Context())
	in.progress = func(Progress) { cancel() }
	if _, err := in.run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	onlyThe(t, in.dir, "install.lock")
}

func TestPlatforms(t *testing.T) {
	glibc := fstest.MapFS{"lib64/ld-linux-x86-64.so.2": {}}
	for _, c := range []struct {
		os, arch string
		root     fstest.MapFS
		want     string
	}{
		{"linux", "amd64", glibc, ""},
		{"linux", "amd64", fstest.MapFS{"lib/ld-musl-x86_64.so.1": {}}, "musl"},
		{"linux", "arm64", glibc, "linux/arm64"},
		{"windows", "amd64", fstest.MapFS{}, "store.address"},
	} {
		_, err := pinnedFor(c.os, c.arch, c.root)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s/%s: %v, want %q", c.os, c.arch, err, c.want)
		}
	}
}

func TestFindOrder(t *testing.T) {
	dir := t.TempDir()
	lib := filepath.Join(dir, LibName)
	if err := os.WriteFile(lib, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("LAPWING_ENGINE_LIB", "")
	t.Setenv("CHDB_LIB_PATH", "")
	if got, err := Find(""); !errors.Is(err, ErrMissing) && got == "" {
		t.Errorf("nothing there: %q %v", got, err)
	}
	t.Setenv("CHDB_LIB_PATH", dir)
	if got, err := Find(""); got != lib || err != nil {
		t.Errorf("by environment, a folder: %q %v", got, err)
	}
	t.Setenv("LAPWING_ENGINE_LIB", filepath.Join(dir, "absent"))
	if got, err := Find(""); err == nil {
		t.Errorf("a named library that is absent gave %q", got)
	}
	if got, err := Find(lib); got != lib || err != nil {
		t.Errorf("by flag: %q %v", got, err)
	}
}

func TestMemoryLimit(t *testing.T) {
	files := func(m map[string]string) func(string) ([]byte, error) {
		return func(p string) ([]byte, error) {
			if s, ok := m[p]; ok {
				return []byte(s), nil
			}
			return nil, os.ErrNotExist
		}
	}
	if got := machineMemory(files(map[string]string{"/proc/meminfo": "MemTotal: 1024 kB\n"})); got != 1<<20 {
		t.Errorf("meminfo: %d", got)
	}
	if got := machineMemory(files(map[string]string{
		"/proc/meminfo": "MemTotal: 1024 kB\n", "/sys/fs/cgroup/memory.max": "4096\n",
	})); got != 4096 {
		t.Errorf("container: %d", got)
	}
	if got := memoryLimit(1); got != memoryFloor {
		t.Errorf("floor: %d", got)
	}
}

// onlyThe fails when the folder holds anything but the named entries.
func onlyThe(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("%s holds %q, want %q", dir, got, names)
	}
}
