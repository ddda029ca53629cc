package purpose

import (
	"strings"
	"testing"
)

// TestAS06ToAS08ServiceObjects holds that each row finds its examples and ignores the rest.
func TestAS06ToAS08ServiceObjects(t *testing.T) {
	rows := Services()
	if len(rows) != 3 {
		t.Fatalf("want 3 service objects, have %d", len(rows))
	}
	for _, r := range rows {
		for _, e := range r.Finds {
			host, path, _ := strings.Cut(e, "/")
			if got := Service(host, "/"+path); got != r.ID {
				t.Errorf("%s: got %d, want %d", e, got, r.ID)
			}
		}
		for _, e := range r.Ignores {
			host, path, _ := strings.Cut(e, "/")
			if got := Service(host, "/"+path); got == r.ID {
				t.Errorf("%s: taken for %s", e, r.Title)
			}
		}
	}
	if Service("", "") != 0 {
		t.Error("nothing says something")
	}
}
