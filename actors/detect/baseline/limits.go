package baseline

// When enough was learned to judge by. Below these the learned value is not used.
const (
	// EnoughHours is the age of a baseline, in hours: three days, so that a night and a
	// morning were seen more than once.
	EnoughHours = 72
	// EnoughPeaks is the number of client-hours: below it a p99 is one client's whim.
	EnoughPeaks = 50
	// EnoughDays is on how many different days a client did the same before it is a habit.
	EnoughDays = 3
)

const (
	hoursPerDay  = 24
	hoursPerWeek = 7 * hoursPerDay
)
