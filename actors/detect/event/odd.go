package event

import (
	"net/netip"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	oddWindow = uint32(60 * 60) // seconds over which unusual calls of one client are counted
	oddFloor  = 2               // as many may be a mistake; the next one is none
	maxOdd    = 16              // clients and kinds of unusual calls of one API that are followed
	fewUsual  = 6               // networks, countries of an API up to which a new one tells something
)

// ways is how an API is usually called: from which networks and countries, by what, and when.
type ways struct {
	blocks    baseline.Blocks
	holders   baseline.Holders
	networks  baseline.Known
	countries baseline.Known
	tools     baseline.Known
	programs  baseline.Known // what those of the tools that are libraries are made with
	hours     baseline.Hours
	forms     baseline.Formed
	carried   baseline.Carried
}

// oddity is one client's unusual calls of one kind.
type oddity struct {
	n       sketch.Counter
	episode episode
}

// network is the part of an address that an organisation or a provider has: an IPv4 /16, an IPv6 /32.
func network(ip netip.Addr) uint64 {
	ip = ip.Unmap()
	bits := 32
	if ip.Is4() {
		bits = 16
	}
	p, err := ip.WithZone("").Prefix(bits)
	if err != nil {
		return 0
	}
	a := p.Addr().As16()
	return xxh3.Hash(a[:])
}

// toolKind is the class of a program as far as people choose it: a browser for an app is no news.
func toolKind(t finding.Tool) uint64 {
	if human(t) {
		return 1
	}
	return uint64(t) + 1
}

// madeWith is what a program is made with.
func madeWith(f *finding.Facts) uint64 { return uint64(attack.RuntimeOf(f.Agent)) + 1 }

// fewMade is with how many things the programs of an API are made up to which another one tells something.
const fewMade = 3

// strangeProgram reports a program of a kind that never called the API, and how many kinds do: a script where
// only people were; or, where programs with a credential call, one made with something else than all of theirs.
// What goes by a name of its own is made with nothing that is known.
func (w *ways) strangeProgram(f *finding.Facts, day uint32) (usual int, strange bool) {
	if w.tools.Ready(day) && w.tools.Count() > 0 && !w.tools.Usual(toolKind(f.Tool)) {
		return w.tools.Count(), true
	}
	if f.Tool != attack.Library || f.Creds == 0 || !w.programs.Ready(day) {
		return 0, false
	}
	made, n := madeWith(f), w.programs.Count()
	return n, n > 0 && n <= fewMade && made != uint64(attack.RuntimeOwn)+1 && !w.programs.Usual(made)
}

// few reports a set of usual values beside which the one given tells something: a few; or, where no other came for
// a while, also more of them, if whoever calls is in two places at once: a stolen credential is used
// while its owner is at work.
func (e *Endpoint) few(k *baseline.Known, value uint64, day uint32) bool {
	n := k.Count()
	return n > 0 && (n <= fewUsual || e.roamer != nil && e.roamer.twoPlaces() && k.Settled(value, day))
}

// learn teaches a call that was neither flagged nor refused; sure: in a stated learning period.
func (w *ways) learn(f *finding.Facts, at uint32, sure bool) {
	day := at / secondsPerDay
	if f.Status >= 200 && f.Status < 400 && parametersSeen(f) {
		w.carried.Add(f.Forms, f.Login.Outcome != finding.OutcomeNone, day, sure)
	}
	if !f.OK() {
		return
	}
	w.blocks.Add(f.Client, day)
	if f.Tool != attack.Browser { // who sits before one goes home and travels
		w.holders.Add(asker(f), f.Client, day, sure)
	}
	w.networks.Add(network(f.Client), day, sure)
	if c := region.Of(f.Client); c != 0 {
		w.countries.Add(uint64(c), day, sure)
	}
	w.tools.Add(toolKind(f.Tool), day, sure)
	if f.Tool == attack.Library {
		w.programs.Add(madeWith(f), day, sure)
	}
	w.hours.Add(int64(at / 3600))
	w.forms.Add(f.Forms, day, sure)
}

// forget takes back what flagged calls have taught: all of what is not usual, and of what is, as many calls
// as their address taught in this hour, as if they had been like this one.
func (w *ways) forget(f *finding.Facts, at, taught uint32) {
	if !f.OK() { // as those before, likely: they taught nothing here
		taught = 0
	}
	w.hours.Flag(int64(at / 3600))
	w.blocks.Forget(f.Client, taught)
	w.holders.Forget(asker(f), f.Client)
	w.networks.Forget(network(f.Client), taught)
	w.countries.Forget(uint64(region.Of(f.Client)), taught)
	w.tools.Forget(toolKind(f.Tool), taught)
	if f.Tool == attack.Library {
		w.programs.Forget(madeWith(f), taught)
	}
	w.forms.Forget(f.Forms, taught)
}

