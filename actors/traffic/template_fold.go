package traffic

import (
	"slices"
	"strings"
)

// fold makes values of the given words below n, whose template is prefix.
func (t *Templates) fold(h *hostTrie, n *node, words []*node, prefix string) {
	// Words that never worked are none of a judgement's business, but they go where new ones go.
	for _, k := range n.kids {
		if n.takes(k.class) && !slices.Contains(words, k) {
			words = append(words, k)
		}
	}
	n.kids = slices.DeleteFunc(n.kids, func(k *node) bool { return slices.Contains(words, k) })
	n.members = uint8(min(int(n.members)+len(words), 255))
	for _, w := range words {
		n.sawFile(w.label)
		suf := n.suffixOf(w.label)
		v := n.valued("", suf)
		if v == nil {
			v = newValue("", suf)
			n.add(v)
			h.nodes++
		}
		v.shapes |= shapeOf(w)
		h.sawValue(strings.TrimSuffix(w.label, suf))
		t.merge(h, v, w, prefix+"/"+w.label, prefix+"/"+v.label)
	}
}

// foldAlike also takes the common nouns that go on exactly as the values do: a user named
// "mark" has /mark/repos like every other user. It reports whether there were any.
func (t *Templates) foldAlike(h *hostTrie, n *node, prefix func() string) bool {
	v := n.valued("", "")
	if v == nil || !n.folded {
		return false
	}
	var alike []*node
	for _, k := range n.kids {
		if k.class <= classCompound && !in(selves, k.label) && !isVersion(k.label) && k.works && v.continues(k) && n.addAlias(k.label) {
			alike = append(alike, k)
		}
	}
	if len(alike) == 0 {
		return false
	}
	n.kids = slices.DeleteFunc(n.kids, func(k *node) bool { return slices.Contains(alike, k) })
	for _, k := range alike {
		t.merge(h, v, k, prefix()+"/"+k.label, prefix()+"/"+v.label)
	}
	return true
}

// selves are words that stand for one member, whose calls are an API of their own.
var selves = wordSet(`me self current mine my whoami all any new latest default none - _ @me`)

// continues reports whether all that stands below k stands below the values v too. Where
// names follow names (/{owner}/{repo}/issues) the second level decides.
func (v *node) continues(k *node) bool {
	if !v.folded {
		return len(k.kids) > 0 && (len(k.kids) > 1 || !isAction(k.label)) && len(k.values) == 0 && !slices.ContainsFunc(k.kids, func(below *node) bool {
			return isAction(below.label) || v.fixed(below.label) == nil
		})
	}
	known := map[string]struct{}{}
	for _, second := range v.values {
		second.telling(1, func(w string) { known[w] = struct{}{} })
	}
	shared, strange := 0, 0
	for _, list := range [][]*node{k.kids, k.values} {
		for _, below := range list {
			below.telling(1, func(w string) {
				if in(known, w) {
					shared++
				} else {
					strange++
				}
			})
		}
	}
	return shared > strange
}

func shapeOf(w *node) PathShape {
	if isDate(w.label) {
		return ShapeDate
	}
	return ShapeSlug
}

// merge takes src, which is no longer in the trie, into dst and reports what moved.
func (t *Templates) merge(h *hostTrie, dst, src *node, from, to string) {
	h.nodes--
	t.memo.forget()
	dst.works = dst.works || src.works
	dst.folded = dst.folded || src.folded
	dst.soft = dst.soft || src.soft
	dst.members = uint8(min(int(dst.members)+int(src.members), 255))
	dst.titled = dst.titled || src.titled
	dst.localized = dst.localized || src.localized
	dst.files = dst.files || src.files
	for _, a := range src.aliases {
		dst.addAlias(a)
	}
	dst.shapes |= src.shapes
	dst.news = min(dst.news+src.news+1, 1<<15)
	if src.ends != 0 {
		if dst.ends != 0 {
			h.templates--
		}
		dst.ends |= src.ends
		t.report(h, src.ends, from, to)
	}
	for _, k := range src.kids {
		into := dst.fixed(k.label)
		if into == nil && (dst.takes(k.class) || dst.alias(k.label) || dst.serial(dst.core(k.label)) || dst.entitles(k.label) || dst.localized && isLocale(k.label)) {
			into = dst.valued("", dst.suffixOf(k.label))
		}
		if into == nil {
			into = &node{label: k.label, class: k.class}
			dst.add(into)
			h.nodes++
		}
		t.merge(h, into, k, from+"/"+k.label, to+"/"+into.label)
	}
	for _, k := range src.values {
		into := dst.labelled(k.label)
		if into == nil {
			into = newValue(k.pre, k.suf)
			dst.add(into)
			h.nodes++
		}
		t.merge(h, into, k, from+"/"+k.label, to+"/"+into.label)
	}
}

// report notes one fold for each method.
func (t *Templates) report(h *hostTrie, ends uint32, from, to string) {
	if t.batch || from == to && t.from == "" {
		return
	}
	if from == "" { // roots of hosts
		from, to = "/", "/"
	}
	for i, m := range methods {
		if ends>>i&1 == 0 {
			continue
		}
		if n := len(t.folds); n > 0 && t.folds[n-1].To == to && t.folds[n-1].Method == m && t.folds[n-1].Host == h.name &&
			t.folds[n-1].Was == t.from {
			t.folds[n-1].From = append(t.folds[n-1].From, from)
			continue
		}
		if len(t.folds) >= t.limits.Folds {
			t.stats.FoldsLost++
			continue
		}
		t.folds = append(t.folds, Fold{Host: h.name, Was: t.from, Method: m, From: []string{strings.Clone(from)}, To: to})
	}
}
