package traffic

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// templatesOf gives the different templates of the paths, learned in a batch and one by one.
func templatesOf(t *testing.T, method string, paths []string) []string {
	t.Helper()
	var calls []Call
	ts := NewTemplates(TemplateLimits{})
	for _, p := range paths {
		calls = append(calls, Call{method, "h", p, 200})
		ts.Learn("h", method, p, 200)
	}
	batch := TemplatePaths(calls)
	var running []string
	for _, p := range paths {
		tmpl, _ := ts.Template("h", method, p)
		running = append(running, tmpl)
	}
	slices.Sort(batch)
	slices.Sort(running)
	batch, running = slices.Compact(batch), slices.Compact(running)
	if !slices.Equal(batch, running) {
		t.Errorf("in a batch %q, one by one %q", batch, running)
	}
	return running
}

var titles = strings.Fields(`how-to-wash-a-down-jacket five-knots-you-should-know our-new-store-in-oslo
why-wool-is-warm ten-years-of-tents the-best-day-hikes what-to-pack-for-rain packing-light meet-the-team
repair-or-replace`)

func TestAS01TitlesBehindDates(t *testing.T) {
	f := func(want string, formats ...string) {
		t.Helper()
		var paths []string
		for _, format := range formats {
			for _, title := range titles {
				paths = append(paths, fmt.Sprintf(format, title))
			}
		}
		if got := templatesOf(t, "GET", paths); len(got) != 1 || got[0] != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	f("/articles/{id}/{id}/{id}/{id}", "/articles/2026/11/02/%s", "/articles/2026/11/05/%s")
	f("/articles/{id}/{id}/{id}", "/articles/2026/11/%s", "/articles/2026/10/%s")
	f("/news/{id}/{id}", "/news/2026-11-02/%s", "/news/2026-11-05/%s")
	two := templatesOf(t, "GET", []string{"/a/2026/11/02/how-to-wash-a-down-jacket", "/a/2026/11/05/the-best-day-hikes"})
	if len(two) != 1 || two[0] != "/a/{id}/{id}/{id}/{id}" {
		t.Errorf("two titles: %q", two)
	}
	two = templatesOf(t, "GET", []string{
		"/shops/7/red-wool-hat-with-bobble", "/shops/8/how-to-wash-a-down-jacket", "/shops/7/the-best-of-the-day",
	})
	if len(two) != 1 || two[0] != "/shops/{id}/{id}" {
		t.Errorf("three titles behind one number: %q", two)
	}
}

func TestAS01ActionsBehindValuesAreNoTitles(t *testing.T) {
	f := func(method, format string, words ...string) {
		t.Helper()
		var paths, want []string
		for _, w := range words {
			for _, id := range []string{"17", "42"} {
				paths = append(paths, strings.ReplaceAll(format, "{id}", id)+"/"+w)
			}
			want = append(want, format+"/"+w)
		}
		slices.Sort(want)
		if got := templatesOf(t, method, paths); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	f("POST", "/users/{id}", "reset-password", "send-welcome-mail", "mark-as-seen", "force-log-out-everywhere")
	f("POST", "/orders/{id}", "mark-as-paid", "cancel-and-refund", "split-into-parcels")
	f("GET", "/repos/{id}/{id}", "pull-requests", "open-pull-requests", "pending-review-comments", "branch-protection-rules")
	f("GET", "/accounts/{id}/{id}", "order-line-items", "shipping-address-book", "open-invoice-items")
	f("GET", "/events/{id}/{id}/{id}", "mark-as-read", "export-to-csv", "download-as-pdf")
	f("GET", "/users/{id}", "last-seen-at", "two-factor-status", "terms-of-service")
}
