package cli

import "github.com/lapwing-sec/lapwing/actors/finding"

// terms are the words of API and command line that an explanation in Chinese says in Chinese: levels,
// states, units and what gateways could do. In English they stay as they are; so does a word that is
// not here.
var terms = map[string]string{
	"low": "低", "medium": "中", "high": "高",

	"detected": "已发现", "in_progress": "处理中", "handled": "已处理", "ignored": "已忽略", "disabled": "非攻击",
	"to_be_confirmed": "待确认", "confirmed": "已确认", "to_be_fixed": "待修复", "fixed": "已修复",
	"to_be_verified": "待验证", "not_fixed": "未修复", "system_fixed": "已修复（系统验证）",

	"accounts": "个账号", "answers": "个响应", "attacks": "次攻击", "calls": "次调用", "codes": "个验证码", "downloads": "次下载",
	"entries": "条数据", "failures": "次失败", "logons": "次登录", "objects": "个对象", "passwords": "个密码", "sources": "个来源", "tools": "个工具",
}

// measureTerms stand before the kinds, by which gateway rules are asked for.
var measureTerms = map[finding.SuggestionKind]string{
	finding.SuggestBlacklist: "IP 黑名单", finding.SuggestWhitelist: "IP 白名单", finding.SuggestRateLimit: "限流",
	finding.SuggestClient: "客户端控制", finding.SuggestRegion: "地域控制", finding.SuggestBot: "机器人控制",
	finding.SuggestMask: "敏感数据脱敏", finding.SuggestCredential: "要求凭据",
}

// term says a word in the language of the page.
func (p page) term(word string) string {
	if t := terms[word]; t != "" && p.lang == finding.Chinese {
		return t
	}
	return word
}

// measure names what a gateway could do.
func (p page) measure(kind string) string {
	if t := measureTerms[finding.SuggestionKind(kind)]; t != "" && p.lang == finding.Chinese {
		return t + "（" + kind + "）"
	}
	return kind
}

// vote says one way of seeing that it is abuse.
func (p page) vote(name string) string {
	if p.lang == finding.English {
		return name
	}
	for _, v := range finding.AllVotes().List() {
		if v.String() == name {
			return v.Phrase().In(p.lang)
		}
	}
	return name
}
