// Package purpose says why an API is called, from the words of its path and the names of
// its parameters and body fields, and whom it serves.
//
// The tour: table.go joins the 61 rows of the acceptance table, each with what it means and
// where its neighbour begins, its rules and its examples (rows_*.go); rule.go is what a rule
// may ask; groups.go are words that rows share, in English, Chinese and pinyin; path.go takes
// a path apart, words.go a name, split.go names written without borders; score.go ranks the
// rows; service.go tells internal, partner and public services apart.
//
// Three things decide between rows that both speak for an endpoint. What is done, at the end of
// the path, counts more than the things named before it ("/exports/{id}/status" asks for a
// status). Two facts that name a purpose together count more than one ("order" and "export"),
// and one more than a verb that any record knows. The method alone counts least.
//
// Pure: values in, values out. A purpose is asked once an API and not once a call.
package purpose
