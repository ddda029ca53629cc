package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// pathKinds makes the values of path parameters, by the name that stands in the route
// tables. A pool of values is drawn once an API, as the objects of one installation are.
var pathKinds = map[string]func(r *rand.Rand) string{
	"int":    func(r *rand.Rand) string { return fmt.Sprint(1 + r.IntN([]int{20, 900, 50000, 90000000}[r.IntN(4)])) },
	"snow":   func(r *rand.Rand) string { return fmt.Sprint(175928847299117063 + r.Int64N(1<<58)) },
	"uuid":   uuid,
	"ulid":   func(r *rand.Rand) string { return "01J" + from(r, 23, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") },
	"sha":    func(r *rand.Rand) string { return from(r, 40, hexDigits) },
	"digest": func(r *rand.Rand) string { return "sha256:" + from(r, 64, hexDigits) },
	"hex":    func(r *rand.Rand) string { return from(r, 32, hexDigits) },
	"hex12":  func(r *rand.Rand) string { return from(r, 12, hexDigits) },
	"hex16":  func(r *rand.Rand) string { return from(r, 16, hexDigits) },
	"hex20":  func(r *rand.Rand) string { return from(r, 20, hexDigits) },
	"hex24":  func(r *rand.Rand) string { return from(r, 24, hexDigits) },
	"hex64":  func(r *rand.Rand) string { return from(r, 64, hexDigits) },
	"hex0x":  func(r *rand.Rand) string { return "0x" + from(r, 40, hexDigits) },
	"b6":     func(r *rand.Rand) string { return from(r, 6, lowerDigits) },
	"b9":     func(r *rand.Rand) string { return from(r, 9, base64url) },
	"b13":    func(r *rand.Rand) string { return from(r, 13, mixed) },
	"b17":    func(r *rand.Rand) string { return pick(r, "app rec tbl fld") + from(r, 14, mixed) },
	"b22":    func(r *rand.Rand) string { return from(r, 22, base64url) },
	"b32":    func(r *rand.Rand) string { return from(r, 32, mixed) },
	"b33":    func(r *rand.Rand) string { return "1" + from(r, 32, base64url) },
	"b44":    func(r *rand.Rand) string { return "1" + from(r, 43, base64url) },
	"b48":    func(r *rand.Rand) string { return from(r, 47, base64url) },
	"b62":    func(r *rand.Rand) string { return from(r, 22, mixed) },
	"b78":    func(r *rand.Rand) string { return from(r, 78, base64url) },
	"b152":   func(r *rand.Rand) string { return "AAMkAG" + from(r, 145, mixed) + "%3D" },
	"tok20":  func(r *rand.Rand) string { return from(r, 20, mixed) },
	"short":  func(r *rand.Rand) string { return from(r, 10, lowerDigits) },
	"opq":    func(r *rand.Rand) string { return from(r, 12+r.IntN(20), mixed) },
	"pid": func(r *rand.Rand) string {
		return pick(r, "ch cus in pi sub txn dp se prd") + "_" + from(r, 14+r.IntN(10), mixed)
	},
	"upid":    func(r *rand.Rand) string { return pick(r, "AC SM CA VA PN IS") + from(r, 32, hexDigits) },
	"okta":    func(r *rand.Rand) string { return "00" + pick(r, "u g a") + from(r, 17, mixed) },
	"dash":    func(r *rand.Rand) string { return dashed(r, 3, lowerDigits) },
	"matchid": func(r *rand.Rand) string { return pick(r, "EUW1 NA1 KR") + "_" + from(r, 10, digits) },
	"four":    func(r *rand.Rand) string { return from(r, 4, lowerDigits) + "-" + from(r, 4, lowerDigits) },
	"trk":     func(r *rand.Rand) string { return "LP" + from(r, 9, digits) + "CN" },
	"track1z": func(r *rand.Rand) string { return "1Z" + from(r, 16, "0123456789ABCDEFGHJKLMNPRSTUVWXYZ") },
	"key": func(r *rand.Rand) string {
		return pick(r, "OPS WEB CORE PAY MOBILE") + fmt.Sprintf("-%d", 1+r.IntN(4000))
	},
	"ord": func(r *rand.Rand) string { return fmt.Sprintf("ORD-2026-%06d", r.IntN(99999)) },
	"sku": func(r *rand.Rand) string { return from(r, 3, upperLetters) + "-" + from(r, 4, digits) },
	"serial": func(r *rand.Rand) string {
		return "Q2" + from(r, 2, upperLetters) + "-" + from(r, 4, "ABCDEFGH2345") + "-" + from(r, 4, "JKLMNP6789")
	},
	"netid": func(r *rand.Rand) string { return "N_" + from(r, 18, digits) },
	"mac": func(r *rand.Rand) string {
		return strings.Join([]string{from(r, 2, hexDigits), from(r, 2, hexDigits), from(r, 2, hexDigits), from(r, 2, hexDigits), from(r, 2, hexDigits), from(r, 2, hexDigits)}, ":")
	},
	"giftcode": func(r *rand.Rand) string {
		return from(r, 4, upperDigits) + "-" + from(r, 4, upperDigits) + "-" + from(r, 4, upperDigits)
	},
	"iban": func(r *rand.Rand) string { return pick(r, "DE GB FR") + from(r, 20, digits) },
	"imdb": func(r *rand.Rand) string { return "tt" + from(r, 7, digits) },
	"bio":  func(r *rand.Rand) string { return from(r, 1, upperLetters) + "00" + from(r, 4, digits) },
	"bin": func(r *rand.Rand) string {
		return from(r, 1, "ABCDEF") + "-" + from(r, 2, digits) + "-" + from(r, 2, digits)
	},
	"comm":     func(r *rand.Rand) string { return pick(r, "hs ss") + from(r, 2, lowerLetters) + "00" },
	"cfield":   func(r *rand.Rand) string { return fmt.Sprintf("customfield_%d", 10000+r.IntN(99)) },
	"assetstr": func(r *rand.Rand) string { return fmt.Sprintf("course_%d", 1+r.IntN(999)) },
	"gop": func(r *rand.Rand) string {
		return fmt.Sprintf("operation-%d-%s", 1700000000000+r.Int64N(1e9), from(r, 13, hexDigits))
	},
	"pv":    func(r *rand.Rand) string { return "pvc-" + uuid(r) },
	"wzone": func(r *rand.Rand) string { return from(r, 2, upperLetters) + pick(r, "Z C") + from(r, 3, digits) },
	"email": func(r *rand.Rand) string {
		return pick(r, givenNames) + "@" + pick(r, "example.com mail.test corp.example")
	},
	"upn":      func(r *rand.Rand) string { return pick(r, givenNames) + "." + pick(r, surnames) + "@contoso.example" },
	"phone":    func(r *rand.Rand) string { return "+1" + from(r, 10, digits) },
	"date":     func(r *rand.Rand) string { return fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28)) },
	"yyyymmdd": func(r *rand.Rand) string { return fmt.Sprintf("2026%02d%02d", 1+r.IntN(12), 1+r.IntN(28)) },
	"datetime": func(r *rand.Rand) string {
		return fmt.Sprintf("2026-%02d-%02dT%02d:00:00Z", 1+r.IntN(12), 1+r.IntN(28), r.IntN(24))
	},
	"year":   func(r *rand.Rand) string { return fmt.Sprint(2010 + r.IntN(17)) },
	"month":  func(r *rand.Rand) string { return fmt.Sprintf("%02d", 1+r.IntN(12)) },
	"day":    func(r *rand.Rand) string { return fmt.Sprintf("%02d", 1+r.IntN(28)) },
	"ver":    func(r *rand.Rand) string { return fmt.Sprintf("%d.%d.%d", r.IntN(4), r.IntN(20), r.IntN(9)) },
	"vtag":   func(r *rand.Rand) string { return fmt.Sprintf("v%d.%d.%d", r.IntN(4), r.IntN(20), r.IntN(9)) },
	"ip":     func(r *rand.Rand) string { return fmt.Sprintf("203.0.113.%d", r.IntN(255)) },
	"node":   func(r *rand.Rand) string { return fmt.Sprintf("ip-10-0-%d-%d", r.IntN(255), r.IntN(255)) },
	"rnode":  func(r *rand.Rand) string { return fmt.Sprintf("rabbit@host%d", 1+r.IntN(5)) },
	"latlon": func(r *rand.Rand) string { return fmt.Sprintf("%.4f,%.4f", 30+20*r.Float64(), -90*r.Float64()) },
	"lat":    func(r *rand.Rand) string { return fmt.Sprintf("%.3f", 60*r.Float64()) },
	"lon":    func(r *rand.Rand) string { return fmt.Sprintf("%.3f", -90*r.Float64()) },
	"postcode": func(r *rand.Rand) string {
		return pick(r, "SW1A OX4 EC1 LS9 G12") + "%20" + from(r, 1, digits) + from(r, 2, upperLetters)
	},
	"outcode": func(r *rand.Rand) string { return pick(r, "SW1A OX4 EC1 LS9 G12 M1 B33 CR2 DN55") },
	"flight":  func(r *rand.Rand) string { return pick(r, "LH BA AF KL UA") + fmt.Sprint(100+r.IntN(900)) },
	"loccode": func(r *rand.Rand) string { return from(r, 1, "AC") + pick(r, airports) },
	"arn": func(r *rand.Rand) string {
		return "arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3A" + app(r)
	},
	"urn":     func(r *rand.Rand) string { return "urn:oid:2.49.0.1.840.0." + from(r, 20, hexDigits) },
	"enc19":   func(r *rand.Rand) string { return "19%3A" + from(r, 32, hexDigits) + "%40thread.tacv2" },
	"encproj": encodedProject,
	"encfile": func(r *rand.Rand) string {
		return pick(r, "src lib docs test") + "%2F" + pick(r, nouns) + pick(r, ".go .rb .md .py")
	},
	"encid": func(r *rand.Rand) string { return from(r, 20, mixed) + "%3D%3D" },
	"encconn": func(r *rand.Rand) string {
		return fmt.Sprintf("10.0.0.%d%%3A%d%%20-%%3E%%2010.0.0.2%%3A5672", r.IntN(250), 40000+r.IntN(9999))
	},
	"objkey": func(r *rand.Rand) string {
		return pick(r, nouns) + "-" + from(r, 6, hexDigits) + pick(r, ".pdf .csv .zip .parquet")
	},
	"range": func(r *rand.Rand) string { return fmt.Sprintf("Sheet1!A%d%%3AD%d", 1+r.IntN(50), 60+r.IntN(50)) },
	"user":  username,
	"org":   func(r *rand.Rand) string { return pick(r, orgNames) + pick(r, " -labs -inc hq") },
	"repo":  app,
	"app":   app,
	"fn": func(r *rand.Rand) string {
		return pick(r, []string{app(r), camel(r), pick(r, nouns) + "Handler"}[r.IntN(3)])
	},
	"slug": slug,
	"title": func(r *rand.Rand) string {
		return strings.Join([]string{pick(r, adjectives), pick(r, nouns), "for", "my", pick(r, nouns)}, "_")
	},
	"Title": func(r *rand.Rand) string {
		return upperFirst(pick(r, nouns)) + "_" + pick(r, "of and in") + "_" + upperFirst(pick(r, cities))
	},
	"word":  func(r *rand.Rand) string { return pick(r, nouns) },
	"tag":   func(r *rand.Rand) string { return []string{pick(r, nouns), pick(r, adjectives), slug(r)}[r.IntN(3)] },
	"genre": func(r *rand.Rand) string { return pick(r, genres) },
	"city":  func(r *rand.Rand) string { return pick(r, cities) },
	"table": func(r *rand.Rand) string { return pick(r, nouns) + "s" },
	"Table": func(r *rand.Rand) string { return upperFirst(pick(r, nouns)) + "s" },
	"topic": func(r *rand.Rand) string { return pick(r, nouns) + "." + pick(r, "created updated deleted events") },
	"index": func(r *rand.Rand) string { return pick(r, nouns) + pick(r, " -2026.11.0"+from(r, 1, digits)+" -v2") },
	"metric": func(r *rand.Rand) string {
		return pick(r, "system app db jvm") + "." + pick(r, nouns) + "." + pick(r, "count avg p95 used")
	},
	"snake":  func(r *rand.Rand) string { return pick(r, adjectives) + "_" + pick(r, nouns) },
	"dotted": func(r *rand.Rand) string { return "sys." + pick(r, nouns) + "." + camel(r) },
	"camel":  camel,
	"CONST": func(r *rand.Rand) string {
		return strings.ToUpper(pick(r, nouns)) + "_" + pick(r, "KEY TOKEN URL SECRET")
	},
	"KEY":    func(r *rand.Rand) string { return from(r, 2+r.IntN(4), upperLetters) },
	"coupon": func(r *rand.Rand) string { return strings.ToUpper(pick(r, nouns)) + pick(r, " 10 25 2026") },
	"realm":  func(r *rand.Rand) string { return pick(r, orgNames) },
	"sub": func(r *rand.Rand) string {
		return pick(r, []string{pick(r, nouns), camel(r), upperFirst(pick(r, cities))}[r.IntN(3)])
	},
	"ns": func(r *rand.Rand) string {
		return pick(r, []string{"default kube-system prod staging", pick(r, nouns), app(r)}[r.IntN(3)])
	},
	"pod": func(r *rand.Rand) string {
		return app(r) + "-" + from(r, 9, hexDigits) + "-" + from(r, 5, "bcdfghjklmnpqrstvwxz2456789")
	},
	"rg": func(r *rand.Rand) string {
		return pick(r, "rg- "+" net-") + pick(r, nouns) + pick(r, " -prod -dev -weu")
	},
	"vm": func(r *rand.Rand) string {
		return pick(r, "web db cache "+pick(r, nouns)) + fmt.Sprintf("-%02d", 1+r.IntN(30))
	},
	"acct": func(r *rand.Rand) string { return pick(r, orgNames) + pick(r, nouns) + from(r, 2, digits) },
	"gproj": func(r *rand.Rand) string {
		return pick(r, adjectives) + "-" + pick(r, nouns) + "-" + from(r, 6, digits)
	},
	"bucket": func(r *rand.Rand) string {
		return pick(r, orgNames) + "-" + pick(r, nouns) + pick(r, "s -backup -prod -assets")
	},
	"dbname": func(r *rand.Rand) string {
		return pick(r, "(default) defaultdb "+pick(r, nouns)+" "+pick(r, nouns)+"_prod")
	},
	"branch": func(r *rand.Rand) string {
		return pick(r, "main master develop feature-"+pick(r, nouns)+" release-1."+from(r, 1, digits)+" fix%2F"+pick(r, nouns))
	},
	"file": func(r *rand.Rand) string {
		return pick(r, "README.md go.mod main.go Makefile package.json LICENSE Dockerfile "+pick(r, nouns)+".py")
	},
	"pkg": func(r *rand.Rand) string {
		return pick(r, []string{pick(r, nouns), pick(r, nouns) + "-" + pick(r, "js cli core utils"), "@" + pick(r, orgNames) + "%2f" + pick(r, nouns)}[r.IntN(3)])
	},
	"domain": func(r *rand.Rand) string { return pick(r, nouns) + pick(r, ".com .org .example .co.uk") },
	"dev": func(r *rand.Rand) string {
		return pick(r, []string{"sensor-" + from(r, 4, hexDigits), pick(r, nouns) + "-" + pick(r, "north south east west"), "esp32_" + from(r, 6, hexDigits)}[r.IntN(3)])
	},
	"entity": func(r *rand.Rand) string {
		return pick(r, "light switch sensor climate") + "." + pick(r, nouns) + "_" + pick(r, nouns)
	},
	"snap":    func(r *rand.Rand) string { return fmt.Sprintf("snapshot_%d", 1+r.IntN(90)) },
	"monster": func(r *rand.Rand) string { return pick(r, pseudoNames) },
	"driver":  func(r *rand.Rand) string { return pick(r, surnames) },
	"tagline": func(r *rand.Rand) string { return pick(r, "EUW NA1 KR1 "+strings.ToUpper(from(r, 4, lowerDigits))) },
	"cfg": func(r *rand.Rand) string {
		return pick(r, "cleanup.policy retention.ms segment.bytes min.insync.replicas max.message.bytes")
	},
	"pair": func(r *rand.Rand) string {
		return pick(r, "BTC ETH SOL ADA DOT XRP LTC") + "-" + pick(r, "USD EUR GBP USDC")
	},
	"coin": func(r *rand.Rand) string {
		return pick(r, "bitcoin ethereum solana cardano polkadot dogecoin litecoin usd-coin wrapped-bitcoin tether chainlink")
	},
	"mtype": func(r *rand.Rand) string {
		return pick(r, "n1 e2 c3") + "-" + pick(r, "standard highmem") + "-" + pick(r, "2 4 8 16")
	},
	"dyno": func(r *rand.Rand) string { return pick(r, "web worker") + "." + from(r, 1, "123456789") },
}

