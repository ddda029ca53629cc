// Package region tells which country or territory an address is registered in, from the database
// embedded in the program (see iploc in ops/docs/dependencies.md for its source and date).
//
// Codes are those of ISO 3166: Hong Kong, Macao and Taiwan have codes of their own and are none
// of the others. Private and reserved addresses, and those the database does not know, have none:
// what is not known is not abroad. Pure; no allocation.
package region
