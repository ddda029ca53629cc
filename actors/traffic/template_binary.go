package traffic

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// templatesVersion is the first byte of the serialised form. Classes of words are part of
// it: a new rule must not reshape what was learned before.
const templatesVersion = 2

// Flags of a serialised node.
const (
	flagValue = 1 << iota
	flagFolded
	flagSoft
	flagWorks
	flagTitled
	flagLocalized
	flagFiles
)

var errTemplates = errors.New("cannot read path templates: data is cut or not from this program")

// AppendBinary appends the learned templates to dst. Folds not yet fetched are not part
// of it: fetch them first. The error is always nil.
func (t *Templates) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, templatesVersion)
	for _, c := range []uint64{t.stats.Overflow, t.stats.FoldsLost, t.stats.HostsLost, t.stats.PrunedWeak, t.stats.HostsEvicted, t.learned} {
		dst = binary.AppendUvarint(dst, c)
	}
	dst = binary.AppendUvarint(dst, uint64(len(t.hosts)))
	for _, name := range slices.Sorted(maps.Keys(t.hosts)) {
		h := t.hosts[name]
		dst = appendText(dst, name)
		full := uint64(0)
		if h.full {
			full = 1
		}
		if h.deep {
			full |= 2
		}
		dst = binary.AppendUvarint(dst, full)
		dst = binary.AppendUvarint(dst, uint64(h.pruned))
		dst = binary.AppendUvarint(dst, uint64(len(h.ops)))
		for _, op := range h.ops {
			dst = append(appendText(dst, op.name), op.calls)
			dst = binary.AppendUvarint(dst, op.heard)
		}
		dst = h.appendLore(dst)
		dst = h.root.appendBinary(dst)
	}
	return dst, nil
}

func (n *node) appendBinary(dst []byte) []byte {
	flags := byte(0)
	for bit, on := range map[byte]bool{
		flagValue: n.value, flagFolded: n.folded, flagSoft: n.soft, flagWorks: n.works, flagTitled: n.titled,
		flagLocalized: n.localized, flagFiles: n.files,
	} {
		if on {
			flags |= bit
		}
	}
	dst = append(dst, flags, byte(n.class))
	if n.value {
		dst = appendText(dst, n.pre)
		dst = appendText(dst, n.suf)
	} else {
		dst = appendText(dst, n.label)
	}
	for _, v := range []uint64{uint64(n.ends), uint64(n.shapes), uint64(n.news), uint64(n.members), uint64(len(n.aliases))} {
		dst = binary.AppendUvarint(dst, v)
	}
	for _, a := range n.aliases {
		dst = appendText(dst, a)
	}
	for _, list := range [][]*node{n.kids, n.values} {
		dst = binary.AppendUvarint(dst, uint64(len(list)))
		for _, k := range list {
			dst = k.appendBinary(dst)
		}
	}
	return dst
}

// appendLore appends what the places of a host taught each other, and its own methods.
func (h *hostTrie) appendLore(dst []byte) []byte {
	stale := uint64(0)
	if h.stale {
		stale = 1
	}
	for _, v := range []uint64{h.opCalls, h.opRetry, h.calls, h.heard, h.next, stale, uint64(len(h.invented))} {
		dst = binary.AppendUvarint(dst, v)
	}
	for _, m := range h.invented {
		dst = append(appendText(dst, m.method), m.calls)
	}
	dst = binary.AppendUvarint(dst, uint64(len(h.words)))
	for _, w := range slices.Sorted(maps.Keys(h.words)) {
		dst = binary.LittleEndian.AppendUint32(dst, w)
	}
	dst = binary.AppendUvarint(dst, uint64(len(h.holders)))
	for _, w := range slices.Sorted(maps.Keys(h.holders)) {
		dst = appendText(dst, w)
	}
	dst = binary.AppendUvarint(dst, uint64(len(h.left)))
	for _, w := range slices.Sorted(maps.Keys(h.left)) {
		dst = binary.AppendUvarint(appendText(dst, w), uint64(len(h.left[w])))
		for _, holder := range h.left[w] {
			dst = appendText(dst, holder)
		}
	}
	return dst
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// UnmarshalBinary replaces the templates by serialised ones, within the limits given to
// NewTemplates; on an error nothing is changed. It takes arbitrary bytes.
func (t *Templates) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != templatesVersion {
		return fmt.Errorf("%w: version", errTemplates)
	}
	r := reader{data: data[1:], limits: t.limits}
	stats := TemplateStats{Overflow: r.number(), FoldsLost: r.number(), HostsLost: r.number(), PrunedWeak: r.number(), HostsEvicted: r.number()}
	learned := r.number()
	count := r.number()
	if count > uint64(t.limits.Hosts) {
		return fmt.Errorf("%w: %d hosts", errTemplates, count)
	}
	hosts := make(map[string]*hostTrie)
	for range count {
		h := &hostTrie{name: r.text()}
		full := r.number()
		h.full, h.deep, h.pruned = full&1 != 0, full&2 != 0, int(min(r.number(), 1<<31))
		for range r.count(maxOperations) {
			h.ops = append(h.ops, operation{r.text(), uint8(min(r.number(), provenCalls)), r.number()})
		}
		r.lore(h)
		h.root = r.node(h, 0)
		if r.bad || !slices.IsSortedFunc(h.ops, func(a, b operation) int { return strings.Compare(a.name, b.name) }) {
			r.bad = true
			break
		}
		h.nodes-- // the root is no segment
		hosts[h.name] = h
	}
	if r.bad || len(r.data) > 0 || len(hosts) != int(count) {
		return errTemplates
	}
	t.hosts, t.stats, t.folds = hosts, stats, nil
	t.memo.forget()
	t.learned, t.refused, t.families = learned, 0, nil
	for name := range hosts {
		t.joins(name)
	}
	return nil
}

