package event

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Bounds of what is learned of who calls what on one host.
const (
	maxFunctions = 256 // APIs of one host whose callers are known: 100 bytes each
	maxCallers   = 8   // of one API; with more it is for everybody
	maxClimbers  = 32  // accounts that go beyond their role
	maxNets      = 32

	rolesWindow   = uint32(3600)
	rolesHour     = uint32(3600) // of a host before anything is judged
	rolesAccounts = 6            // of a host before roles are told apart
	wordyShare    = 0.25         // of the accounts, that may call what is named like administration
	wordyCalls    = 3            // by them before it is known who calls it

	plainShare    = 0.05               // of the accounts, that may call anything else
	plainCalls    = 30                 // by them
	plainAccounts = 20                 // of a host before roles are seen that no name tells
	plainCluster  = 3                  // APIs that the same few call
	namedCluster  = 2                  // likewise, where a word may tell
	plainAge      = 3 * secondsPerDay  // for how long they have
	plainQuiet    = 2 * secondsPerDay  // without anyone new
	openBase      = 200                // calls of an API without a claim before one is news
	joinDays      = 4                  // days on which a climber was answered until it has the role
	functionIdle  = 45 * secondsPerDay // after which an API's place is free
	newcomer      = secondsPerDay      // for how long an account is new
	settledAfter  = 30 * 60            // seconds after which an account is an ordinary one on a host that is new itself
	settledCalls  = 10                 // and with so many calls
	netCalls      = 10                 // of privileged callers from a network that is theirs
	refusedShare  = 0.1                // of the accounts that are refused by an API up to which that is news
	refusedFew    = 2                  // and so many

	variantRole = uint64(0x9e3779b97f4a7c15) // of an API with a claim of rank
	variantURL  = uint64(0xc2b2ae3d27d4eb4f) // of an API under another path
	claimMarks  = finding.MarkRole | finding.MarkURL
)

// roles learns which accounts call which APIs of a host, and which APIs only a few do: those of a role that
// others do not have. It knows accounts only: a session says nothing of who it was before.
type roles struct {
	begun    uint32
	accounts sketch.Distinct
	known    owners // first sight of each account; see firstSeen
	keys     []uint64
	funcs    []function
	busy     uint32 // none of funcs was called last before; not written down
	climbers sketch.Heavy[climber]
	nets     sketch.Heavy[netUse]

	// of the call being judged
	climb *climber
	fun   *function
	kind  climbKind
}

// climbKind is what a call does beyond the role of its account.
type climbKind uint8

const (
	climbNone  climbKind = iota
	climbReads           // is given data
	climbActs            // has something done
	climbTries           // is refused
)

// function is one API, or one way of calling it.
type function struct {
	first, last uint32
	joined      uint32 // when the newest caller came
	calls       uint32 // that were answered
	many        bool   // more than maxCallers
	wordy       bool   // named like administration
	hinted      bool   // named like what may be administration
	n           uint8
	callers     [maxCallers]uint32
	refused     sketch.Users
}

// climber is an account that goes beyond its role.
type climber struct {
	given sketch.Counter
	tried sketch.Recent // APIs that refused it
	day   uint32
	days  uint8 // on which it was answered
	reads episode
	acts  episode
	tries episode
	api   traffic.API // the first that refused it: what it tries is one case
	name  string
}

// Reuse makes a place another's.
func (c *climber) Reuse() {
	tried := c.tried
	tried.Clear()
	*c = climber{tried: tried}
}

// netUse is how a network is used.
type netUse struct{ high, all uint32 }

func newRoles() roles {
	return roles{climbers: sketch.NewHeavy[climber](maxClimbers), nets: sketch.NewHeavy[netUse](maxNets)}
}

// note judges what an account calls, then learns from it.
func (r *roles) note(f *finding.Facts, at uint32) {
	r.climb, r.fun, r.kind = nil, nil, climbNone
	if f.Account == 0 || f.Noise || f.API.Template == "" || f.Login.Outcome != finding.OutcomeNone {
		return
	}
	if r.begun == 0 {
		r.begun = at
	}
	me := tagOf(f.Account)
	base := r.of(apiHash(f.API), f, at)
	fun := base
	if v := variantOf(f); v != 0 && base != nil {
		calls, many := base.calls, base.many || base.n >= maxCallers/2
		if fun = r.of(apiHash(f.API)^v, f, at); fun != nil && fun.calls == 0 && (calls < openBase || !many) {
			fun = r.of(apiHash(f.API), f, at) // too little is known of it without the claim
		}
	}
	if fun == nil {
		return
	}
	switch {
	case f.Given():
		r.given(f, fun, me, at)
	case f.Status == 401 || f.Status == 403 || f.Marks&finding.MarkRefused != 0:
		r.refused(f, fun, me, at)
	}
}

