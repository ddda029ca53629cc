package sensitive

import "github.com/lapwing-sec/lapwing/actors/finding"

// Inspected is the answer to one line of `lapwing inspect values`.
type Inspected struct {
	Types []string       `json:"types"` // names, each once, in the order in which they stand in the text
	Hits  []InspectedHit `json:"hits"`
}

// InspectedHit is one hit as the command line shows it. Start and End are byte offsets.
type InspectedHit struct {
	Type   string `json:"type"`
	Level  string `json:"level"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Masked string `json:"masked"`
}

// InspectText scans one text: as the value of key, or as free text where mode is "text".
func InspectText(text, key, mode string) Inspected {
	return NewScanner().InspectText(text, key, mode)
}

// InspectText is the function of the same name on a scanner that is used again.
func (s *Scanner) InspectText(text, key, mode string) Inspected {
	var hits []Hit
	if mode == "text" {
		hits = s.Text(nil, []byte(text))
	} else {
		hits = s.Value(nil, key, "", []byte(text))
	}
	out := Inspected{Types: []string{}, Hits: []InspectedHit{}}
	var seen finding.Set
	for _, h := range hits {
		t, ok := ByID(h.Type)
		if !ok {
			continue
		}
		if !seen.Has(uint8(h.Type)) {
			seen = seen.With(uint8(h.Type))
			out.Types = append(out.Types, t.Name)
		}
		out.Hits = append(out.Hits, InspectedHit{
			Type: t.Name, Level: t.Level.String(), Start: h.Start, End: h.End,
			Masked: string(Mask(nil, h.Type, []byte(text[h.Start:h.End]))),
		})
	}
	return out
}
