package shop

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Sizes of the invented world: small enough to start in milliseconds, large enough that walking it shows.
const (
	customers  = 300   // persons
	staffSize  = 120   // persons
	firstUser  = 10001 // short numeric ids, walkable on purpose (RK-28)
	firstStaff = 2001  //
	orderCount = 2400  // orders that exist at the start
	firstOrder = 700001
)

// Options of a Shop.
type Options struct {
	Seed uint64                        // same seed, same world
	Now  func(*http.Request) time.Time // nil: time.Now; a recorder passes its virtual clock
}

// Shop is the application. Its state lives in memory and ends with it. Safe for concurrent use.
type Shop struct {
	now func(*http.Request) time.Time

	mu        sync.Mutex // guards everything below
	r         *rand.Rand
	users     []*Person
	staff     []*Person
	byName    map[string]*Person
	byMobile  map[string]*Person
	staffName map[string]*Person
	products  []*product
	bySlug    map[string]*product
	articles  []*article
	orders    []*order
	sessions  map[string]int    // session id -> user id
	codes     map[string]string // mobile -> last code sent
	carts     map[int][]cartLine
	files     map[string]*upload
	invoices  []*invoice
	newStaff  int
}

// New invents a world from the seed.
func New(o Options) *Shop {
	s := &Shop{
		now: o.Now, r: rand.New(rand.NewPCG(o.Seed, 0x4e70)), // any constant: the second half of the seed
		byName: map[string]*Person{}, byMobile: map[string]*Person{}, staffName: map[string]*Person{},
		sessions: map[string]int{}, codes: map[string]string{}, carts: map[int][]cartLine{},
		files: map[string]*upload{}, bySlug: map[string]*product{},
	}
	if s.now == nil {
		s.now = func(*http.Request) time.Time { return time.Now() }
	}
	s.users = people(s.r, customers, firstUser)
	s.staff = people(s.r, staffSize, firstStaff)
	for _, p := range s.users {
		s.byName[p.Username], s.byMobile[p.Mobile] = p, p
	}
	for _, p := range s.staff {
		p.Email = p.Username + "@heron.example"
		if p.ID%2 == 0 {
			p.Password = "Heron@123" // RK-07: half of the staff never changed it
		}
		s.staffName[p.Username] = p
	}
	s.stock()
	s.write()
	for i := range orderCount {
		s.orders = append(s.orders, s.invent(firstOrder+i))
	}
	return s
}

// Customers and Staff give the invented persons, with their passwords: drivers log in as them.
func (s *Shop) Customers() []*Person { return s.users }

// Staff gives the invented members of staff.
func (s *Shop) Staff() []*Person { return s.staff }

// Slugs names every product.
func (s *Shop) Slugs() []string {
	out := make([]string, 0, len(s.products))
	for _, p := range s.products {
		out = append(out, p.Slug)
	}
	return out
}

// ArticlePaths gives the path of every article page.
func (s *Shop) ArticlePaths() []string {
	out := make([]string, 0, len(s.articles))
	for _, a := range s.articles {
		out = append(out, a.path())
	}
	return out
}

// OrderIDs gives the first and the last order number of a fresh shop.
func OrderIDs() (first, last int) { return firstOrder, firstOrder + orderCount - 1 }

// OrdersOf names the orders of a user.
func (s *Shop) OrdersOf(user int) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []int
	for _, o := range s.orders {
		if o.UserID == user {
			out = append(out, o.ID)
		}
	}
	return out
}

// CodeFor gives the code last sent to a mobile, as its owner would read it from the telephone.
func (s *Shop) CodeFor(mobile string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.codes[mobile]
}

func (s *Shop) requestID() string { return fmt.Sprintf("req-%s", hexes(s.r, 12)) }
