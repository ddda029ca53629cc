// Package exchangev1 is one captured call in protobuf: what sensors send and what the spool keeps.
//
// The tour: exchange.proto is the source, exchange.pb.go is generated from it. The hot path
// does not use the generated code; actors/ingest has a decoder of its own and a test that
// holds the two to the same answer.
package exchangev1
