package peers

import "strings"

// patterns are the types that a regular expression can tell at all, without checksums, word
// lists or keys; what they find is many times too much, which is not what is measured here.
var patterns = []string{
	`\b[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\b`, // identity card
	`\b(?:62\d{14,17}|4\d{15}|5[1-5]\d{14}|3[47]\d{13})\b`,                            // cards
	`\b(?:\+?86[- ]?)?1[3-9]\d{9}\b`,                                                  // mobile
	`\b0\d{2,3}-\d{7,8}\b`,                                                            // fixed line
	`[\w.+%-]+@[\w-]+(?:\.[\w-]+)+`,                                                   // e-mail
	`\b[EGDSP]\d{8}\b`,                                                                // passport
	`\b[CHM]\d{8}\b`,                                                                  // permit
	`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}`,  // plate
	`[\p{Han}]{2,7}(?:省|市|区|县)[\p{Han}0-9]{2,30}(?:号|栋|室)`, // address
	`[\p{Han}]字第\d{4,8}号`,                                                  // military ID
	`\b[A-Z]{1,2}\d{6}\([0-9A]\)`,                                          // Hong Kong card
	`\b[STFGM]\d{7}[A-Z]\b`,                                                // Singapore card
	`\b\d{6}-\d{2}-\d{4}\b`,                                                // Malaysia card
	`\b\d{3}-\d{2}-\d{4}\b`,                                                // US SSN
	`\(\d{3}\) ?\d{3}-\d{4}`,                                               // US telephone
	`\b(?:\d{1,3}\.){3}\d{1,3}\b`,                                          // IPv4
	`\b(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}\b`,                             // MAC
	`\b(?:[0-9A-Fa-f]{1,4}:){2,7}:?[0-9A-Fa-f]{1,4}\b`,                     // IPv6
	`jdbc:[a-z]+:[^\s"]+`,                                                  // JDBC
	`-----BEGIN [A-Z ]+-----`,                                              // PEM
	`\b(?:LTAI|AKIA|ASIA|AKID)[A-Za-z0-9]{12,36}\b`,                        // access key
	`\b\d{4}[-/]\d{1,2}[-/]\d{1,2}\b`,                                      // date
	`\b\d{15}\b`,                                                           // IMEI, licence, tax
	`\b[A-F][0-9A-F]{13}\b`,                                                // MEID
	`\w+:[x*!]?:\d+:\d+:[^:\n]*:[^:\n]*:[^\n"]*`,                           // passwd
	`\w+:\$[16y]\$[^:]+:\d*:\d*:\d*:\d*`,                                   // shadow
	`https?://[^\s"]+`,                                                     // URL
	`\b[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}\b`,               // social credit code
	`\b[A-HJ-NPR-Z0-9]{17}\b`,                                              // VIN
	`\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b`,                              // SWIFT
	`"(?:name|realName|fullName)":"[\p{Han}A-Za-z ]{2,20}"`,                // names by key
	`"(?:gender|sex)":"(?:男|女|male|female)"`,                               // gender
	`"(?:province|city)":"[\p{Han}]{2,10}"`,                                // province, city
	`"(?:secretKey|accessKeySecret|clientSecret)":"[A-Za-z0-9+/=]{16,64}"`, // secret
}

var alternation = "(?:" + strings.Join(patterns, ")|(?:") + ")"
