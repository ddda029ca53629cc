package finding

import (
	"encoding/binary"
	"slices"
)

// Mode tells how a rule runs.
type Mode uint8

// Modes; the zero value is how every rule runs that nobody has tuned.
const (
	ModeOn       Mode = iota
	ModeSimulate      // judges and counts; its cases are marked and alarm nobody
	ModeOff           // nothing arises
)

var modeNames = [...]string{"on", "simulate", "off"}

func (m Mode) String() string { return modeNames[min(int(m), len(modeNames)-1)] }

// Tune is what a tenant's policy says of one built-in rule. A field at its zero value leaves
// that part as the rule has it.
type Tune struct {
	Kind   Kind
	Row    uint8 // number of the Event or Risk
	Mode   Mode
	Level  Level
	Floor  float64 // the line is never below it; in the rule's unit
	Times  float64 // times what is usual
	Window uint32  // seconds over which it counts
	Policy string  // name and version of the policy: "EV-09.shop@3"
}

// Tuning is what a tenant's policies say of the rules for one API: it travels with the facts
// of its calls, so that whichever node judges them does so by the same lines, also when they
// are judged anew after a crash. Nil says nothing. It is never written to once it is made and
// may be shared by any number of facts.
type Tuning struct {
	tunes  []Tune
	at     [2 * maxRow]uint8 // 1 and the index in tunes, by event and, behind those, by risk
	packed []byte
}

const (
	maxRow    = 128 // events and risks are numbered below
	maxPolicy = 512 // bytes of a policy's name and version
)

// NewTuning makes a tuning of at most one Tune for each rule; of several the first counts.
// Nil where there is none.
func NewTuning(tunes []Tune) *Tuning {
	t := &Tuning{}
	for _, x := range tunes {
		i := place(x.Kind, x.Row)
		if i < 0 || t.at[i] != 0 {
			continue
		}
		t.tunes = append(t.tunes, x)
		t.at[i] = uint8(len(t.tunes)) //nolint:gosec // at most 254 places
	}
	if len(t.tunes) == 0 {
		return nil
	}
	slices.SortFunc(t.tunes, func(a, b Tune) int { return place(a.Kind, a.Row) - place(b.Kind, b.Row) })
	t.packed = binary.AppendUvarint(t.packed, uint64(len(t.tunes)))
	for i := range t.tunes {
		x := &t.tunes[i]
		t.at[place(x.Kind, x.Row)] = uint8(i + 1) //nolint:gosec // likewise
		t.packed = append(t.packed, byte(x.Kind), x.Row, byte(x.Mode), byte(x.Level))
		t.packed = AppendFloat(AppendFloat(t.packed, x.Floor), x.Times)
		t.packed = AppendString(binary.AppendUvarint(t.packed, uint64(x.Window)), x.Policy)
	}
	return t
}

func place(k Kind, row uint8) int {
	switch {
	case row == 0 || row >= maxRow:
		return -1
	case k == KindEvent:
		return int(row)
	case k == KindRisk:
		return maxRow + int(row)
	}
	return -1
}

// Event gives what is said of an event, nil for nothing.
func (t *Tuning) Event(e Event) *Tune { return t.of(KindEvent, uint8(e)) }

// Risk gives what is said of a risk, nil for nothing.
func (t *Tuning) Risk(r Risk) *Tune { return t.of(KindRisk, uint8(r)) }

func (t *Tuning) of(k Kind, row uint8) *Tune {
	if t == nil {
		return nil
	}
	if i := place(k, row); i >= 0 && t.at[i] > 0 {
		return &t.tunes[t.at[i]-1]
	}
	return nil
}

// All lists what is said, events before risks, by their numbers.
func (t *Tuning) All() []Tune {
	if t == nil {
		return nil
	}
	return slices.Clone(t.tunes)
}

// Off reports that nothing shall arise; nil is on.
func (t *Tune) Off() bool { return t != nil && t.Mode == ModeOff }

// Mark puts on a finding what the policy says of it; nil says nothing.
func (t *Tune) Mark(f *Finding) {
	if t == nil {
		return
	}
	f.Simulated = t.Mode == ModeSimulate
	if t.Level != 0 {
		f.Level, f.Rise = t.Level, Rise{}
	}
	if f.Why.Reason != "" {
		f.Why.Tuned = t.Policy
	}
}

// AppendTuning writes a tuning behind its length; nil is one byte.
func AppendTuning(dst []byte, t *Tuning) []byte {
	if t == nil {
		return append(dst, 0)
	}
	return append(binary.AppendUvarint(dst, uint64(len(t.packed))), t.packed...)
}

// MaxTuning bounds a written tuning, in bytes.
const MaxTuning = 2 * maxRow * (32 + maxPolicy)

// ParseTuning reads the bytes that AppendTuning put behind the length; nil for none.
func ParseTuning(b []byte) (*Tuning, error) {
	if len(b) == 0 {
		return nil, nil
	}
	u := &Unpacker{rest: b}
	var tunes []Tune
	for range u.Len(2*maxRow, 22) {
		tunes = append(tunes, Tune{
			Kind: Kind(u.Byte()), Row: u.Byte(), Mode: min(Mode(u.Byte()), ModeOff), Level: min(Level(u.Byte()), High),
			Floor: u.Float(), Times: u.Float(), Window: u.Uint32(), Policy: u.String(maxPolicy),
		})
	}
	return NewTuning(tunes), u.Close()
}

// At is the row's ID: "EV-09", "RK-18".
func (t *Tune) At() string {
	if t.Kind == KindRisk {
		return Risk(t.Row).String()
	}
	return Event(t.Row).String()
}
