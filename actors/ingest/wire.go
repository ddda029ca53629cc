package ingest

import (
	"encoding/binary"
	"errors"
	"math"
	"net/netip"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// A decoder of exchange.v1.Exchange of our own: it copies nothing (texts and bodies alias
// the input) and allocates nothing once its lists have grown. wire_test.go holds it to the
// answer of the generated code: later fields win, sub-messages merge, unknown fields are
// passed over, texts must be UTF-8.

// Field numbers of exchange.proto.
const (
	xID, xTS, xSource, xMethod, xScheme, xHost, xPath = 1, 2, 3, 4, 5, 6, 7
	xHTTP, xClient, xRequest, xResponse, xLatency     = 8, 9, 10, 11, 12
	xWAF, xTrace                                      = 13, 14
	cIP, cPort, cVia, cAccount, cJA4                  = 1, 2, 3, 4, 5
	mHeaders, mBody, mSize, mCut, mStatus, mAbsent    = 1, 2, 3, 4, 5, 6
	hName, hValue                                     = 1, 2
	wAction, wRule, wClass                            = 1, 2, 3
)

// Wire types.
const (
	wireVarint, wireFixed64, wireBytes, wireFixed32 = 0, 1, 2, 5
	wireStart, wireEnd                              = 3, 4
)

var errWire = errors.New("the protobuf message is damaged")
var errWireText = errors.New("a text field is not UTF-8")

// wire is one message as it stands, before anything is checked.
type wire struct {
	id, source, method, scheme, host, http, trace string
	path                                          string
	ts                                            int64
	ip, account, ja4                              string
	port                                          uint64
	via                                           []string
	msg                                           [2]wireMessage // request, response
	latency                                       float64
	waf                                           traffic.Verdict
}

type wireMessage struct {
	headers     []traffic.Header
	body        []byte
	size        int64
	status      uint32
	given       bool // the body field is there
	cut, absent bool
}

func (w *wire) reset() {
	via, req, res := w.via[:0], w.msg[0].headers[:0], w.msg[1].headers[:0]
	*w = wire{via: via}
	w.msg[0].headers, w.msg[1].headers = req, res
}

// next takes one field off b. Exactly one of n and v is set, by wire type.
func nextField(b []byte) (num uint64, typ uint8, n uint64, v, rest []byte, err error) {
	tag, k := uvarint(b)
	if k <= 0 || tag>>3 == 0 || tag>>3 > 1<<29-1 {
		return 0, 0, 0, nil, nil, errWire
	}
	b = b[k:]
	num, typ = tag>>3, uint8(tag&7)
	switch typ {
	case wireVarint:
		n, k = uvarint(b)
		if k <= 0 {
			return 0, 0, 0, nil, nil, errWire
		}
		return num, typ, n, nil, b[k:], nil
	case wireBytes:
		n, k = uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return 0, 0, 0, nil, nil, errWire
		}
		return num, typ, 0, b[k : k+int(n) : k+int(n)], b[k+int(n):], nil
	case wireFixed64:
		if len(b) < 8 {
			return 0, 0, 0, nil, nil, errWire
		}
		return num, typ, binary.LittleEndian.Uint64(b), nil, b[8:], nil
	case wireFixed32:
		if len(b) < 4 {
			return 0, 0, 0, nil, nil, errWire
		}
		return num, typ, 0, nil, b[4:], nil
	case wireStart:
		rest, err := skipGroup(b, num, 0)
		return num, typ, 0, nil, rest, err
	}
	return 0, 0, 0, nil, nil, errWire
}

func uvarint(b []byte) (uint64, int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return binary.Uvarint(b)
}

// skipGroup passes over a group, a form nobody writes any more but decoders must know.
func skipGroup(b []byte, num uint64, depth int) ([]byte, error) {
	if depth > 64 {
		return nil, errWire
	}
	for {
		tag, k := uvarint(b)
		if k > 0 && tag&7 == wireEnd {
			if tag>>3 != num {
				return nil, errWire
			}
			return b[k:], nil
		}
		if k > 0 && tag&7 == wireStart {
			rest, err := skipGroup(b[k:], tag>>3, depth+1)
			if err != nil {
				return nil, err
			}
			b = rest
			continue
		}
		_, _, _, _, rest, err := nextField(b)
		if err != nil {
			return nil, err
		}
		b = rest
	}
}

