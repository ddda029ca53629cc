// Package digest decides about alarm digests: who is told what, when, and in which words.
// It is pure: it takes settings, findings and the time, and gives slots, texts and the next
// entry of a ledger. Package query reads and writes, package notify sends.
//
// The ledger is one chain of entries for each recipient. An entry claims the findings it is
// about, and a finding claimed by any entry of a recipient is never claimed by another one.
// An entry is written whole, with its text, under the number that follows the last one; the
// store takes each number once. So a finding is in exactly one digest of a recipient however
// often a node crashes, and whichever and however many nodes run: what was written is sent
// again as it is, and what was not written is composed anew.
package digest
