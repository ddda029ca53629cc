package crowd

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// ErrNoTool is wrapped where an attack needs a program that is not installed.
var ErrNoTool = errors.New("attack tool not installed")

const toolLimit = 4 * time.Minute // the slowest, sqlmap, needs well under one on an idle machine

// ToolRun is what a tool needs to know of one run.
type ToolRun struct {
	Dir   string     // for its word lists and notes
	Addr  string     // address the gateway is to believe
	Stamp string     // value of StampHeader, "" for none
	R     *rand.Rand // for its word lists
}

// Invocation is a program with its word lists.
type Invocation struct {
	Name  string
	Args  []string
	Files map[string]string // written to Dir before
}

// RunTool carries out an attack by its real program and waits for its end.
func (w *World) RunTool(ctx context.Context, a Attack, t ToolRun) error {
	in := a.Tool(w, t)
	path, err := exec.LookPath(in.Name)
	if err != nil {
		return fmt.Errorf("cannot run %s: %w", in.Name, ErrNoTool)
	}
	for name, text := range in.Files {
		if err := os.WriteFile(filepath.Join(t.Dir, name), []byte(text), 0o600); err != nil {
			return fmt.Errorf("cannot write word list: %w", err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, toolLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, in.Args...) //nolint:gosec // a fixed table of tools
	cmd.Dir = t.Dir
	cmd.Env = append(os.Environ(), "HOME="+t.Dir) // their settings and histories stay in Dir
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) { // tools end with 1 when they find nothing
		return fmt.Errorf("cannot run %s: %w", in.Name, err)
	}
	if ctx.Err() != nil {
		return fmt.Errorf("cannot finish %s: %w\n%s", in.Name, ctx.Err(), out)
	}
	return os.WriteFile(filepath.Join(t.Dir, in.Name+".log"), out, 0o600)
}

// headers gives the headers a tool must send, as "Name: value".
func (t ToolRun) headers(host string) []string {
	h := []string{"Host: " + host, "X-Forwarded-For: " + t.Addr}
	if t.Stamp != "" {
		h = append(h, StampHeader+": "+t.Stamp)
	}
	return h
}

func hydra(w *World, t ToolRun, host, path, failed string, args ...string) *Invocation {
	esc := strings.NewReplacer(":", `\:`)
	form := path + `:{"username"\:"^USER^","password"\:"^PASS^"}:g=:H=Content-Type\: application/json`
	for _, h := range t.headers(host) {
		name, value, _ := strings.Cut(h, ": ")
		form += ":H=" + name + `\: ` + esc.Replace(value)
	}
	form += ":F=" + failed // last: hydra 9.4 reads nothing behind it
	ip, port, _ := net.SplitHostPort(w.Plain)
	return &Invocation{Name: "hydra", Args: append(args, "-I", "-t", "4", "-s", port, ip, "http-post-form", form)}
}

func hydraPasswords(w *World, t ToolRun) *Invocation {
	target := w.Shop.Customers()[30] // one with a strong password: not found
	in := hydra(w, t, shop.HostAPI, "/api/v1/login", "wrong password", "-l", target.Username, "-P", "words.txt")
	in.Files = map[string]string{"words.txt": strings.Join(passwordList(t.R, 380), "\n") + "\n"}
	return in
}

func hydraPairs(w *World, t ToolRun) *Invocation {
	in := hydra(w, t, shop.HostStaff, "/hr/api/v1/login", "wrong name or password", "-C", "pairs.txt")
	var b strings.Builder
	staff := w.Shop.Staff()
	for i, word := range passwordList(t.R, 220) {
		fmt.Fprintf(&b, "%s:%s\n", staff[i*7%len(staff)].Username+[]string{"", "", ".old"}[i%3], word)
	}
	in.Files = map[string]string{"pairs.txt": b.String()}
	return in
}

func ffuf(w *World, t ToolRun) *Invocation {
	args := []string{"-w", "paths.txt", "-u", "http://" + w.Plain + "/FUZZ", "-t", "4", "-p", "0.02", "-mc", "all", "-s"}
	for _, h := range t.headers(shop.HostShop) {
		args = append(args, "-H", h)
	}
	list := strings.Join(pathList(), "\n") + "\n"
	return &Invocation{Name: "ffuf", Args: args, Files: map[string]string{"paths.txt": list}}
}

func sqlmap(w *World, t ToolRun) *Invocation {
	h := t.headers(shop.HostAPI)
	return &Invocation{Name: "sqlmap", Args: []string{
		"-u", "http://" + w.Plain + "/api/v1/search?q=jacket", "--batch", "--level=1", "--risk=1", "--technique=BEU",
		"--flush-session", "--disable-coloring", "--output-dir=" + filepath.Join(t.Dir, "sqlmap"),
		"--host=" + shop.HostAPI, "--headers=" + strings.Join(h[1:], "\n"),
	}}
}