func (r *roles) given(f *finding.Facts, fun *function, me, at uint32) {
	fresh, settled := r.firstSeen(me, at)
	r.accounts.Add(f.Account)
	high := r.privileged(fun, variantOf(f) != 0, at)
	net, _ := r.nets.Touch(network(f.Client))
	net.Value.all = min(net.Value.all+1, 1<<30)
	if fun.has(me) {
		if (high || fun.wordy) && !fun.many {
			net.Value.high = min(net.Value.high+1, 1<<30)
		}
		fun.calls = min(fun.calls+1, 1<<30)
		return
	}
	ours := net.Value.high >= netCalls
	if at < r.begun+plainAge { // those who come first are not known yet either
		fresh, ours = !settled, net.Value.high > 0
	}
	if high && !r.member(me, at) && !(fresh && ours) {
		e, _ := r.climbers.Touch(f.Account)
		c := &e.Value
		if day := at / secondsPerDay; day != c.day {
			c.day, c.days = day, min(c.days+1, 200)
		}
		if c.days < joinDays {
			r.climb, r.fun, r.kind = c, fun, climbActs
			if f.API.Method == "GET" || len(f.ResData) > 0 || variantOf(f) != 0 {
				r.kind = climbReads
			}
			c.given.Add(at, rolesWindow, 1)
			return // what is beyond a role teaches nothing
		}
	}
	fun.calls = min(fun.calls+1, 1<<30)
	fun.joins(me, at)
}

func (r *roles) refused(f *finding.Facts, fun *function, me, at uint32) {
	fun.refused.Add(f.Account)
	accounts, _ := r.accounts.Count()
	if !fun.wordy && !r.privileged(fun, false, at) || fun.has(me) || r.member(me, at) || accounts < rolesAccounts ||
		float64(fun.refused.Count()) > max(refusedFew, refusedShare*float64(accounts)) {
		return
	}
	e, _ := r.climbers.Touch(f.Account)
	r.climb, r.fun, r.kind = &e.Value, fun, climbTries
	c := &e.Value
	if !c.tries.running(at, rolesWindow) && c.tries.seen+rolesWindow < at {
		c.api = cloned(f.API)
	}
	c.tried.Add(apiHash(f.API), at, rolesWindow)
}

// of finds an API, or gives it a place: a new one, else that of one not called for long, nil where there is none.
func (r *roles) of(key uint64, f *finding.Facts, at uint32) *function {
	free := -1
	if i := sketch.Index(r.keys, key); i >= 0 {
		r.funcs[i].last = max(r.funcs[i].last, at)
		return &r.funcs[i]
	}
	full := len(r.keys) == maxFunctions
	if full {
		if free = r.idle(at); free < 0 {
			return nil
		}
	}
	r.busy = min(r.busy, at)
	fun := function{first: at, last: at, joined: at}
	fun.wordy, fun.hinted = adminWords(f.API)
	if !full {
		r.keys, r.funcs = append(r.keys, key), append(r.funcs, fun)
		return &r.funcs[len(r.funcs)-1]
	}
	r.keys[free], r.funcs[free] = key, fun
	return &r.funcs[free]
}

// idle gives the place of an API that was not called for long, -1 where there is none.
func (r *roles) idle(at uint32) int {
	if at <= r.busy+functionIdle {
		return -1
	}
	free := -1
	r.busy = at
	for i := range r.funcs {
		if r.funcs[i].last+functionIdle < at {
			free = i
		}
		r.busy = min(r.busy, r.funcs[i].last)
	}
	return free
}

func variantOf(f *finding.Facts) (v uint64) {
	if f.Marks&finding.MarkRole != 0 {
		v = variantRole
	}
	if f.Marks&finding.MarkURL != 0 {
		v ^= variantURL
	}
	return v
}

func (u *function) has(tag uint32) bool {
	for _, t := range u.callers[:u.n] {
		if t == tag {
			return true
		}
	}
	return u.many
}

