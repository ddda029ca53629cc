// Package access decides who may come in and what they may do there.
//
// The tour: permission.go is the table of what each role and each token scope may do; a
// route names one permission and does not start without. store.go is what lasts (users,
// sessions, tokens, one-time links). gate.go is the door: link.go lets the first
// administrator in once, signin.go everybody after by password, session.go recognises them
// afterwards, token.go does the same for programs. password.go and secret.go hold the
// cryptography, throttle.go slows guessing down,
// away.go lets verified tokens work while the store is away.
//
// Nothing secret is stored: passwords as argon2id, everything else as SHA-256 of 256 random
// bits. Failures fall towards "no".
package access
