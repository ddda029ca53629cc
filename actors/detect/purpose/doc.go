// Package purpose says why an API is called, from the words of its path and the names of
// its parameters and body fields, and whom it serves.
//
// The tour: table.go joins the 61 rows of the acceptance table, each with its rules and
// its examples (rows_auth.go, rows_trade.go, rows_data.go); rule.go is what a rule may
// ask; words.go takes names apart, in English, Chinese and pinyin; score.go ranks the rows;
// service.go tells internal, partner and public services apart.
//
// Pure: values in, values out. A purpose is asked once an API and not once a call.
package purpose
