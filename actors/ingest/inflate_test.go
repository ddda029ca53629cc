package ingest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func pack(t testing.TB, coding, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	var err error
	switch coding {
	case "gzip", "x-gzip":
		w = gzip.NewWriter(&b)
	case "zstd":
		w, err = zstd.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw deflate":
		w, err = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.Bytes()
}

var codings = []string{"gzip", "x-gzip", "zstd", "deflate", "br"}

func inflateAll(in []byte, coding string, max int64) (string, error) {
	r, err := Inflate(bytes.NewReader(in), coding, max)
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(r)
	return string(b), err
}

func TestInflate(t *testing.T) {
	text := strings.Repeat(minimal+"\n", 1000)
	for _, coding := range append(codings, "", "identity", "GZIP") {
		in := []byte(text)
		if c := strings.ToLower(coding); c != "" && c != "identity" {
			in = pack(t, c, text)
		}
		if got, err := inflateAll(in, coding, 1<<20); err != nil || got != text {
			t.Errorf("%q: %d bytes, %v", coding, len(got), err)
		}
		if _, err := inflateAll(in, coding, 1000); ReasonOf(err) != BatchTooLarge {
			t.Errorf("%q above its bound: %v", coding, err)
		}
		if coding == "" || coding == "identity" {
			continue
		}
		if _, err := inflateAll(in[:len(in)/2], coding, 1<<20); ReasonOf(err) != BadEncoding {
			t.Errorf("%q cut: %v", coding, err)
		}
		if _, err := inflateAll([]byte(`{"method":"GET"}`), coding, 1<<20); ReasonOf(err) != BadEncoding {
			t.Errorf("%q that is none: %v", coding, err)
		}
	}
	if got, err := inflateAll(pack(t, "raw deflate", text), "deflate", 1<<20); err != nil || got != text {
		t.Errorf("deflate without its wrapper: %v", err)
	}
	for _, coding := range []string{"lzma", "gzip, gzip", "chunked"} {
		if _, err := inflateAll(nil, coding, 1<<20); ReasonOf(err) != UnknownEncoding {
			t.Errorf("%q: %v", coding, err)
		}
	}
}

// TestBombs holds the ratio: 64 MB of zeros end after the first MiB or little more.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 64<<20)
	for _, coding := range []string{"gzip", "zstd", "deflate", "br"} {
		in := pack(t, coding, zeros)
		r, err := Inflate(bytes.NewReader(in), coding, 1<<40)
		if err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, r)
		if ReasonOf(err) != BatchTooLarge || n > 32<<20 {
			t.Errorf("%s: %d bytes came out of %d, %v", coding, n, len(in), err)
		}
		_ = r.Close()
	}
}

type brokenReader struct{ r io.Reader }

var errBroken = errors.New("connection reset")

func (b brokenReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

func TestInflateTellsTheConnectionFromTheCoding(t *testing.T) {
	in := pack(t, "gzip", strings.Repeat(minimal, 1000))
	r, err := Inflate(brokenReader{bytes.NewReader(in[:len(in)/2])}, "gzip", 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(r); !errors.Is(err, errBroken) {
		t.Errorf("got %v", err)
	}
}

func TestBodiesAreUnpacked(t *testing.T) {
	text := `{"phone":"13800138000","text":"` + strings.Repeat("lorem ipsum ", 100) + `"}`
	for _, coding := range codings {
		whole := pack(t, coding, text)
		for name, c := range map[string]struct {
			body []byte
			cut  bool
			want string
		}{
			"packed":           {whole, false, text},
			"already unpacked": {[]byte(text), false, text},
			"cut":              {whole[:len(whole)-1], true, ""},
			"damaged":          {append([]byte{0x80, 0x00, 0xff}, whole...), false, "same"},
		} {
			out := unpackedBody(t, coding, c.body, c.cut)
			switch {
			case c.want == "same" && out == string(c.body):
			case c.want == "" && (strings.HasPrefix(text, out) || out == string(c.body)):
			case out == c.want:
			default:
				t.Errorf("%s, %s: %.80q", coding, name, out)
			}
		}
	}
	// A bomb in a body costs its own bound only.
	out := unpackedBody(t, "gzip", pack(t, "gzip", strings.Repeat("a", 50<<20)), false)
	if len(out) != defaultBodyBytes {
		t.Errorf("a bomb in a body gives %d bytes", len(out))
	}
}

func unpackedBody(t *testing.T, coding string, body []byte, cut bool) string {
	t.Helper()
	var r run
	r.o.Limits = Limits{}.withDefaults()
	r.x.Response.Headers = append(r.x.Response.Headers, header("Content-Encoding", coding))
	r.x.Response.Body, r.x.Response.Cut = body, cut
	r.body(&r.x.Response, 0)
	if int64(len(r.x.Response.Body)) > r.x.Response.Size {
		t.Errorf("%s: size %d below the %d bytes kept", coding, r.x.Response.Size, len(r.x.Response.Body))
	}
	return string(r.x.Response.Body)
}
