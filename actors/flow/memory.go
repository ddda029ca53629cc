package flow

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/param"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// memoryVersion is the first byte of a saved memory; a newer one is refused. 2: parameters too.
const memoryVersion = 2

// seenIDs is how many of a tenant's newest exchange IDs are remembered exactly: at 1,000
// calls/s more than eight minutes, longer than any client repeats a delivery by itself. A
// batch with an Idempotency-Key is recognised for 24 hours by the receiver.
const seenIDs = 1 << 19

// memory is what the flow learns on the way, per tenant. Only assemble touches it.
type memory struct {
	key     func(tenant string) []byte
	tenants map[string]*tenantMemory
}

type tenantMemory struct {
	key       []byte
	templates *traffic.Templates
	seen      *sketch.Seen
	sampler   *detect.Sampler
	params    *param.Book
}

// newMemory starts from a saved memory; nil starts empty.
func newMemory(key func(string) []byte, saved []byte) (*memory, error) {
	m := &memory{key: key, tenants: map[string]*tenantMemory{}}
	if len(saved) == 0 {
		return m, nil
	}
	if saved[0] == 0 || saved[0] > memoryVersion {
		return nil, fmt.Errorf("saved by another version (%d): let the old version drain its spool first", saved[0])
	}
	for rest := saved[1:]; len(rest) > 0; {
		fields := make([][]byte, 5)
		if saved[0] == 1 {
			fields = fields[:4]
		}
		for i := range fields {
			n, w := binary.Uvarint(rest)
			if w <= 0 || n > uint64(len(rest)-w) {
				return nil, errors.New("it is cut short")
			}
			fields[i], rest = rest[w:w+int(n)], rest[w+int(n):]
		}
		t, err := m.tenant(string(fields[0]))
		if err != nil {
			return nil, err
		}
		parts := []interface{ UnmarshalBinary([]byte) error }{t.templates, t.seen, t.sampler, t.params}
		for i, field := range fields[1:] {
			if err := parts[i].UnmarshalBinary(field); err != nil {
				return nil, fmt.Errorf("part %d of tenant %s: %w", i+1, fields[0], err)
			}
		}
	}
	return m, nil
}

func (m *memory) tenant(name string) (*tenantMemory, error) {
	if t := m.tenants[name]; t != nil {
		return t, nil
	}
	key := m.key(name)
	if len(key) < 16 { // 128 bits: below that keyed hashes of phone numbers can be tried out
		return nil, fmt.Errorf("the key of tenant %s has %d bytes, want at least 16", name, len(key))
	}
	t := &tenantMemory{
		key: key, templates: traffic.NewTemplates(traffic.DefaultTemplateLimits), seen: sketch.NewSeen(seenIDs), sampler: detect.NewSampler(),
		params: param.NewBook(),
	}
	m.tenants[name] = t
	return t, nil
}

// save gives the same bytes for the same history.
func (m *memory) save() ([]byte, error) {
	names := make([]string, 0, len(m.tenants))
	for name := range m.tenants {
		names = append(names, name)
	}
	slices.Sort(names)
	out := []byte{memoryVersion}
	for _, name := range names {
		t := m.tenants[name]
		out = appendField(out, []byte(name))
		for _, part := range []interface {
			AppendBinary([]byte) ([]byte, error)
		}{t.templates, t.seen, t.sampler, t.params} {
			b, err := part.AppendBinary(nil)
			if err != nil {
				return nil, fmt.Errorf("cannot save tenant %s: %w", name, err)
			}
			out = appendField(out, b)
		}
	}
	return out, nil
}

// changedParams gives what was learned of parameters since it was last asked.
func (m *memory) changedParams() (out []finding.Params) {
	for _, name := range slices.Sorted(maps.Keys(m.tenants)) {
		for _, p := range m.tenants[name].params.Changed() {
			p.Tenant = name
			out = append(out, p)
		}
	}
	return out
}

func appendField(out, b []byte) []byte {
	return append(binary.AppendUvarint(out, uint64(len(b))), b...)
}

// fresh leaves out exchanges whose ID was seen before.
func (t *tenantMemory) fresh(xs []numbered) []numbered {
	out := xs[:0]
	for _, x := range xs {
		if !t.seen.Add(x.ID) {
			out = append(out, x)
		}
	}
	return out
}

// learn lets the templates see a whole record before any of its calls is named, so that
// the answer does not hang on the order inside a record.
func (t *tenantMemory) learn(tenant string, xs []numbered) []finding.Merge {
	for _, x := range xs {
		t.templates.Learn(x.Host, x.Method, x.Path, x.Status)
	}
	var ms []finding.Merge
	for _, fold := range t.templates.Folds() {
		for _, from := range fold.From {
			t.params.Fold(traffic.API{Host: fold.Host, Method: fold.Method, Template: from})
			ms = append(ms, finding.Merge{
				Tenant: tenant,
				From:   traffic.API{Host: cmp.Or(fold.Was, fold.Host), Method: fold.Method, Template: from},
				Into:   traffic.API{Host: fold.Host, Method: fold.Method, Template: fold.To},
			})
		}
	}
	return ms
}
