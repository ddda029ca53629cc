package finding

// Form is how a parameter's value is written: what a person sees at a glance.
type Form uint8

// Forms of values. The numbers are stored in states and never change.
const (
	FormNone    Form = iota // no value
	FormEmpty               //
	FormBool                // true, false
	FormInteger             //
	FormDecimal             //
	FormDate                // a day, alone or with a time
	FormID                  // a UUID, or 16 and more hexadecimal digits
	FormEmail               //
	FormLink                // scheme://
	FormWord                // ASCII letters
	FormToken               // ASCII letters, digits, hyphens, dots, underscores
	FormList                // such, separated by commas
	FormText                // words with spaces and the punctuation of sentences
	FormForeign             // letters beyond ASCII
	FormMarks               // anything with quotes, brackets, signs of programs
	FormLong                // longer than 512 bytes
	Forms                   // their number
)

var formNames = [Forms]Phrase{
	{"nothing", "无值"}, {"an empty value", "空值"}, {"true or false", "布尔值"}, {"an integer", "整数"},
	{"a decimal number", "小数"}, {"a date", "日期"}, {"an identifier", "标识符"}, {"an e-mail address", "邮箱地址"},
	{"a link", "链接"}, {"a word", "单词"}, {"a token", "令牌"}, {"a list", "列表"}, {"a text", "文本"},
	{"letters beyond ASCII", "非 ASCII 文字"}, {"signs of programs", "程序代码符号"}, {"more than 512 bytes", "超过 512 字节的内容"},
}

// Phrase names the form.
func (f Form) Phrase() Phrase { return formNames[min(f, Forms-1)] }

// MaxForms is how many parameters of one call are noted: where there are so many, others may have been left out.
const MaxForms = 16

// Means is what a parameter's name says it is for, as far as that matters to who calls.
type Means uint8

// Meanings. The numbers travel between nodes and are stored in states.
const (
	MeansNone    Means = iota
	MeansUser          // id or name of a user, an account, a customer
	MeansContact       // telephone number or mail address, which is a name where people log in with it
	MeansAction        // what is to be done: "action", "cmd"
	MeansLogon         // no parameter: name and password, or what stands for them
)

// Written is one parameter of a request and how its value was written.
type Written struct {
	Name  string
	Form  Form
	Means Means
	Size  int8 // of numbers that measure something: one more than the bits of the whole part, negative below zero; else 0
}
