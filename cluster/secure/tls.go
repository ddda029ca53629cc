package secure

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
)

// TLS gives the two ends of mutual TLS 1.3 between nodes. Both ends accept only certificates
// signed by the CA; a dialler also wants the host it dialled in the certificate. Certificates
// are read again at each handshake, so that renewing the files needs no restart.
func TLS(f Files) (server, client *tls.Config, err error) {
	pem, err := os.ReadFile(f.CA)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot read the cluster's ca: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, nil, fmt.Errorf("cannot read the cluster's ca: no certificate in %s", f.CA)
	}
	load := func() (*tls.Certificate, error) {
		c, err := tls.LoadX509KeyPair(f.Cert, f.Priv)
		if err != nil {
			return nil, errors.Join(errors.New("cannot read the cluster certificate"), err)
		}
		return &c, nil
	}
	if _, err := load(); err != nil {
		return nil, nil, err // say it at start, not at the first handshake
	}
	server = &tls.Config{
		MinVersion:     tls.VersionTLS13,
		ClientAuth:     tls.RequireAndVerifyClientCert,
		ClientCAs:      pool,
		NextProtos:     []string{"h2"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return load() },
	}
	client = &tls.Config{
		MinVersion:           tls.VersionTLS13,
		RootCAs:              pool,
		NextProtos:           []string{"h2"},
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return load() },
	}
	return server, client, nil
}
