package secure

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// Files names what nodes authenticate each other with. All or nothing: the zero value is for
// loopback only.
type Files struct {
	Key  string // gossip key: 16, 24 or 32 bytes in base64, the same on all nodes
	Cert string // PEM file: this node's certificate, naming its advertised host
	Priv string // PEM file: its private key
	CA   string // PEM file: who may sign nodes of this cluster, and nobody else
}

// Complete reports whether both halves are there.
func (f Files) Complete() bool { return f.Key != "" && f.Cert != "" && f.Priv != "" && f.CA != "" }

// Empty reports whether nothing is configured.
func (f Files) Empty() bool { return f == Files{} }

// Check refuses addresses off loopback without complete files. It fails towards a closed port.
func Check(f Files, addresses ...string) error {
	if f.Complete() {
		return nil
	}
	if !f.Empty() {
		return fmt.Errorf("cannot start the cluster: %s missing: the gossip key, certificate, its key and the CA go together",
			strings.Join(f.missing(), ", "))
	}
	for _, a := range addresses {
		if a == "" {
			continue
		}
		if ok, err := Loopback(a); err != nil {
			return err
		} else if !ok {
			return fmt.Errorf("cannot start the cluster on %s: off loopback, nodes need a gossip key and certificates "+
				"(%s are not set)", a, strings.Join(f.missing(), ", "))
		}
	}
	return nil
}

func (f Files) missing() []string {
	var out []string
	for _, m := range []struct{ value, name string }{
		{f.Key, "gossip key"}, {f.Cert, "certificate"}, {f.Priv, "private key"}, {f.CA, "CA"},
	} {
		if m.value == "" {
			out = append(out, m.name)
		}
	}
	return out
}

var errNoHost = errors.New("an empty host would listen on every interface: name one")

// Loopback reports whether a host:port can be reached from this machine only. A name other
// than localhost is never believed to be loopback: who answers for it may change.
func Loopback(address string) (bool, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false, fmt.Errorf("cannot read cluster address %q: %w", address, err)
	}
	if host == "" {
		return false, fmt.Errorf("cannot use cluster address %q: %w", address, errNoHost)
	}
	if strings.EqualFold(host, "localhost") {
		return true, nil
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback(), nil
}