const (
	digits       = "0123456789"
	hexDigits    = digits + "abcdef"
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lowerDigits  = digits + lowerLetters
	upperDigits  = digits + upperLetters
	mixed        = digits + lowerLetters + upperLetters
	base64url    = mixed + "-_"
)

// pathEnums are parameters with few values, each of which might as well be a fixed word.
var pathEnums = map[string]string{
	"cc": "US DE FR GB CN JP BR IN MX CA IT ES", "cc2": "us de fr gb cn jp", "CUR": "USD EUR GBP JPY CHF SEK",
	"cur2": "usd eur gbp jpy chf sek cny aud", "lang": "en de fr es ja pt-BR zh-Hans it", "locale": "en-us de fr-fr es ja pt-br",
	"iata": airports, "IATA": airports, "ICAO": "KJFK KLAX EGLL EDDF KSEA KORD LFPG RJTT", "code3": "ATL LEJ ORD SEA",
	"zone": "us-central1-a us-east1-b europe-west1-c asia-east1-a", "region": "us-central1 europe-west1 us-east-1 eu-west-3",
	"loc": "en de fr es ja zh-CN en-US pt-BR", "cur": "usd eur gbp jpy chf sek cny aud", "lic": "mit apache-2.0 gpl-3.0 bsd-3-clause mpl-2.0 unlicense",
	"zhword": "家电 服装 图书 食品 母婴 运动", "azloc": "westeurope eastus northeurope southeastasia", "env": "prod staging dev live beta", "enum": "open all month weekly web container incoming",
	"proglang": "Go Python C Java Rust Haskell Elixir Scala", "METHOD": "GET POST PUT DELETE ANY OPTIONS", "TIER": "GOLD SILVER IRON DIAMOND",
	"DIV": "I II III IV", "vcs": "gh bb github", "assoc": "contacts companies deals tickets 2-3465404", "ctype": "page blogpost comment attachment",
	"op": "read update", "chamber": "house senate joint", "billtype": "hr s hjres sconres", "comp": "PL BL1 SA CL WC DED", "bank": "gh.29.uk rbs bnpp-irb hsbc-test",
	"carrier": "fedex ups usps dhl dhl_express royal-mail canada_post", "sport": "soccer basketball hockey tennis rugby",
	"vhost": "%2F prod staging analytics", "kind": "service-defaults proxy-defaults ingress-gateway", "element": "fire water grass electric psychic ghost",
	"cmstype": "post page attachment nav_menu_item wp_block", "cmsstatus": "publish future draft pending private", "cmstax": "category post_tag nav_menu",
	"hadomain": "light switch climate scene media_player", "acode": "318 74H 77W 32N", "mailfolder": "inbox drafts sentitems archive", "period": "D7 D30 D90 D180",
}

