package risk

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var (
	fileKeys = words(`path file filepath filename fileurl dir location fullpath downloadpath name url filedir uri src target
		document doc template attachment attach resource key object page view report log logfile image img folder
		savepath realpath abspath absolutepath relativepath objectname filekey inputfile f p lujing 路径 文件 文件名`)
	downloadPaths = []string{"download", "file", "attach", "getfile", "export", "static", "/read", "preview", "view", "doc",
		"/open", "resource", "image", "/img", "media", "report", "log", "backup", "xiazai", "下载", "/fetch", "/get", "storage"}
	// namingKeys are names of what a file is called when it is saved.
	namingKeys = words(`downloadname saveas savename displayname as attname originalname`)
	idKeys     = []string{"id", "uuid", "key", "token", "hash"}
)

// filePath looks for a parameter that names a file of the server in an API that gives files out.
func filePath(c *Call) (string, bool) {
	if !c.served() || !c.is(fileDownload, fileService, dataDownload) && !c.about(aboutFiles) {
		return "", false
	}
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InQuery && (v.Place < traffic.InJSON || v.Place > traffic.InXML) ||
			v.Class&(traffic.HasDot|traffic.HasOther) == 0 || !fileKeys.has(v.Key) || namingKeys.has(v.Key) {
			continue
		}
		if c.resized(v.Text) {
			continue
		}
		switch kind := pathOf(v.Text); {
		case kind == wholePath && c.givesFile():
			return finding.Say("file_path", where(v)), true
		case kind == fileName && c.attached() && !c.named(i):
			return finding.Say("file_name", where(v)), true
		}
	}
	return "", false
}

var (
	imageSuffix = words(`jpg jpeg jpe png gif webp avif svg bmp ico tif tiff heic heif jxl`)
	// sizingKeys are names of what a server of pictures is told beside a picture's name.
	sizingKeys = words(`w h width height q quality size s dpr fit crop resize format fm auto thumb thumbnail rotate blur scale
		maxwidth maxheight mode gravity`)
)

// resized reports a picture of the site that is shown, in another size or as it is: its name is as
// good as an address. What leads out of the folder of pictures, or into the system's, is none.
func (c *Call) resized(t []byte) bool {
	dot := bytes.LastIndexByte(t, '.')
	if dot < 0 || !imageSuffix.has(string(t[dot+1:])) || bytes.Contains(t, []byte("..")) || bytes.IndexByte(t, '\\') >= 0 ||
		bytes.IndexByte(t, '%') >= 0 || bytes.IndexByte(t, 0) >= 0 || systemPath(t) {
		return false
	}
	answer := &c.X.Response
	if strings.Contains(strings.ToLower(answer.Header("Content-Disposition")), "attachment") {
		return false
	}
	kind := strings.ToLower(answer.Header("Content-Type"))
	if strings.HasPrefix(kind, "image/") {
		return true
	}
	values := c.request()
	for i := range values {
		if v := &values[i]; v.Place == traffic.InQuery && sizingKeys.has(v.Key) {
			return kind == ""
		}
	}
	return false
}

// Kinds of a text that may lead to a file.
const (
	noFile = iota
	fileName
	wholePath
)

func pathOf(t []byte) int {
	const longest = 1024 // bytes of a path
	if len(t) < 4 || len(t) > longest || bytes.Contains(t, []byte("://")) || bytes.IndexAny(t, "<>\n\"") >= 0 {
		return noFile
	}
	slash := bytes.IndexAny(t, `/\`)
	base := t[bytes.LastIndexAny(t, `/\`)+1:]
	dot := bytes.LastIndexByte(base, '.')
	suffix := dot >= 0 && len(base)-dot-1 >= 1 && len(base)-dot-1 <= 5
	switch {
	case bytes.Contains(t, []byte("../")) || bytes.Contains(t, []byte(`..\`)):
		return wholePath
	case slash >= 0 && suffix && bytes.IndexByte(t, ' ') < 0, slash == 0 && bytes.Count(t, []byte("/")) >= 2 && systemPath(t):
		return wholePath
	case slash < 0 && suffix && dot > 0 && fileSuffix[strings.ToLower(string(base[dot+1:]))]:
		return fileName
	}
	return noFile
}

// systemPath reports a path that begins in a folder of the system.
func systemPath(t []byte) bool {
	for _, begin := range [...]string{"/etc/", "/var/", "/home/", "/root/", "/proc/", "/opt/", "/usr/", "/data/", "/srv/", "/tmp/"} {
		if bytes.HasPrefix(t, []byte(begin)) {
			return true
		}
	}
	return false
}

var fileSuffix = words(`pdf doc docx xls xlsx ppt pptx csv txt log zip rar gz tar sql bak conf cfg ini xml json yml yaml
	properties jpg jpeg png gif html jsp php key pem dat db mdb exe apk war jar md rtf env`)

// givesFile reports an answer that may be a file: anything but a page or a refusal.
func (c *Call) givesFile() bool {
	body := &c.V.Bodies[traffic.Response]
	if c.attached() || body.Format == traffic.FormatBinary || body.Format == traffic.FormatText || !body.Read {
		return true
	}
	return c.F.ResSize > 0 || len(body.Text) > 0
}

// attached reports an answer that is a file by its headers.
func (c *Call) attached() bool {
	kind := strings.ToLower(c.X.Response.Header("Content-Type"))
	if strings.Contains(strings.ToLower(c.X.Response.Header("Content-Disposition")), "attachment") {
		return true
	}
	for _, k := range [...]string{"octet-stream", "pdf", "zip", "excel", "word", "officedocument", "image/", "csv", "x-tar",
		"force-download", "x-download"} {
		if strings.Contains(kind, k) {
			return true
		}
	}
	return kind == "" && c.V.Bodies[traffic.Response].Format >= traffic.FormatText
}

// named reports whether another parameter names the record: then a file's name is only a name.
func (c *Call) named(file int) bool {
	values := c.request()
	for i := range values {
		v := &values[i]
		if i != file && (v.Place == traffic.InQuery || v.Place >= traffic.InJSON) && ends(v.Key, idKeys) {
			return true
		}
	}
	return strings.Contains(c.F.API.Template, "{")
}
