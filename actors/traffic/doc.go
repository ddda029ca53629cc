// Package traffic holds one recorded API call and the pure ways to take it apart.
//
// The tour: exchange.go is the call as a sensor recorded it; value.go is the flat,
// bounded list of values found in it (walk_*.go produce them, one file a body format; span.go and
// its assembler find where strings and numbers end and what bytes they have, 32 at a time);
// limits.go names every bound; template.go turns paths into learned path templates
// (template_shape.go says what a segment looks like by itself, template_evidence.go what its
// place and the host's other places say, template_judge.go decides with template_series.go for
// letters with numbers, template_fold.go merges,
// template_host.go keeps the hosts); noise.go and noise_probe.go know what is no API,
// template_near.go where it was looked for;
// correct.go is what people and imported descriptions say of them, which goes before what
// was learned (correct_rules.go asks it, correct_past.go says what it means for calls stored
// earlier); api.go names an API: host, method, template.
//
// Nothing here does I/O, reads a clock, locks or starts a goroutine.
package traffic
