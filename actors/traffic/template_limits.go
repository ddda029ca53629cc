package traffic

// TemplateLimits bounds what one tenant's learned templates may hold. Whatever the traffic,
// memory stays below about Hosts x Nodes x 200 bytes, and in practice far below it.
type TemplateLimits struct {
	Hosts     int // hosts learned; further hosts answer "/{other}"
	Templates int // templates per host; further paths answer "/{other}"
	Nodes     int // path segments remembered per host
	Children  int // different segments remembered at one place before a fold is forced
	Depth     int // segments of a path that are told apart; deeper ones answer "/{other}"
	Segment   int // bytes of a segment that can be a fixed word; longer ones are values
	Folds     int // folds kept until Folds is called
}

// DefaultTemplateLimits are the bounds of a tenant.
var DefaultTemplateLimits = TemplateLimits{
	Hosts:     1000,  // names behind one gateway; more is a forged Host header
	Templates: 2000,  // the largest public APIs have about 1,000 operations
	Nodes:     20000, // ten segments a template before they fold
	Children:  256,   // an RPC-style folder of 200 actions still fits
	Depth:     24,    // the deepest public API seen has 14
	Segment:   96,    // the longest fixed word seen has 71 bytes
	Folds:     10000, // two orders above what one call can cause
}

// orDefault fills what is not set.
func (l TemplateLimits) orDefault() TemplateLimits {
	d := DefaultTemplateLimits
	for _, p := range []struct {
		have *int
		want int
	}{
		{&l.Hosts, d.Hosts}, {&l.Templates, d.Templates}, {&l.Nodes, d.Nodes}, {&l.Children, d.Children},
		{&l.Depth, d.Depth}, {&l.Segment, d.Segment}, {&l.Folds, d.Folds},
	} {
		if *p.have <= 0 {
			*p.have = p.want
		}
	}
	return l
}
