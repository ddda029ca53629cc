package access

import (
	"context"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

// memory is a store in maps: what the gate decides is tested here, that rows last is tested
// in query/store on the real engine.
type memory struct {
	mu       sync.Mutex
	users    map[string]User
	sessions map[string]Session
	tokens   map[string]Token
	links    map[string]Link
	audit    []query.AuditEntry
	token    func(context.Context) error // asked before a token is read; nil: all is well
}

func get[T any](m *memory, rows map[string]T, key string) (T, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	row, ok := rows[key]
	if !ok {
		return row, query.ErrNotFound
	}
	return row, nil
}

func put[T any](m *memory, rows map[string]T, key string, row T) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	rows[key] = row
	return nil
}

func (m *memory) User(_ context.Context, n string) (User, error)       { return get(m, m.users, n) }
func (m *memory) PutUser(_ context.Context, u User) error              { return put(m, m.users, u.Name, u) }
func (m *memory) Users(context.Context, string) ([]User, error)        { return nil, nil }
func (m *memory) Session(_ context.Context, h string) (Session, error) { return get(m, m.sessions, h) }
func (m *memory) PutSession(_ context.Context, s Session) error {
	return put(m, m.sessions, s.Hash, s)
}
func (m *memory) onToken(f func(context.Context) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.token = f
}

func (m *memory) Token(ctx context.Context, h string) (Token, error) {
	m.mu.Lock()
	first := m.token
	m.mu.Unlock()
	if first != nil {
		if err := first(ctx); err != nil {
			return Token{}, err
		}
	}
	return get(m, m.tokens, h)
}
func (m *memory) PutToken(_ context.Context, t Token) error      { return put(m, m.tokens, t.Hash, t) }
func (m *memory) Link(_ context.Context, h string) (Link, error) { return get(m, m.links, h) }
func (m *memory) PutLink(_ context.Context, l Link) error        { return put(m, m.links, l.Hash, l) }

func (m *memory) Sessions(_ context.Context, user string) (out []Session, _ error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.sessions {
		if s.User == user && !s.Ended {
			out = append(out, s)
		}
	}
	for i := range out { // newest first
		for j := i + 1; j < len(out); j++ {
			if out[j].Created.After(out[i].Created) {
				out[i], out[j] = out[j], out[i]
			}
		}
	}
	return out, nil
}

func (m *memory) Tokens(_ context.Context, tenant string) (out []Token, _ error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range m.tokens {
		if t.Tenant == tenant {
			out = append(out, t)
		}
	}
	return out, nil
}

func (m *memory) WriteAudit(_ context.Context, _ string, es []query.AuditEntry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.audit = append(m.audit, es...)
	return nil
}

// clock is moved by hand.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func newGate() (*Gate, *memory, *clock) {
	m := &memory{
		users:    map[string]User{},
		sessions: map[string]Session{},
		tokens:   map[string]Token{},
		links:    map[string]Link{},
	}
	c := &clock{time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	g := New(Options{Store: m, Auditor: m, Now: c.now, Cost: Cost{64, 1, 1}})
	g.settle = time.Millisecond // one node has nobody to wait for
	return g, m, c
}
