package querytest

import (
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// shopAPI is one API of the shop with what is known of it.
type shopAPI struct {
	traffic.API
	PerHour  int // calls at noon
	Purposes []finding.Purpose
	Service  finding.Service
	Auth     finding.Auth
	Grade    finding.Grade
	Req, Res []finding.DataType
	Creds    finding.Set
}

func named(host, method, template string) traffic.API {
	return traffic.API{Host: host, Method: method, Template: template}
}

const (
	shop  = "shop.example.com"
	pay   = "pay.example.com"
	admin = "admin.corp.example"
)

// shopAPIs are the APIs of the shop, busiest first.
var shopAPIs = []shopAPI{
	{named(shop, "GET", "/api/v1/products/{id}"), 400, []finding.Purpose{41}, 3, finding.AuthAbsent, 0, nil, nil, 0},
	{named(shop, "GET", "/api/v1/products"), 300, []finding.Purpose{41}, 3, finding.AuthAbsent, 0, nil, nil, 0},
	{
		named(shop, "GET", "/api/v1/orders/{id}"),
		160,
		[]finding.Purpose{23, 41},
		3,
		finding.AuthMixed,
		3,
		nil,
		[]finding.DataType{1, 3, 4, 5},
		2,
	},
	{
		named(shop, "POST", "/api/v1/login"),
		90,
		[]finding.Purpose{1, 10},
		3,
		finding.AuthAbsent,
		2,
		[]finding.DataType{5, 6},
		[]finding.DataType{6},
		0,
	},
	{named(shop, "POST", "/api/v1/cart/items"), 85, []finding.Purpose{44}, 3, finding.AuthPresent, 0, nil, nil, 2},
	{
		named(shop, "POST", "/api/v1/orders"),
		60,
		[]finding.Purpose{50},
		3,
		finding.AuthPresent,
		2,
		[]finding.DataType{3, 4, 5},
		nil,
		2,
	},
	{
		named(shop, "GET", "/api/v2/users/{uuid}/profile"),
		55,
		[]finding.Purpose{41},
		3,
		finding.AuthNotVerified,
		3,
		nil,
		[]finding.DataType{1, 3, 5, 6, 12},
		2,
	},
	{
		named(pay, "POST", "/v3/charges"),
		50,
		[]finding.Purpose{26},
		2,
		finding.AuthPresent,
		3,
		[]finding.DataType{21, 6},
		nil,
		4,
	},
	{
		named(shop, "POST", "/api/v1/sms/send"),
		25,
		[]finding.Purpose{18},
		3,
		finding.AuthAbsent,
		2,
		[]finding.DataType{5},
		nil,
		0,
	},
	{
		named(pay, "GET", "/v3/charges/{id}"),
		22,
		[]finding.Purpose{41},
		2,
		finding.AuthPresent,
		3,
		nil,
		[]finding.DataType{2, 21},
		4,
	},
	{named(shop, "GET", "/api/v1/search"), 20, []finding.Purpose{41}, 3, finding.AuthAbsent, 0, nil, nil, 0},
	{
		named(admin, "GET", "/admin/export/orders"),
		6,
		[]finding.Purpose{24, 36},
		1,
		finding.AuthPresent,
		3,
		nil,
		[]finding.DataType{1, 3, 4, 5, 6},
		8,
	},
	{
		named(admin, "GET", "/admin/contracts/{date}/{slug}"),
		5,
		[]finding.Purpose{41, 36},
		1,
		finding.AuthAbsent,
		3,
		nil,
		[]finding.DataType{1, 2, 5, 43},
		0,
	},
	{
		named(admin, "POST", "/admin/login"),
		4,
		[]finding.Purpose{1},
		1,
		finding.AuthAbsent,
		1,
		[]finding.DataType{6},
		nil,
		0,
	},
	{
		named(admin, "PUT", "/admin/settings/{slug}"),
		2,
		[]finding.Purpose{60, 36},
		1,
		finding.AuthPresent,
		0,
		nil,
		[]finding.DataType{28},
		8,
	},
	{
		named(shop, "POST", "/graphql#ProductPage"),
		12,
		[]finding.Purpose{31},
		3,
		finding.AuthAbsent,
		1,
		nil,
		[]finding.DataType{39},
		0,
	},
}
