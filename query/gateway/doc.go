// Package gateway writes what a gateway could do about a case as text for nginx, Kong, APISIX,
// Envoy and ModSecurity (HA-08, HA-11). Lapwing never sits in the path of calls: whoever runs the
// gateway takes the text over or lets it be fetched.
//
// The tour: gateway.go has the rule, the table of gateways and kinds and what cannot be done;
// safe.go makes hosts, paths and user agents, which attackers choose, harmless; nginx.go,
// modsecurity.go, envoy.go and plugins.go (Kong, APISIX) write. All of it is pure.
package gateway
