package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
)

// balance counts the accounts that come back to their own and those that read others'; few: of the
// latter there are not more than where records have owners.
func (r *Records) balance() (keep, cross uint64, few bool) {
	keep, _ = r.keepers.Count()
	cross, _ = r.crossers.Count()
	cross -= min(cross, uint64(r.caught))
	return keep, cross, float64(cross) <= crossFree+crossShare*float64(keep)
}

// Owned reports that the records of the API belong to one account each, as far as was learned. It looks
// anew once a minute, and when who keeps to its own and who does not has changed.
func (r *Records) Owned(at uint32) bool {
	if r.settled != at/60 {
		r.settled, r.owned = at/60, r.judgeOwned(at)
	}
	return r.owned
}

func (r *Records) judgeOwned(at uint32) bool {
	keep, _, few := r.balance()
	if !few || float64(r.open) > openAnswers*float64(r.open+r.given) {
		return false
	}
	return keep >= keepersSoon && r.kept >= keptSoon && at >= r.begun+3600 ||
		keep >= keepersLater && !r.young(at)
}

// young reports that not even every job that runs once a night was seen a few times.
func (r *Records) young(at uint32) bool { return at < r.begun+recordsLater*secondsPerDay }

// learn takes in what the accounts that read others' records do every day.
func (r *Records) learn(at uint32, flagged bool) {
	day, hour := at/secondsPerDay, at/3600
	if c := r.stray; c != nil {
		if day > c.day {
			if !c.flagged && c.most > 0 {
				if c.staff && c.habit.Days() < peakDays {
					c.peak = max(c.peak, c.most)
				}
				c.habit.Observe(float64(c.most), c.day)
			}
			c.day, c.most, c.flagged = day, 0, false
		}
		n, _ := c.objects.Count(at, secondsPerDay)
		c.most, c.flagged = max(c.most, uint32(n)), c.flagged || flagged
		if flagged && !c.caught {
			c.caught = true
			r.caught++
			r.settled = 0
		}
	}
	w := r.walker
	if w == nil {
		return
	}
	if hour > w.hour {
		r.closeHour(w)
		w.hour, w.most, w.flagged = hour, 0, false
	}
	n, _ := w.objects.Count(at, walkWindow)
	w.most, w.flagged = max(w.most, uint32(n)), w.flagged || flagged
}

// closeHour takes the most of an unflagged hour as one observation.
func (r *Records) closeHour(w *walker) {
	if w.flagged || w.most == 0 {
		return
	}
	day := w.hour / 24
	w.habit.Observe(float64(w.most), day)
	if day > r.day {
		if r.most > 0 {
			r.usual.Observe(float64(r.most), r.day)
		}
		r.day, r.most = day, 0
	}
	r.most = max(r.most, w.most)
}

// age forgets the accounts that were quiet.
func (r *Records) age(at uint32) {
	r.aged = at
	r.walk.Halve(func(e *sketch.HeavyEntry[walker]) bool {
		w := &e.Value
		if at/3600 > w.hour {
			r.closeHour(w)
			w.hour, w.most, w.flagged = at/3600, 0, false
		}
		w.objects.Drop(at, walkWindow)
		return w.objects.Len() == 0 && w.habit.Days() < baseline.EnoughDays
	})
	r.cross.Halve(func(e *sketch.HeavyEntry[crosser]) bool {
		return e.Value.episode.seen+30*secondsPerDay < at
	})
	r.warped.Halve(func(e *sketch.HeavyEntry[warper]) bool { return e.Value.episode.seen+warpWindow < at })
}

// Idle reports that nothing of what was learned is worth keeping.
func (r *Records) Idle(now time.Time) bool {
	return now.Unix() > int64(r.newest)+recordsKeep*secondsPerDay
}
