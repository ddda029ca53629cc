package detect

import (
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/memo"
	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Options are what an engine may be told; the zero value is right.
type Options struct {
	Limits traffic.Limits // of the walk; zero fields mean the defaults
}

// Engine inspects calls, one after another.
type Engine struct {
	walker  *traffic.Walker
	scanner *sensitive.Scanner
	hash    hasher
	labels  labels
	agents  agents
	kept    kept
	attack  attack.Scanner
	tokens  *risk.Tokens
	risky   risk.Names // what the risks remember of names
	call    risk.Call
	found   []sensitive.Found
	finder  *credential.Finder
	creds   []credential.Found
	names   []uint64
	field   traffic.PerKey[fieldIs] // what the keys of requests mean
	plumb   traffic.PerKey[bool]    // which headers belong to the protocol
	told    traffic.PerKey[toldIs]  // what the keys of answers are
	rules   tenantRules
	texts   slab[byte]
	counts  slab[finding.DataCount]
	hits    slab[finding.RiskHit]
	written slab[finding.Written]
	judged  []finding.RiskHit
	in      Inspection

	// of the call being inspected
	x         *traffic.Exchange
	v         *traffic.Values
	f         *finding.Facts
	split     int // index in found of the first hit of the response
	login     risk.Login
	sign      string
	templates *traffic.Templates
	confirmed finding.Set
	doubt     attack.Doubt
	ids       []givenID
	subjects  *memo.Memo[string] // users of tokens
}

// New makes an engine.
func New(o Options) *Engine {
	e := &Engine{
		walker: traffic.NewWalker(o.Limits), scanner: sensitive.NewScanner(), finder: credential.NewFinder(), tokens: risk.NewTokens(),
		subjects: memo.New[string](maxSubjects, longestToken),
	}
	e.hash.remember()
	return e
}

// Inspection is what Inspect found. Facts own what they hold (Tenant is the caller's), also
// where the exchange aliases a buffer that is used again; the rest is valid until the next
// Inspect of the same engine.
type Inspection struct {
	Facts  finding.Facts
	Values *traffic.Values
	Found  [2][]sensitive.Found // by side: what samples hide
	Counts [2][]sensitive.Found // by side: what counts; less than Found where the tenant says so
	Creds  []credential.Found
	Doubt  attack.Doubt // what only the second stage against attacks can decide; see InspectConfirmed
}

// Inspect says what one call shows by itself. key is the tenant's key for hashes; t are
// its templates, which have already learned this call. It never fails: what cannot be read
// is marked in Facts.Bodies.
func (e *Engine) Inspect(tenant string, key []byte, t *traffic.Templates, x *traffic.Exchange) Inspection {
	return e.InspectConfirmed(tenant, key, t, x, 0)
}

// InspectConfirmed is Inspect with the kinds of attack that the second stage confirmed of a
// call whose first inspection had doubts.
func (e *Engine) InspectConfirmed(
	tenant string, key []byte, t *traffic.Templates, x *traffic.Exchange, confirmed finding.Set,
) Inspection {
	in := &e.in
	*in = Inspection{}
	e.confirmed = confirmed
	e.begin(&in.Facts, tenant, key, t, x)
	e.walk()
	e.template()
	e.operation()
	e.credentials()
	e.data()
	e.purpose()
	e.tool()
	e.policies()
	e.border()
	e.attacks()
	e.errors()
	e.loginFacts()
	e.receiver()
	e.object()
	e.asked()
	e.owner()
	e.near()
	e.forms()
	e.places()
	e.risks()
	e.marks()
	e.ownEvents()
	in.Values, in.Creds, in.Doubt = e.v, e.creds, e.doubt
	in.Found, in.Counts = e.maskable(), [2][]sensitive.Found{e.found[:e.split], e.found[e.split:]}
	e.f = nil
	return *in
}

func (e *Engine) begin(f *finding.Facts, tenant string, key []byte, t *traffic.Templates, x *traffic.Exchange) {
	e.hash.use(key)
	e.x, e.f, e.templates, e.login, e.sign = x, f, t, risk.NoLogin, ""
	f.ID, f.Tenant, f.Time, f.Client = cloneText(&e.texts, x.ID), tenant, x.Time, x.Client.IP.Unmap()
	f.API.Host, f.API.Method = e.kept.of(t.HostName(x.Host)), e.kept.of(x.Method)
	f.Status, f.Latency = uint16(min(max(x.Status, 0), 999)), x.Latency
	f.ReqSize, f.ResSize = x.Request.Size, x.Response.Size
	f.Account = e.hash.of("account", []byte(x.Client.Account))
}

// walk lists the values of the call and notes what of its bodies was seen.
func (e *Engine) walk() {
	e.v = e.walker.Walk(e.x)
	e.field.Use(e.v)
	e.plumb.Use(e.v)
	req, res := &e.v.Bodies[traffic.Request], &e.v.Bodies[traffic.Response]
	set := func(on bool, flag finding.Bodies) {
		if on {
			e.f.Bodies |= flag
		}
	}
	// A body that is known to be empty was seen in full.
	set(req.Read || !e.x.Request.Absent && e.x.Request.Size == 0, finding.ReqRead)
	set(res.Read || e.x.Status != 0 && !e.x.Response.Absent && e.x.Response.Size == 0, finding.ResRead)
	set(req.Cut, finding.ReqCut)
	set(res.Cut, finding.ResCut)
	set(req.Unreadable || res.Unreadable, finding.Unreadable)
}

func (e *Engine) template() {
	template, ok := e.templates.Template(e.x.Host, e.x.Method, e.x.Path)
	e.f.API.Template, e.f.Noise = template, !ok
}

// operation makes an API of its own of what GraphQL, SOAP and RPC do over one path.
func (e *Engine) operation() {
	if e.f.Noise {
		return
	}
	named := traffic.Operation(e.x, e.v)
	if named == "" {
		return
	}
	status := e.x.Status
	if traffic.OperationFailed(e.v) {
		status = 400 // a server that speaks of success only in the body
	}
	if op := e.templates.Operation(e.x.Host, named, status); op != "" {
		e.f.API.Method = e.x.Method + " " + op
	}
}

// sessionKinds are credentials that stand for one session or caller.
var sessionKinds = finding.Set(0).
	With(uint8(credential.Bearer)).With(uint8(credential.JSONWebToken)).With(uint8(credential.SessionCookie)).
	With(uint8(credential.APIKey)).With(uint8(credential.Token)).With(uint8(credential.Custom))

func (e *Engine) credentials() {
	e.creds = e.finder.Append(e.creds[:0], e.x, e.v)
	e.f.Creds = credential.SetOf(e.creds)
	for i := range e.creds {
		c := &e.creds[i]
		if e.f.Session == 0 && sessionKinds.Has(uint8(c.Kind)) {
			e.f.Session = e.hash.of("session", c.Secret)
		}
		if e.f.Account == 0 && len(c.User) > 0 {
			e.f.Account = e.account(c.User)
		}
	}
	if e.f.Account == 0 && e.x.Status != 401 { // a token that is refused proves nobody
		e.subject()
	}
}

// subject takes the account from a JSON web token.
func (e *Engine) subject() {
	for i := range e.creds {
		c := &e.creds[i]
		if c.Kind != credential.JSONWebToken && c.Kind != credential.Bearer {
			continue
		}
		who, known := e.subjects.At(c.Secret)
		var name string
		switch {
		case known:
			name = *who
		default:
			if name = strings.ToLower(credential.Subject(c.Secret)); who != nil {
				*who = name
			}
		}
		if name != "" { // as account hashes it
			e.hash.begin("account")
			e.hash.addText(name)
			e.f.Account = e.hash.end()
			return
		}
	}
}

const (
	maxSubjects  = 2048 // tokens whose users are remembered
	longestToken = 4096 // bytes of such a token
)

func (e *Engine) tool() {
	agent := e.x.Request.Header("User-Agent")
	e.f.Tool, e.f.Agent = e.agents.of(agent)
}

// border notes data that leaves the tenant's home. Most answers hold none, and cost nothing here.
func (e *Engine) border() {
	e.f.Abroad = len(e.f.ResData) > 0 && e.rules.Abroad(region.Of(e.f.Client))
}

// attacks also believes the class that the gateway's firewall gave. Where the first stage is
// sure, its doubts about the rest of the call are dropped: the second stage is dear.
func (e *Engine) attacks() {
	set, doubt := e.attack.Judge(e.x, e.v)
	e.f.Attacks, e.doubt = set|e.confirmed, attack.Doubt{}
	if set&^attack.Manners == 0 {
		e.doubt = *doubt
	}
	e.f.Blocked = e.x.WAF.Blocked() || e.f.Attacks != 0 && e.x.Status == 403
}

// errors notes what the answer gives away of the program behind it.
func (e *Engine) errors() {
	e.f.Error, e.sign = attack.LeakOf(e.v, e.x.Status)
	if e.sign == attack.WebShell {
		e.f.Attacks = e.f.Attacks.With(uint8(attack.TrojanBackdoor))
	}
}

// risks asks the rows that judge single calls. Noise is no API and has none.
func (e *Engine) risks() {
	if e.f.Noise {
		return
	}
	e.risky.Use(e.v)
	e.call = risk.Call{
		X: e.x, V: e.v, F: e.f, Found: e.found, Creds: e.creds, Login: e.login, Sign: e.sign, Tokens: e.tokens, Names: &e.risky,
		Declared: e.templates.Declared(e.x.Host, e.x.Method, e.f.API.Template),
	}
	e.judged = e.call.Judge(e.judged[:0])
	if e.f.Tuning != nil {
		e.judged = slices.DeleteFunc(e.judged, func(h finding.RiskHit) bool { return e.f.Tuning.Risk(h.Risk).Off() })
	}
	if n := len(e.judged); n > 0 {
		e.f.Risks = append(e.hits.take(n, slabRisks), e.judged...)
	}
}