func str(v []byte, err *error) string {
	if !utf8.Valid(v) {
		*err = errWireText
	}
	return alias(v)
}

func (w *wire) exchange(b []byte) error {
	for len(b) > 0 {
		num, typ, n, v, rest, err := nextField(b)
		if err != nil {
			return err
		}
		b = rest
		switch {
		case typ == wireBytes:
			err = w.exchangeBytes(num, v)
		case num == xTS && typ == wireFixed64:
			w.ts = int64(n)
		case num == xLatency && typ == wireFixed64:
			w.latency = math.Float64frombits(n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *wire) exchangeBytes(num uint64, v []byte) (err error) {
	switch num {
	case xID:
		w.id = str(v, &err)
	case xSource:
		w.source = str(v, &err)
	case xMethod:
		w.method = str(v, &err)
	case xScheme:
		w.scheme = str(v, &err)
	case xHost:
		w.host = str(v, &err)
	case xPath:
		w.path = alias(v)
	case xHTTP:
		w.http = str(v, &err)
	case xClient:
		return w.client(v)
	case xRequest:
		return w.msg[0].read(v)
	case xResponse:
		return w.msg[1].read(v)
	case xWAF:
		return w.verdict(v)
	case xTrace:
		w.trace = str(v, &err)
	}
	return err
}

func (w *wire) client(b []byte) error {
	for len(b) > 0 {
		num, typ, n, v, rest, err := nextField(b)
		if err != nil {
			return err
		}
		b = rest
		switch {
		case typ == wireVarint && num == cPort:
			w.port = n & math.MaxUint32
		case typ != wireBytes:
		case num == cIP:
			w.ip = str(v, &err)
		case num == cVia:
			w.via = append(w.via, str(v, &err))
		case num == cAccount:
			w.account = str(v, &err)
		case num == cJA4:
			w.ja4 = str(v, &err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *wireMessage) read(b []byte) error {
	for len(b) > 0 {
		num, typ, n, v, rest, err := nextField(b)
		if err != nil {
			return err
		}
		b = rest
		switch {
		case typ == wireBytes && num == mHeaders:
			h, err := readHeader(v)
			if err != nil {
				return err
			}
			m.headers = append(m.headers, h)
		case typ == wireBytes && num == mBody:
			m.body, m.given = v, true
		case typ != wireVarint:
		case num == mSize:
			m.size = int64(n)
		case num == mCut:
			m.cut = n != 0
		case num == mStatus:
			m.status = uint32(n)
		case num == mAbsent:
			m.absent = n != 0
		}
	}
	return nil
}

func readHeader(b []byte) (h traffic.Header, err error) {
	for len(b) > 0 {
		num, typ, _, v, rest, err := nextField(b)
		if err != nil {
			return h, err
		}
		b = rest
		switch {
		case typ == wireBytes && num == hName:
			h.Name = alias(v)
		case typ == wireBytes && num == hValue:
			h.Value = alias(v)
		}
	}
	return h, nil
}

func (w *wire) verdict(b []byte) error {
	for len(b) > 0 {
		num, typ, _, v, rest, err := nextField(b)
		if err != nil {
			return err
		}
		b = rest
		switch {
		case typ != wireBytes:
		case num == wAction:
			w.waf.Action = str(v, &err)
		case num == wRule:
			w.waf.Rule = str(v, &err)
		case num == wClass:
			w.waf.Class = str(v, &err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// vias parses the proxies' addresses.
func vias(dst []netip.Addr, list []string) []netip.Addr {
	for _, s := range list {
		if a, _, ok := address(s); ok && len(dst) < maxVia {
			dst = append(dst, a)
		}
	}
	return dst
}
