package traffic

// Call is what is needed of a call to find its template.
type Call struct {
	Method string
	Host   string
	Path   string
	Status int // 0: unknown
}

// TemplatePaths gives the template of each call, learned from all of them together; "" for
// noise. Unlike a running Templates it judges after everything was seen.
func TemplatePaths(calls []Call) []string {
	t := NewTemplates(TemplateLimits{})
	t.batch = true
	for _, c := range calls {
		t.Learn(c.Host, c.Method, c.Path, c.Status)
	}
	t.settle()
	t.memo.forget()
	templates := make([]string, len(calls))
	for i, c := range calls {
		if tmpl, ok := t.Template(c.Host, c.Method, c.Path); ok {
			templates[i] = tmpl
		}
	}
	return templates
}
