package traffic

import (
	"bytes"
	"strings"
)

// multipartBody lists fields by their name, files by their name's "filename" value, and the
// text of files that are text. JSON parts are read as JSON. Offsets are direct: parts are
// not escaped.
func (w *Walker) multipartBody(contentType string, body []byte) {
	mark := w.boundary(contentType, body)
	rec := w.record()
	if mark == nil {
		w.out.Bodies[w.stand.Side].Malformed = true
		w.stand.Place = InText
		w.text(body, 0, len(body), "", "", rec)
		return
	}
	at := bytes.Index(body, mark)
	for at >= 0 && !w.full {
		at += len(mark)
		if bytes.HasPrefix(body[at:], []byte("--")) {
			return // the closing boundary
		}
		end := len(body)
		next := -1
		if n := bytes.Index(body[at:], mark); n >= 0 {
			end = at + n
			next = end
		}
		w.part(body, at, end, rec)
		at = next
	}
}

// part reads one part, from behind its boundary to the next.
func (w *Walker) part(body []byte, at, end int, rec uint32) {
	text := at
	var name, file, media string
	fileAt := 0
	for text < end { // header lines
		n := bytes.IndexByte(body[text:end], '\n')
		if n < 0 {
			return // cut inside the part's header
		}
		line := body[text : text+n]
		trimmed := bytes.TrimRight(line, "\r")
		if len(trimmed) == 0 && text > at {
			text += n + 1
			break
		}
		if has(str(trimmed[:min(len(trimmed), 20)]), "content-disposition:") {
			name, _ = parameter(trimmed, "name=")
			var off int
			if file, off = parameter(trimmed, "filename="); file != "" {
				fileAt = text + off
			}
		}
		if has(str(trimmed[:min(len(trimmed), 13)]), "content-type:") {
			media = strings.TrimSpace(str(trimmed[13:]))
		}
		text += n + 1
	}
	for end > text && (body[end-1] == '\n' || body[end-1] == '\r') {
		end--
	}
	w.stand.Place = InMultipart
	if file != "" {
		w.add("filename", name, raw(file), rec, fileAt, fileAt+len(file))
	}
	if w.full {
		return
	}
	content := body[text:end]
	switch {
	case len(content) > 0 && (has(media, "json") || file == "") && looksJSON(content):
		if !w.expand(body, name, "", content, text, end, escapeNone) {
			w.text(body, text, end, name, "", rec)
		}
	case file == "":
		w.nested(body, name, "", content, rec, text, end, escapeNone)
	case sniff(media, content) == FormatBinary:
	case len(content) <= w.lim.TextBytes:
		w.text(body, text, end, name, "", rec)
	default:
		w.out.Over.Text++ // a large file
	}
}

// boundary gives "--" and the boundary, from the content type if the body has it, else from
// the body's first line.
func (w *Walker) boundary(contentType string, body []byte) []byte {
	if b, _ := parameter(raw(contentType), "boundary="); b != "" {
		from := len(w.buf)
		w.buf = append(append(w.buf, "--"...), b...)
		mark := w.buf[from:len(w.buf):len(w.buf)]
		if bytes.Contains(body, mark) {
			return mark
		}
	}
	line := bytes.TrimLeft(body, "\r\n")
	if n := bytes.IndexByte(line, '\n'); n > 2 && n < 80 && bytes.HasPrefix(line, []byte("--")) {
		return bytes.TrimRight(line[:n], "\r")
	}
	return nil
}

// parameter finds a header parameter's value and where it starts, quoted or not. name is lower case.
func parameter(line []byte, name string) (value string, at int) {
	for i := 0; i+len(name) <= len(line); i++ {
		if line[i]|0x20 != name[0] || !strings.EqualFold(str(line[i:i+len(name)]), name) {
			continue
		}
		if i > 0 && line[i-1] != ';' && line[i-1] != ' ' {
			continue // name= inside filename=
		}
		at = i + len(name)
		end := len(line)
		if at < end && line[at] == '"' {
			at++
			if n := bytes.IndexByte(line[at:], '"'); n >= 0 {
				end = at + n
			}
		} else if n := bytes.IndexAny(line[at:], "; "); n >= 0 {
			end = at + n
		}
		return str(line[at:end]), at
	}
	return "", 0
}
