package app

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestIdentityStaysOverRestarts(t *testing.T) {
	dir := t.TempDir()
	a, err := loadIdentity(dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := loadIdentity(dir)
	if err != nil {
		t.Fatal(err)
	}
	if a.node != b.node || !bytes.Equal(a.master, b.master) || !bytes.Equal(a.tenantKey("t"), b.tenantKey("t")) {
		t.Error("the node is another one after a restart")
	}
	if bytes.Equal(a.tenantKey("t"), a.tenantKey("u")) || bytes.Equal(a.tenantKey("t"), a.derive("cursor", "t")) {
		t.Error("one key serves two purposes")
	}
	other, err := loadIdentity(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if other.node == a.node || bytes.Equal(other.master, a.master) {
		t.Error("two nodes have one identity")
	}
	for _, name := range []string{"master.key", "node.name"} {
		st, err := os.Stat(filepath.Join(dir, name))
		if err != nil || st.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v, want it readable by its owner only", name, st.Mode(), err)
		}
	}
}

func TestForeignKeysAreRefused(t *testing.T) {
	dir := t.TempDir()
	if _, err := loadIdentity(dir); err != nil {
		t.Fatal(err)
	}
	key := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{9}, 32))
	if err := adoptKey(filepath.Join(dir, "master.key"), key); err == nil || !strings.Contains(err.Error(), "another master key") {
		t.Errorf("a folder with hashes under another key was taken: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "master.key"), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := loadIdentity(dir); err == nil || !strings.Contains(err.Error(), "restore it") {
		t.Errorf("a broken key was taken: %v", err)
	}
}

func TestSharedNodeIsNamed(t *testing.T) {
	if _, err := readShare(t.TempDir()); err == nil || !strings.Contains(err.Error(), "--cluster") {
		t.Errorf("error %v, want one that says what to do", err)
	}
}

func TestNamesOfNodesAreChecked(t *testing.T) {
	for _, name := range []string{"", "node_", "node_ABCDEFGHIJKLMNOP", "node_0123456789abcdefg", "../x", "node_0123456789abcde\nf"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "node.name"), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := loadIdentity(dir); err == nil || !strings.Contains(err.Error(), "node.name") {
			t.Errorf("%q was taken for a node's name: %v", name, err)
		}
	}
}

func TestOpenSecretsAreTightened(t *testing.T) {
	dir := t.TempDir()
	if _, err := loadIdentity(dir); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, "master.key")
	for path, mode := range map[string]os.FileMode{dir: 0o755, key: 0o644} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	id, err := loadIdentity(dir)
	if err != nil || len(id.warnings) != 2 {
		t.Fatalf("warnings %v, %v; want one of the folder and one of the key", id.warnings, err)
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, key: 0o600} {
		if st, err := os.Stat(path); err != nil || st.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", path, st.Mode().Perm(), err, want)
		}
	}
	if id, err = loadIdentity(dir); err != nil || len(id.warnings) != 0 {
		t.Errorf("the second time: %v, %v", id.warnings, err)
	}
}
