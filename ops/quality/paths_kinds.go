package main

import (
	"math/rand/v2"
	"net/url"
)

// publicKinds are further kinds of values, as public APIs of known conventions have them:
// registries, federated chat, forges, catalogues in Chinese.
var publicKinds = map[string]func(r *rand.Rand) string{
	"imgtag": func(r *rand.Rand) string {
		return pick(r, "latest stable edge "+from(r, 1, digits)+"."+from(r, 2, digits)+" "+from(r, 1, digits)+"."+from(r, 1, digits)+"-alpine sha-"+from(r, 7, hexDigits))
	},
	"pkgname": func(r *rand.Rand) string {
		return pick(r, []string{pick(r, nouns), pick(r, nouns) + "-" + pick(r, "js cli core utils"), pick(r, adjectives) + "-" + pick(r, nouns)}[r.IntN(3)])
	},
	"pkgfile": func(r *rand.Rand) string {
		return pick(r, nouns) + pick(r, " -js -core") + "-" + from(r, 1, digits) + "." + from(r, 1, digits) + "." + from(r, 1, digits) + ".tgz"
	},
	"refpath": func(r *rand.Rand) string {
		return pick(r, "heads%2Fmain heads%2F"+pick(r, nouns)+" tags%2Fv1."+from(r, 1, digits))
	},
	"wffile":  func(r *rand.Rand) string { return pick(r, "ci build release deploy test "+pick(r, nouns)) + ".yml" },
	"mxroom":  func(r *rand.Rand) string { return "!" + from(r, 18, mixed) + ":" + pick(r, mxHosts) },
	"mxevent": func(r *rand.Rand) string { return "$" + from(r, 43, base64url) },
	"mxuser":  func(r *rand.Rand) string { return "@" + username(r) + ":" + pick(r, mxHosts) },
	"mxalias": func(r *rand.Rand) string { return "%23" + pick(r, nouns) + "%3A" + pick(r, mxHosts) },
	"mxtxn":   func(r *rand.Rand) string { return "m" + from(r, 13, digits) + "." + from(r, 1, digits) },
	"chart":   func(r *rand.Rand) string { return pick(r, nouns) + pick(r, " -chart -operator -stack") },
	"chartfile": func(r *rand.Rand) string {
		return pick(r, nouns) + "-" + from(r, 1, digits) + "." + from(r, 2, digits) + "." + from(r, 1, digits) + ".tgz"
	},
	"container": func(r *rand.Rand) string { return pick(r, nouns) + pick(r, "s -data -logs -2026") },
	"objname": func(r *rand.Rand) string {
		return pick(r, []string{uuid(r), pick(r, nouns) + pick(r, ".jsonl .parquet .bin"), pick(r, "img- part-") + from(r, 5, digits)}[r.IntN(3)])
	},
	"letter": func(r *rand.Rand) string { return from(r, 1, lowerLetters) },
	"KEY10":  func(r *rand.Rand) string { return from(r, 10, upperLetters) },
	"zhname": func(r *rand.Rand) string { return pick(r, zhNames) },
	"enczh":  func(r *rand.Rand) string { return url.PathEscape(pick(r, zhNames)) },
	"intlist": func(r *rand.Rand) string {
		list := from(r, 3, "123456789")
		for range r.IntN(4) {
			list += "," + from(r, 4, "123456789")
		}
		return list
	},
}

const (
	mxHosts = "example.org chat.example matrix.corp.example"
	zhNames = `张伟 王芳 李娜 刘洋 陈杰 杨静 赵磊 黄敏 周涛 吴艳 徐强 孙丽 马超 朱琳 北京 上海 广州 深圳 杭州 成都 武汉 西安 南京
蓝牙耳机 机械键盘 保温杯 羽绒服 登山鞋 电饭煲 笔记本电脑 儿童座椅 咖啡机 行李箱`
)
