package detect

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	sampleBody    = 16 << 10 // bytes of a masked body that are kept (XV-06)
	sampleOver    = 4 << 10  // bytes behind them in which a repeated secret may end
	samplePath    = 4 << 10  // bytes of a masked path with its query
	sampleHeader  = 2 << 10  // bytes of one masked header
	sampleHeaders = 64       // headers of one side
)

// Sample builds the masked form of the call last inspected by this engine: every value
// that was found is masked in place, every secret is replaced by its key and wherever else the
// call repeats it, and what could not be read is left out. It fails towards showing too little. reasons are row IDs; they
// are kept, not copied.
func (e *Engine) Sample(x *traffic.Exchange, in *Inspection, reasons []string) finding.Sample {
	s := finding.Sample{
		ID: strings.Clone(x.ID), Tenant: in.Facts.Tenant, API: in.Facts.Place(), Time: x.Time, Status: x.Status, Reasons: reasons,
		Client: in.Facts.Client,
	}
	path := maskPlaces(e.scanner.RedactPath(nil, x.Path, in.Values, in.Found[traffic.Request]), in.Facts.API.Template)
	echoes := sensitive.EchoesOf(x, in.Values)
	path = echoes.HidePath(path, samplePath)
	if x.Query != "" {
		query := e.scanner.RedactQuery(nil, x.Query, in.Values, in.Found[traffic.Request])
		path = append(append(path, '?'), echoes.Hide(query, samplePath)...)
	}
	s.Path, _ = clip(path, samplePath)
	s.Request = e.mask(&x.Request, in, traffic.Request, echoes)
	s.Response = e.mask(&x.Response, in, traffic.Response, echoes)
	return s
}

const (
	placeShown = 2  // characters of a value in a path that stay
	placeShort = 4  // characters of a value that is shown whole: it is no person's number
	placeStars = 16 // asterisks at most
)

// maskPlaces hides the values in a template's places, because a path has no names by which
// a number could be told: what is not recognised there may still be somebody's.
func maskPlaces(path []byte, template string) []byte {
	segments, places := strings.Split(string(path), "/"), strings.Split(template, "/")
	if template == "" || len(segments) != len(places) {
		return path
	}
	for i, s := range segments {
		if strings.IndexByte(places[i], '{') < 0 {
			segments[i] = places[i] // a fixed word is no secret, whatever stands before it
			continue
		}
		if len(s) <= placeShort || strings.IndexByte(s, '*') >= 0 {
			continue
		}
		segments[i] = strings.ToValidUTF8(s[:placeShown], "") + strings.Repeat("*", min(len(s)-placeShown, placeStars))
	}
	return []byte(strings.Join(segments, "/"))
}

func (e *Engine) mask(
	m *traffic.Message, in *Inspection, side traffic.Side, echoes *sensitive.Echoes,
) finding.MaskedMessage {
	var out finding.MaskedMessage
	for i, h := range m.Headers {
		if i == sampleHeaders {
			out.Cut = true
			break
		}
		value := e.scanner.RedactHeader(nil, h, i, in.Values, side, in.Found[side])
		text, _ := clip(echoes.HideHeader(h.Name, value, sampleHeader), sampleHeader)
		if strings.EqualFold(h.Name, "User-Agent") && text != "" && product(h.Value) == "" {
			text = "***"
		}
		name, _ := clip(echoes.Hide(e.scanner.RedactName(nil, h.Name), sampleHeader), sampleHeader)
		out.Headers = append(out.Headers, traffic.Header{Name: name, Value: text})
	}
	body := e.scanner.Redact(nil, in.Values, side, in.Found[side])
	cut := len(body) > sampleBody
	if cut { // a secret that begins before the border is seen whole
		body = body[:min(len(body), sampleBody+sampleOver)]
	}
	var short bool
	out.Body, short = clip(echoes.HideBody(body, in.Values.Bodies[side].Format, sampleBody), sampleBody)
	out.Cut = out.Cut || cut || short || m.Cut || in.Values.Bodies[side].Cut
	return out
}

// clip makes a text valid UTF-8 of at most limit bytes, cut at a character's border.
func clip(b []byte, limit int) (text string, cut bool) {
	end := sensitive.Border(b, limit)
	text = strings.ToValidUTF8(string(b[:end]), "\ufffd") // may be longer: what is no character takes three bytes
	kept := text[:sensitive.Border(text, limit)]
	return kept, end < len(b) || len(kept) < len(text)
}

// Mask shows a value of a type without saying it: for reasons and answers outside samples.
func Mask(t finding.DataType, value []byte) string { return string(sensitive.Mask(nil, t, value)) }
