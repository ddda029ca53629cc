package actors

import (
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Kinds is the table of the virtual actors that judge: one row a kind.
func Kinds() []Kind {
	return []Kind{
		domainKind(func(*finding.Facts) State { return event.NewDomain() }, func() State { return event.NewDomain() }),
		endpointKind(func(f *finding.Facts) State { return event.NewEndpoint(f.API) },
			func() State { return event.NewEndpoint(traffic.API{}) }),
		clientKind(func(*finding.Facts) State { return event.NewClient() }, func() State { return event.NewClient() }),
		accountKind(func(*finding.Facts) State { return event.NewAccount() }, func() State { return event.NewAccount() }),
	}
}