const (
	airports   = "LHR JFK SFO CDG FRA NRT SIN AMS MAD ORD"
	givenNames = `alice bob carol dave erin frank grace heidi ivan judy mallory niaj olivia peggy rupert sybil trent victor walter
wendy kenji yuki fatima jose priya hassan ingrid olaf dmitri anna wei ming`
	surnames = `smith jones garcia mueller rossi tanaka kowalski novak silva ivanov okafor haddad larsen dubois moreau hamilton
verstappen alonso norris sainz leclerc bottas`
	orgNames   = `acme initech globex umbrella hooli stark wayne tyrell wonka soylent vandelay contoso fabrikam northwind cyberdyne`
	adjectives = `red quick silent brave lucky happy golden hidden modern ancient frozen rapid gentle bright dark tiny huge urgent
wooden vintage organic cheap smart broken famous lazy`
	nouns = `river mountain lamp chair table engine garden bottle rocket window forest candle orange banana tiger falcon wolf eagle
dolphin ocean bridge castle anchor hammer pencil guitar violin drum coffee butter pepper honey bread apple lemon cherry cloud storm
thunder desert island valley harbor tower shadow mirror crystal diamond marble copper silver billing payment invoice customer orders
inventory auth gateway worker scheduler frontend backend report analytics search mobile portal legacy demo website docs blog`
	cities      = `berlin paris london tokyo beijing nairobi lima oslo madrid cairo boston denver austin mumbai seoul`
	genres      = `rock jazz pop classical hiphop country metal comedy drama animation documentary sports travel food games music`
	pseudoNames = `pikachu bulbasaur charmander squirtle eevee mewtwo gengar snorlax lapras onix vulpix cheri pecha oran sitrus`
)