// strangeSource reports a source that never called the API: where at most fewUsual networks do, one of another; and where
// each of a few programs always calls from its own place, one with the credential of such a program that is elsewhere.
func (e *Endpoint) strangeSource(f *finding.Facts, day uint32) (usual int, strange bool, extra string) {
	w := &e.ways
	n, net := w.networks.Count(), network(f.Client)
	if w.networks.Ready(day) && !w.networks.Usual(net) && e.few(&w.networks, net, day) {
		return n, true, ""
	}
	if places, strange := w.elsewhere(f); strange {
		return places, true, heldElsewhere
	}
	return n, false, ""
}

var heldElsewhere = finding.ArgPhrase("held", "held", "")

// elsewhere reports a credential of a program that is used from another place than ever, and of how many it was.
func (w *ways) elsewhere(f *finding.Facts) (places int, strange bool) {
	if f.Tool == attack.Browser {
		return 0, false
	}
	return w.holders.Strange(asker(f), f.Client)
}

// Evidence from which on fewer calls than oddFloor allows tell enough: who is still unknown then is no newcomer.
const (
	firmDays  = 10  // since the API was first called
	firmCalls = 500 // learned from
)

// firm reports that much is known of how the API is called.
func (w *ways) firm(day uint32) bool {
	return w.networks.Calls() >= firmCalls && day >= w.networks.Begun()+firmDays
}

// leakedOut reports a call from the internet of what is called from inside the house only.
func (w *ways) leakedOut(f *finding.Facts) bool {
	return !inside(f.Client) && w.blocks.All(inside)
}

func inside(ip netip.Addr) bool { return ip.IsPrivate() || ip.IsLoopback() }

// oddRule is a row that judges one way of calling an API.
type oddRule struct {
	// unusual tells whether a call is made in a way the API never was, how many usual ways there are,
	// and what is said of it besides.
	unusual func(e *Endpoint, f *finding.Facts, at uint32) (usual int, odd bool, extra string)
	// refused counts calls that got no answer as well: who tries is looking for a way in.
	refused bool
	// plain tells where the first such call leaves no doubt, once enough is known.
	plain func(w *ways, f *finding.Facts) bool
}

// floor is how many unusual calls of one client may be a mistake; a line that a tenant has set is that of all.
func (r *oddRule) floor(row finding.Event, w *ways, f *finding.Facts, at uint32) float64 {
	n := lineOf(row, f).Floor
	switch day := at / secondsPerDay; {
	case n != oddFloor || !w.firm(day):
		return n
	case r.plain != nil && r.plain(w, f):
		return 0
	}
	return oddFloor - 1
}

// judgeOdd counts the unusual calls of one kind that one client makes.
func judgeOdd(row finding.Event, rule oddRule) func(*Endpoint, *finding.Facts, uint32) (verdict, *episode) {
	return func(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
		if !f.OK() && !rule.refused {
			return verdict{}, nil
		}
		usual, odd, extra := rule.unusual(e, f, at)
		if !odd {
			return verdict{}, nil
		}
		n, ep := e.noteOdd(row, at)
		return verdict{observed: n, threshold: rule.floor(row, &e.ways, f, at), baseline: float64(usual), learned: true, extra: extra}, ep
	}
}

// noteOdd counts an unusual call of the client and gives how many of the kind it made in oddWindow.
func (e *Endpoint) noteOdd(row finding.Event, at uint32) (n float64, ep *episode) {
	o, _ := e.odd.Touch(e.callerKey*31 + uint64(row))
	o.Value.n.Add(at, oddWindow, 1)
	o.Value.episode.see(at, oddWindow)
	return float64(o.Value.n.Sum(at, oddWindow)), &o.Value.episode
}

func (w *ways) append(dst []byte) []byte {
	return w.carried.Append(w.forms.Append(w.hours.Append(w.programs.Append(w.tools.Append(w.countries.Append(w.networks.Append(w.holders.Append(w.blocks.Append(dst)))))))))
}

func (w *ways) read(u *finding.Unpacker) {
	w.blocks.Read(u)
	w.holders.Read(u)
	w.networks.Read(u)
	w.countries.Read(u)
	w.tools.Read(u)
	w.programs.Read(u)
	w.hours.Read(u)
	w.forms.Read(u)
	w.carried.Read(u)
}

func (o *oddity) append(dst []byte) []byte { return o.episode.append(o.n.Append(dst)) }

func (o *oddity) read(u *finding.Unpacker) {
	o.n.Read(u)
	o.episode.read(u)
}
