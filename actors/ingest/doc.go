// Package ingest turns what sensors send into exchanges and makes them durable.
//
// The tour: receiver.go is the way of one batch: inflate.go bounds and unpacks it,
// format.go finds its format in the table, decode.go drives that format's decoder and
// finish.go checks and straightens each exchange (address.go, target.go, body.go);
// encode.go packs the good ones for the spool and frames.go unpacks them again. A
// format is one file: ndjson.go, protobuf.go (on wire.go), har.go, nginx.go,
// modsecurity.go, caddy.go; json.go is what the JSON ones share, and ndjson_direct.go (on
// direct.go and utf8.go) the short way for NDJSON as sensors write it. reason.go lists why a
// record can be refused, limits.go every bound. keys.go makes a repeated batch harmless.
// tail.go follows a growing log file, input.go reads files for import.
//
// A bad record costs itself: it is refused with its line, a stable reason and words that say
// what to do, and the rest goes on. What an attacker can write into a log line never
// costs the line where the sensor could not help it: raw bytes in a path are escaped, a
// broken body stays as it is.
package ingest
