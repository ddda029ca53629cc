package sensitive

import "strings"

// ethnicGroups are the 56 recognised groups, without 族.
var ethnicGroups = strings.Fields("汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 " +
	"东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 " +
	"塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺")

var isEthnicGroup = set(append(withTails(ethnicGroups, []string{"族"}),
	"han", "hui", "zhuang", "manchu", "uyghur", "uygur", "miao", "yi", "tujia", "tibetan", "mongol", "mongolian",
	"dong", "bouyei",
	"yao", "bai", "hani", "kazakh", "dai", "li", "lisu", "she",
	// GB/T 3304, and what else is written in Latin letters
	"zang", "tibetans", "buyei", "bouyei", "chosen", "man", "kazak", "va", "wa", "gaoshan", "lahu", "sui", "shui", "dongxiang", "naxi", "nakhi",
	"jingpo", "kirgiz", "kyrgyz", "tu", "daur", "mulao", "mulam", "qiang", "blang", "bulang", "salar", "maonan", "gelao", "xibe", "sibe", "achang",
	"pumi", "primi", "tajik", "nu", "uzbek", "ewenki", "evenki", "deang", "bonan", "bao'an", "yugur", "gin", "tatar", "derung", "dulong",
	"oroqen", "hezhen", "hezhe", "nanai", "monba", "menba", "lhoba", "luoba", "jino", "jinuo", "weiwuer", "menggu", "chaoxian", "hasake", "wuzibieke",
	"hanzu", "mengguzu", "huizu", "zangzu", "weiwuerzu", "miaozu", "yizu", "zhuangzu", "buyizu", "chaoxianzu", "manzu", "dongzu", "yaozu",
	"baizu", "tujiazu", "hanizu", "hasakezu", "daizu", "lizu", "lisuzu", "wazu", "shezu", "gaoshanzu", "lahuzu", "shuizu", "dongxiangzu",
	"naxizu", "jingpozu", "keerkezizu", "tuzu", "dawoerzu", "mulaozu", "qiangzu", "bulangzu", "salazu", "maonanzu", "gelaozu", "xibozu",
	"achangzu", "pumizu", "tajikezu", "nuzu", "wuzibiekezu", "eluosizu", "ewenkezu", "deangzu", "baoanzu", "yuguzu", "jingzu",
	"tataerzu", "dulongzu", "elunchunzu", "hezhezu", "menbazu", "luobazu", "jinuozu")...)

var isGender = set("男 女 男性 女性 男士 女士 男生 女生 男孩 女孩 先生 小姐 未知性别 未说明的性别 nan nv nanxing nvxing male female m f man woman boy girl gentleman lady " +
	"males females men women cisgender transgender transsexual nonbinary non-binary genderqueer genderfluid agender bigender intersex")

// genderCodes are the codes of GB/T 2261.1 and what many systems use: they count only under
// a key that says gender.
var genderCodes = set("0 1 2 9")

var isReligion = set("佛教 道教 基督教 天主教 伊斯兰教 东正教 犹太教 印度教 锡克教 神道教 摩门教 新教 佛教徒 基督徒 穆斯林 天主教徒 道教徒 藏传佛教 无神论 " +
	"buddhism buddhist taoism taoist daoism christianity christian catholic catholicism protestant protestantism " +
	"orthodox islam muslim " +
	"judaism jewish hinduism hindu sikhism sikh shinto mormon atheist atheism agnostic jainism jain bahai zoroastrianism anglican lutheran methodist baptist presbyterian pentecostal " +
	"evangelical sunni shia lamaism confucianism quaker paganism fojiao daojiao yisilanjiao jidujiao tianzhujiao")

// givenNames are frequent English given names, lower case: under a key as vague as "name" one
// of them must stand first.
var givenNames = set("james john robert michael william david richard joseph thomas charles christopher daniel "+
	"matthew anthony mark donald "+
	"steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary "+
	"nicholas eric jonathan "+
	"stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry "+
	"tyler aaron jose adam "+
	"nathan henry douglas zachary peter kyle ethan walter noah jeremy christian keith roger terry austin sean "+
	"gerald carl harold dylan "+
	"arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy "+
	"vincent mason roy ralph "+
	"bobby russell bradley philip eugene mary patricia jennifer linda elizabeth barbara susan jessica sarah karen "+
	"lisa nancy betty "+
	"margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca "+
	"sharon laura cynthia "+
	"kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel "+
	"carolyn janet catherine "+
	"maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan "+
	"andrea cheryl hannah "+
	"jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice judy sophia grace "+
	"denise amber doris "+
	"marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori lucas "+
	"oliver liam leo max oscar "+
	"ivan ahmed mohammed muhammad ali omar hassan fatima aisha wei ming jun li lei fang jing hiroshi kenji yuki "+
	"carlos luis miguel pedro "+
	"antonio marco giovanni pierre jean hans klaus anna eva ingrid lars erik simon tom mike bob jim bill steve dave "+
	"chris alex ben sam "+
	"nick tony kate lucy claire ella chloe mia zoe ruby lily rose jane wong chan tan lee siti nur raj priya arjun "+
	"ravi sanjay "+
	// surnames in pinyin stand first in many registers
	"zhang wang liu chen yang huang zhao zhou xu sun zhu guo lin gao luo zheng liang xie song tang deng feng han "+
	"cao zeng peng xiao cai "+
	"jiang yu du ye cheng su lu wei ren shen yao zhong fan fu qian pan yuan dong xia shi bai qin meng xue yan hou "+
	"shao hao gu mao wan", moreGiven)

// notPersons are English words that names of persons do not hold, lower case.
var notPersons = set("the and of for with inc ltd llc corp co company bank shop store product products test " +
	"testing admin administrator " +
	"system user users group team service services server device default item items name null none unknown demo " +
	"sample example new old " +
	"blue red green black white gold silver standard premium basic pro plus max mini free sale order phone mobile " +
	"tablet laptop case " +
	"cable charger shirt shoes dress coat bag box set kit pack tool book guide course lesson plan report chart " +
	"table page home main " +
	"street road avenue city county state north south east west university college school hospital hotel office " +
	"department manager " +
	"engineer sales marketing support finance account customer client member guest anonymous root operator true " +
	"false yes no success " +
	"error failed ok active inactive enabled disabled pending open closed application api gateway web site cloud " +
	"data base file image " +
	"coffee tea milk bread chicken beef pizza burger wireless bluetooth usb smart watch camera speaker headphones " +
	"keyboard mouse")
