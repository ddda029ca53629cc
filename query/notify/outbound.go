package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// Bounds of one message on its way. All of it fits in half of an attempt's lease.
const (
	dialWithin = 10 * time.Second
	sendWithin = 45 * time.Second
)

// errRefused is what a receiver in a network that is not allowed comes to.
var errRefused = errors.New("its address is in a network that messages do not go to: " +
	"whoever runs the node can allow it with notify.allow")

// resolver is net.Resolver; tests have one that lies.
type resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// outbound is the only way out. A name is resolved once and the connection goes to the very
// address that was judged, so an answer that changes in between changes nothing.
type outbound struct {
	allow    []netip.Prefix // may be reached although they are not public; without TLS too
	resolver resolver
}

// errPlain is what an address without TLS in a public network comes to.
var errPlain = errors.New("messages go there with TLS only: want https or a TLS mode, or a network in notify.allow")

// dial connects to host:port. plain says that what follows is not encrypted.
func (o *outbound) dial(ctx context.Context, addr string, plain bool) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("cannot read the address: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, dialWithin)
	defer cancel()
	ips, err := o.judge(ctx, host, plain)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Control: o.control}
	var errs []error
	for _, ip := range ips {
		conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(ip.String(), port))
		if err == nil {
			return conn, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

const mostTried = 4 // addresses of one name

// judge gives the addresses of a host that may be reached.
func (o *outbound) judge(ctx context.Context, host string, plain bool) ([]netip.Addr, error) {
	ips, err := o.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	var out []netip.Addr
	why := errRefused
	for _, ip := range ips {
		switch {
		case !o.may(ip):
		case plain && !within(o.allow, ip.Unmap()):
			why = errPlain
		case len(out) < mostTried:
			out = append(out, ip)
		}
	}
	if len(out) == 0 {
		return nil, why
	}
	return out, nil
}

func (o *outbound) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	ips, err := o.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, fmt.Errorf("cannot find %s: %s", printable(host, mostSaid), unresolved(err))
	}
	for i := range ips {
		ips[i] = ips[i].Unmap() // the resolver gives IPv4 addresses in either form
	}
	return ips, nil
}

// unresolved says why a name has no address. Which name server was asked is the site's own affair.
func unresolved(err error) string {
	var dns *net.DNSError
	switch {
	case !errors.As(err, &dns):
		return "its name could not be looked up"
	case dns.IsNotFound:
		return "no such host"
	case dns.IsTimeout:
		return "the name server did not answer in time"
	}
	return "the name server gave no answer"
}

// may reports whether an address may be reached. An IPv4 address written as IPv6 counts as
// what it stands for only where a network was allowed.
func (o *outbound) may(ip netip.Addr) bool {
	if ip.Zone() != "" {
		return false
	}
	return within(o.allow, ip.Unmap()) || !refused(ip)
}

// control looks at the address once more when the connection is made: the last word.
func (o *outbound) control(_, addr string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(addr)
	if err != nil || !o.may(ap.Addr()) {
		return errRefused
	}
	return nil
}
