package event

import (
	"cmp"
	"encoding/binary"
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Client is what is remembered of one address of one tenant (see ClientKey): about 100 bytes when it is
// quiet, 0.3 to 2 KB for each API it is active on, never more than maxWindows of those.
// Not safe for concurrent use.
type Client struct {
	newest  uint32 // Unix second of the newest call
	calls   uint64
	late    uint64
	windows []*window
	own     own
	seeks   bool // something was looked for in vain
	walks   bool // objects are followed, too: of an account; those of an address are followed at the API
}

// NewClient makes the state of an address that was never seen.
func NewClient() *Client { return &Client{} }

// Calls is how many calls the address made, and how many of them came too late to judge.
func (c *Client) Calls() (all, late uint64) { return c.calls, c.late }

// Apply judges one call of the address, then learns from it. Contributions are appended
// to out.
func (c *Client) Apply(f *finding.Facts, out *[]finding.Finding) {
	c.own.apply(f, finding.PerAddress, out)
	w, at := c.take(f)
	if w == nil {
		if f.Near != "" && at > 0 {
			c.noise(f, at, out)
		}
		return
	}
	w.note(f, at, c.walks)
	flagged, from := false, len(*out)
	for _, r := range rows {
		if r.client == nil || r.endpoint != nil {
			continue
		}
		v, ep := r.client(w, f, at)
		flagged = r.judged(ep, f, at, &v, out) || flagged
	}
	agree((*out)[from:], f, 0)
	w.learn(f, at, flagged)
}

// Learn takes a call in as normal without judging it: for a stated learning period.
func (c *Client) Learn(f *finding.Facts) {
	if w, at := c.take(f); w != nil {
		w.note(f, at, c.walks)
		w.learn(f, at, false)
	}
}

// take counts the call and gives the window it belongs to, nil if it is none of an API that is judged, and
// its second, 0 if it came too late.
func (c *Client) take(f *finding.Facts) (*window, uint32) {
	at := uint32(max(f.Time.Unix(), 0))
	c.calls++
	if at+lateness < c.newest {
		c.late++
		return nil, 0
	}
	c.newest = max(c.newest, at)
	if c.seeks && f.Near == "" {
		c.beside(f, at)
	}
	if f.Noise || f.Login.Outcome == finding.OutcomeNone && (f.Object == 0 || !c.walks) && !tallied(f) && !c.counts(f) {
		return nil, at
	}
	w := c.window(f.API, at)
	w.seen = c.calls
	return w, at
}

// counts reports that something is counted on the API of a call already, so that the call belongs to it.
func (c *Client) counts(f *finding.Facts) bool {
	for _, w := range c.windows {
		if len(w.tallies) > 0 && w.api == f.API {
			return true
		}
	}
	return false
}

// window finds the memory for an API or makes room for it, in the place of the one that
// would be missed least.
func (c *Client) window(api traffic.API, at uint32) *window {
	least := -1
	for i, w := range c.windows {
		if w.api == api {
			w.last = max(w.last, at)
			return w
		}
		if least < 0 || w.lesser(c.windows[least]) {
			least = i
		}
	}
	w := &window{api: cloned(api), last: at}
	if len(c.windows) < maxWindows {
		c.Compact(time.Unix(int64(at), 0))
		c.windows = append(c.windows, w)
	} else {
		c.windows[least] = w
	}
	return w
}

// lesser orders windows by what is lost with them, then by age: nobody shall drive the
// memory of a login API out by reading here and there.
func (w *window) lesser(o *window) bool {
	return cmp.Or(cmp.Compare(w.worth(), o.worth()), cmp.Compare(w.last, o.last)) < 0
}

func (w *window) worth() int {
	switch {
	case w.login != nil:
		return 2
	case w.crawl != nil, len(w.tallies) > 0:
		return 1
	}
	return 0
}

// Compact forgets what no window needs any more.
func (c *Client) Compact(now time.Time) {
	sec := uint32(max(now.Unix(), 0))
	c.windows = slices.DeleteFunc(c.windows, func(w *window) bool { return w.idle(sec) })
	if len(c.windows) == 0 {
		c.windows = nil
	}
}

// Idle reports that nothing is left that could change a judgement: the state may be
// dropped.
func (c *Client) Idle(now time.Time) bool {
	sec := uint32(max(now.Unix(), 0))
	if sec < c.newest+uint32(idleClient/time.Second) {
		return false
	}
	return !slices.ContainsFunc(c.windows, func(w *window) bool { return !w.idle(sec) })
}

const clientVersion = 7 // 2: logins are counted; 3: tallies; 4: an account's addresses; 5: windows of tallies; 6: own events; 7: lines of a day

// AppendBinary writes the state.
func (c *Client) AppendBinary(dst []byte) ([]byte, error) {
	dst = binary.AppendUvarint(append(dst, clientVersion), uint64(c.newest))
	dst = binary.AppendUvarint(dst, c.calls)
	dst = binary.AppendUvarint(dst, c.late)
	dst = binary.AppendUvarint(dst, uint64(len(c.windows)))
	for _, w := range c.windows {
		dst = w.append(dst)
	}
	return c.own.append(dst), nil
}

// UnmarshalBinary reads what AppendBinary wrote. After an error the state is empty.
func (c *Client) UnmarshalBinary(data []byte) error {
	*c = Client{}
	u := finding.NewUnpacker(data, clientVersion)
	in := Client{newest: u.Uint32(), calls: u.Uint(), late: u.Uint()}
	for range u.Len(maxWindows, 6) {
		w := &window{}
		w.read(u)
		in.windows = append(in.windows, w)
		in.seeks = in.seeks || w.tally(ev25.ID, false) != nil
	}
	in.own.read(u)
	if err := u.Close(); err != nil {
		return err
	}
	*c = in
	return nil
}

// window is one client on one API. Its parts exist only where there is something to
// remember.
type window struct {
	api     traffic.API
	last    uint32
	gate    sketch.Gate
	login   *login
	crawl   *crawl
	tallies []*done
	seen    uint64  // calls of the client so far
	from    *spread // of an account's window
}

func (w *window) note(f *finding.Facts, at uint32, walks bool) {
	if f.Login.Outcome != finding.OutcomeNone {
		if w.login == nil {
			w.login = &login{}
		}
		w.login.note(&f.Login, at)
	}
	w.noteTallies(f, at)
	if f.Object == 0 || !walks {
		return
	}
	if w.crawl == nil {
		n := w.gate.Add(at, crawlWindow)
		if n < crawlGate {
			return
		}
		w.crawl = begun(w.gate.From(), at, n-1)
	}
	w.crawl.note(f, at)
}

func (w *window) learn(f *finding.Facts, at uint32, flagged bool) {
	if w.crawl != nil {
		w.crawl.learn(f, at, flagged)
	}
	w.learnTallies(at, flagged)
}

// idle reports that the window may be forgotten.
func (w *window) idle(now uint32) bool {
	keep := uint32(idleClient / time.Second)
	if w.crawl != nil && w.crawl.habit.Days() > 0 {
		keep = uint32(idleHabit / time.Second)
	}
	for _, t := range w.tallies {
		if t.habit.Days() > 0 {
			keep = uint32(idleHabit / time.Second)
		}
	}
	return now > w.last+keep
}

func (w *window) append(dst []byte) []byte {
	dst = finding.AppendAPI(dst, w.api)
	dst = binary.AppendUvarint(dst, uint64(w.last))
	dst = w.gate.Append(dst)
	dst = finding.AppendBool(dst, w.login != nil)
	if w.login != nil {
		dst = w.login.append(dst)
	}
	dst = finding.AppendBool(dst, w.crawl != nil)
	if w.crawl != nil {
		dst = w.crawl.append(dst)
	}
	dst = binary.AppendUvarint(dst, uint64(len(w.tallies)))
	for _, t := range w.tallies {
		dst = t.append(dst)
	}
	dst = finding.AppendBool(dst, w.from != nil)
	if w.from != nil {
		dst = w.from.append(dst)
	}
	return dst
}

func (w *window) read(u *finding.Unpacker) {
	w.api, w.last = u.API(), u.Uint32()
	w.gate.Read(u)
	if u.Bool() {
		w.login = &login{}
		w.login.read(u)
	}
	if u.Bool() {
		w.crawl = &crawl{}
		w.crawl.read(u)
	}
	for range u.Len(maxTallies, 16) {
		t := &done{}
		t.read(u)
		w.tallies = append(w.tallies, t)
	}
	if u.Bool() {
		w.from = &spread{}
		w.from.read(u)
	}
}
