package ingest

import (
	"strconv"
	"strings"

	"github.com/go-faster/jx"
)

// Rules of the OWASP core rule set by our names of attacks.

// wafTags maps the set's tags to attacks, the telling before the general.
var wafTags = []struct{ tag, class string }{
	{"attack-sqli", "sql_injection"},
	{"attack-xss", "xss"},
	{"attack-rce", "command_injection"},
	{"attack-ssrf", "ssrf"},
	{"attack-ssti", "ssti"},
	{"attack-ldap", "ldap_injection"},
	{"attack-xxe", "xml_injection"},
	{"attack-xml", "xml_injection"},
	{"attack-lfi", "core_file_access"},
	{"attack-rfi", "core_file_access"},
	{"attack-disclosure", "core_file_access"},
	{"attack-backdoor", "trojan_backdoor"},
	{"attack-reputation-scanner", "malicious_scanning"},
	{"attack-reputation-crawler", "malicious_scanning"},
	{"attack-protocol", "non_compliant_protocol"},
	{"attack-injection", "web_app_vulnerability"}, // php, java, nodejs, generic
	{"attack-fixation", "web_app_vulnerability"},
	{"attack-deprecated-header", "non_compliant_protocol"},
	{"attack-generic", "web_app_vulnerability"},
}

// wafFamilies maps rule numbers, divided by 1000, where no tag tells.
var wafFamilies = map[int]string{
	911: "non_compliant_protocol", 913: "malicious_scanning", 920: "non_compliant_protocol",
	921: "non_compliant_protocol", 922: "non_compliant_protocol", 930: "core_file_access", 931: "core_file_access",
	932: "command_injection", 933: "web_app_vulnerability", 934: "web_app_vulnerability", 941: "xss",
	942: "sql_injection", 943: "web_app_vulnerability", 944: "web_app_vulnerability",
}

// wafUploads are rules about uploaded files among the PHP ones.
var wafUploads = map[string]bool{"933110": true, "933111": true, "932180": true}

// Rank of a message: an attack above a protocol matter above the sums of scores.
const (
	rankNone = iota
	rankScore
	rankUnknown
	rankProtocol
	rankAttack
)

func classOf(rule string, tags []string) (class string, rank int) {
	n, _ := strconv.Atoi(rule)
	if family := n / 1000; family == 949 || family == 959 || family == 980 {
		return "", rankScore
	}
	if wafUploads[rule] {
		return "file_upload", rankAttack
	}
	for _, row := range wafTags {
		for _, t := range tags {
			if strings.HasPrefix(strings.ToLower(t), row.tag) {
				return row.class, rankOf(row.class)
			}
		}
	}
	if class = wafFamilies[n/1000]; class != "" {
		return class, rankOf(class)
	}
	return "", rankUnknown
}

func rankOf(class string) int {
	if class == "non_compliant_protocol" || class == "malicious_scanning" {
		return rankProtocol
	}
	return rankAttack
}

// messages reads a firewall's messages; of several the most telling, first one is kept.
func (r *run) messages(d *jx.Decoder, v *verdict) error {
	if d.Next() != jx.Array {
		return d.Skip()
	}
	return d.Arr(func(d *jx.Decoder) error {
		if d.Next() != jx.Object {
			return d.Skip()
		}
		var rule string
		var tags []string
		err := d.ObjBytes(func(d *jx.Decoder, key []byte) error {
			switch string(key) {
			case "details", "data": // v3, Coraza
				if d.Next() == jx.Object {
					return r.message(d, &rule, &tags)
				}
			}
			return d.Skip()
		})
		if err != nil || rule == "" || rule == "0" {
			return err
		}
		v.messages++
		if class, rank := classOf(rule, tags); rank > v.rank {
			v.rule, v.class, v.rank = rule, class, rank
		}
		return nil
	})
}

func (r *run) message(d *jx.Decoder, rule *string, tags *[]string) error {
	return d.ObjBytes(func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "ruleId", "id":
			*rule, err = r.text(d)
		case "tags":
			if d.Next() != jx.Array {
				return d.Skip()
			}
			err = d.Arr(func(d *jx.Decoder) error {
				s, err := r.text(d)
				*tags = append(*tags, s)
				return err
			})
		default:
			err = d.Skip()
		}
		return err
	})
}
