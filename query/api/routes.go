package api

import (
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/openapi"
)

const (
	exportTime  = 2 * time.Minute // of up to 100,000 rows
	receiveTime = 2 * time.Minute // of one batch over a thin line
	receiveBody = 64 << 20        // bytes as sent; what it inflates to has its own limit
	testTime    = time.Minute     // of one message to a slow receiver
	policyBody  = 128 << 10       // a rule of up to 64 KiB, as JSON inside JSON, and its reason
)

// routes is the list of all calls of the API; openapi.yaml describes each.
func (s *Server) routes() []Route {
	list := exportTime // lists can be exports
	return []Route{
		{Method: "GET", Path: "/api/v1/overview", Need: access.Read, Handle: s.overview},
		{Method: "GET", Path: "/api/v1/apis", Need: access.Read, Handle: s.apis, Time: list},
		{Method: "GET", Path: "/api/v1/apis/openapi", Need: access.Read, Handle: s.describe, Time: list},
		{Method: "GET", Path: "/api/v1/apis/specs", Need: access.Read, Handle: s.specs},
		{Method: "POST", Path: "/api/v1/apis/specs", Need: access.Configure, Handle: s.importSpec, Body: openapi.MaxBytes, Time: list},
		{Method: "GET", Path: "/api/v1/apis/:id", Need: access.Read, Handle: s.api},
		{Method: "GET", Path: "/api/v1/apis/:id/samples", Need: access.ReadSample, Handle: s.apiSamples},
		{Method: "GET", Path: "/api/v1/apis/:id/baseline", Need: access.Read, Handle: s.baseline},
		{Method: "POST", Path: "/api/v1/apis/:id/baseline", Need: access.Configure, Handle: s.steerBaseline},
		{Method: "POST", Path: "/api/v1/apis/:id/baseline/compare", Need: access.Read, Handle: s.compareBaseline, Body: exportBody},
		{Method: "GET", Path: "/api/v1/risks", Need: access.Read, Handle: s.risks, Time: list},
		{Method: "PATCH", Path: "/api/v1/risks", Need: access.Decide, Handle: s.decideRisks},
		{Method: "POST", Path: "/api/v1/risks/marks", Need: access.Decide, Handle: s.markRisks},
		{Method: "POST", Path: "/api/v1/events/marks", Need: access.Decide, Handle: s.markEvents},
		{Method: "GET", Path: "/api/v1/risks/:id", Need: access.Read, Handle: s.risk},
		{Method: "PATCH", Path: "/api/v1/risks/:id", Need: access.Decide, Handle: s.decideRisk},
		{Method: "GET", Path: "/api/v1/risks/:id/samples", Need: access.ReadSample, Handle: s.riskSamples},
		{Method: "GET", Path: "/api/v1/events", Need: access.Read, Handle: s.events, Time: list},
		{Method: "PATCH", Path: "/api/v1/events", Need: access.Decide, Handle: s.decideEvents},
		{Method: "GET", Path: "/api/v1/events/:id", Need: access.Read, Handle: s.event},
		{Method: "PATCH", Path: "/api/v1/events/:id", Need: access.Decide, Handle: s.decideEvent},
		{Method: "GET", Path: "/api/v1/events/:id/samples", Need: access.ReadSample, Handle: s.eventSamples},
		{Method: "GET", Path: "/api/v1/events/:id/gateway", Need: access.Read, Handle: s.eventGateway},
		{Method: "POST", Path: "/api/v1/events/:id/gateway", Need: access.Configure, Handle: s.addEventRule},
		{Method: "GET", Path: "/api/v1/risks/:id/gateway", Need: access.Read, Handle: s.riskGateway},
		{Method: "POST", Path: "/api/v1/risks/:id/gateway", Need: access.Configure, Handle: s.addRiskRule},
		{Method: "GET", Path: "/api/v1/gateway-rules", Need: access.Read, Handle: s.gatewayRules},
		{Method: "PATCH", Path: "/api/v1/gateway-rules/:name", Need: access.Configure, Handle: s.setRule},
		{Method: "GET", Path: "/api/v1/steps", Need: access.Read, Handle: s.steps},
		{Method: "GET", Path: "/api/v1/attackers", Need: access.Read, Handle: s.attackers, Time: list},
		{Method: "GET", Path: "/api/v1/rule-quality", Need: access.Read, Handle: s.quality, Time: list},
		{Method: "GET", Path: "/api/v1/data-types", Need: access.Read, Handle: s.dataTypes},
		{Method: "GET", Path: "/api/v1/coverage", Need: access.Read, Handle: s.coverage},
		{Method: "GET", Path: "/api/v1/sources", Need: access.Read, Handle: s.sources},
		{Method: "GET", Path: "/api/v1/nodes", Need: access.Read, Handle: s.nodes},
		{Method: "GET", Path: "/api/v1/catalog", Need: access.Read, Handle: s.catalog},
		{Method: "GET", Path: "/api/v1/policies", Need: access.Read, Handle: s.policies},
		{Method: "GET", Path: "/api/v1/policies/:kind", Need: access.Read, Handle: s.policiesOf},
		{Method: "POST", Path: "/api/v1/policies/:kind/test", Need: access.ReadSample, Handle: s.tryPolicy, Body: policyBody, Time: list},
		{Method: "GET", Path: "/api/v1/policies/:kind/:name", Need: access.Read, Handle: s.policyVersion},
		{Method: "PUT", Path: "/api/v1/policies/:kind/:name", Need: access.Configure, Handle: s.putPolicy, Body: policyBody},
		{Method: "DELETE", Path: "/api/v1/policies/:kind/:name", Need: access.Configure, Handle: s.deletePolicy},
		{Method: "GET", Path: "/api/v1/policies/:kind/:name/history", Need: access.Read, Handle: s.policyHistory},
		{Method: "POST", Path: "/api/v1/policies/:kind/:name/restore", Need: access.Configure, Handle: s.restorePolicy},
		{Method: "POST", Path: "/api/v1/policies/:kind/:name/promote", Need: access.Configure, Handle: s.promotePolicy},
		{Method: "GET", Path: "/api/v1/rules", Need: access.Read, Handle: s.rules},
		{Method: "GET", Path: "/api/v1/alarms", Need: access.Read, Handle: s.alarms},
		{Method: "GET", Path: "/api/v1/alarms/:name", Need: access.Read, Handle: ofKind(query.KindAlarm, s.policy)},
		{Method: "PUT", Path: "/api/v1/alarms/:name", Need: access.Configure, Handle: ofKind(query.KindAlarm, s.putPolicy), Body: policyBody},
		{Method: "DELETE", Path: "/api/v1/alarms/:name", Need: access.Configure, Handle: ofKind(query.KindAlarm, s.deletePolicy)},
		{Method: "GET", Path: "/api/v1/recipients/:name", Need: access.Read, Handle: ofKind(query.KindRecipient, s.policy)},
		{Method: "PUT", Path: "/api/v1/recipients/:name", Need: access.Configure, Handle: ofKind(query.KindRecipient, s.putPolicy), Body: policyBody},
		{Method: "DELETE", Path: "/api/v1/recipients/:name", Need: access.Configure, Handle: ofKind(query.KindRecipient, s.deletePolicy)},
		{Method: "POST", Path: "/api/v1/recipients/:name/test", Need: access.Configure, Handle: s.testRecipient, Time: testTime},
		{Method: "GET", Path: "/api/v1/digests", Need: access.Read, Handle: s.digests},
		{Method: "GET", Path: "/api/v1/digests/:id", Need: access.Read, Handle: s.digest},
		{Method: "GET", Path: "/api/v1/me", Need: access.Public, Handle: s.me},
		{Method: "GET", Path: "/api/v1/tokens", Need: access.Administer, Handle: s.tokens},
		{Method: "POST", Path: "/api/v1/tokens", Need: access.Administer, Handle: s.newToken},
		{Method: "DELETE", Path: "/api/v1/tokens/:id", Need: access.Administer, Handle: s.revokeToken},
		{Method: "GET", Path: "/api/v1/users", Need: access.Administer, Handle: s.users},
		{Method: "POST", Path: "/api/v1/users", Need: access.Administer, Handle: s.newUser},
		{Method: "DELETE", Path: "/api/v1/users/:id", Need: access.Administer, Handle: s.disableUser},
		{Method: "POST", Path: "/api/v1/users/:id/link", Need: access.Administer, Handle: s.newLink},
		{Method: "GET", Path: "/api/v1/audit", Need: access.Administer, Handle: s.audit},
		{
			Method: "POST", Path: "/api/v1/exchanges", Need: access.Ingest, Handle: s.exchanges,
			Body: receiveBody, Time: receiveTime,
		},
		{Method: "GET", Path: "/openapi.yaml", Need: access.Public, Handle: s.openapi},
		{Method: "GET", Path: "/metrics", Need: access.Public, Handle: s.metrics},
		{Method: "GET", Path: "/healthz", Need: access.Public, Handle: s.healthz},
		{Method: "GET", Path: "/readyz", Need: access.Public, Handle: s.readyz},
		{Method: "GET", Path: "/version", Need: access.Public, Handle: s.versionz},
	}
}

// Routes lists what the API has, for tests and documents.
func (s *Server) Routes() []Route { return s.routes() }
