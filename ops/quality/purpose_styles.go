package main

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// verbCase is a purpose that a verb tells, with the verb in the three ways it is written.
type verbCase struct {
	want    finding.Purpose
	method  string   // of the plain styles; "" where only words tell
	english []string // verbs
	chinese string
	pinyin  string
}

var verbCases = []verbCase{
	{40, "POST", []string{"check", "validate", "verify"}, "校验", "jiaoyan"},
	{41, "GET", []string{"get", "list", "query", "find", "search", "fetch"}, "查询", "chaxun"},
	{42, "POST", []string{"import"}, "导入", "daoru"},
	{43, "GET", []string{"export"}, "导出", "daochu"},
	{44, "POST", []string{"create", "insert", "new"}, "新增", "xinzeng"},
	{45, "POST", []string{"modify", "edit", "change"}, "修改", "xiugai"},
	{46, "POST", []string{"update", "upsert", "replace"}, "更新", "gengxin"},
	{47, "POST", []string{"share"}, "共享", "gongxiang"},
	{48, "POST", []string{"delete", "remove", "del"}, "删除", "shanchu"},
	{49, "POST", []string{"sync", "synchronize"}, "同步", "tongbu"},
	{50, "POST", []string{"submit", "apply"}, "提交", "tijiao"},
	{51, "POST", []string{"copy", "clone", "duplicate"}, "复制", "fuzhi"},
	{52, "POST", []string{"audit", "approve", "reject"}, "审核", "shenhe"},
	{53, "POST", []string{"save"}, "保存", "baocun"},
	{54, "POST", []string{"cancel"}, "取消", "quxiao"},
	{55, "POST", []string{"start", "enable", "run"}, "启动", "qidong"},
	{56, "POST", []string{"batchUpdate", "batchDelete", "bulkCreate"}, "批量处理", "piliang"},
	{57, "POST", []string{"pause", "suspend", "disable"}, "暂停", "zanting"},
	{58, "POST", []string{"add"}, "添加", "tianjia"},
	{61, "POST", []string{"close"}, "关闭", "guanbi"},
}

// styledNouns are things that APIs handle, in three ways.
var styledNouns = []struct{ one, many, chinese, pinyin string }{
	{"customer", "customers", "客户", "kehu"},
	{"product", "products", "商品", "shangpin"},
	{"contract", "contracts", "合同", "hetong"},
	{"project", "projects", "项目", "xiangmu"},
	{"employee", "employees", "员工", "yuangong"},
	{"invoice", "invoices", "发票", "fapiao"},
	{"vehicle", "vehicles", "车辆", "cheliang"},
	{"course", "courses", "课程", "kecheng"},
	{"patient", "patients", "患者", "huanzhe"},
	{"ticket", "tickets", "工单", "gongdan"},
	{"policy", "policies", "保单", "baodan"},
	{"asset", "assets", "资产", "zichan"},
	{"task", "tasks", "任务", "renwu"},
	{"article", "articles", "文章", "wenzhang"},
	{"warehouse", "warehouses", "仓库", "cangku"},
	{"supplier", "suppliers", "供应商", "gongyingshang"},
	{"budget", "budgets", "预算", "yusuan"},
	{"shipment", "shipments", "发货单", "fahuodan"},
	{"campaign", "campaigns", "活动", "huodong"},
	{"workflow", "workflows", "流程", "liucheng"},
}

// styles are the ways in which frameworks write "do this to that"; V and N stand for verb and
// noun with a capital, v and n without, S for the plural.
var styles = []string{
	"/api/v1/S/{id}/v", "/n/v", "/vN", "/n/vN", "/api/n/v.do", "/Service/N/VN", "/v_n", "/v-n", "/lower", "/S/v",
	"/v1/S/{id}:v", "/app/n/doV", "/n.v", "/N/V", "/mgr-api/n/v/{id}", "/nV",
}

// styledEndpoints writes each verb in each style, each time with the next noun. Words that are a
// noun as well ("change", "new", "run", "list") are left out where a style makes one of them.
func styledEndpoints() (out []endpointCase) {
	next := 0
	add := func(want finding.Purpose, method, path string) {
		line := method + " " + path
		out = append(out, endpointCase{want, line, parseEndpoint(line)})
	}
	for _, c := range verbCases {
		for _, verb := range c.english {
			for _, style := range styles {
				n := styledNouns[next%len(styledNouns)]
				next++
				add(c.want, c.method, styled(style, verb, n.one, n.many))
			}
		}
		for range 4 {
			n := styledNouns[next%len(styledNouns)]
			next++
			add(c.want, c.method, "/"+n.chinese+"/"+c.chinese)
			add(c.want, c.method, "/api/"+c.chinese+n.chinese)
			add(c.want, c.method, "/"+n.pinyin+"/"+c.pinyin)
			add(c.want, c.method, "/"+c.pinyin+capital(n.pinyin)+".action")
		}
	}
	return out
}

func styled(style, verb, one, many string) string {
	if style == "/lower" {
		return "/" + strings.ToLower(verb+one)
	}
	var b strings.Builder
	for i, part := range strings.SplitAfter(style, "/") {
		switch {
		case strings.HasPrefix(part, "api"), strings.HasPrefix(part, "app"), strings.HasPrefix(part, "v1"),
			strings.HasPrefix(part, "Service"), strings.HasPrefix(part, "mgr"), strings.HasPrefix(part, "{id}/"), i == 0:
			b.WriteString(part)
			continue
		}
		rest := ""
		if j := strings.Index(part, ".do"); j >= 0 {
			part, rest = part[:j], part[j:]
		}
		id := strings.HasPrefix(part, "{id}")
		part = strings.TrimPrefix(part, "{id}")
		if id {
			b.WriteString("{id}")
		}
		part = strings.Replace(part, "do", "D", 1)
		for _, c := range part {
			switch c {
			case 'v':
				b.WriteString(verb)
			case 'V':
				b.WriteString(capital(verb))
			case 'n':
				b.WriteString(one)
			case 'N':
				b.WriteString(capital(one))
			case 'S':
				b.WriteString(many)
			case 'D':
				b.WriteString("do")
			default:
				b.WriteRune(c)
			}
		}
		b.WriteString(rest)
	}
	return b.String()
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
