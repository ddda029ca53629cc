package actors

import "github.com/lapwing-sec/lapwing/actors/finding"

// endpointKind is one actor an API: its inventory entry, its baselines and its own risks.
// Noise (probes of what does not exist, static files) makes none: an attacker cannot mint
// endpoints beyond what the templates let through.
func endpointKind(newState func(f *finding.Facts) State, read func() State) Kind {
	return Kind{
		Name: "endpoint",
		Key: func(dst []byte, f *finding.Facts) ([]byte, bool) {
			if f.Noise || f.API.Template == "" {
				return dst, false
			}
			return append(dst, f.API.ID(f.Tenant)...), true
		},
		New: newState, Read: read, Keep: true, Last: true,
	}
}
