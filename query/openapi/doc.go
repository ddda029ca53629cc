// Package openapi reads the operations that an OpenAPI or Swagger document declares, and
// writes an OpenAPI 3.1 document from what was seen of a host.
//
// The tour: read.go turns bytes into a tree within bounds (tree.go) and the tree into
// operations; write.go puts a document
// together, schema.go makes schemas of the inventory's parameters, security.go security
// schemes of the credentials seen.
//
// Reading is deliberately small: of a document only servers, paths and methods count, so a
// document is taken with all the faults that real ones have elsewhere. References to other
// files are never followed: nothing is fetched, and the operation is counted as left out.
package openapi
