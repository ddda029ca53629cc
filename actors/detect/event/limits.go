package event

import "time"

// Lateness is how far behind the newest call of a state a call may be and still be
// judged: sensors send every few seconds, a restarted one catches up within two minutes.
const Lateness = 2 * time.Minute

const (
	lateness = uint32(Lateness / time.Second)

	loginWindow = uint32(30 * 60) // seconds; an honest user gives up sooner, a tool does not
	crawlWindow = uint32(10 * 60) // seconds; shorter than a session, longer than a page's burst
	openWindow  = uint32(10 * 60) // seconds

	maxWindows = 16 // APIs of one client whose behaviour is followed at a time: 16 x 0.5 KB
	maxNames   = 32 // names tried on one login API by one client, each with its passwords
	maxFast    = 32 // busiest clients of one API
	maxOpen    = 16 // clients that get sensitive data without a credential
	maxTypes   = 64 // data types, purposes, risks of one API
	crawlGate  = 8  // calls with an object before the window is worth its memory

	idleClient  = 45 * time.Minute // longer than the longest window
	idleHabit   = 14 * 24 * time.Hour
	idleAPI     = 10 * time.Minute // an API's state is always worth keeping: idle means "may be written down"
	idleAccount = time.Hour
)
