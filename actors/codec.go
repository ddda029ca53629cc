package actors

import (
	"encoding/binary"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Facts between nodes, and in the router's memory until they are durable: plain fields one
// after the other, integers as varints, text inline; 100 to 200 bytes. A field at its zero
// value costs one byte, which is what most of them are most of the time.

const (
	// 2: doubt and answer; 3: what parameters are for, how a password is guessed; 4: tuning; 5: marks; 6: abroad; 7: own events;
	// 8: how large numbers are; 9: whom a message is sent to, whose a record is; 10: where noise was looked for;
	// 11: what is asked for by a parameter
	codecVersion = 11
	maxText      = 64 << 10 // bytes of one text; the longest, a template, is far shorter
	maxFew       = 256      // entries of one list; vocabularies have at most 255 rows
)

// appendFacts writes one call's facts.
func appendFacts(b []byte, f *finding.Facts) []byte {
	b = binary.AppendUvarint(b, f.Seq)
	b = finding.AppendString(b, f.ID)
	b = finding.AppendString(b, f.Tenant)
	b = finding.AppendString(b, f.Sensor)
	b = finding.AppendTime(b, f.Time)
	b = finding.AppendAPI(b, f.API)
	b = finding.AppendString(finding.AppendBool(b, f.Noise), f.Near)
	b = finding.AppendAddr(b, f.Client)
	b = appendHash(b, f.Account)
	b = appendHash(b, f.Session)
	b = binary.AppendUvarint(b, uint64(f.Status))
	b = binary.AppendVarint(b, int64(f.Latency))
	b = binary.AppendVarint(b, f.ReqSize)
	b = binary.AppendVarint(b, f.ResSize)
	b = append(b, byte(f.Bodies), byte(f.Tool), byte(f.Service), byte(f.Error))
	b = finding.AppendString(b, f.Agent)
	b = binary.AppendUvarint(b, uint64(len(f.Purposes)))
	for _, p := range f.Purposes {
		b = append(b, byte(p))
	}
	b = binary.AppendUvarint(b, uint64(f.Creds))
	b = appendCounts(b, f.ReqData)
	b = appendCounts(b, f.ResData)
	b = binary.AppendUvarint(b, uint64(f.Attacks))
	b = finding.AppendBool(b, f.Blocked)
	b = binary.AppendUvarint(b, uint64(len(f.Risks)))
	for _, r := range f.Risks {
		b = finding.AppendString(append(b, byte(r.Risk)), r.Reason)
	}
	b = appendHash(b, f.Login.Name)
	b = appendHash(b, f.Login.Password)
	b = append(b, byte(f.Login.Outcome), byte(f.Login.Guess))
	b = appendHash(appendHash(b, f.Code), f.Receiver)
	b = appendHash(appendHash(b, f.Object), f.Asked)
	b = appendHash(b, f.Params)
	b = append(appendHash(append(b, byte(f.Doubt)), f.Answer), byte(f.Marks))
	b = appendHash(b, f.Owner)
	b = finding.AppendTuning(finding.AppendBool(b, f.Abroad), f.Tuning)
	b = finding.AppendOwn(b, f.Own)
	b = binary.AppendUvarint(b, uint64(len(f.Forms)))
	for _, p := range f.Forms {
		b = append(finding.AppendString(b, p.Name), byte(p.Form), byte(p.Means), byte(p.Size))
	}
	return b
}

// appendHash writes nothing but a mark for 0, else eight bytes: a varint of 64 random bits
// would take ten.
func appendHash(b []byte, h uint64) []byte {
	if h == 0 {
		return append(b, 0)
	}
	return binary.BigEndian.AppendUint64(append(b, 1), h)
}

func appendCounts(b []byte, counts []finding.DataCount) []byte {
	b = binary.AppendUvarint(b, uint64(len(counts)))
	for _, c := range counts {
		b = binary.AppendUvarint(append(b, byte(c.Type)), uint64(c.Entries))
	}
	return b
}

// factsReader reads facts. Names that repeat from call to call are kept once; the rest is
// copied out of the message, so that a state which keeps an ID does not keep the message.
type factsReader struct {
	names   map[string]string
	tunings map[string]*finding.Tuning // by their bytes
	own     map[string]*finding.OwnRule
}

// mostNames is how many names a reader keeps before it starts over: some ten thousand APIs.
const mostNames = 16 << 10

func newFactsReader() *factsReader {
	return &factsReader{names: map[string]string{}, tunings: map[string]*finding.Tuning{}, own: map[string]*finding.OwnRule{}}
}

func (r *factsReader) name(u *finding.Unpacker) string {
	b := u.Bytes(u.Len(maxText, 1))
	if s, ok := r.names[string(b)]; ok {
		return s
	}
	if len(r.names) >= mostNames {
		clear(r.names)
	}
	s := string(b)
	r.names[s] = s
	return s
}

// read reads one call's facts; the unpacker keeps the error.
func (r *factsReader) read(u *finding.Unpacker, f *finding.Facts) {
	f.Seq, f.ID = u.Uint(), u.String(maxText)
	f.Tenant, f.Sensor = r.name(u), r.name(u)
	if f.Time = u.Time(); !f.Time.IsZero() {
		f.Time = f.Time.UTC()
	}
	f.API = traffic.API{Host: r.name(u), Method: r.name(u), Template: r.name(u)}
	f.Noise, f.Near, f.Client = u.Bool(), r.name(u), u.Addr()
	f.Account, f.Session = readHash(u), readHash(u)
	f.Status, f.Latency = uint16(u.Uint()), time.Duration(u.Int())
	f.ReqSize, f.ResSize = u.Int(), u.Int()
	f.Bodies, f.Tool = finding.Bodies(u.Byte()), finding.Tool(u.Byte())
	f.Service, f.Error = finding.Service(u.Byte()), finding.ErrorKind(u.Byte())
	f.Agent = r.name(u)
	for range u.Len(maxFew, 1) {
		f.Purposes = append(f.Purposes, finding.Purpose(u.Byte()))
	}
	f.Creds = finding.Set(u.Uint())
	f.ReqData, f.ResData = readCounts(u), readCounts(u)
	f.Attacks, f.Blocked = finding.Set(u.Uint()), u.Bool()
	for range u.Len(maxFew, 2) {
		f.Risks = append(f.Risks, finding.RiskHit{Risk: finding.Risk(u.Byte()), Reason: u.String(maxText)})
	}
	f.Login = finding.Login{Name: readHash(u), Password: readHash(u), Outcome: finding.Outcome(u.Byte()), Guess: finding.Guess(u.Byte())}
	f.Code, f.Receiver, f.Object, f.Asked, f.Params = readHash(u), readHash(u), readHash(u), readHash(u), readHash(u)
	f.Doubt, f.Answer, f.Marks = finding.Doubt(u.Byte()), readHash(u), finding.Marks(u.Byte())
	f.Owner = readHash(u)
	f.Abroad, f.Tuning, f.Own = u.Bool(), r.tuning(u), finding.ReadOwn(u, r.rule)
	for range u.Len(maxFew, 4) {
		f.Forms = append(f.Forms, finding.Written{
			Name: r.name(u), Form: finding.Form(u.Byte()), Means: finding.Means(u.Byte()), Size: int8(u.Byte()),
		})
	}
}

// mostTunings is how many tunings a reader keeps before it starts over: there is one for each
// API that a policy names, and one for all others.
const mostTunings = 1024

func (r *factsReader) tuning(u *finding.Unpacker) *finding.Tuning {
	b := u.Bytes(u.Len(finding.MaxTuning, 1))
	if len(b) == 0 {
		return nil
	}
	if t, ok := r.tunings[string(b)]; ok {
		return t
	}
	t, err := finding.ParseTuning(b)
	if err != nil {
		u.Fail(err)
		return nil
	}
	if len(r.tunings) >= mostTunings {
		clear(r.tunings)
	}
	r.tunings[string(b)] = t
	return t
}

// rule gives an own event by its bytes, nil where they are none.
func (r *factsReader) rule(b []byte) *finding.OwnRule {
	if x, ok := r.own[string(b)]; ok {
		return x
	}
	x, err := finding.ParseOwnRule(b)
	if err != nil {
		return nil
	}
	if len(r.own) >= mostTunings {
		clear(r.own)
	}
	r.own[string(b)] = x
	return x
}

func readHash(u *finding.Unpacker) uint64 {
	if !u.Bool() {
		return 0
	}
	return u.Fixed64()
}

func readCounts(u *finding.Unpacker) []finding.DataCount {
	var out []finding.DataCount
	for range u.Len(maxFew, 2) {
		out = append(out, finding.DataCount{Type: finding.DataType(u.Byte()), Entries: u.Uint32()})
	}
	return out
}
