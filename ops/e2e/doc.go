// Package e2e tries the whole product for real: real gateways with the shipped sensors before a real
// application, real attack tools, the real binary. Everything is behind the build tag e2e:
//
//	go test -tags e2e -timeout 20m ./ops/e2e
//
// day_test.go compares what is found in the recorded day with its truth;
// sensors_test.go holds each sensor against the decoders; detect_test.go plays harmless users and
// attackers and asks the server what it found; crash_test.go kills the server in the middle of
// load and counts. node_test.go runs the binary, stand_test.go what is in front of it.
//
// What needs a program that is not installed is left out, loudly: look for LEFT OUT in the output of -v.
// LAPWING_CADDY names a Caddy of version 2.11 or newer where it is not on the path.
package e2e
