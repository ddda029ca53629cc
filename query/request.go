package query

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// hopHeaders are set by whoever sends a request anew, or say nothing of what was asked.
var hopHeaders = map[string]bool{
	"host": true, "content-length": true, "connection": true, "transfer-encoding": true, "accept-encoding": true,
	"keep-alive": true, "upgrade": true, "te": true, "trailer": true, "x-forwarded-for": true, "x-real-ip": true,
}

// VerificationRequest is a command that sends a sample's request again, for a person who wants
// to see with their own eyes whether a fix holds (XV-07). Lapwing itself never sends it. All
// values are the masked ones: whoever runs it puts in values of a test account where it says
// "***", so that no real person's data leaves the samples. It is "" where the body was cut.
func VerificationRequest(s *finding.Sample) string {
	if s.Request.Cut {
		return ""
	}
	method, _, _ := strings.Cut(s.API.Method, " ")
	var b strings.Builder
	b.WriteString("curl -i -X " + quoted(method) + " " + quoted("https://"+s.API.Host+s.Path))
	for _, h := range s.Request.Headers {
		if !hopHeaders[strings.ToLower(h.Name)] {
			b.WriteString(" \\\n  -H " + quoted(headerLine(h)))
		}
	}
	if s.Request.Body != "" {
		b.WriteString(" \\\n  --data-raw " + quoted(s.Request.Body))
	}
	return b.String()
}

func headerLine(h traffic.Header) string {
	return strings.NewReplacer("\r", " ", "\n", " ").Replace(h.Name + ": " + h.Value)
}

// quoted makes one word of a shell: nothing in single quotes means anything to it. Control
// characters are left out, because a terminal may obey them when the command is shown.
func quoted(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
