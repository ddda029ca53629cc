// Package baseline learns what is usual for an API, so that what is not can be told.
//
// The tour: days.go learns a figure from one observation a day, most.go the most that any one of
// many does; rate.go learns the calls a minute by hour of the week, with the level that follows
// growth; peaks.go learns how fast the clients of an API usually are; habits.go remembers the few
// clients that are rightly faster than the rest (an office behind one address, a partner's nightly
// job); usual.go knows the few sources and programs that call an API at all; known.go knows its
// usual networks, countries and kinds of programs, blocks.go its usual source blocks by name,
// holders.go where each of its programs calls from, hours.go when it is closed and on which days it
// rests, formed.go how its parameters are written, carried.go which of them
// each call has; measure.go learns its latency and sizes, mix.go the status of its answers,
// history.go keeps the figures of the weeks before; limits.go names when enough was learned.
// export.go is the form in which all of it is shown, compare.go says in words how two of these
// differ. series.go judges any stream of numbers point by point, for itself: series_ranks.go turns
// deviations into ranks, series_season.go knows the usual hour, series_shapes.go the usual shape.
//
// What all but the last keep to (NF-15): they are only given calls that were not flagged and not
// refused, whoever flagged them, a client that was flagged teaches nothing for the rest of that hour or
// day, an hour in which calls were left out moves the rate by little, figures are
// medians of days (or of weeks), so that three days of attack move nothing, and move by a bounded
// step a day, a value must come back on four days to be usual (on a second one for usual.go, which
// only risks ask), and until enough was learned they say so (Learned false) and their callers use
// built-in floors.
//
// Times are event time: hours or days since 1970, UTC. Pure and bounded.
package baseline
