// Package sensors holds the gateway sensors, one folder each, ready to copy.
//
// Each folder has a README with the exact steps and the limits. The package exists so that the files
// people copy are the very files that the recorder and the end-to-end tests run.
package sensors

import "embed"

// Files holds every sensor's folder as it is shipped.
//
//go:embed nginx-lua nginx-modsecurity nginx-log caddy haproxy
var Files embed.FS
