package query

import (
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TrafficQuery says which calls; empty parts do not restrict.
type TrafficQuery struct {
	Tenant string
	Window Window
	API    string       // API ID; calls counted under an API that was folded into it included
	Host   string       //
	Net    netip.Prefix // client address within
	Whose  Whose        // calls of an account or a session
	Sensor string       //
}

// TrafficPoint is one bucket of traffic.
type TrafficPoint struct {
	At      time.Time // beginning of the bucket, UTC
	Calls   uint64
	Errors  uint64        // answers of 400 and above
	Blocked uint64        // refused by the gateway's firewall
	P50     time.Duration // latency; 0: unknown
	P95     time.Duration
}

// Caller sums up one client address.
type Caller struct {
	IP      netip.Addr
	Calls   uint64
	Errors  uint64
	Blocked uint64
	First   time.Time
	Last    time.Time
	Agent   string // product token most seen
}

// StoredQuery asks for the calls of a window that belong to an API, oldest first.
type StoredQuery struct {
	Tenant string
	Window Window
	Host   string // "": any
	Limit  int    // 1 and above
}

// DataUse sums up one data type on one side of the calls of a window.
type DataUse struct {
	Type    finding.DataType
	Side    traffic.Side
	APIs    uint64
	Hosts   uint64
	Calls   uint64
	Entries uint64
}

// SampleQuery asks for masked calls: those named by IDs, or those of one API.
type SampleQuery struct {
	Tenant string
	IDs    []string     // exchange IDs; nil: by API
	API    string       // API ID
	Reason string       // row ID a sample must stand for, "" any
	Net    netip.Prefix // the callers' block; zero: any
	Window Window       // when they were called; zero: ever
	Limit  int          // 1..50
}

// Coverage says how much of a window's traffic could be read: "nothing found" means
// nothing without it.
type Coverage struct {
	Calls      uint64 // every call taken in
	Noise      uint64 // of these: no API (static files, probes of paths that do not exist)
	ReqRead    uint64 // request body read, or there was none to read
	ResRead    uint64 // response body read, or there was none to read
	Cut        uint64 // one of the bodies was cut by the sensor or by our limit
	Unreadable uint64 // a body in no known format or encoding
	First      time.Time
	Last       time.Time
}

// Source sums up what one sensor delivered in a window, as stored.
type Source struct {
	Sensor   string
	Calls    uint64
	First    time.Time // event time of its oldest and newest call of the window
	Last     time.Time
	Coverage Coverage
}
