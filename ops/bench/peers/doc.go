// Package peers measures what a user would pick instead, on the bytes of ops/bench/mix and in
// the same process as our own walk and scan, so that ratios hold whatever else the machine does:
//
//	go tool task bench-peers
//
// It is a module of its own so that these libraries stay out of the product. They are: the
// standard library's regexp and wasilibs/go-re2 with one alternation of the same types;
// gitleaks v8, secrets only; the walks of valyala/fastjson and bytedance/sonic without any scan.
package peers
