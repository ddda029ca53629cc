package finding

import (
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Sample is one call kept as evidence. Every value in it was masked before it was built.
type Sample struct {
	ID       string // the exchange's ID
	Tenant   string
	API      traffic.API
	Time     time.Time
	Client   netip.Addr // who called
	Path     string     // masked, with query
	Status   int
	Reasons  []string // row IDs this sample stands for: "SD-05", "RK-18", "TW-01"; empty: an ordinary call
	Request  MaskedMessage
	Response MaskedMessage
}

// MaskedMessage is one direction of a sample.
type MaskedMessage struct {
	Headers []traffic.Header
	Body    string // valid UTF-8, at most 16 KiB (XV-06)
	Cut     bool
}

// Batch is what one contiguous range of a source's spool brings to the store.
type Batch struct {
	Token   string // same range, same token: the store takes it once
	Facts   []Facts
	Samples []Sample
}