// reader takes values off serialised data; the first fault sticks.
type reader struct {
	data   []byte
	limits TemplateLimits
	bad    bool
}

func (r *reader) number() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *reader) text() string {
	n := r.number()
	if n > uint64(len(r.data)) {
		r.bad, r.data = true, nil
		return ""
	}
	s := string(r.data[:n])
	r.data = r.data[n:]
	return s
}

func (r *reader) lore(h *hostTrie) {
	h.opCalls, h.opRetry = r.number(), r.number()
	h.calls, h.heard, h.next, h.stale = r.number(), r.number(), r.number(), r.number() == 1
	for range r.count(maxInvented) {
		m := invented{method: r.text()}
		if len(r.data) == 0 {
			r.bad = true
			return
		}
		m.calls, r.data = r.data[0], r.data[1:]
		h.invented = append(h.invented, m)
	}
	words := r.count(maxHostWords)
	if words*4 > uint64(len(r.data)) {
		r.bad = true
		return
	}
	if words > 0 {
		h.words = make(map[uint32]struct{}, words)
	}
	for range words {
		h.words[binary.LittleEndian.Uint32(r.data)] = struct{}{}
		r.data = r.data[4:]
	}
	if holders := r.count(maxHostHolder); holders > 0 {
		h.holders = make(map[string]struct{}, holders)
		for range holders {
			h.holders[r.text()] = struct{}{}
		}
	}
	if left := r.count(maxHostLeft); left > 0 {
		h.left = make(map[string][]string, left)
		for range left {
			noun := r.text()
			for range r.count(leftPlaces) {
				h.left[noun] = append(h.left[noun], r.text())
			}
		}
	}
}

func (r *reader) node(h *hostTrie, depth int) *node {
	if len(r.data) < 2 || depth > r.limits.Depth || h.nodes > r.limits.Nodes {
		r.bad, r.data = true, nil
		return nil
	}
	flags, n := r.data[0], &node{class: class(r.data[1])}
	r.data = r.data[2:]
	if n.value = flags&flagValue != 0; n.value {
		pre := r.text()
		n = newValue(pre, r.text())
	} else {
		n.label = r.text()
	}
	n.folded, n.soft, n.works = flags&flagFolded != 0, flags&flagSoft != 0, flags&flagWorks != 0
	n.titled, n.localized = flags&flagTitled != 0, flags&flagLocalized != 0
	n.files = flags&flagFiles != 0
	n.ends, n.shapes, n.news = uint32(r.number()), PathShape(r.number()), uint16(r.number())
	n.members = uint8(min(r.number(), 255))
	h.nodes++
	if n.ends != 0 {
		h.templates++
	}
	for range r.count(maxAliases) {
		n.aliases = append(n.aliases, r.text())
	}
	for range r.count(r.limits.Children) {
		n.kids = append(n.kids, r.node(h, depth+1))
	}
	for _, k := range n.kids {
		if k != nil {
			k.people = k.of(n)
		}
	}
	for range r.count(maxValues) {
		n.values = append(n.values, r.node(h, depth+1))
	}
	if !r.bad && (!rising(n.kids) || !rising(n.values) || !slices.IsSorted(n.aliases) || !n.sound()) {
		r.bad = true
	}
	return n
}

func (r *reader) count(limit int) uint64 {
	n := r.number()
	if n > uint64(limit) {
		r.bad, r.data = true, nil
		return 0
	}
	return n
}

// sound reports whether the node holds each kind below it where it belongs.
func (n *node) sound() bool {
	return !slices.ContainsFunc(n.kids, func(k *node) bool { return k.value || k.label == "" }) &&
		!slices.ContainsFunc(n.values, func(k *node) bool { return !k.value })
}

func rising(list []*node) bool {
	for i := 1; i < len(list); i++ {
		if list[i-1].label >= list[i].label {
			return false
		}
	}
	return true
}