func from(r *rand.Rand, n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

func pick(r *rand.Rand, list string) string {
	w := strings.Split(strings.ReplaceAll(list, "\n", " "), " ")
	return w[r.IntN(len(w))]
}

func uuid(r *rand.Rand) string {
	return from(r, 8, hexDigits) + "-" + from(r, 4, hexDigits) + "-4" + from(r, 3, hexDigits) + "-a" +
		from(r, 3, hexDigits) + "-" + from(r, 12, hexDigits)
}

func dashed(r *rand.Rand, n int, alphabet string) string {
	return from(r, n, alphabet) + "-" + from(r, n, alphabet) + "-" + from(r, n, alphabet)
}

func username(r *rand.Rand) string {
	switch r.IntN(6) {
	case 0:
		return pick(r, givenNames) + "." + pick(r, surnames)
	case 1:
		return pick(r, givenNames) + from(r, 2, digits)
	case 2:
		return pick(r, adjectives) + pick(r, nouns)
	case 3:
		return from(r, 1, lowerLetters) + pick(r, surnames)
	}
	return pick(r, givenNames)
}

func app(r *rand.Rand) string {
	switch r.IntN(4) {
	case 0:
		return pick(r, nouns)
	case 1:
		return pick(r, nouns) + "-" + pick(r, "api svc service web worker prod app")
	case 2:
		return pick(r, adjectives) + "-" + pick(r, nouns)
	}
	return pick(r, "my hello spoon test") + "-" + pick(r, nouns)
}

func slug(r *rand.Rand) string {
	switch r.IntN(4) {
	case 0:
		return pick(r, nouns)
	case 1:
		return pick(r, adjectives) + "-" + pick(r, nouns) + "-" + pick(r, nouns)
	}
	return pick(r, adjectives) + "-" + pick(r, nouns)
}

func camel(r *rand.Rand) string { return pick(r, adjectives) + upperFirst(pick(r, nouns)) }

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func encodedProject(r *rand.Rand) string {
	if r.IntN(3) == 0 {
		return fmt.Sprint(1 + r.IntN(5000))
	}
	return pick(r, orgNames) + "%2F" + app(r)
}
