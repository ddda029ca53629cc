package detect

import "github.com/lapwing-sec/lapwing/actors/detect/attack"

// near notes where noise was looked for that was not there, or with an attack: whoever tries one path
// after the other is judged by that. Files that a page loads are left alone.
func (e *Engine) near() {
	attacks := e.f.Attacks&^attack.Manners != 0
	if !e.f.Noise || e.f.Status < 400 && !attacks {
		return
	}
	e.f.Near = e.kept.of(e.templates.Near(e.x.Host, e.x.Method, e.x.Path, attacks))
	if e.f.Near != "" && e.f.Status >= 400 {
		e.hash.begin("path")
		e.hash.addText(e.x.Path)
		e.f.Object = e.hash.endNew()
	}
}
