package crowd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// StampHeader carries the virtual time and the label of a call through the gateway, as
// "at TIME LABEL" or, for programs with a clock of their own, "from TIME LABEL". The recorder removes it.
const StampHeader = "X-Day"

// World is what all visitors of one run share.
type World struct {
	Shop   *shop.Shop
	Client *http.Client // reaches the gateway whatever host a URL names
	Plain  string       // address of the gateway for programs that want no TLS
	Start  time.Time    // of the day
	End    time.Time    //
	Stamp  bool         // true: calls carry StampHeader (virtual time)

	mu   sync.Mutex // guards errs
	errs []error
}

// Errors gives what went wrong between visitors and gateway.
func (w *World) Errors() []error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.errs
}

func (w *World) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.errs = append(w.errs, err)
}

// Visitor is one caller. Used by one goroutine at a time.
type Visitor struct {
	World *World
	Label string // name of the role, or ID of the attack
	Addr  string // address the gateway believes
	Agent Agent
	R     *rand.Rand
	Now   time.Time
	Wait  func(until time.Time) // returns when it is that time, real or virtual

	token, cookie, referer string
	calls                  int
}

// Calls counts what the visitor sent.
func (v *Visitor) Calls() int { return v.calls }

// until waits for a moment; a past one costs nothing.
func (v *Visitor) until(t time.Time) {
	if t.After(v.Now) {
		v.Now = t
		v.Wait(t)
	}
}

// pause waits between lo and hi.
func (v *Visitor) pause(lo, hi time.Duration) {
	v.until(v.Now.Add(lo + time.Duration(v.R.Int64N(int64(hi-lo)+1))))
}

type reply struct {
	status int
	header http.Header
	body   []byte
}

// data reads the field data of the shop's envelope into out.
func (r reply) data(out any) bool {
	return json.Unmarshal(r.body, &struct{ Data any }{out}) == nil
}

func (v *Visitor) get(host, target string, headers ...string) reply {
	return v.call("GET", host, target, "", nil, headers...)
}

func (v *Visitor) postJSON(host, target string, in any, headers ...string) reply {
	b, err := json.Marshal(in)
	if err != nil {
		v.World.fail(err)
	}
	return v.call("POST", host, target, "application/json", b, headers...)
}

// call sends one request; further headers come as name, value, name, value.
func (v *Visitor) call(method, host, target, kind string, body []byte, headers ...string) reply {
	r, err := http.NewRequest(method, "https://"+host+target, bytes.NewReader(body))
	if err != nil {
		v.World.fail(err)
		return reply{}
	}
	v.Agent.dress(r)
	set := func(name, value string) {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	set("Content-Type", kind)
	set("Cookie", v.cookie)
	if v.token != "" {
		set("Authorization", "Bearer "+v.token)
	}
	if v.Agent.browser {
		set("Referer", v.referer)
	}
	set("X-Forwarded-For", v.Addr)
	if v.World.Stamp {
		set(StampHeader, fmt.Sprintf("at %s %s", v.Now.UTC().Format(time.RFC3339Nano), v.Label))
	}
	for i := 0; i+1 < len(headers); i += 2 {
		set(headers[i], headers[i+1])
	}
	v.calls++
	res, err := v.World.Client.Do(r)
	if err != nil {
		v.World.fail(fmt.Errorf("cannot call %s %s: %w", method, target, err))
		return reply{}
	}
	defer func() { _ = res.Body.Close() }() // read to its end below
	b, err := io.ReadAll(res.Body)
	if err != nil {
		v.World.fail(err)
	}
	for _, k := range res.Cookies() {
		if k.Name == "HSESSION" && k.Value != "" {
			v.cookie = "HSESSION=" + k.Value
		}
	}
	return reply{res.StatusCode, res.Header, b}
}

// login signs in by JSON at path; fails says how often the caller mistypes first.
func (v *Visitor) login(host, path string, p *shop.Person, fails int) bool {
	for range fails {
		v.postJSON(host, path, map[string]string{"username": p.Username, "password": mistype(v.R, p.Password)})
		v.pause(3*time.Second, 12*time.Second)
	}
	return v.accept(v.postJSON(host, path, map[string]string{"username": p.Username, "password": p.Password}))
}

func (v *Visitor) accept(r reply) bool {
	var out struct{ Token string }
	if r.status != http.StatusOK || !r.data(&out) {
		return false
	}
	v.token = out.Token
	return v.token != ""
}

// leave forgets the session.
func (v *Visitor) leave() { v.token, v.cookie, v.referer = "", "", "" }

// mistype swaps two neighbouring characters, or drops the last.
func mistype(r *rand.Rand, s string) string {
	if len(s) < 3 {
		return s + "1"
	}
	b := []byte(s)
	i := r.IntN(len(b) - 1)
	if b[i] == b[i+1] {
		return s[:len(s)-1]
	}
	b[i], b[i+1] = b[i+1], b[i]
	return string(b)
}
