// Package api is the product over HTTP, for programs: /api/v1 and what runs beside it.
//
// The tour: openapi.yaml is the source and routes.go the same list in Go; a test holds them
// to each other both ways. server.go puts the pieces together; route.go mounts a route only
// with a permission; identity.go recognises who asks; headers.go bounds and hardens every
// answer. problems.go is the table of everything that can go wrong, problem.go writes it.
// Then one file a noun: overview, apis, baselines, cases, decide, steps, summary (quality, attackers),
// policies, rules, alarms, digests, gateway, sources, exchanges, tokens, users, health;
// json_*.go are the shapes of the answers, csv.go the same view as a table.
//
// The console (query/console) brings its own routes with the same type and goes through the
// same doors.
package api
