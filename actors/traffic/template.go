package traffic

import (
	"strings"
)

// Other is the template of every path that found no room any more (see TemplateLimits).
const Other = "/{other}"

// Templates are the learned path templates of one tenant: which segments of which paths
// are values. The convention for placeholders is one word: a value is always written
// {id}, whatever its shape, with the fixed text around it kept ("{id}.json",
// "{id}:cancel", "Orders({id})"). A template is an identity that is stored, so it must not
// change when the second value of a place looks unlike the first; Shapes tells what the
// values looked like. Placeholders never repeat a fixed word and fixed words never hold braces.
//
// Segments that can only be values (numbers, UUIDs, hashes, dates, addresses) are values at
// once; words become values when their siblings say so (template_judge.go), which Folds
// reports. What was fixed may become a value, a value never becomes fixed again.
//
// The methods of a path share one trie, because a value is a value for all of them.
//
// The zero value is not usable. Not safe for concurrent use. The same calls in the same
// order give the same bytes; in another order they give the same templates once enough
// was seen.
type Templates struct {
	limits TemplateLimits
	hosts  map[string]*hostTrie
	folds  []Fold
	stats  TemplateStats
	batch  bool // judge nothing until settle: everything will have been seen by then
	segs   []string
	path   []*node
	end    *node // where the path just inserted ends
	memo   memo
	cache  wordCache

	families map[string]*family // by parent domain
	from     string             // the host being taken into another one
	learned  uint64             // calls
	refused  int                // hosts refused since the table was looked through

	corrections *Corrections // what people said; goes before what was learned
}

// TemplateStats counts what did not fit.
type TemplateStats struct {
	Hosts        int    // hosts held
	Templates    int    // templates held, over all hosts
	Nodes        int    // segments held, over all hosts
	Overflow     uint64 // calls learned that found no room
	FoldsLost    uint64 // folds dropped because nobody fetched them
	HostsLost    uint64 // calls of hosts beyond the limit
	HostsEvicted uint64 // hosts that never worked or were idle, dropped to make room
	PrunedWeak   uint64 // paths that never worked, dropped to make room
}

// Fold says that templates became one: calls counted under From belong to To. Folds are
// to be applied in order: a From may be the To of an earlier one.
type Fold struct {
	Host   string
	Was    string // the host of From, where it became part of Host; "" for Host itself
	Method string
	From   []string
	To     string
}

// hostTrie is the trie of one host.
type hostTrie struct {
	name      string
	root      *node
	nodes     int
	templates int
	full      bool // no room was left for something: unknown paths are Other from now on
	deep      bool // something was too deep: unknown paths as deep are Other from now on
	invented  []invented
	calls     uint64 // learned
	heard     uint64 // Templates.learned at the last of them
	next      uint64 // calls at which all places are judged again
	lore
	pruned int // nodes left after the last pruning, 0 if never pruned
	operations
}

// NewTemplates makes an empty set; limits of 0 take the defaults.
func NewTemplates(l TemplateLimits) *Templates {
	return &Templates{limits: l.orDefault(), hosts: map[string]*hostTrie{}}
}

// Stats gives the counters.
func (t *Templates) Stats() TemplateStats {
	s := t.stats
	for _, h := range t.hosts {
		s.Hosts++
		s.Templates += h.templates
		s.Nodes += h.nodes
	}
	return s
}

