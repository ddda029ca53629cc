// Package param learns what the calls of each API carry: the names of their parameters and
// of the fields of their bodies, with type, format, whether they are always there, which
// sensitive data they hold, and when they were seen.
//
// The tour: book.go keeps the APIs of a tenant and decides from which calls it learns;
// api.go is what is known of one API; call.go takes one call apart (request line, headers,
// forms), json.go a JSON body with the way to each field; kind.go tells type and format of a
// value; words.go says which names are plumbing, which keys are values, and which fields
// hold one of a few words; merge.go adds up what several nodes learned; pack.go writes it down.
//
// Learning is bounded twice: an API has at most MaxOfAPI parameters and a tenant MaxOfTenant,
// beyond which they are counted and not kept, and only the first calls of an API, those with a
// set of names never seen, and every 128th of the others are taken apart. So the inventory
// can miss a field of a response that is very rare; it never states one that was not there.
// Refused, failed and attacking calls teach nothing.
package param
