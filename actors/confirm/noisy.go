package confirm

import "github.com/lapwing-sec/lapwing/actors/detect/attack"

// noisy are rules that match much that is harmless in recorded API calls, with the check
// that their value must also pass; nil never counts. Each entry says what it was met by.
var noisy = map[int]func(value string) bool{
	911100: nil,                    // PUT, PATCH and DELETE are what REST is made of
	920100: nil,                    // the request line as the sensor wrote it, not as it was sent
	920170: nil,                    // bodies of GET: search APIs
	920171: nil,                    // the same with chunks
	920180: nil,                    // a recorded POST without its length
	920181: nil,                    // length and chunks: our own protocol check knows both
	920340: nil,                    // a body without a type
	920350: nil,                    // internal hosts are addressed by number
	920420: nil,                    // types that the rule set does not know: application/json-patch+json, text/csv
	920230: nil,                    // links inside of parameters are encoded twice
	920540: nil,                    // \u escapes in parameters: JSON in a query
	920640: nil,                    // a body of text/plain
	921130: attack.IsResponseSplit, // pages in pastes
	921150: nil,                    // line breaks in names: CSV read as a form
	921110: attack.IsResponseSplit,
	930120: attack.IsFilePath, // prose and code about /etc/hosts
	930100: attack.IsFilePath, // relative imports in code: ../../a
	930110: attack.IsFilePath,
	930130: attack.IsHiddenFile, // /config.json of a page's own, /repo.git/info/refs of a server of repositories
	931100: nil,                 // http://127.0.0.1:5500/index.html and printers: our own address rules decide
	931120: attack.IsRemoteFile, // anything that begins with http and ends in a question mark
	932130: attack.IsShell,      // ${user.name}, //div[@class], a[0]
	932125: attack.IsShell,
	932160: attack.IsShell,
	932220: attack.IsShell,
	932230: attack.IsShell,
	932235: attack.IsShell,
	932236: attack.IsShell,
	932240: attack.IsShell,
	932250: attack.IsShell,
	932260: attack.IsShell,
	932370: attack.IsShell,
	932380: attack.IsShell,
	932140: attack.IsShell,
	932280: attack.IsShell, // {a,b,c}
	932330: attack.IsShell,
	932270: attack.IsShell,
	933100: attack.IsCode, // <?= $title ?>
	933130: attack.IsCode, // $_POST is an array
	933180: attack.IsCode, // {{ $t("hello") }}
	933135: attack.IsCode, // ${company}
	933160: attack.IsCode, // load file (PDF)
	933210: attack.IsCode,
	934100: attack.IsCode, // console.log("done")
	934110: attack.IsAddress,
	934160: attack.IsCode,
	934170: attack.IsMarkup, // data:image/png
	941100: attack.IsMarkup, // style="bold"
	941110: attack.IsMarkup,
	941120: attack.IsMarkup,
	941130: attack.IsMarkup,
	941160: attack.IsMarkup, // <img src="...">
	941170: attack.IsMarkup,
	941180: attack.IsMarkup, // document.getElementById
	941190: attack.IsMarkup,
	941210: attack.IsMarkup, // JavaScript: The Good Parts
	941250: attack.IsMarkup,
	941260: attack.IsMarkup,
	941270: attack.IsMarkup,
	941310: nil,             // GBK text has these bytes everywhere
	941390: attack.IsMarkup, // console.log
	942100: attack.IsSQL,    // arithmetic, code, cast(iron)
	942151: attack.IsSQL,    // sin(x)
	942140: attack.IsSQL,
	942160: attack.IsSQL, // sleep (8 hours)
	942170: attack.IsSQL,
	942190: attack.IsSQL, // union of workers selects
	942220: nil,          // 4294967296 is 4 GiB
	942230: attack.IsSQL,
	942240: attack.IsSQL,
	942250: attack.IsSQL,
	942270: attack.IsSQL,
	942280: attack.IsSQL,
	942290: attack.IsOperator, // GraphQL variables, filters in JSON
	942320: attack.IsSQL,
	942350: attack.IsSQL, // update me
	942360: attack.IsSQL,
	942500: attack.IsSQL,
	942540: attack.IsSQL,
	942550: attack.IsSQL,
	943110: nil, // a session id in the address is a risk of its own, and no attack
	943120: nil,
	944100: attack.IsCode,
	944110: attack.IsCode,
	944120: attack.IsCode,
	944130: attack.IsCode,
	944150: attack.IsCode,
}
