package querytest

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

// Nodes stands for the running nodes: two, one of them down.
type Nodes struct{ Now func() time.Time }

// Nodes implements query.Live.
func (n Nodes) Nodes(context.Context) ([]query.Node, error) {
	now := n.Now()
	return []query.Node{
		{
			Name: "lapwing-1", Address: "10.0.0.11:7946", State: "alive", Self: true, Version: "0.1.0",
			Started: now.Add(-50 * time.Hour),
			Keys:    18211, Backlog: 240, Lag: 800 * time.Millisecond, SpoolUse: 310 << 20, SpoolMax: 10 << 30,
			Second: query.SecondStage{Doubted: 5120, Confirmed: 412, Dropped: 37},
		},
		{
			Name:     "lapwing-2",
			Address:  "10.0.0.12:7946",
			State:    "down",
			Version:  "0.1.0",
			Started:  now.Add(-3 * time.Hour),
			SpoolMax: 10 << 30,
		},
	}, nil
}

// Sensors implements query.Live.
func (n Nodes) Sensors(context.Context, string) ([]query.SensorState, error) {
	now := n.Now()
	return []query.SensorState{
		{Sensor: "edge-1", Accepted: 18400, LastSeen: now.Add(-2 * time.Second), Refused: []query.Refusal{
			{
				Reason: "malformed",
				Count:  12,
				Last:   now.Add(-40 * time.Minute),
			}, {Reason: "too_large", Count: 3, Last: now.Add(-3 * time.Hour)},
		}},
		{Sensor: "edge-2", Accepted: 9100, LastSeen: now.Add(-4 * time.Second)},
	}, nil
}

// Ready implements query.Live.
func (Nodes) Ready(context.Context) error { return nil }
