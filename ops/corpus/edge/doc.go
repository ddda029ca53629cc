// Package edge starts real gateways with the shipped sensors, each in a folder and on loopback ports of
// its own, never the machine's own service.
//
// process.go runs one program and ends it by its process id; nginx.go writes a configuration around the
// files of ops/deploy/sensors and starts nginx; capture.go is a tiny receiver that stands where
// Lapwing would, and can fail on purpose.
package edge
