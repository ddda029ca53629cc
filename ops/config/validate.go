package config

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"

	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
)

// Validate reports everything that cannot work, each with what to do.
func (c *Config) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }

	if loop, err := loopback(c.Listen); err != nil {
		bad("listen: %w", err)
	} else if !loop && (c.TLS.Cert == "" || c.TLS.Key == "") {
		bad("listen: %s is not loopback: set tls.cert and tls.key, or listen on 127.0.0.1", c.Listen)
	}
	if (c.TLS.Cert == "") != (c.TLS.Key == "") {
		bad("tls: cert and key belong together: set both or neither")
	}
	if _, err := c.Proxy(); err != nil {
		bad("proxies: %w", err)
	}
	if _, err := c.Allowed(); err != nil {
		bad("notify.allow: %w", err)
	}
	if _, err := digest.LoadZone(c.TimeZone); err != nil {
		bad("time_zone: %w", err)
	}
	errs = append(errs, c.Mail.validate()...)
	if c.Data == "" {
		bad("data: name a folder")
	}
	if c.Store.Database == "" {
		bad("store.database: name a database")
	}
	errs = append(errs, c.Cluster.validate(c.Store.Address != "" && c.MasterKey != "")...)
	if k, err := c.MasterKey.Reveal(); err != nil {
		bad("master_key: %w", err)
	} else if b, err := base64.StdEncoding.DecodeString(k); k != "" && (err != nil || len(b) != 32) {
		bad("master_key: want base64 of 32 bytes, such as `openssl rand -base64 32` prints")
	}
	if c.Ingest.MaxBatchMB < 1 || c.Ingest.MaxBatchMB > 4096 {
		bad("ingest.max_batch_mb: want 1 to 4096, have %d", c.Ingest.MaxBatchMB)
	}
	if c.Ingest.SpoolMB < 64 {
		bad("ingest.spool_mb: want at least 64, have %d", c.Ingest.SpoolMB)
	}
	if c.Ingest.MaxFutureMin < 0 {
		bad("ingest.max_future_min: want 0 or more, have %d", c.Ingest.MaxFutureMin)
	}
	for _, d := range []struct {
		name string
		days int
	}{{"calls", c.Retention.Calls}, {"samples", c.Retention.Samples}, {"findings", c.Retention.Findings}} {
		if d.days < 1 {
			bad("retention.%s: want at least 1 day, have %d", d.name, d.days)
		}
	}
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, c.Log.Level) {
		bad("log.level: want debug, info, warn or error, have %q", c.Log.Level)
	}
	if !slices.Contains([]string{"text", "json"}, c.Log.Format) {
		bad("log.format: want text or json, have %q", c.Log.Format)
	}
	return errors.Join(errs...)
}

// validate checks the cluster's part; shared says that store and keys are common already.
func (c *Cluster) validate(shared bool) []error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if c.Bind == "" {
		if len(c.Join) > 0 {
			bad("cluster.join: set cluster.bind too, such as 127.0.0.1:7946")
		}
		return errs
	}
	loop, err := loopback(c.Bind)
	if err != nil {
		bad("cluster.bind: %w", err)
		return errs
	}
	if len(c.Join) > 0 && c.Share == "" && !shared {
		bad("cluster.join: nodes share one store and one master key: set cluster.share to the first node's data folder, " +
			"or store.address and master_key on every node")
	}
	key, err := c.Key.Reveal()
	if err != nil {
		bad("cluster.key: %w", err)
	}
	if key != "" {
		if b, err := base64.StdEncoding.DecodeString(key); err != nil || len(b) != 32 {
			bad("cluster.key: want base64 of 32 bytes, such as `openssl rand -base64 32` prints")
		}
	}
	if !loop && (key == "" || c.Cert == "" || c.CertKey == "" || c.CA == "") {
		bad("cluster.bind: %s is not loopback: set cluster.key, cluster.cert, cluster.cert_key and cluster.ca", c.Bind)
	}
	return errs
}

// validate checks the mail server as a recipient's own is checked.
func (m *Mail) validate() []error {
	var errs []error
	for name, value := range map[string]string{"server": m.Server, "from": m.From, "tls": m.TLS} {
		if err := notify.CheckMail(name, value); err != nil {
			errs = append(errs, fmt.Errorf("mail.%s: %w", name, err))
		}
	}
	if _, err := m.Password.Reveal(); err != nil {
		errs = append(errs, fmt.Errorf("mail.password: %w", err))
	}
	if (m.Server == "") != (m.From == "") {
		errs = append(errs, errors.New("mail: server and from belong together: set both or neither"))
	}
	return errs
}

// loopback reports whether host:port stays on this machine.
func loopback(addr string) (bool, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false, fmt.Errorf("want host:port, have %q", addr)
	}
	if host == "localhost" {
		return true, nil
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback(), nil
}
