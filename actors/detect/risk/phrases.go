package risk

import (
	"strconv"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

type phrase struct{ En, Zh string }

// reasons are what PerCall and PerAPI say, by key. Places: where and other are places of a
// value, kind a type of data, masked its masked value, n and of figures, text what was read.
var reasons = map[string]phrase{
	"method":             {"the API answered the method {text}.", "API 响应了 {text} 方法。"},
	"method_webdav":      {"the API answered the WebDAV method {text} without a credential.", "API 在无凭据的情况下响应了 WebDAV 方法 {text}。"},
	"method_options":     {"the API answered OPTIONS outside of a CORS preflight.", "API 响应了非 CORS 预检的 OPTIONS 请求。"},
	"method_file":        {"the API let {text} change a file of the web server.", "API 允许通过 {text} 修改 Web 服务器上的文件。"},
	"method_open":        {"the API answered {text} to a caller without a credential.", "API 对无凭据的调用者响应了 {text} 请求。"},
	"token_sent":         {"{where} carries a token {how}.", "{where}携带的令牌{how}。"},
	"token_issued":       {"{where} of the answer hands out a token {how}.", "响应的{where}签发的令牌{how}。"},
	"fetch_near":         {"{where} holds an address inside of the own network that the server may fetch.", "{where}含有服务端可能抓取的内网地址。"},
	"fetch_kind":         {"{where} holds an address of a kind that no page needs and that the server may fetch.", "{where}含有服务端可能抓取的非常规协议地址。"},
	"fetch":              {"{where} holds an address that the server may fetch.", "{where}含有服务端可能抓取的地址。"},
	"password_plain":     {"{where} holds a readable password.", "{where}含有明文密码。"},
	"password_returned":  {"{where} of the answer holds a readable password.", "响应的{where}含有明文密码。"},
	"password_url":       {"{where} holds a password.", "{where}含有密码。"},
	"password_weak":      {"a login succeeded with a password that is {how}.", "有账号以弱密码登录成功：密码{how}。"},
	"password_default":   {"a login succeeded with the name and password that {text} is delivered with.", "有账号以 {text} 的出厂用户名和密码登录成功。"},
	"password_generic":   {"a login succeeded with a name and password that many products are delivered with.", "有账号以多种产品通用的出厂用户名和密码登录成功。"},
	"password_shared":    {"{n} of {of} accounts logged in with one and the same password.", "{of} 个账号中有 {n} 个使用同一密码登录。"},
	"logins_unlimited":   {"one client failed to log in {n:time} in an hour and was never refused.", "单个客户端一小时内登录失败 {n} 次，从未被拒绝。"},
	"prompt":             {"the answer to a failed login says \"{text}\".", "登录失败的响应提示“{text}”。"},
	"prompt_page":        {"the page to which a failed login is sent says \"{text}\".", "登录失败后跳转的页面提示“{text}”。"},
	"outside":            {"an internal application answered a public address.", "内部应用响应了来自公网地址的调用。"},
	"sources_unlimited":  {"the API answered {n:source block} today that are not among its {of} usual ones.", "API 今日响应了常用的 {of} 个来源网段之外的 {n} 个网段。"},
	"tools_unlimited":    {"the API answered {n:program} today that are not among its {of} usual ones.", "API 今日响应了常用的 {of} 种客户端程序之外的 {n} 种程序。"},
	"rate_unlimited":     {"one client made {n:call} in one minute and was never limited.", "单个客户端一分钟内调用 {n} 次，从未被限流。"},
	"credential_weak":    {"{where} holds {n:character}: {how}.", "{where}的凭据为 {n} 个字符：{how}。"},
	"credential_issued":  {"{where} of the answer hands out {n:character}: {how}.", "响应的{where}签发了 {n} 个字符的凭据：{how}。"},
	"credential_url":     {"{where} carries a credential.", "{where}携带凭据。"},
	"open_sensitive":     {"{where} of the answer holds {kind} {masked}, and the call had no credential.", "响应的{where}含有{kind}{masked}，而调用未携带凭据。"},
	"open_internal":      {"an internal API answered a call without a credential.", "内部 API 响应了未携带凭据的调用。"},
	"key_pair":           {"the answer holds an AccessKey ID and an AccessKey secret.", "响应中同时含有 AccessKey ID 与 AccessKey Secret。"},
	"many_kinds":         {"one answer holds {n:kind} of data of S2 and above.", "单次响应含有 {n} 种 S2 级及以上数据。"},
	"many_entries":       {"one answer holds {n:entry|entries} of data of S2 and above.", "单次响应含有 {n} 条 S2 级及以上数据。"},
	"masked_and_full":    {"{where} is masked, and {other} holds the same value in full.", "{where}已脱敏，但{other}含有同一值的明文。"},
	"server_data":        {"the answer holds: {kind}.", "响应中含有：{kind}。"},
	"server_file":        {"the answer holds a file of the server: {text}.", "响应中含有服务器文件：{text}。"},
	"private_address":    {"{where} of the answer holds a private address.", "响应的{where}含有内网地址。"},
	"sensitive_url":      {"{where} holds {kind} {masked}.", "{where}含有{kind}{masked}。"},
	"short_path_id":      {"the value in place {of} of the path is a number of {n:digit}.", "路径第 {of} 段的值为 {n} 位数字。"},
	"short_id":           {"{where} names a record by a number of {n:digit}.", "{where}以 {n} 位数字标识记录。"},
	"page_records":       {"{where} asked for {n} rows and the answer holds {of:record}.", "{where}请求 {n} 行，响应含有 {of} 条记录。"},
	"page_obeyed":        {"{where} asked for {n} rows and the answer works with that size.", "{where}请求 {n} 行，响应按该大小返回。"},
	"page_all":           {"{where} asked for {n} rows and the answer holds all {of}.", "{where}请求 {n} 行，响应返回了全部 {of} 条。"},
	"statement":          {"{where} holds a whole database statement.", "{where}含有完整的数据库语句。"},
	"command":            {"{where} holds a shell command.", "{where}含有 shell 命令。"},
	"message":            {"{where} names the receiver and {other} holds the text.", "{where}指定接收者，{other}含有发送内容。"},
	"code_returned":      {"{where} of the answer holds a verification code of {n:digit}.", "响应的{where}含有 {n} 位验证码。"},
	"file_path":          {"{where} holds the path of a file.", "{where}含有文件路径。"},
	"file_name":          {"{where} holds the name of a file.", "{where}含有文件名。"},
	"exception":          {"the answer shows an exception of the program: {text}.", "响应暴露了应用程序异常：{text}。"},
	"exception_database": {"the answer shows an error of the database: {text}.", "响应暴露了数据库报错：{text}。"},
}

// valueWords are what reasons hold in words.
var valueWords = map[string]phrase{
	"in_path":      {`path segment after "{it}"`, "路径中“{it}”之后的一段"},
	"in_query":     {`query parameter "{it}"`, "查询参数“{it}”"},
	"in_header":    {`header "{it}"`, "标头“{it}”"},
	"in_cookie":    {`cookie "{it}"`, "Cookie“{it}”"},
	"in_json":      {`field "{it}"`, "字段“{it}”"},
	"in_form":      {`form field "{it}"`, "表单字段“{it}”"},
	"in_multipart": {`form part "{it}"`, "表单部分“{it}”"},
	"in_element":   {`element "{it}"`, "元素“{it}”"},
	"in_text":      {"text", "文本"},

	"unsigned":   {"without a signature", "未签名"},
	"old_hash":   {"signed by an algorithm that is broken", "使用已被破解的算法签名"},
	"known_key":  {"signed under a key that everybody knows", "使用众所周知的密钥签名"},
	"pass_short": {"shorter than 8 characters", "不足 8 个字符"},
	"pass_used":  {"one of the most used passwords", "属于最常用密码"},
	"pass_plain": {"fewer than three kinds of characters", "字符类型少于三类"},

	string(TooShort):     {"too short or too plain to be a secret", "过短或过于简单，不足以作为凭据"},
	string(OneOfMany):    {"a number that is counted up", "递增的编号"},
	string(MadeOfTime):   {"made from the time", "由时间生成"},
	string(MadeOfWords):  {"made of words and a number", "由单词和数字组成"},
	string(Repeating):    {"the same few characters again and again", "少数几个字符反复出现"},
	string(EncodedText):  {"only an encoding of a readable text", "仅是可读文本的编码"},
	string(HashOfLittle): {"the hash of a small number or a common word", "小数字或常见单词的哈希值"},
	string(HashOfName):   {"the hash or the encoding of the caller's name", "调用者名称的哈希值或编码"},

	"custom_type": {"a custom data type", "自定义数据类型"},
}

// PhraseOf gives a reason or what is in one by its key; types of data stand under their names.
func PhraseOf(key string) (finding.Phrase, bool) {
	if p, ok := reasons[key]; ok {
		return finding.Phrase(p), true
	}
	if p, ok := valueWords[key]; ok {
		return finding.Phrase(p), true
	}
	if t, ok := sensitive.ByName(key); ok {
		return finding.Phrase{En: t.Title, Zh: t.Zh}, true
	}
	return finding.Phrase{}, false
}

// Words is what the row says in a language; reasons are PhraseOf's.
func (r *Row) Words(l finding.Lang) finding.Words {
	if l == finding.Chinese {
		return r.Zh
	}
	return finding.Words{Title: r.Title, Clear: r.Clear, Advice: r.Advice}
}

var placeKeys = [...]string{
	traffic.InPath: "in_path", traffic.InQuery: "in_query", traffic.InHeader: "in_header",
	traffic.InCookie: "in_cookie", traffic.InJSON: "in_json", traffic.InForm: "in_form",
	traffic.InMultipart: "in_multipart", traffic.InXML: "in_element", traffic.InHTML: "in_element", traffic.InText: "in_text",
}

// where is a value's place in a reason. Names are chosen by callers too, so a name that could
// itself be a datum is not repeated.
func where(v *traffic.Value) string { return placed("where", v.Place, v.Key) }

func placed(name string, p traffic.Place, key string) string {
	return finding.ArgPhrase(name, placeKeys[p], Label(key))
}

// kindOf names a data type in a reason. The names of custom types are their tenant's and shown
// beside the reason, where the types are listed.
func kindOf(t finding.DataType) string {
	if row, ok := sensitive.ByID(t); ok {
		return finding.ArgPhrase("kind", row.Name, "")
	}
	return finding.ArgPhrase("kind", "custom_type", "")
}

// number is a figure in a reason.
func number[N int | uint32](name string, n N) string { return finding.Arg(name, strconv.Itoa(int(n))) }
