// Package crowd is everybody who calls the shop during a recorded day: customers, staff, machines, and
// attackers.
//
// visitor.go is one caller with its address, its manners and its clock; day.go gives the day its shape.
// shopper.go, app.go, office.go and machine.go are the benign roles, cast.go lists who plays them.
// attacks.go is the table of attacks with what must be found for each, attackers.go the scripted ones,
// tools.go those carried out by real programs (hydra, ffuf, sqlmap), tools_live.go further ones that only live
// runs play (dirb, wfuzz, ab).
//
// A script never sleeps by itself: it tells the visitor to pause, and whoever runs the crowd decides
// whether that is real time or virtual time. All addresses are from the documentation ranges.
package crowd
