package ingest

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Reason is why something was refused: a stable name, fit for a metric's label.
type Reason string

// The reasons.
const (
	Malformed       Reason = "malformed"
	TooLarge        Reason = "too_large"
	MissingField    Reason = "missing_field"
	BadTime         Reason = "bad_time"
	ClockSkew       Reason = "clock_skew"
	NotUTF8         Reason = "not_utf8"
	BatchTooLarge   Reason = "batch_too_large"
	UnknownFormat   Reason = "unknown_format"
	UnknownEncoding Reason = "unknown_encoding"
	BadEncoding     Reason = "bad_encoding"
	BadKey          Reason = "bad_key"
	KeyReused       Reason = "key_reused"
	SpoolFull       Reason = "spool_full"
	Busy            Reason = "busy"
	Interrupted     Reason = "interrupted"
)

// ReasonRow documents a reason.
type ReasonRow struct {
	Reason Reason
	Batch  bool   // refuses the whole batch, not one record
	Title  string // what happened
	Advice string // what the sender does
}

var reasons = []ReasonRow{
	{Malformed, false, "The record cannot be read", "Compare it with the format's description; one JSON object a line."},
	{TooLarge, false, "The record is larger than the bound", "Cut bodies at the sensor and set cut and size."},
	{MissingField, false, "A required field is missing", "Send method, host, path and client.ip."},
	{BadTime, false, "The time cannot be read", "Send RFC 3339, or leave ts out for the time of arrival."},
	{ClockSkew, false, "The time lies too far in the future or the past", "Set the sensor's clock (NTP) and check its time zone."},
	{NotUTF8, false, "The line is not UTF-8", "Send such bodies as body_b64 and percent-encode such paths."},
	{BatchTooLarge, true, "The batch is larger than the bound", "Send smaller batches."},
	{UnknownFormat, true, "The format is not known", "Name the format, or send NDJSON or protobuf frames."},
	{UnknownEncoding, true, "The content encoding is not known", "Use gzip, zstd, deflate or br, one level."},
	{BadEncoding, true, "The batch cannot be unpacked",
		"Send it again; check for cut transfers and for a wrong Content-Encoding."},
	{BadKey, true, "The Idempotency-Key cannot be used", "Use 1 to 255 printable ASCII characters."},
	{KeyReused, true, "The Idempotency-Key was used for another body", "Give every batch a key of its own."},
	{SpoolFull, true, "The disk queue is full", "Send again later; free or add disk space."},
	{Busy, true, "Too many batches at once", "Send again later, with fewer at a time."},
	{Interrupted, true, "The batch ended before its end", "Send it again under the same Idempotency-Key."},
}

// Reasons lists every reason.
func Reasons() []ReasonRow { return append([]ReasonRow(nil), reasons...) }

// Refused is the error of a record or batch that was not taken.
type Refused struct {
	Reason Reason
	Text   string // what was wrong and what to do; may quote the input, escaped
	Err    error  // what lies behind it, may be nil
}

// Error gives the text.
func (e *Refused) Error() string { return e.Text }

// Unwrap gives what lies behind.
func (e *Refused) Unwrap() error { return e.Err }

func refuse(reason Reason, format string, args ...any) *Refused {
	err := fmt.Errorf(format, args...)
	return &Refused{Reason: reason, Text: short(err.Error()), Err: errors.Unwrap(err)}
}

// asRefused gives the refusal in err, or a malformed one around it.
func asRefused(err error) *Refused {
	if r, ok := errors.AsType[*Refused](err); ok {
		return r
	}
	text := strings.ReplaceAll(err.Error(), "callback: ", "")
	for _, level := range []string{"object: ", "array: "} { // one for each level of nesting
		for strings.Contains(text, level+level) {
			text = strings.ReplaceAll(text, level+level, level)
		}
	}
	text = "cannot read the record: " + text
	return &Refused{Reason: Malformed, Text: short(text), Err: err}
}

// ReasonOf gives the reason an error of this package was refused for, or "".
func ReasonOf(err error) Reason {
	if r, ok := errors.AsType[*Refused](err); ok {
		return r.Reason
	}
	return ""
}

// short bounds and cleans words that may quote the input.
func short(s string) string {
	if len(s) > maxErrorBytes {
		s = s[:maxErrorBytes]
		for len(s) > 0 && !utf8.ValidString(s[len(s)-1:]) {
			s = s[:len(s)-1]
		}
		s += "..."
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return '.'
		}
		return r
	}, s)
}
