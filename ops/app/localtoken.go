package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/query/access"
)

// localTokenLife is how long the token for the command line of the node's own user lasts;
// each start of the node makes a new one when less than half is left unknown to us, that is:
// when the old one no longer opens the door.
const localTokenLife = 365 * 24 * time.Hour

// localToken makes sure that DATA/local.token holds a working token with all scopes, for the
// command line of whoever may read that folder, and leaves a copy where the command line of
// the same user finds it by the node's address.
func localToken(ctx context.Context, gate *access.Gate, tenant, dir, addr string) (string, error) {
	path := filepath.Join(dir, "local.token")
	if b, err := os.ReadFile(path); err == nil {
		secret := strings.TrimSpace(string(b))
		if _, err := gate.Bearer(ctx, secret, "127.0.0.1"); err == nil {
			return secret, shareToken(addr, secret)
		}
	}
	by := access.Principal{Tenant: tenant, Name: "node", Role: access.Admin}
	_, secret, err := gate.NewToken(ctx, by, "local command line", []access.Scope{access.ScopeAdmin, access.ScopeRead, access.ScopeIngest}, localTokenLife)
	if err != nil {
		return "", fmt.Errorf("cannot make the local token: %w", err)
	}
	if err := writeFile(path, secret); err != nil {
		return "", err
	}
	return secret, shareToken(addr, secret)
}

// sharedTokenPath is where the command line looks for the token of a node at host:port.
func sharedTokenPath(addr string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("cannot find the user's cache folder: %w", err)
	}
	name := strings.NewReplacer(":", "_", "/", "_", "[", "", "]", "").Replace(strings.Replace(addr, "localhost", "127.0.0.1", 1))
	return filepath.Join(cache, "lapwing", "tokens", name), nil
}

func shareToken(addr, secret string) error {
	path, err := sharedTokenPath(addr)
	if err != nil {
		return nil //nolint:nilerr // a user without a cache folder names the token by hand
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("cannot leave the token for the command line: %w", err)
	}
	return writeFile(path, secret)
}

// LocalToken gives the token that a node of this user at host:port left on this machine,
// or "".
func LocalToken(addr string) string {
	path, err := sharedTokenPath(addr)
	if err != nil {
		return ""
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}
