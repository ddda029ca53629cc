package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// login is one client's attempts on one login API over loginWindow. Names and passwords
// are keyed hashes.
type login struct {
	names  sketch.Recent // every name tried
	failed sketch.Recent // names that failed and have not succeeded since
	ok     uint32        // second of the newest success
	words  sketch.Recent // passwords that failed, whatever the name
	calls  sketch.Counter
	many   episode    // EV-10
	spray  episode    // EV-08
	tries  []attempts // by name; the name unused longest gives its place
}

// attempts is what was tried with one name.
type attempts struct {
	name      uint64
	last      uint32
	ok        uint32        // second of the newest success, 0 if none
	passwords sketch.Recent // that failed
	unclear   sketch.Recent // whose outcome the answer did not show
	guess     episode       // EV-09
}

func (l *login) note(in *finding.Login, at uint32) {
	if in.Name == 0 {
		return
	}
	l.names.Add(in.Name, at, loginWindow)
	l.calls.Add(at, loginWindow, 1)
	t := l.of(in.Name, at)
	switch in.Outcome {
	case finding.OutcomeOK:
		l.ok, t.ok = at, at
		l.failed.Remove(in.Name)
	case finding.OutcomeFailed:
		l.failed.Add(in.Name, at, loginWindow)
		if in.Password != 0 {
			t.passwords.Add(in.Password, at, loginWindow)
			l.words.Add(in.Password, at, loginWindow)
		}
	case finding.OutcomeUnknown:
		if in.Password != 0 {
			t.unclear.Add(in.Password, at, loginWindow)
		}
	case finding.OutcomeNone:
	}
}

// of finds or makes the place of a name.
func (l *login) of(name uint64, at uint32) *attempts {
	oldest := 0
	for i := range l.tries {
		t := &l.tries[i]
		if t.name == name {
			t.last = max(t.last, at)
			return t
		}
		if t.last < l.tries[oldest].last {
			oldest = i
		}
	}
	if len(l.tries) < maxNames {
		l.tries = append(l.tries, attempts{})
		oldest = len(l.tries) - 1
	}
	t := &l.tries[oldest]
	passwords, unclear := t.passwords, t.unclear
	passwords.Clear()
	unclear.Clear()
	*t = attempts{name: name, last: at, passwords: passwords, unclear: unclear}
	return t
}

func (l *login) append(dst []byte) []byte {
	dst = l.calls.Append(l.words.Append(l.failed.Append(l.names.Append(dst))))
	dst = l.spray.append(l.many.append(binary.AppendUvarint(dst, uint64(l.ok))))
	dst = binary.AppendUvarint(dst, uint64(len(l.tries)))
	for i := range l.tries {
		t := &l.tries[i]
		dst = binary.BigEndian.AppendUint64(dst, t.name)
		dst = binary.AppendUvarint(dst, uint64(t.last))
		dst = binary.AppendUvarint(dst, uint64(t.ok))
		dst = t.unclear.Append(t.passwords.Append(dst))
		dst = t.guess.append(dst)
	}
	return dst
}

func (l *login) read(u *finding.Unpacker) {
	l.names.Read(u)
	l.failed.Read(u)
	l.words.Read(u)
	l.calls.Read(u)
	l.ok = u.Uint32()
	l.many.read(u)
	l.spray.read(u)
	for range u.Len(maxNames, 20) {
		t := attempts{name: u.Fixed64(), last: u.Uint32(), ok: u.Uint32()}
		t.passwords.Read(u)
		t.unclear.Read(u)
		t.guess.read(u)
		l.tries = append(l.tries, t)
	}
}
