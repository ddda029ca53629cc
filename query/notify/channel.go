package notify

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// Channel is one way messages go: what it needs to know, the form its receivers want, and
// how they answer.
type Channel struct {
	ID     string // stable, stored
	Title  string
	Means  string // one sentence for the person who chooses it
	Fields []Field
	Alerts bool // its receivers wake people: nothing new is no message

	// render gives what goes out, without secrets, the same bytes for the same message.
	render func(f Values, m *digest.Message) []byte
	// request puts what was rendered on its way; nil for channels that are no HTTP.
	request func(f Values, id string, payload []byte, now time.Time) (call, error)
	// answer is nil where the receiver took it. Some say no with status 200.
	answer func(status int, body []byte) error
}

// Field is one thing a channel needs to know.
type Field struct {
	Name   string
	Title  string
	Hint   string // an example
	Must   bool
	Secret bool // stored sealed, never shown in the clear
	Binds  bool // says where secrets go: a secret sealed with one value is not used with another
	Check  func(string) error
}

// Values are the fields of a recipient, in the clear.
type Values map[string]string

// call is an HTTP request to make.
type call struct {
	url    string
	header http.Header
	body   []byte
}

// channels is every channel there is, in the order of the page.
var channels = []*Channel{
	inbox, mailChannel, webhook, slack, teams, dingtalk, feishu, wecom, telegram, pagerduty, alertmanager,
}

// Channels lists the channels; they are shared and must not be changed.
func Channels() []*Channel { return slices.Clone(channels) }

// ChannelOf finds a channel by its ID, or gives nil.
func ChannelOf(id string) *Channel {
	i := slices.IndexFunc(channels, func(c *Channel) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return channels[i]
}

// field finds a field by its name, or gives nil.
func (c *Channel) field(name string) *Field {
	i := slices.IndexFunc(c.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Fields[i]
}

// inbox is the message centre of the console: a digest is there as soon as it is written.
var inbox = &Channel{
	ID: "console", Title: "Message centre", Means: "Stays in the console, under Alarms. Needs nothing.",
	render: func(_ Values, m *digest.Message) []byte { return []byte(m.Text()) },
}

// accepted is the answer of receivers that go by the status alone.
func accepted(status int, body []byte) error {
	if status/100 == 2 {
		return nil
	}
	return said(status, body)
}

// said is the error of a receiver that said no.
func said(status int, body []byte) error {
	text := strings.TrimSpace(printable(string(body), mostSaid))
	if text == "" {
		text = http.StatusText(status)
	}
	return fmt.Errorf("the receiver answered %d: %s", status, text)
}

const mostSaid = 200 // characters of an answer that are kept

// secure wants an address that nobody on the way can read.
func secure(s string) error {
	u, err := web(s)
	if err == nil && u.Scheme != "https" {
		err = fmt.Errorf("want an address that begins with https://")
	}
	return err
}

// anyWeb takes http too: whether a network may be reached without TLS is the node's to say.
func anyWeb(s string) error {
	_, err := web(s)
	return err
}

func web(s string) (*url.URL, error) {
	const most = 2000 // bytes
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || len(s) > most || u.Fragment != "" {
		return nil, fmt.Errorf("want an address such as https://hooks.example.com/alarm, without user and password")
	}
	if p := u.Port(); p != "" || strings.HasSuffix(u.Host, ":") {
		if n, err := strconv.ParseUint(p, 10, 16); err != nil || n == 0 {
			return nil, fmt.Errorf("want a port from 1 to 65535, or none for that of %s: %.20q", u.Scheme, p)
		}
	}
	return u, nil
}

// jsonCall is a POST of JSON.
func jsonCall(url string, body []byte) call {
	return call{url, http.Header{"Content-Type": {"application/json; charset=utf-8"}}, body}
}
