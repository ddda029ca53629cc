package risk

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Example is one exchange as a person would write it down:
//
//	POST https://shop.example.com/login
//	Content-Type: application/json
//	@client: 203.0.113.7
//
//	{"user":"amy","password":"hunter2"}
//	-- 200
//	Set-Cookie: sid=1
//
//	{"ok":true}
//
// Lines that begin with @ set what is no header: @client, @account, @id, @latency, @waf.
type Example string

// exampleTime is when all examples happened.
var exampleTime = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

// Exchange reads an example; the error says which line cannot be read.
func (e Example) Exchange() (*traffic.Exchange, error) {
	x := &traffic.Exchange{
		ID: "example", Time: exampleTime, HTTP: "1.1", Latency: 20 * time.Millisecond,
		Client: traffic.Client{IP: netip.MustParseAddr("203.0.113.7")},
	}
	request, response, answered := strings.Cut(strings.TrimLeft(string(e), "\n"), "\n-- ")
	line, rest, _ := strings.Cut(request, "\n")
	method, target, ok := strings.Cut(strings.TrimSpace(line), " ")
	u, err := url.Parse(target)
	if !ok || err != nil {
		return nil, fmt.Errorf("cannot read example: first line %q: want METHOD URL", line)
	}
	x.Method, x.Scheme, x.Host, x.Path, x.Query = method, u.Scheme, u.Host, u.EscapedPath(), u.RawQuery
	if x.Request, err = message(x, rest); err != nil {
		return nil, err
	}
	if !answered {
		return x, nil
	}
	status, rest, _ := strings.Cut(response, "\n")
	if x.Status, err = strconv.Atoi(strings.TrimSpace(status)); err != nil {
		return nil, fmt.Errorf("cannot read example: status %q: %w", status, err)
	}
	x.Response, err = message(x, rest)
	return x, err
}

func message(x *traffic.Exchange, text string) (m traffic.Message, err error) {
	for text != "" && !strings.HasPrefix(text, "\n") {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return m, fmt.Errorf("cannot read example: header %q: want Name: value", line)
		}
		value = strings.TrimSpace(value)
		if !strings.HasPrefix(name, "@") {
			m.Headers = append(m.Headers, traffic.Header{Name: name, Value: value})
			continue
		}
		if err := setting(x, name, value); err != nil {
			return m, err
		}
	}
	body := strings.TrimSuffix(strings.TrimPrefix(text, "\n"), "\n")
	m.Body, m.Size = []byte(body), int64(len(body))
	return m, nil
}

// settings are the lines that begin with @.
var settings = map[string]func(x *traffic.Exchange, value string) error{
	"@client": func(x *traffic.Exchange, value string) (err error) {
		x.Client.IP, err = netip.ParseAddr(value)
		return err
	},
	"@account": func(x *traffic.Exchange, value string) error {
		x.Client.Account = value
		return nil
	},
	"@id": func(x *traffic.Exchange, value string) error {
		x.ID = value
		return nil
	},
	"@latency": func(x *traffic.Exchange, value string) (err error) {
		x.Latency, err = time.ParseDuration(value)
		return err
	},
	"@waf": func(x *traffic.Exchange, value string) error {
		x.WAF.Action, x.WAF.Class, _ = strings.Cut(value, " ")
		return nil
	},
}

func setting(x *traffic.Exchange, name, value string) error {
	set := settings[name]
	if set == nil {
		return fmt.Errorf("cannot read example: unknown setting %s", name)
	}
	if err := set(x, value); err != nil {
		return fmt.Errorf("cannot read example: %s: %w", name, err)
	}
	return nil
}
