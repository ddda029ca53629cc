package detect

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	firstCalls     = 3      // ordinary calls kept of each API, so that every API can be looked at
	maxSampledAPIs = 20_000 // APIs followed: 100 bytes each
	samplerVersion = 2
)

// Sampler decides which calls are worth keeping as evidence: the first of each API, the
// first that shows a data type in a direction, the first that shows a risk, the first of each
// kind of attack a day, and a few of each source block a day, also where it looks for what is not there. So a flood of calls keeps hardly
// more samples than a trickle. Bounded: APIs beyond maxSampledAPIs share one memory. Not safe
// for concurrent use.
type Sampler struct {
	apis    map[traffic.API]*sampled
	sources sources
}

// sampled is what was kept of one API.
type sampled struct {
	api     traffic.API // as the key
	calls   uint8
	data    [2][4]uint64 // by side: one bit a data type
	risks   finding.Set
	day     uint32 // of attacks
	attacks finding.Set
}

// NewSampler makes a sampler that has kept nothing.
func NewSampler() *Sampler { return &Sampler{apis: map[traffic.API]*sampled{}} }

// Reasons gives the row IDs for which the call should be kept, and whether to keep it: the
// first calls of an API are kept without a reason.
func (s *Sampler) Reasons(f *finding.Facts) (reasons []string, keep bool) {
	if f.Noise && f.Attacks == 0 && f.Near == "" {
		return nil, false
	}
	m := s.of(f)
	if f.Noise && f.Attacks == 0 {
		return nil, s.sources.keep(m.api, f)
	}
	if m.calls < firstCalls && !f.Noise {
		m.calls++
		keep = true
	}
	if (!f.Noise || f.Near != "") && s.sources.keep(m.api, f) {
		keep = true
	}
	for side, data := range [...][]finding.DataCount{f.ReqData, f.ResData} {
		for _, d := range data {
			if w := &m.data[side][d.Type>>6]; *w>>(d.Type&63)&1 == 0 {
				*w |= 1 << (d.Type & 63)
				reasons = add(reasons, d.Type.String())
			}
		}
	}
	for _, r := range f.Risks {
		if !m.risks.Has(uint8(r.Risk)) {
			m.risks = m.risks.With(uint8(r.Risk))
			reasons = add(reasons, r.Risk.String())
		}
	}
	if f.Attacks != 0 {
		if day := uint32(max(f.Time.Unix(), 0) / 86400); day != m.day {
			m.day, m.attacks = day, 0
		}
		(f.Attacks &^ m.attacks).Each(func(n uint8) { reasons = add(reasons, finding.Attack(n).String()) })
		m.attacks |= f.Attacks
	}
	return reasons, keep || len(reasons) > 0
}

func add(reasons []string, id string) []string {
	if slices.Contains(reasons, id) {
		return reasons
	}
	return append(reasons, id)
}

func (s *Sampler) of(f *finding.Facts) *sampled {
	a := f.Place()
	m := s.apis[a]
	if m != nil {
		return m
	}
	api := traffic.API{}
	if len(s.apis) < maxSampledAPIs {
		api = traffic.API{Host: strings.Clone(a.Host), Method: strings.Clone(a.Method), Template: strings.Clone(a.Template)}
	} else if m = s.apis[api]; m != nil {
		return m
	}
	m = &sampled{api: api}
	s.apis[api] = m
	return m
}

// AppendBinary writes the sampler; the same memory gives the same bytes.
func (s *Sampler) AppendBinary(dst []byte) ([]byte, error) {
	apis := make([]traffic.API, 0, len(s.apis))
	for a := range s.apis {
		apis = append(apis, a)
	}
	slices.SortFunc(apis, compareAPI)
	dst = binary.AppendUvarint(append(dst, samplerVersion), uint64(len(apis)))
	for _, a := range apis {
		m := s.apis[a]
		dst = append(finding.AppendAPI(dst, a), m.calls)
		for _, side := range m.data {
			for _, w := range side {
				dst = binary.AppendUvarint(dst, w)
			}
		}
		dst = binary.AppendUvarint(dst, uint64(m.risks))
		dst = binary.AppendUvarint(dst, uint64(m.day))
		dst = binary.AppendUvarint(dst, uint64(m.attacks))
	}
	return s.sources.append(dst), nil
}

// UnmarshalBinary reads what AppendBinary wrote. After an error the sampler is empty: then
// some calls are kept a second time, which the store takes once.
func (s *Sampler) UnmarshalBinary(data []byte) error {
	s.apis, s.sources = map[traffic.API]*sampled{}, sources{}
	in, from := map[traffic.API]*sampled{}, sources{}
	u := finding.NewUnpacker(data, samplerVersion)
	for range u.Len(maxSampledAPIs+1, 15) {
		a := u.API()
		m := &sampled{api: a, calls: u.Byte()}
		for side := range m.data {
			for w := range m.data[side] {
				m.data[side][w] = u.Uint()
			}
		}
		m.risks, m.day, m.attacks = finding.Set(u.Uint()), u.Uint32(), finding.Set(u.Uint())
		in[a] = m
	}
	from.read(u)
	if err := u.Close(); err != nil {
		return err
	}
	s.apis, s.sources = in, from
	return nil
}
