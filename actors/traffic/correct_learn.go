package traffic

// Correct makes the templates follow corrections from now on; nil: none. What was learned
// stays, so that taking a correction back brings it back.
func (t *Templates) Correct(c *Corrections) {
	t.corrections = c
	t.memo.forget()
}

// said asks the corrections about a path. Where they say nothing, path comes back with
// generalised segments.
func (t *Templates) said(host, method, path string) (template, generalised string, v Ruling) {
	if t.corrections.Len() == 0 {
		return "", path, Unsaid
	}
	segs := segments(t.segs[:0], path)
	t.segs = segs[:0]
	if template, v = t.corrections.of(host, method, path, segs); v != Unsaid {
		return template, path, v
	}
	return "", t.corrections.Generalised(host, method, path), Unsaid
}

// corrected is said for Learn: true where there is nothing to learn. The host gets its
// place all the same, since operations are admitted by host.
func (t *Templates) corrected(host, method, path string) (generalised string, said bool) {
	_, path, v := t.said(host, method, path)
	if v == Named && t.host(host) == nil {
		t.stats.HostsLost++
	}
	return path, v != Unsaid
}
