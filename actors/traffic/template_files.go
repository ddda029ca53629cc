package traffic

import "strings"

// Where values are names of files ("/contents/README.md"), an ending such as ".json" chooses no
// representation but is a part of the name, and no name is the name of a program.

// fileHolders are words behind which files lie.
var fileHolders = wordSet(`content contents file files path paths raw blob blobs tree src source object objects artifact
artifacts attachment attachments download downloads upload uploads asset assets media document documents image images`)

// isFile reports whether a segment is the name of a file that a person gave.
func isFile(seg string) bool {
	dot := strings.LastIndexByte(seg, '.')
	return dot > 0 && in(fileEnds, seg[dot+1:])
}

// suffixOf is the function of that name for a word that becomes a value below n.
func (n *node) suffixOf(word string) string {
	suf := suffixOf(word)
	if n.files && suf != "" && suf[0] == '.' {
		return ""
	}
	return suf
}

// sawFile notes that a value of n was the name of a file; whole numbers with an ending
// ("/invoices/7.pdf") are none.
func (n *node) sawFile(seg string) {
	if n.files || !isFile(seg) {
		return
	}
	core := seg[:strings.LastIndexByte(seg, '.')]
	if t := tallyOf(core); t.digit == len(core) {
		return
	}
	n.files = true
	n.news = min(n.news+1, 1<<15)
}

// foldFiles makes one kind of value of all names of files, whatever they end with. It reports
// whether there was anything to do.
func (t *Templates) foldFiles(h *hostTrie, n *node, prefix func() string) bool {
	if !n.files {
		return false
	}
	var names, ends []*node
	for _, k := range n.kids {
		if k.works && len(k.kids)+len(k.values) == 0 && (isFile(k.label) || isFormat(k.label[strings.LastIndexByte(k.label, '.')+1:])) {
			names = append(names, k)
		}
	}
	for _, v := range n.values {
		if v.pre == "" && v.suf != "" && v.suf[0] == '.' && isFormat(v.suf[1:]) {
			ends = append(ends, v)
		}
	}
	if len(names)+len(ends) == 0 {
		return false
	}
	at := prefix()
	if len(names) > 0 {
		n.soft = true
		t.fold(h, n, names, at)
	}
	for _, v := range ends {
		n.drop(v)
		into := n.valued("", "")
		if into == nil {
			into = newValue("", "")
			n.add(into)
			h.nodes++
		}
		t.merge(h, into, v, at+"/"+v.label, at+"/"+into.label)
	}
	return true
}
