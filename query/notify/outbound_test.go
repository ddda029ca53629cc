package notify

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

// lying is a resolver with an answer of its own for each question.
type lying struct {
	answers [][]string
	asked   int
}

func (l *lying) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	a := l.answers[min(l.asked, len(l.answers)-1)]
	l.asked++
	var out []netip.Addr
	for _, s := range a {
		out = append(out, netip.MustParseAddr(s))
	}
	return out, nil
}

// Addresses no message goes to, and some it does; the list of the document on trust asks for 60.
func TestMessagesReachNoPrivateAddress(t *testing.T) {
	o := outbound{}
	for _, s := range []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.1.2.3",
		"168.63.129.16", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192",
		"192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
		"224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
		"::ffff:169.254.169.254", "::ffff:8.8.8.8", "::127.0.0.1", "::8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
		"100::1", "2001::1", "2001:0:7f00:1::", "2001:db8::1", "2001:2::1", "2001:10::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1",
		"fc00::1", "fd00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff05::2", "4000::1", "::ffff:0:7f00:1", "5f00::1",
	} {
		if ip := netip.MustParseAddr(s); o.may(ip) {
			t.Errorf("%s is reached", s)
		}
		if _, err := o.judge(t.Context(), s, false); !errors.Is(err, errRefused) {
			t.Errorf("%s as a host: %v", s, err)
		}
	}
	for _, s := range []string{"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "193.0.0.1", "2606:4700::1111", "2400:3200::1"} {
		if !o.may(netip.MustParseAddr(s)) {
			t.Errorf("%s is not reached", s)
		}
	}
}

func TestAllowedNetworksAndOnlyThose(t *testing.T) {
	o := outbound{allow: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}}
	for s, want := range map[string]bool{"10.1.2.3": true, "::ffff:10.1.2.3": true, "10.2.0.1": false, "127.0.0.1": false} {
		if got := o.may(netip.MustParseAddr(s)); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
	if _, err := o.judge(t.Context(), "8.8.8.8", true); !errors.Is(err, errPlain) {
		t.Errorf("plain to a public address: %v", err)
	}
	if _, err := o.judge(t.Context(), "10.1.2.3", true); err != nil {
		t.Errorf("plain within an allowed network: %v", err)
	}
}

// A name that means another machine the second time it is asked for is asked for once.
func TestNamesAreResolvedOnce(t *testing.T) {
	l := &lying{answers: [][]string{{"93.184.216.34"}, {"127.0.0.1"}}}
	o := outbound{resolver: l}
	ips, err := o.judge(t.Context(), "rebinding.example", false)
	if err != nil || len(ips) != 1 || ips[0].String() != "93.184.216.34" || l.asked != 1 {
		t.Errorf("%v %v, asked %d times", ips, err, l.asked)
	}
	mixed := outbound{resolver: &lying{answers: [][]string{{"127.0.0.1", "::ffff:10.0.0.1", "93.184.216.34"}}}}
	if ips, err := mixed.judge(t.Context(), "mixed.example", false); err != nil || len(ips) != 1 {
		t.Errorf("of mixed answers %v %v", ips, err)
	}
	if err := o.control("tcp", "127.0.0.1:80", nil); err == nil {
		t.Error("the last look lets loopback through")
	}
}

// Whatever a receiver answers, nothing else is reached: not by redirects, not by a proxy.
func TestRedirectsAndProxiesLeadNowhere(t *testing.T) {
	reached := false
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer inner.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		outer := httptest.NewServer(http.RedirectHandler(inner.URL, status))
		t.Setenv("HTTP_PROXY", inner.URL)
		t.Setenv("http_proxy", inner.URL)
		s := NewSender(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
		r := recipient(t, `{"channel":"webhook","url":"`+outer.URL+`","secret":"0123456789abcdef"}`)
		if err := s.Send(t.Context(), "t", r, "id", []byte("{}")); err == nil || reached {
			t.Errorf("%d: %v, reached %v", status, err, reached)
		}
		outer.Close()
	}
	if st := NewSender(Options{}).Stats(); st != (Stats{}) {
		t.Error(st)
	}
}

func TestReceiversOnThisMachineAreRefused(t *testing.T) {
	hit := false
	h := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hit = true }))
	defer h.Close()
	_, port, _ := net.SplitHostPort(h.Listener.Addr().String())
	s := NewSender(Options{})
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1", "0"} {
		r := Recipient{Name: "x", Channel: webhook, Values: Values{"url": "http://" + host + ":" + port + "/", "secret": "0123456789abcdef"}}
		if err := s.Send(t.Context(), "t", r, "id", []byte("{}")); err == nil || hit {
			t.Errorf("%s: %v, reached %v", host, err, hit)
		}
	}
}

// failing is a resolver that finds nothing.
type failing struct{ err error }

func (f failing) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return nil, f.err
}

// A name that is not found is told without the name server that was asked: it is the site's own.
func TestNameServersAreNotTold(t *testing.T) {
	server := "10.7.7.7:53"
	for want, err := range map[string]error{
		"cannot find hooks.example.com: no such host":                           &net.DNSError{Err: "no such host", Name: "hooks.example.com", Server: server, IsNotFound: true},
		"cannot find hooks.example.com: the name server did not answer in time": &net.DNSError{Err: "i/o timeout", Name: "hooks.example.com", Server: server, IsTimeout: true},
		"cannot find hooks.example.com: the name server gave no answer":         &net.DNSError{Err: "server misbehaving", Name: "hooks.example.com", Server: server},
		"cannot find hooks.example.com: its name could not be looked up":        errors.New("dial udp " + server),
	} {
		s := NewSender(Options{resolver: failing{err}})
		for _, body := range []string{
			`{"channel":"webhook","url":"https://hooks.example.com/x","secret":"0123456789abcdef"}`,
			`{"channel":"mail","to":"a@example.com","from":"b@example.com","server":"hooks.example.com:587"}`,
		} {
			got := s.Send(t.Context(), "t", recipient(t, body), "id", []byte("{}"))
			if got == nil || !strings.Contains(got.Error(), want) || strings.Contains(got.Error(), "10.7.7.7") {
				t.Errorf("%v, want %s", got, want)
			}
		}
	}
}
