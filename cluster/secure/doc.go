// Package secure decides how nodes may talk to each other.
//
// The tour: check.go refuses every address that strangers could reach unless both halves are
// there, a gossip key and certificates; tls.go makes mutual TLS for the remote; key.go reads
// the gossip key. Without any files only loopback addresses pass.
package secure
