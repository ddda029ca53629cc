package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/smtp"
	"strings"
	"time"
)

// sendMail hands a mail to a server. A server that took it before its connection broke gets
// it again, with the Message-ID it had.
func (s *Sender) sendMail(ctx context.Context, f Values, payload []byte) error {
	if f["server"] == "" || f["from"] == "" {
		return errors.New("no mail server is set: name one at the recipient, or mail.server and mail.from in the node's configuration")
	}
	mode := modeOf(f)
	conn, err := s.out.dial(ctx, f["server"], mode == noTLS)
	if err != nil {
		return fmt.Errorf("cannot reach the mail server: %w", err)
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if err := conn.SetDeadline(time.Now().Add(sendWithin)); err != nil {
		return fmt.Errorf("cannot bound the connection: %w", err)
	}
	c, err := s.greet(conn, f, mode)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	return converse(c, f, payload)
}

// greet begins the conversation, encrypted and known by name where that was asked for. What
// does not come to be encrypted ends here: nothing is sent in the clear by mistake.
func (s *Sender) greet(conn net.Conn, f Values, mode string) (*smtp.Client, error) {
	host, _, _ := net.SplitHostPort(f["server"]) // was checked when it was written
	set := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12, RootCAs: s.roots}
	if mode == fromTLS {
		conn = tls.Client(conn, set)
	}
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return nil, mailSaid("greet", err)
	}
	if mode == startTLS {
		if ok, _ := c.Extension("STARTTLS"); !ok {
			return nil, errors.New("the mail server offers no STARTTLS: choose tls, or none within a network in notify.allow")
		}
		if err := c.StartTLS(set); err != nil {
			return nil, mailSaid("begin TLS", err)
		}
	}
	if f["user"] == "" {
		return c, nil
	}
	if mode == noTLS {
		return nil, errors.New("a password is sent with TLS only: choose starttls or tls")
	}
	_, offers := c.Extension("AUTH")
	var auth smtp.Auth = smtp.PlainAuth("", f["user"], f["password"], host)
	if words := strings.Fields(offers); !contains(words, "PLAIN") && contains(words, "LOGIN") {
		auth = &loginAuth{f["user"], f["password"]}
	}
	if err := c.Auth(auth); err != nil {
		return nil, mailSaid("sign in", err)
	}
	return c, nil
}

func contains(words []string, w string) bool {
	for _, x := range words {
		if strings.EqualFold(x, w) {
			return true
		}
	}
	return false
}

func converse(c *smtp.Client, f Values, payload []byte) error {
	from, err := mail.ParseAddress(f["from"])
	if err != nil {
		return fmt.Errorf("cannot use the sender: %w", err)
	}
	to, err := mail.ParseAddressList(f["to"])
	if err != nil {
		return fmt.Errorf("cannot use the addresses: %w", err)
	}
	if err := c.Mail(from.Address); err != nil {
		return mailSaid("name the sender", err)
	}
	for _, a := range to {
		if err := c.Rcpt(a.Address); err != nil {
			return mailSaid("name a recipient", err)
		}
	}
	w, err := c.Data()
	if err == nil {
		_, err = w.Write(payload)
	}
	if err == nil {
		err = w.Close() // the server has it when it answers this
	}
	if err != nil {
		return mailSaid("hand over the mail", err)
	}
	_ = c.Quit() // it has the mail: how it says goodbye changes nothing
	return nil
}

func mailSaid(what string, err error) error {
	return fmt.Errorf("cannot %s: the mail server answered: %s", what, printable(err.Error(), mostSaid))
}

// loginAuth is the older way of the same, which some servers offer alone. Only used inside TLS.
type loginAuth struct{ user, password string }

func (a *loginAuth) Start(s *smtp.ServerInfo) (string, []byte, error) {
	if !s.TLS {
		return "", nil, errors.New("the connection is not encrypted")
	}
	return "LOGIN", nil, nil
}

func (a *loginAuth) Next(prompt []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	if strings.HasPrefix(strings.ToLower(string(prompt)), "user") {
		return []byte(a.user), nil
	}
	return []byte(a.password), nil
}
