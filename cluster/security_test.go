//go:build !race

package cluster

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/cluster/secure"
)

func TestOffLoopbackNeedsEverything(t *testing.T) {
	some := secure.Files{Key: "k", Cert: "c", Priv: "p", CA: "a"}
	noCA := some
	noCA.CA = ""
	for _, c := range []struct {
		name string
		o    Options
		want string // part of the error, "" for none
	}{
		{"zero value", Options{}, ""},
		{"loopback", Options{Bind: "127.0.0.1:7301", Gossip: "[::1]:7946"}, ""},
		{"localhost", Options{Bind: "localhost:7301"}, ""},
		{"bind", Options{Bind: "10.0.0.1:7301", Gossip: "10.0.0.1:7946"}, "10.0.0.1:7301: off loopback"},
		{"wildcard", Options{Bind: "0.0.0.0:7301"}, "off loopback"},
		{"no host", Options{Bind: ":7301"}, "listen on every interface"},
		{"name", Options{Bind: "node-1:7301"}, "off loopback"},
		{"gossip", Options{Gossip: "192.168.1.1:7946"}, "off loopback"},
		{"advertise", Options{Advertise: "192.168.1.1:7301"}, "off loopback"},
		{"half", Options{Security: noCA}, "CA missing"},
		{"whole", Options{Bind: "10.0.0.1:7301", Gossip: "10.0.0.1:7946", Security: some}, ""},
		{"wildcard without a name", Options{Bind: "0.0.0.0:7301", Gossip: "10.0.0.1:7946", Security: some}, "advertise"},
		{"alone off loopback", Options{Bind: "10.0.0.1:7301", Security: some}, "gossip address is missing"},
		{"nonsense", Options{Bind: "7301"}, "cannot read cluster address"},
	} {
		err := c.o.Check()
		if (c.want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

// ca signs nodes.
type ca struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
	file string
}

func writePEM(t *testing.T, name, kind string, der []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func newCA(t *testing.T) *ca {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test ca"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, _ := x509.ParseCertificate(der)
	return &ca{key, cert, writePEM(t, "ca.pem", "CERTIFICATE", der)}
}

func (c *ca) files(t *testing.T, gossipKey string, ip string, end time.Time) secure.Files {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "node"}, IPAddresses: []net.IP{net.ParseIP(ip)},
		NotBefore: time.Now().Add(-2 * time.Hour), NotAfter: end,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, c.cert, &key.PublicKey, c.key)
	if err != nil {
		t.Fatal(err)
	}
	priv, _ := x509.MarshalPKCS8PrivateKey(key)
	return secure.Files{
		Key: gossipKey, CA: c.file,
		Cert: writePEM(t, "cert.pem", "CERTIFICATE", der), Priv: writePEM(t, "key.pem", "PRIVATE KEY", priv),
	}
}

type echo struct{}

func (echo) Receive(ctx actor.Context) {
	if m, ok := ctx.Message().(*actor.PID); ok {
		ctx.Respond(m)
	}
}

// reach asks an actor on one node from another over the remote.
func reach(from, to *node) error {
	pid, err := to.system.Root.SpawnNamed(actor.PropsFromProducer(func() actor.Actor { return echo{} }), "echo"+from.system.ID)
	if err != nil {
		return err
	}
	_, err = from.system.Root.RequestFuture(actor.NewPID(to.system.Address(), pid.Id), pid, 2*time.Second).Result()
	return err
}

func TestStrangersDoNotGetIn(t *testing.T) {
	ours, theirs := newCA(t), newCA(t)
	key := func() string {
		b := make([]byte, 32)
		_, _ = rand.Read(b)
		return base64.StdEncoding.EncodeToString(b)
	}
	right, wrong := key(), key()
	soon, past := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
	a := start(t, Options{Gossip: "127.0.0.1:0", Security: ours.files(t, right, "127.0.0.1", soon)})
	seed := []string{a.life.Provider.GossipAddress()}

	friend := start(t, Options{Join: seed, Security: ours.files(t, right, "127.0.0.1", soon)})
	eventually(t, 5*time.Second, "the friend", func() bool { return friend.members() == 2 && a.members() == 2 })
	if err := reach(friend, a); err != nil {
		t.Fatalf("a friend cannot reach the node, so the refusals below would prove nothing: %v", err)
	}
	for _, s := range []struct {
		name   string
		files  secure.Files
		gossip bool // whether its key opens the gossip
		remote bool // whether its certificate opens the remote
	}{
		{"no key, no certificate", secure.Files{}, false, false},
		{"wrong key, right certificate", ours.files(t, wrong, "127.0.0.1", soon), false, true},
		{"wrong key, other ca", theirs.files(t, wrong, "127.0.0.1", soon), false, false},
		{"right key, other ca", theirs.files(t, right, "127.0.0.1", soon), true, false},
		{"right key, expired", ours.files(t, right, "127.0.0.1", past), true, false},
	} {
		x := start(t, Options{Join: seed, Patience: 500 * time.Millisecond, Security: s.files})
		eventually(t, 5*time.Second, s.name+": its first topology", func() bool { return x.members() >= 1 })
		if joined := x.members() > 1; joined != s.gossip {
			t.Errorf("%s: joined is %v", s.name, joined)
		}
		if got := reach(x, a) == nil; got != s.remote {
			t.Errorf("%s: reached an actor of the node is %v", s.name, got)
		}
		x.stop(true)
	}
}

func TestCertificateMustNameTheNode(t *testing.T) {
	ours := newCA(t)
	key := base64.StdEncoding.EncodeToString(make([]byte, 32))
	soon := time.Now().Add(time.Hour)
	a := start(t, Options{Gossip: "127.0.0.1:0", Security: ours.files(t, key, "10.9.9.9", soon)})
	b := start(t, Options{Join: []string{a.life.Provider.GossipAddress()}, Security: ours.files(t, key, "127.0.0.1", soon)})
	eventually(t, 5*time.Second, "two members", func() bool { return b.members() == 2 })
	if err := reach(b, a); err == nil {
		t.Error("a node under another node's certificate was believed")
	}
}
