package policy

// Promoted gives the body that puts in force what a body of a kind keeps on trial; ok is false
// where it is not on trial.
func Promoted(kind string, body []byte) (out []byte, ok bool) {
	switch kind {
	case TunedRules:
		t := decoded[Tuning](body)
		ok, t.Mode = t.Mode == "simulate", "on"
		return canonical(t), ok
	case OwnEvents:
		e := decoded[OwnEvent](body)
		ok, e.Simulate = e.Simulate, false
		return canonical(e), ok
	}
	return nil, false
}

// OwnEventState tells how the checked body of an own event runs.
func OwnEventState(body []byte) (enabled, trial bool) {
	e := decoded[OwnEvent](body)
	return on(e.Enabled), e.Simulate
}

// OwnEventWords gives what a page shows of the checked body of an own event.
func OwnEventWords(body []byte) (level, suggestion string) {
	e := decoded[OwnEvent](body)
	return e.Level, e.Suggestion
}
