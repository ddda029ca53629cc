// Package memo remembers what was found of texts that come again: tokens, cookies, user agents.
//
// A memory is a table of a fixed number of places. A text is looked for where its hash points to
// and compared whole, so that a hash alone never answers; a new text takes the place of the one that
// was asked for longer ago. Its room is bounded by its number of places and its longest text, and
// once that room was used it allocates nothing.
package memo
