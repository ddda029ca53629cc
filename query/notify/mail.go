package notify

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"slices"
	"strconv"
	"strings"
)

// mailChannel sends e-mail. Where a recipient names no server, the node's own is used.
var mailChannel = &Channel{
	ID: "mail", Title: "E-mail", Means: "Sends a mail of at most ten lines, as text and HTML.",
	Fields: []Field{
		{Name: "to", Title: "Addresses, by comma", Hint: "orders@example.com", Must: true, Check: addresses},
		{Name: "from", Title: "Sender", Hint: "lapwing@example.com", Check: oneAddress},
		{Name: "server", Title: "Server", Hint: "smtp.example.com:587", Binds: true, Check: server},
		{Name: "tls", Title: "TLS: starttls, tls or none", Hint: "starttls", Binds: true, Check: tlsMode},
		{Name: "user", Title: "User", Binds: true},
		{Name: "password", Title: "Password", Secret: true},
	},
	render: mailBytes,
}

// CheckMail says what is wrong with one value of a mail server's, by the field's name; "" is
// never wrong.
func CheckMail(name, value string) error {
	f := mailChannel.field(name)
	if f == nil || f.Check == nil || value == "" {
		return nil
	}
	return f.Check(value)
}

const mostAddresses = 20

func addresses(s string) error {
	list, err := mail.ParseAddressList(s)
	if err != nil || len(list) > mostAddresses {
		return fmt.Errorf("want up to %d addresses such as ada@example.com, separated by commas", mostAddresses)
	}
	for _, a := range list {
		if err := plainAddress(a.Address); err != nil {
			return err
		}
	}
	return nil
}

func oneAddress(s string) error {
	a, err := mail.ParseAddress(s)
	if err != nil {
		return errors.New("want an address such as lapwing@example.com")
	}
	return plainAddress(a.Address)
}

// plainAddress refuses what could end a line of the protocol or of the header, and quoted
// names, which no mailbox needs.
func plainAddress(s string) error {
	if strings.ContainsAny(s, "\r\n\"<>,; ") || !strings.Contains(s, "@") || len(s) > 254 {
		return fmt.Errorf("%q cannot be used as an address", printable(s, 60))
	}
	return nil
}

func server(s string) error {
	host, port, err := net.SplitHostPort(s)
	n, bad := strconv.Atoi(port)
	if err != nil || bad != nil || host == "" || n < 1 || n > 65535 || strings.ContainsAny(host, "/ ") {
		return errors.New("want host and port such as smtp.example.com:587")
	}
	return nil
}

// Modes of TLS: after greeting (RFC 3207), from the first byte (RFC 8314), or not at all.
const (
	startTLS = "starttls"
	fromTLS  = "tls"
	noTLS    = "none"
)

func tlsMode(s string) error {
	if !slices.Contains([]string{startTLS, fromTLS, noTLS}, s) {
		return errors.New("want starttls, tls or none")
	}
	return nil
}

// modeOf is the mode where none is named: port 465 is TLS from the first byte.
func modeOf(f Values) string {
	if f["tls"] != "" {
		return f["tls"]
	}
	if strings.HasSuffix(f["server"], ":465") {
		return fromTLS
	}
	return startTLS
}
