package app

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// identity is what makes a node the same node after a restart.
type identity struct {
	dir  string
	node string // persistent name of this source: part of batch tokens and marks
	// warnings tell of files that others could read; they are no longer.
	warnings []string
	master   []byte // 32 bytes: tenants' hash keys and cursor signatures derive from it
}

// loadIdentity reads the node's name and master key from its folder, and makes them once.
// The folder is readable by its owner only: the master key turns keyed hashes back into
// guessable ones.
func loadIdentity(dir string) (*identity, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cannot make the data folder: %w", err)
	}
	warnings := tighten(dir)
	master, err := keyFile(filepath.Join(dir, "master.key"))
	if err != nil {
		return nil, err
	}
	node, err := onceFile(filepath.Join(dir, "node.name"), func() (string, error) {
		var b [16]byte
		if _, err := rand.Read(b[:]); err != nil {
			return "", fmt.Errorf("cannot name the node: %w", err)
		}
		return traffic.HashID("node_", string(b[:])), nil
	})
	if err != nil {
		return nil, err
	}
	if !nodeName.MatchString(node) {
		return nil, fmt.Errorf("%s holds %.40q, which is no name of a node: restore it from a backup, or delete it to get a new name",
			filepath.Join(dir, "node.name"), node)
	}
	return &identity{dir: dir, node: node, master: master, warnings: warnings}, nil
}

var nodeName = regexp.MustCompile(`^node_[0-9a-z]{16}$`)

// tighten takes what group and others may do with the folder and the secrets in it, and
// tells where they could do something.
func tighten(dir string) (warnings []string) {
	if runtime.GOOS == "windows" {
		return nil // its rights are no bits
	}
	paths := []string{dir}
	for _, name := range []string{"master.key", "node.name", "engine.key", "engine.port", shareName} {
		paths = append(paths, filepath.Join(dir, name))
	}
	for _, path := range paths {
		st, err := os.Stat(path)
		if err != nil || st.Mode().Perm()&0o077 == 0 {
			continue
		}
		text := fmt.Sprintf("%s was open to others (%04o), now it is not", path, st.Mode().Perm())
		if err := os.Chmod(path, st.Mode().Perm()&0o700); err != nil {
			text = fmt.Sprintf("%s is open to others (%04o): %v", path, st.Mode().Perm(), err)
		}
		warnings = append(warnings, text)
	}
	return warnings
}

// keyFile reads 32 bytes in base64 from a file, or makes it with random ones.
func keyFile(path string) ([]byte, error) {
	text, err := onceFile(path, func() (string, error) {
		var b [32]byte
		if _, err := rand.Read(b[:]); err != nil {
			return "", fmt.Errorf("cannot make a key: %w", err)
		}
		return base64.StdEncoding.EncodeToString(b[:]), nil
	})
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("cannot use %s: want base64 of 32 bytes; restore it from a backup, its loss cuts the link to earlier hashes", path)
	}
	return key, nil
}

// onceFile reads a small file, or makes it (owner-readable, synced) from what make gives.
func onceFile(path string, make func() (string, error)) (string, error) {
	b, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(b)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("cannot read the node's identity: %w", err)
	}
	text, err := make()
	if err != nil {
		return "", err
	}
	return text, writeFile(path, text)
}

// writeFile replaces a small file so that after a crash it is the old one or the new one.
func writeFile(path, text string) error {
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	_, err = f.WriteString(text + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	return nil
}

// derive gives a key for one purpose, so that no key serves two.
func (id *identity) derive(purpose, name string) []byte {
	m := hmac.New(sha256.New, id.master)
	m.Write([]byte(purpose + "\x00" + name))
	return m.Sum(nil)
}

// tenantKey is the key of a tenant's hashes.
func (id *identity) tenantKey(tenant string) []byte { return id.derive("tenant", tenant) }

// InUse reports whether a node runs in a data folder.
func InUse(dir string) (bool, error) {
	path := filepath.Join(dir, "spool")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	s, err := spool.Open(spool.Options{Dir: path})
	if errors.Is(err, spool.ErrLocked) {
		return true, nil
	}
	if err != nil {
		return false, nil //nolint:nilerr // damaged, but nobody's
	}
	return false, s.Close()
}
