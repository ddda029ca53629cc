package traffic

import "strings"

// Declared is one operation of an imported description.
type Declared struct {
	Host     string
	Method   string
	Template string
}

func (r *hostRules) declare(d Declared) {
	parts, bit := templateParts(d.Template), methodBits([]string{d.Method})
	template := "/" + strings.Join(parts, "/")
	r.pinned.add(parts, leaf{methods: bit, template: template})
	if r.declared == nil {
		r.declared = map[string]uint32{}
	}
	r.declared[template] |= bit
}

// Declares reports whether an imported description of the host has the method at the template.
// Methods that are in no register are never declared.
func (c *Corrections) Declares(host, method, template string) (yes bool) {
	if c.Len() == 0 || methodIndex(method) == len(methods)-1 {
		return false
	}
	bit := methodBits([]string{method})
	c.each(host, func(r *hostRules) bool {
		yes = r.declared[template]&bit != 0
		return yes
	})
	return yes
}

// Declared is Declares of the corrections in force.
func (t *Templates) Declared(host, method, template string) bool {
	return t.corrections.Declares(host, method, template)
}
