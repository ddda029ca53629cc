package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// Options of a sender.
type Options struct {
	Allow []netip.Prefix // networks that are not public and may be reached all the same
	Mail  Values         // of recipients that leave them open: server, from, tls, user, password
	Keys  Keys
	Clock func() time.Time // nil: time.Now

	roots    *x509.CertPool // tests
	resolver resolver
}

// Sender sends. Safe for concurrent use; it holds no queue.
type Sender struct {
	out    outbound
	mail   Values
	keys   Keys
	clock  func() time.Time
	roots  *x509.CertPool
	client *http.Client
	stats  struct{ sent, failed atomic.Uint64 }
}

// Stats counts since the start.
type Stats struct{ Sent, Failed uint64 }

// NewSender makes a sender.
func NewSender(o Options) *Sender {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.resolver == nil {
		o.resolver = net.DefaultResolver
	}
	s := &Sender{out: outbound{o.Allow, o.resolver}, mail: o.Mail, keys: o.Keys, clock: o.Clock, roots: o.roots}
	s.client = &http.Client{
		Timeout: sendWithin,
		// A receiver that has moved is set anew by a person: a redirect is a refusal.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: nil, // whoever sets the environment does not choose where messages go
			DialContext: func(ctx context.Context, _, addr string) (net.Conn, error) {
				return s.out.dial(ctx, addr, isPlain(ctx))
			},
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.roots},
			TLSHandshakeTimeout:    dialWithin,
			ResponseHeaderTimeout:  20 * time.Second,
			MaxResponseHeaderBytes: 16 << 10,
			DisableKeepAlives:      true, // a few messages a day
			DisableCompression:     true,
			ForceAttemptHTTP2:      true,
		},
	}
	return s
}

type plainKey struct{}

func isPlain(ctx context.Context) bool { return ctx.Value(plainKey{}) != nil }

// Stats counts messages.
func (s *Sender) Stats() Stats { return Stats{s.stats.sent.Load(), s.stats.failed.Load()} }

// Seal seals the secrets of a recipient that was just written; see the function Seal.
func (s *Sender) Seal(tenant string, r *Recipient) []digest.Fault { return Seal(s.keys, tenant, r) }

// Render gives what goes out, without secrets; it is stored, and sent as it is.
func (s *Sender) Render(r Recipient, m *digest.Message) []byte {
	return r.Channel.render(s.filled(r).Values, m)
}

// filled adds what the node says where a recipient of mail leaves it open. A recipient with a
// server of its own gets none of the node's.
func (s *Sender) filled(r Recipient) Recipient {
	if r.Channel != mailChannel || r.Values["server"] != "" {
		return r
	}
	v := Values{"to": r.Values["to"], "from": r.Values["from"]}
	for name, value := range s.mail {
		if v[name] == "" {
			v[name] = value
		}
	}
	r.Values = v
	return r
}

// Send sends what Render gave, under the message's ID. An error says why the receiver did not
// take it, without secrets.
func (s *Sender) Send(ctx context.Context, tenant string, r Recipient, id string, payload []byte) error {
	err := s.send(ctx, tenant, r, id, payload)
	if err != nil {
		s.stats.failed.Add(1)
		return err
	}
	s.stats.sent.Add(1)
	return nil
}

func (s *Sender) send(ctx context.Context, tenant string, r Recipient, id string, payload []byte) error {
	if r.Channel == inbox {
		return nil // it is where it is read as soon as it is written
	}
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	r, err := Open(s.keys, tenant, r)
	if err != nil {
		return err
	}
	r = s.filled(r)
	if r.Channel == mailChannel {
		err = s.sendMail(ctx, r.Values, payload)
	} else {
		err = s.post(ctx, r, id, payload)
	}
	if err != nil {
		return errors.New(hidden(r, err.Error()))
	}
	return nil
}

const mostAnswer = 4 << 10 // bytes of a receiver's answer that are read

func (s *Sender) post(ctx context.Context, r Recipient, id string, payload []byte) error {
	c, err := r.Channel.request(r.Values, id, payload, s.clock())
	if err != nil {
		return err
	}
	if strings.HasPrefix(c.url, "http://") {
		ctx = context.WithValue(ctx, plainKey{}, true)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(c.body))
	if err != nil {
		return errors.New("cannot use the address")
	}
	req.Header = c.header
	req.Header.Set("User-Agent", "Lapwing")
	res, err := s.client.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) { // its text has the whole address, which may be a secret
			err = u.Err
		}
		return fmt.Errorf("cannot reach the receiver: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer))
	if err != nil {
		return fmt.Errorf("cannot read the receiver's answer: %w", err)
	}
	return r.Channel.answer(res.StatusCode, body)
}

// hidden takes the recipient's secrets out of a text: receivers repeat what they are sent.
func hidden(r Recipient, text string) string {
	const least = 4 // characters: less is in every text
	for _, f := range r.Channel.Fields {
		v := r.Values[f.Name]
		if !f.Secret || len(v) < least {
			continue
		}
		text = strings.ReplaceAll(text, v, "(hidden)")
		for _, part := range strings.FieldsFunc(afterHost(v), func(r rune) bool { return strings.ContainsRune("/?&=", r) }) {
			if len(part) > least {
				text = strings.ReplaceAll(text, part, "(hidden)")
			}
		}
	}
	return text
}

// afterHost is the path and the parameters of an address, "" of what is none.
func afterHost(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.RequestURI()
}
