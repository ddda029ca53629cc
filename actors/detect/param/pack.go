package param

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const bookVersion = 1

// AppendBinary writes the book; the same history gives the same bytes. What Changed has not
// yet given is part of it.
func (b *Book) AppendBinary(dst []byte) ([]byte, error) {
	dst = binary.AppendUvarint(append(dst, bookVersion), b.over)
	dst = binary.AppendUvarint(dst, uint64(len(b.apis)))
	keys := slices.SortedFunc(maps.Keys(b.apis), func(x, y traffic.API) int {
		return cmp.Or(cmp.Compare(x.Host, y.Host), cmp.Compare(x.Template, y.Template), cmp.Compare(x.Method, y.Method))
	})
	for _, k := range keys {
		a := b.apis[k]
		dst = finding.AppendAPI(dst, k)
		dst = binary.AppendUvarint(dst, a.calls)
		dst = binary.AppendUvarint(dst, a.over)
		dst = finding.AppendBool(append(dst, a.set), a.dirty)
		for _, s := range a.sets {
			dst = binary.BigEndian.AppendUint64(dst, s)
		}
		p := a.params(k)
		dst = binary.AppendUvarint(dst, uint64(len(p.List)))
		for i := range p.List {
			q := &p.List[i]
			dst = appendParam(dst, q)
			dst = binary.AppendUvarint(dst, uint64(a.known[name{q.Side, q.Place, q.Name}].below))
		}
	}
	return dst, nil
}

// appendParam writes one parameter.
func appendParam(dst []byte, p *finding.Param) []byte {
	dst = append(dst, byte(p.Side), byte(p.Place), byte(p.Types))
	dst = binary.AppendUvarint(dst, uint64(p.Formats))
	dst = finding.AppendString(finding.AppendString(dst, p.Name), p.Example)
	dst = binary.AppendUvarint(dst, p.N)
	dst = finding.AppendTime(finding.AppendTime(finding.AppendTime(dst, p.First), p.Last), p.Changed)
	dst = append(dst, byte(len(p.Data)))
	for _, t := range p.Data {
		dst = append(dst, byte(t))
	}
	dst = append(finding.AppendBool(dst, p.Many), byte(len(p.Values)))
	for _, v := range p.Values {
		dst = finding.AppendString(dst, v)
	}
	return dst
}

// UnmarshalBinary reads what AppendBinary wrote; after an error the book is as before.
func (b *Book) UnmarshalBinary(data []byte) error {
	u := finding.NewUnpacker(data, bookVersion)
	in := NewBook()
	in.over = u.Uint()
	for range u.Len(MaxOfTenant, 8) {
		k := u.API()
		a := &api{known: map[name]*entry{}, calls: u.Uint(), over: u.Uint(), set: u.Byte(), dirty: u.Bool()}
		for i := range a.sets {
			a.sets[i] = u.Fixed64()
		}
		for range u.Len(MaxOfAPI, 16) {
			e := &entry{Param: readParam(u), below: int(u.Uint32())}
			a.known[name{e.Side, e.Place, e.Name}] = e
		}
		in.size += len(a.known)
		in.apis[k] = a
	}
	if err := u.Close(); err != nil {
		return err
	}
	*b = *in
	return nil
}

func readParam(u *finding.Unpacker) finding.Param {
	p := finding.Param{
		Side: traffic.Side(u.Byte() & 1), Place: finding.ParamPlace(u.Byte()), Types: finding.ParamTypes(u.Byte()),
		Formats: finding.ParamFormats(u.Uint()), Name: u.String(16 << 10), Example: u.String(2 * longestExample),
		N: u.Uint(), First: u.Time(), Last: u.Time(), Changed: u.Time(),
	}
	for range u.Len(16, 1) {
		p.Data = append(p.Data, finding.DataType(u.Byte()))
	}
	p.Many = u.Bool()
	for range u.Len(fewWords, 1) {
		p.Values = append(p.Values, u.String(2*shortWords))
	}
	return p
}
