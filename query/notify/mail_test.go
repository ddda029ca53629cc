package notify

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"
)

// mailServer is enough of a mail server to see whether a client keeps the rules.
type mailServer struct {
	t         *testing.T
	l         net.Listener
	tls       *tls.Config
	roots     *x509.CertPool
	direct    bool   // TLS from the first byte
	offers    string // of EHLO before TLS
	auth      string // "PLAIN" or "LOGIN"
	no        string // command that is refused
	mu        sync.Mutex
	commands  []string
	mail      string
	encrypted bool
}

func (m *mailServer) start() string {
	m.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		m.t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail"}, NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		m.t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		m.t.Fatal(err)
	}
	m.roots = x509.NewCertPool()
	m.roots.AddCert(parsed)
	m.tls = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	if m.l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		m.t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := m.l.Accept()
			if err != nil {
				return
			}
			if m.direct {
				conn, m.encrypted = tls.Server(conn, m.tls), true
			}
			wg.Go(func() { m.talk(conn) })
		}
	})
	m.t.Cleanup(func() { _ = m.l.Close(); wg.Wait() })
	return m.l.Addr().String()
}

func (m *mailServer) talk(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	r := bufio.NewReader(conn)
	say := func(s string) { _, _ = io.WriteString(conn, s+"\r\n") }
	say("220 mail ESMTP")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		m.mu.Lock()
		m.commands = append(m.commands, line)
		m.mu.Unlock()
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		switch {
		case m.no == verb:
			say("550 5.7.1 not with me")
		case verb == "EHLO":
			offers := m.offers
			if m.encrypted {
				offers = "AUTH " + m.auth
			}
			say("250-mail\r\n250 " + offers)
		case verb == "STARTTLS":
			say("220 go")
			conn, m.encrypted = tls.Server(conn, m.tls), true
			r = bufio.NewReader(conn)
		case line == "AUTH LOGIN":
			say("334 " + base64.StdEncoding.EncodeToString([]byte("Username:")))
			user, _ := r.ReadString('\n')
			say("334 " + base64.StdEncoding.EncodeToString([]byte("Password:")))
			password, _ := r.ReadString('\n')
			m.mu.Lock()
			m.commands = append(m.commands, strings.TrimSpace(user), strings.TrimSpace(password))
			m.mu.Unlock()
			say("235 ok")
		case verb == "AUTH":
			say("235 ok")
		case verb == "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				l, err := r.ReadString('\n')
				if err != nil || l == ".\r\n" {
					break
				}
				b.WriteString(l)
			}
			m.mu.Lock()
			m.mail = b.String()
			m.mu.Unlock()
			say("250 queued")
		case verb == "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (m *mailServer) send(t *testing.T, fields string) error {
	t.Helper()
	addr := m.start()
	s := NewSender(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, roots: m.roots})
	r := recipient(t, strings.Replace(fields, "%s", addr, 1))
	return s.Send(t.Context(), "t", r, "dgs_1", s.Render(r, message()))
}

func TestAL04Mail(t *testing.T) {
	const with = `{"channel":"mail","to":"Ada Lövelace <ada@example.com>, b@example.com","from":"lapwing@example.com","server":"%s"`
	for _, c := range []struct {
		name, fields string
		m            *mailServer
		want         string // in the error, "" none
		has          string // among the commands
	}{
		{"STARTTLS and a password", with + `,"user":"u","password":"SECRET"}`, &mailServer{offers: "STARTTLS", auth: "PLAIN"}, "", "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00u\x00SECRET"))},
		{"the older sign-in", with + `,"user":"u","password":"SECRET"}`, &mailServer{offers: "STARTTLS", auth: "LOGIN"}, "", base64.StdEncoding.EncodeToString([]byte("SECRET"))},
		{"TLS from the first byte", with + `,"tls":"tls"}`, &mailServer{direct: true, auth: "PLAIN"}, "", "QUIT"},
		{"no STARTTLS: nothing is sent", with + `}`, &mailServer{offers: "SIZE"}, "offers no STARTTLS", "EHLO localhost"},
		{"no TLS in an allowed network", with + `,"tls":"none"}`, &mailServer{offers: "SIZE"}, "", "QUIT"},
		{"no password without TLS", with + `,"tls":"none","user":"u","password":"SECRET"}`, &mailServer{offers: "AUTH PLAIN"}, "with TLS only", ""},
		{"a recipient is refused", with + `,"tls":"none"}`, &mailServer{offers: "SIZE", no: "RCPT"}, "550", "RCPT TO:<ada@example.com>"},
		{"the sign-in is refused", with + `,"user":"u","password":"SECRET"}`, &mailServer{offers: "STARTTLS", auth: "PLAIN", no: "AUTH"}, "sign in", "STARTTLS"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.m.t = t
			err := c.m.send(t, c.fields)
			if (err == nil) != (c.want == "") || err != nil && (!strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "SECRET")) {
				t.Errorf("%v", err)
			}
			c.m.mu.Lock()
			defer c.m.mu.Unlock()
			if !strings.Contains(strings.Join(c.m.commands, "\n")+"\n", c.has+"\n") {
				t.Errorf("commands %q", c.m.commands)
			}
			if err == nil {
				readMail(t, c.m.mail)
			} else if c.m.mail != "" {
				t.Error("the mail was handed over all the same")
			}
		})
	}
}

// readMail reads a mail as a mail program does.
func readMail(t *testing.T, text string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	to, err := m.Header.AddressList("To")
	subject, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || len(to) != 2 || to[0].Name != "Ada Lövelace" || subject != message().Subject || m.Header.Get("Message-Id") != "<dgs_1@example.com>" {
		t.Errorf("%v %v %q", to, err, subject)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatal(kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []string{"text/plain", "text/html"} {
		p, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil || !strings.HasPrefix(p.Header.Get("Content-Type"), want) || !strings.Contains(string(body), "自 昨天") {
			t.Errorf("%s: %v %s", want, err, body)
		}
		if want == "text/html" && (strings.Contains(string(body), "<!channel>") || strings.Contains(string(body), "<script")) {
			t.Errorf("callers write HTML: %s", body)
		}
	}
}

// Nothing in a message or a recipient begins a header of its own.
func TestMailHeadersCannotBeAdded(t *testing.T) {
	m := message()
	m.Subject = "x\r\nBcc: evil@example.com\r\n\r\nbody"
	b := string(mailBytes(Values{"to": "a@example.com", "from": "b@example.com"}, m))
	got, err := mail.ReadMessage(strings.NewReader(b))
	if err != nil || got.Header.Get("Bcc") != "" || len(got.Header) != 9 {
		t.Errorf("%v %v", got.Header, err)
	}
	for _, s := range []string{"a@example.com\r\nRCPT TO:<x@y>", "\"a\r\nb\"@example.com", "a@example.com>\nDATA", `"x y"@example.com`} {
		if oneAddress(s) == nil {
			t.Errorf("%q is an address", s)
		}
	}
}