// Learn takes in one call; it comes before Template for the same call. Paths answered with
// 404, 405 or 501 teach nothing, files of web pages neither, so a scanner costs no memory.
func (t *Templates) Learn(host, method, path string, status int) {
	there, works := answered(status)
	if !there {
		return
	}
	path, said := t.corrected(host, method, path)
	if said {
		return
	}
	if m := t.memo.find(host, method, path); m != nil { // nothing new
		t.learned++
		m.host.heard = t.learned
		if !t.batch {
			t.sweep(m.host)
		}
		return
	}
	segs := segments(t.segs[:0], path)
	t.segs = segs[:0]
	if asset(method, segs) || (!works || redirects(status)) && probe(segs) {
		return
	}
	rare := methodIndex(method) >= firstRare
	if rare && !works {
		return // scanners send them to see what happens
	}
	// A program that failed was there to fail; what only scanners ask for was refused above.
	works = works || status == 500
	h := t.host(host)
	if h == nil {
		t.stats.HostsLost++
		return
	}
	if rare && methodIndex(method) == len(methods)-1 && !h.proven(method) {
		return
	}
	t.learned++
	h.heard = t.learned
	if method == "OPTIONS" {
		works = false // middleware answers preflights for paths that do not exist
	}
	done, news := t.insert(h, method, segs, works)
	if !done && t.batch { // room was short before anything was judged
		t.settlePath(h, segs)
		done, _ = t.insert(h, method, segs, works)
	}
	if !done {
		if len(segs) > t.limits.Depth {
			h.deep = true
		} else {
			h.full = true
		}
		t.stats.Overflow++
		return
	}
	if !t.batch {
		if swept := t.sweep(h); news || swept {
			if t.hosts[h.name] == h { // else it became part of another host
				t.settlePath(h, segs)
			}
			return
		}
	}
	if rare || !works {
		return
	}
	t.memo.put(h, method, path, t.end)
}

// Template gives the template of a path. ok is false for noise: a path never answered, one
// that never worked where nothing else does, a file of a web page, a host never learned, a
// rare method that never worked there.
func (t *Templates) Template(host, method, path string) (template string, ok bool) {
	template, path, v := t.said(host, method, path)
	if v != Unsaid {
		return template, v == Named
	}
	if m := t.memo.find(host, method, path); m != nil && m.end.template != "" {
		return m.end.template, true
	}
	segs := segments(t.segs[:0], path)
	t.segs = segs[:0]
	if asset(method, segs) {
		return "", false
	}
	h := t.find(host)
	if h == nil {
		return other(len(t.hosts) >= t.limits.Hosts)
	}
	n, near := h.root, !h.root.works
	for i, seg := range segs {
		if i >= t.limits.Depth {
			return Other, true
		}
		r := t.route(n, i, seg)
		if r.to == nil {
			return other((h.full || h.deep && len(segs) > t.limits.Depth) && !probe(segs))
		}
		n = r.to
		near = near || n.works
	}
	switch {
	case n.ends == 0:
		return other(h.full)
	case !n.works && (!near && !entrance(segs) || probe(segs)), !h.serves(n, method):
		return "", false
	}
	if n.template == "" {
		n.template = t.render(h, segs)
	}
	return n.template, true
}

// other answers for a path that is not held: it is noise unless room was ever refused.
func other(full bool) (string, bool) {
	if full {
		return Other, true
	}
	return "", false
}

// Shapes tells what the values of each placeholder of a template looked like, in order;
// nil if the template is not held.
func (t *Templates) Shapes(host, template string) []PathShape {
	h := t.find(host)
	if h == nil {
		return nil
	}
	n, shapes := h.root, []PathShape{}
	for _, label := range strings.Split(strings.Trim(template, "/"), "/") {
		if label == "" {
			continue
		}
		next := n.fixed(label)
		if next == nil {
			if next = n.labelled(label); next == nil {
				return nil
			}
			shapes = append(shapes, next.shapes)
		}
		n = next
	}
	return shapes
}

// Folds gives the folds since the last call and forgets them.
func (t *Templates) Folds() []Fold {
	f := t.folds
	t.folds = nil
	return f
}

// render writes the template of the node that segs lead to.
func (t *Templates) render(h *hostTrie, segs []string) string {
	if len(segs) == 0 {
		return "/"
	}
	var b strings.Builder
	n := h.root
	for i, seg := range segs {
		n = t.route(n, i, seg).to
		b.WriteByte('/')
		b.WriteString(n.label)
	}
	return b.String()
}
