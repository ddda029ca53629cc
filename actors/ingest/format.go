package ingest

import (
	"bytes"
	"mime"
	"strings"
)

// Format is one way of writing down calls.
type Format struct {
	Name         string                 // stable, for --format and the API
	Title        string                 //
	ContentTypes []string               // that name it without a doubt
	Bodies       bool                   // can carry both bodies
	Sniff        func(head []byte) bool // whether a stream that begins so is in this format
	decode       func(r *run) error     // reads the stream to its end
}

// formats in the order in which they are tried on a head: the special before the general.
var formats = []Format{
	{
		Name: "modsecurity", Title: "ModSecurity v3 or Coraza audit log, JSON, serial", Bodies: true,
		Sniff: sniffModSecurity, decode: (*run).modSecurity,
	},
	{Name: "caddy", Title: "Caddy JSON access log", Bodies: true, Sniff: sniffCaddy, decode: (*run).caddy},
	{
		Name: "ndjson", Title: "Lapwing exchanges, one JSON object a line", Bodies: true,
		ContentTypes: []string{"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"},
		Sniff:        sniffNDJSON, decode: (*run).ndjson,
	},
	{
		Name: "har", Title: "HTTP archive (HAR 1.2)", Bodies: true,
		ContentTypes: []string{"application/har+json"},
		Sniff:        sniffHAR, decode: (*run).har,
	},
	{Name: "nginx", Title: "nginx access log as JSON", Sniff: sniffNginx, decode: (*run).nginx},
	{
		Name: "protobuf", Title: "Lapwing exchanges, protobuf frames", Bodies: true,
		ContentTypes: []string{"application/x-protobuf", "application/protobuf", "application/vnd.lapwing.frames"},
		Sniff:        sniffProtobuf, decode: (*run).protobuf,
	},
}

// Formats lists the formats in the order in which they are tried.
func Formats() []Format { return append([]Format(nil), formats...) }

// FormatOf finds a format by name, by content type, or else by the head of the stream.
func FormatOf(name, contentType string, head []byte) (Format, error) {
	if name != "" {
		for _, f := range formats {
			if f.Name == name {
				return f, nil
			}
		}
		return Format{}, refuse(UnknownFormat, "unknown format %q: use one of %s", short(name), formatNames())
	}
	if media, _, err := mime.ParseMediaType(contentType); err == nil {
		for _, f := range formats {
			for _, t := range f.ContentTypes {
				if media == t {
					return f, nil
				}
			}
		}
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")) // byte order mark
	for _, f := range formats {
		if f.Sniff(head) {
			return f, nil
		}
	}
	for range brokenLines { // a log that was cut begins in the middle of a line
		i := bytes.IndexByte(head, '\n')
		if i < 0 {
			break
		}
		head = head[i+1:]
		for _, f := range formats {
			if f.Name != "protobuf" && f.Sniff(head) {
				return f, nil
			}
		}
	}
	return Format{}, refuse(UnknownFormat, "cannot tell the format from its beginning: name one of %s", formatNames())
}

// brokenLines is how many lines at the beginning may be unreadable for the format to be recognised.
const brokenLines = 3

func formatNames() string {
	var names []string
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// firstLine gives the first line of a head that is not empty, as far as it is there.
func firstLine(head []byte) []byte {
	head = bytes.TrimLeft(head, " \t\r\n\x00")
	if i := bytes.IndexByte(head, '\n'); i >= 0 {
		head = head[:i]
	}
	return head
}

// holds reports a JSON object's beginning that has all the given keys, as "key" with quotes.
func holds(head []byte, keys ...string) bool {
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	for _, k := range keys {
		if !bytes.Contains(head, []byte(k)) {
			return false
		}
	}
	return true
}
