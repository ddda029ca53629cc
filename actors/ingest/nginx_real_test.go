package ingest

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNginxLogFormatWithARealNginx starts nginx with the format we recommend and reads what
// it logs, hostile requests included.
func TestNginxLogFormatWithARealNginx(t *testing.T) {
	bin, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed")
	}
	dir := t.TempDir()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := free.Addr().String()
	_ = free.Close()
	log := filepath.Join(dir, "lapwing.json")
	conf := fmt.Sprintf("daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log; "+
		"events {}\nhttp {\n%[2]s\n"+
		"client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; "+
		"scgi_temp_path %[1]s/s;\nserver { listen %[3]s; location / { return 200 'hello'; } } }\n",
		dir, strings.ReplaceAll(NginxLogFormat, "/var/log/nginx/lapwing.json", log), addr)
	if err := os.WriteFile(filepath.Join(dir, "nginx.conf"), []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, "-p", dir, "-c", filepath.Join(dir, "nginx.conf"))
	out := new(strings.Builder)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })

	requests := []string{
		"GET /api/v1/orders/42?expand=items HTTP/1.1\r\nHost: Shop.Example.com\r\nUser-Agent: curl/8\r\n" +
			"Authorization: Bearer x\r\n",
		"POST /login HTTP/1.1\r\nHost: shop.example.com\r\nContent-Type: application/json\r\nContent-Length: 2\r\n" +
			"X-Forwarded-For: 198.51.100.4, 10.0.0.9\r\n",
		"GET /raw\xff\"\\<script>?q=\xe9 HTTP/1.1\r\nHost: shop.example.com\r\nUser-Agent: a\"b\\\xff\r\n",
	}
	for _, q := range requests {
		if err := talk(addr, q+"Connection: close\r\n\r\n{}"); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	var in []byte
	for range 200 {
		if in, err = os.ReadFile(log); err == nil && strings.Count(string(in), "\n") == len(requests) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	xs, bad, err := decodeAll(t, "", string(in), Options{Arrival: time.Now()})
	if err != nil || len(bad) > 0 || len(xs) != len(requests) {
		t.Fatalf("%d exchanges, refused %v, %v\n%s", len(xs), bad, err, in)
	}
	port := addr[strings.LastIndexByte(addr, ':'):]
	var got []string
	for i := range xs {
		x := &xs[i]
		if x.Host != "shop.example.com"+port || x.Client.IP.String() != "127.0.0.1" || x.Client.Port == 0 ||
			x.Status != 200 ||
			x.ID == "" || time.Since(x.Time) > time.Minute || x.Response.Size != 5 || !x.Response.Absent {
			t.Errorf("exchange %d:\n%s", i, show(x))
		}
		got = append(got, fmt.Sprint(x.Method, " ", x.Path, " ", x.Query, " ", len(x.Client.Via)))
	}
	want := `GET /api/v1/orders/42 expand=items 0|POST /login  2|GET /raw%FF"\<script> q=%E9 0`
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// talk sends a raw request and waits for the end of the answer, retrying until nginx listens.
func talk(addr, request string) error {
	var c net.Conn
	var err error
	for range 200 {
		if c, err = net.Dial("tcp", addr); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := c.Write([]byte(request)); err != nil {
		return err
	}
	status, err := bufio.NewReader(c).ReadString('\n')
	if err == nil && !strings.Contains(status, " 200 ") {
		err = fmt.Errorf("answer %q", status)
	}
	return err
}