func (u *function) joins(tag, at uint32) {
	switch {
	case u.has(tag):
	case u.n == maxCallers:
		u.many = true
	default:
		u.callers[u.n] = tag
		u.n++
		u.joined = at
	}
}

// firstSeen takes an account in and reports whether it is new here, and whether it has been here for a while.
func (r *roles) firstSeen(tag, at uint32) (fresh, settled bool) {
	now := uint16((at - min(at, r.begun)) / occasion)
	o, i := &r.known, r.known.find(tag)
	if i < 0 && len(o.tags) > 0 {
		return false, true // not in the sample
	}
	if i < 0 || o.tags[i] == 0 {
		o.put(owned{tag: tag, owner: at, last: now})
		return at > r.begun+newcomer, false
	}
	o.last[i], o.times[i] = now, min(o.times[i]+1, 200)
	since := o.owners[i]
	return at < since+newcomer && since > r.begun+newcomer, at > since+settledAfter && o.times[i] >= settledCalls
}

// privileged reports that an API is for few of the host's accounts, as far as was learned. claimed: it is a
// way of calling one with a claim that the others do not make.
func (r *roles) privileged(u *function, claimed bool, at uint32) bool {
	accounts, _ := r.accounts.Count()
	if u.many || accounts < rolesAccounts || at < r.begun+rolesHour {
		return false
	}
	n := float64(u.n)
	switch {
	case claimed:
		return n <= max(1, plainShare*float64(accounts)) && at >= r.begun+plainAge
	case u.n == 0:
		return false
	case u.wordy:
		return n <= max(1, wordyShare*float64(accounts)) && u.calls >= wordyCalls
	}
	need := plainCluster
	if u.hinted {
		need = namedCluster
	}
	return r.closed(u, accounts, at) && r.cluster(u, accounts, at) >= need
}

// closed reports an API that nothing but its callers tells: the same few for days.
func (r *roles) closed(u *function, accounts uint64, at uint32) bool {
	return !u.many && u.n > 0 && accounts >= plainAccounts && float64(u.n) <= max(1, plainShare*float64(accounts)) &&
		u.calls >= plainCalls && at >= u.first+plainAge && at >= u.joined+plainQuiet
}

// cluster counts the closed APIs that share a caller with this one.
func (r *roles) cluster(u *function, accounts uint64, at uint32) (n int) {
	for i := range r.funcs {
		o := &r.funcs[i]
		if !r.closed(o, accounts, at) {
			continue
		}
		for _, t := range u.callers[:u.n] {
			if o.has(t) {
				n++
				break
			}
		}
	}
	return n
}

// member reports that an account calls other APIs of the few.
func (r *roles) member(tag, at uint32) bool {
	accounts, _ := r.accounts.Count()
	for i := range r.funcs {
		u := &r.funcs[i]
		if u.many || !u.has(tag) {
			continue
		}
		if u.wordy && u.calls >= wordyCalls || r.closed(u, accounts, at) {
			return true
		}
	}
	return false
}

// Words of paths that lead to administration, and words that may: who calls them decides whether they do.
var (
	adminParts = map[string]bool{
		"admin": true, "administrator": true, "administration": true, "superadmin": true, "sysadmin": true, "superuser": true,
		"backoffice": true, "houtai": true,
	}
	hintParts = map[string]bool{
		"root": true, "manage": true, "manager": true, "management": true, "mgmt": true, "backend": true, "console": true,
		"staff": true, "moderator": true, "moderation": true, "operator": true, "operations": true, "ops": true,
		"internal": true, "system": true, "sys": true, "audit": true, "maintenance": true, "guanli": true,
	}
)

// adminWords reports an API that is named like administration, or like what may be.
func adminWords(a traffic.API) (wordy, hinted bool) {
	path := a.Template
	for path != "" {
		var part string
		part, path, _ = strings.Cut(strings.TrimLeft(path, "/"), "/")
		start := 0
		for i := 0; i <= len(part); i++ {
			if i < len(part) && (part[i]|0x20 >= 'a' && part[i]|0x20 <= 'z') {
				continue
			}
			if i > start {
				word := strings.ToLower(part[start:i])
				wordy, hinted = wordy || adminParts[word], hinted || hintParts[word]
			}
			start = i + 1
		}
	}
	return wordy, hinted
}
