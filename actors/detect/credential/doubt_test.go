package credential

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestNF20DoubtsAreOfWhatCantBeValid(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	for want, all := range map[finding.Doubt][]Example{
		finding.DoubtNone: {
			header("Authorization: Bearer " + sampleJWT), header("Cookie: PHPSESSID=q7r9s0t1u2v3w4x5y6z7"),
			header("Authorization: Basic YWRtaW46YWRtaW4="), header("X-Api-Key: 7d5f2c1e9b8a4f60"),
			header("Authorization: Bearer null", "Cookie: PHPSESSID=q7r9s0t1u2v3w4x5y6z7"), // the cookie may be the one
			header("Authorization: Bearer mF9B5f41JqMzT0pXw7Yk2Q"),
		},
		finding.DoubtAbsent:    {header("Accept: */*"), header("Cookie: lang=en")},
		finding.DoubtBlank:     {header("Authorization: Bearer null"), header("Authorization: Bearer undefined"), header("Authorization: Bearer")},
		finding.DoubtMadeUp:    {header("Authorization: Bearer test"), header("Authorization: Bearer 12345678")},
		finding.DoubtMalformed: {header("Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.cut"), header("Authorization: Basic !!!!")},
		finding.DoubtUnsigned:  {header("Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")},
	} {
		for _, e := range all {
			x := e.exchange()
			x.Time = now
			if got := DoubtOf(x, find(e)); got != want {
				t.Errorf("%v: got %v, want %v", e.Headers, got, want)
			}
		}
	}
}

func TestPE23ExpiryIsJudgedWithALeeway(t *testing.T) {
	e := header("Authorization: Bearer " + sampleJWT) // until 1,900,000,000
	for _, c := range []struct {
		at   int64
		want finding.Doubt
	}{{1_899_999_999, finding.DoubtNone}, {1_900_000_599, finding.DoubtNone}, {1_900_000_601, finding.DoubtExpired}} {
		x := e.exchange()
		x.Time = time.Unix(c.at, 0)
		if got := DoubtOf(x, find(e)); got != c.want {
			t.Errorf("at %d: got %v, want %v", c.at, got, c.want)
		}
	}
	x := e.exchange()
	x.Time, x.Client.Account = time.Unix(2_000_000_000, 0), "u1"
	if got := DoubtOf(x, find(e)); got != finding.DoubtNone {
		t.Errorf("an account the gateway vouches for is doubted: %v", got)
	}
}
