package secure

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/memberlist"
)

// Keyring gives memberlist's keyring: every packet and stream is AES-GCM with this key, and
// what is not is dropped.
func Keyring(key string) (*memberlist.Keyring, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(key))
	if err != nil {
		return nil, errors.New("cannot read gossip key: want base64, as from openssl rand -base64 32")
	}
	ring, err := memberlist.NewKeyring(nil, raw)
	if err != nil {
		return nil, fmt.Errorf("cannot use gossip key of %d bytes: want 16, 24 or 32", len(raw))
	}
	return ring, nil
}
