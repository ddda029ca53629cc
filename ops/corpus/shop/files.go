package shop

import (
	"io"
	"net/http"
	"strings"
)

type upload struct {
	name, kind string
	data       []byte
}

const (
	maxUpload = 2 << 20 // bytes of one photo
	maxFiles  = 2000    // then the oldest name is answered 507: memory stays bounded
)

func (s *Shop) uploadFile(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(*Person) {
		f, head, err := r.FormFile("file")
		if err != nil {
			s.fail(w, http.StatusBadRequest, 40020, "缺少文件 no file: "+err.Error())
			return
		}
		defer func() { _ = f.Close() }() // read only
		data, err := io.ReadAll(io.LimitReader(f, maxUpload+1))
		if err != nil || len(data) > maxUpload || len(s.files) >= maxFiles {
			s.fail(w, http.StatusRequestEntityTooLarge, 41301, "文件过大 file too large")
			return
		}
		id := uuid(s.r)
		s.files[id] = &upload{head.Filename, head.Header.Get("Content-Type"), data}
		s.answer(w, http.StatusCreated, 0, "ok", object{"id": id, "name": head.Filename, "size": len(data)})
	})
}

// file may be fetched with the token in the address (RK-20), for <img> tags.
func (s *Shop) file(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(*Person) {
		f := s.files[r.PathValue("id")]
		if f == nil {
			s.fail(w, http.StatusNotFound, 40406, "文件不存在 no such file")
			return
		}
		w.Header().Set("Content-Type", f.kind)
		_, _ = w.Write(f.data) // the client went away: nobody is left to tell
	})
}

// download takes a path (RK-36); of a server's files it shows only an invented one.
func (s *Shop) download(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(*Person) {
		switch p := r.URL.Query().Get("path"); {
		case strings.HasSuffix(p, "etc/passwd"):
			w.Header().Set("Content-Type", "text/plain")
			_, _ = io.WriteString(w, "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"+
				"heron:x:1000:1000:Heron:/home/heron:/bin/sh\n")
		case strings.HasPrefix(p, "manuals/"):
			w.Header().Set("Content-Type", "application/pdf")
			_, _ = io.WriteString(w, "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n")
		default:
			s.fail(w, http.StatusNotFound, 40406, "文件不存在 no such file")
		}
	})
}
