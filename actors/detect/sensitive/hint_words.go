package sensitive

import (
	"strings"
	"unicode/utf8"
)

// hintRow is a meaning and the words for it.
type hintRow struct {
	means hint
	words string
}

// hintRows says which words of keys and labels mean what. ASCII words are lower case and
// joined ("idcard" for idCard, id_card, ID-Card); Chinese ones match at the end of a key, so
// that 收货人手机号 is a phone number. Pinyin and its initials are what Chinese code bases use.
var hintRows = []hintRow{
	{hName, "name username nm displayname 名称 名字 姓名或名称 cname uname aliasname"},
	{hPerson, "realname truename fullname personname xingming xm 姓名 真实姓名 联系人 收件人 收货人 寄件人 发件人 持卡人 开户人 户主 法人 " +
		"法定代表人 申请人 投保人 被保险人 患者 患者姓名 员工 学生 老师 客户姓名 经办人 负责人 担保人 紧急联系人 乘客 旅客 contactname " +
		"contactperson receivername recipient recipientname consignee payee payeename payer cardholder holder " +
		"holdername accountholder " +
		"legalperson legalrep applicant patientname passenger passengername guestname customername studentname " +
		"employeename staffname " +
		"ownername owner lxr lianxiren kehuxingming khxm sjr shr author authorname chinesename englishname namecn " +
		"namezh nameen enname " +
		"姓名中文 中文名 英文名 聯絡人 收件人姓名 客戶姓名 申請人 contact contacts buyer buyername sellername teachername doctorname drivername"},
	{hPart, "firstname lastname surname givenname familyname middlename forename fname lname 姓 名 xing"},
	{hPeople, "user users customer customers client clients member members employee employees staff staffs person " +
		"persons people patient " +
		"patients student students teacher teachers doctor doctors driver drivers passenger passengers guest guests " +
		"buyer buyers seller " +
		"receiver receivers sender recipient recipients contact contacts applicant applicants owner owners holder " +
		"holders profile profiles " +
		"resident residents candidate candidates worker workers insured beneficiary beneficiaries friend friends " +
		"colleague relatives " +
		"用户 客户 员工 会员 患者 学生 联系人 yonghu kehu yuangong"},
	{hThing, "product products goods good item items sku skus shop shops store stores company companies corp " +
		"enterprise org organization " +
		"organizations merchant merchants brand brands category categories catalog dept depts department departments " +
		"role roles group groups " +
		"team teams project projects app apps application city cities province provinces country countries region " +
		"regions area areas " +
		"district street school schools university hospital hospitals table column field file files filename image " +
		"images picture domain host " +
		"hostname event events service services server servers device devices model models type types tag tags " +
		"template plan plans course " +
		"courses book books song movie film menu menus page pages api bank banks branch class job position title level " +
		"status task tasks " +
		"channel channels activity coupon coupons package packages warehouse supplier suppliers vendor vendors " +
		"building room rooms hotel " +
		"hotels restaurant station nick nickname account login loginname cookie node cluster queue topic index process " +
		"module function " +
		"method variable param parameter attribute option options metric metrics color size currency language " +
		"dictionary dict label 产品 " +
		"商品 公司 企业 部门 角色 菜单 学校 医院 银行 城市 店铺 门店 品牌 分类 昵称 单位 职位 项目 课程 文件 设备 机构"},
	{hOpaque, "order orderno orderid ordersn ordernumber ordercode trade tradeno transaction transactionid txn " +
		"txnid txid serial serialno " +
		"serialnumber sn trace traceid span spanid request requestid req seq sequence batch batchno ticket ticketno " +
		"invoice invoiceno " +
		"tracking trackingno waybill express expressno logistics sku skuid skuno product productid productno " +
		"productcode goods goodsid " +
		"item itemid barcode ean isbn upc gtin asin timestamp ts time datetime hash md5 sha sha1 sha256 digest sign " +
		"signature checksum etag " +
		"nonce uuid guid price amount total balance money fee cost count size length width height lat lng lon latitude " +
		"longitude geo " +
		"coordinate coordinates score rate ratio percent build commit revision offset cursor page limit snowflake oid " +
		"objectid " +
		"messageid msgid eventid logid flowno paymentid payno couponcode trackno part partno partnumber model modelno " +
		"gyro duration ttl " +
		"expires createdat updatedat createtime updatetime 订单 订单号 订单编号 流水号 交易号 交易单号 运单号 快递单号 单号 编号 序号 " +
		"商品编码 条形码 条码 价格 金额 时间戳 批次号 批号 发票号 货号 哈希 dingdanhao ddh lsh"},
	{hVersion, "version ver appversion sdkversion firmware osversion 版本 版本号 release"},
	{hPhone, "phone phoneno phonenumber phonenum mobile mobileno mobilenumber mobilephone cellphone cell cellular " +
		"tel telno telephone " +
		"telephoneno telnumber msisdn handphone hp contactphone contactno contactnumber phonemobile callee caller fax " +
		"whatsapp wechatphone " +
		"手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 移动电话 联系手机 移动电话号码 手機 手機號碼 電話 電話號碼 聯絡電話 sj sjh sjhm shouji " +
		"shoujihao shoujihaoma dh dianhua dianhuahaoma lxdh lxfs lianxidianhua lianxifangshi yddh"},
	{hPhone | hFixed, "landline homephone officephone workphone fixedphone hometel officetel zuoji guhua gddh 座机 " +
		"座机号 固定电话 固话 办公电话 " +
		"家庭电话 宅电 传真"},
	{hEmail, "email emailaddress mail mailbox emailaddr youxiang dzyx yx 邮箱 电子邮箱 电子邮件 邮件 邮箱地址 電郵 電子郵件"},
	{hIDCard | hDocument, "idcard idcardno idcardnumber idcardnum idno idnumber idnum identitycard identityno " +
		"identitynumber identity identitycode " +
		"citizenid citizenno nationalid personalid cnid sfz sfzh sfzhm sfzjh sfzjhm shenfenzheng shenfenzhenghao " +
		"shenfenzhenghaoma 身份证 身份证号 " +
		"身份证号码 身份证件号 身份证件号码 公民身份号码 居民身份证 身份號碼 身份證 身份證號碼 idcode residentid"},
	{hDocument, "cert certno certificateno certificatenumber certnumber certcode credential credentialno documentno " +
		"documentnumber docno " +
		"documentid zj zjh zjhm zhengjian zhengjianhao zhengjianhaoma 证件号 证件号码 证件 證件號碼 traveldocument cardid"},
	{hPassport, "passport passportno passportnumber passportnum passportid huzhao huzhaohao hzhm 护照 护照号 护照号码 护照编号 " +
		"護照 護照號碼"},
	{hPermit, "hkmpermit hkmacaupermit hkmacpermit eep eepno travelpermit permit permitno hkmtravelpermit gatxz " +
		"gangaotongxingzheng txz 通行证 " +
		"通行证号 通行证号码 港澳通行证 港澳通行证号 往来港澳通行证 往来港澳通行证号码 港澳通行证号码 通行證 permitnumber"},
	{hMilitary, "military militaryid militaryno militarycard militaryofficerid officerid officerno officercard " +
		"armyid soldierid jgz jgzh jgzhm " +
		"junguanzheng junguanzhenghao 军官证 军官证号 军官证号码 军人证 军人证件 士兵证 文职干部证 军官证件号"},
	{hHK | hDocument, "hkid hkidno hkidcard hkic hkidnumber hongkongid 香港身份证 香港身份证号 香港身份證 香港身份證號碼"},
	{hMY | hDocument, "ic icno icnumber nric mykad mykadno nokp nopengenalan 大马身份证 马来西亚身份证"},
	{hSG | hDocument, "nric nricno nricfin fin finno sgid uinfin 新加坡身份证"},
	{hSSN | hDocument, "ssn ssnno ssnnumber socialsecurity socialsecurityno socialsecuritynumber 社会安全号 社保号"},
	{hCard, "card cardno cardnumber cardnum bankcard bankcardno bankcardnumber bankcardnum bankaccount " +
		"bankaccountno bankaccountnumber acctno " +
		"accountno accountnumber pan primaryaccountnumber yhk yhkh yhkhm yinhangka yinhangkahao kh kahao zhanghao yhzh " +
		"卡号 银行卡 银行卡号 " +
		"银行账号 银行账户 银行卡号码 收款账号 收款账户 账号 帐号 账户 結算卡號 銀行卡號 銀行賬號 打款账号 payaccount"},
	{hCard | hCredit, "creditcard creditcardno creditcardnumber creditcardnum ccnumber ccno cc ccnum xyk xykh " +
		"xinyongka xinyongkahao 信用卡 信用卡号 " +
		"信用卡号码 贷记卡 贷记卡号 信用卡卡号 信用卡號"},
	{hCard | hDebit, "debitcard debitcardno debitcardnumber jjk jiejika chuxuka 借记卡 借记卡号 储蓄卡 储蓄卡号 借记卡卡号 储蓄卡卡号"},
	{hSwift, "swift swiftcode swiftbic bic biccode bicswift swiftno swiftnumber swift代码 swift码 银行国际代码"},
	{hAddress, "address addr addresses fulladdress detailaddress addressdetail homeaddress shippingaddress " +
		"deliveryaddress receiveraddress " +
		"addressline addressline1 addressline2 mailingaddress billingaddress residence location livingaddress dz dizhi " +
		"jtzz jtdz xxdz lxdz zz " +
		"zhuzhi shdz 地址 住址 家庭住址 联系地址 收货地址 通讯地址 详细地址 户籍地址 现住址 居住地址 家庭地址 单位地址 公司地址 注册地址 " +
		"收件地址 通信地址 所在地址 住所 地點 收貨地址 聯絡地址"},
	{hProvince, "province provincename prov provinces sf sheng shengfen receiverprovince state homeprovince " +
		"nativeprovince 省 省份 所在省份 所在省 " +
		"户籍省份 籍贯 jg jiguan nativeplace 省名"},
	{hCity, "city cityname cities chengshi shi receivercity homecity livecity town 城市 所在城市 市 所在市 居住城市 地市 城市名称 籍贯 " +
		"jiguan nativeplace"},
	{hGender, "gender sex xb xingbie genderdesc sexname gendername 性别 性別"},
	{hEthnic, "ethnicity ethnic ethnicgroup ethnicname nation nationname minzu mz nationality 民族 族别 ethnics race 民族名称"},
	{hReligion, "religion religions religiousbelief faith belief religiousaffiliation zjxy zongjiao zongjiaoxinyang " +
		"宗教 宗教信仰 信仰"},
	{hPlate, "plate plateno platenumber licenseplate licenseplateno carno carnumber carplate vehicleno vehicleplate " +
		"cph cphm hphm chepai " +
		"chepaihao 车牌 车牌号 车牌号码 号牌号码 车号 牌照 牌照号 車牌"},
	{hVIN, "vin vinno vincode vinnumber chassisno framenumber frameno cjh chejiahao clsbdm 车架号 车架号码 车辆识别代号 车辆识别代码 " +
		"车辆识别码 車架號"},
	{hIP, "ip ipaddr ipaddress clientip remoteip serverip hostip loginip userip sourceip srcip destip dstip " +
		"remoteaddr lanip wanip " +
		"ipv4 ipv6 privateip publicip internalip lastloginip registerip ip地址 登录ip"},
	{hMAC, "mac macaddr macaddress wifimac bluetoothmac btmac bssid hwaddr hardwareaddress mac地址 物理地址"},
	{hIMEI, "imei imei1 imei2 imeino deviceimei phoneimei 手机串号 设备串号 串号"},
	{hMEID, "meid meidno devicemeid"},
	{hKeyID, "accesskeyid accesskey accessid akid ak appkey keyid secretid apikey awsaccesskeyid aliyunaccesskeyid " +
		"ossaccesskeyid"},
	{hSecret, "accesskeysecret accesssecret secretaccesskey secretkey secret sk aksk appsecret clientsecret " +
		"apisecret aksecret awssecretaccesskey " +
		"awssecret aliyunaccesskeysecret signingkey signkey encryptkey encryptionkey privatetoken secretaccess " +
		"oauthsecret keysecret apptoken " +
		"密钥 秘钥 访问密钥"},
	{hDate, "date birthday birthdate dateofbirth dob birth csrq shengri chushengriqi riqi rq day startdate enddate " +
		"expirydate expiredate " +
		"createdate updatedate hiredate entrydate visitdate 日期 生日 出生日期 出生年月日 出生年月 有效期 入职日期 签发日期 birthdt bday"},
	{hURL, "url uri link href website homepage avatar webhook callback callbackurl redirecturl redirecturi 网址 链接 官网"},
	{hLicense, "businesslicense businesslicence businesslicenseno businesslicenceno businesslicensenumber licenseno " +
		"licenceno licensenumber " +
		"bizlicense bizlicenseno bizlicno regno registrationno registrationnumber yyzz yyzzh yyzzhm yingyezhizhao 营业执照 " +
		"营业执照号 " +
		"营业执照号码 营业执照注册号 工商注册号 注册号 执照号 營業執照"},
	{hTax | hUSCC, "tax taxno taxid taxnumber taxcode taxpayer taxpayerid taxpayerno taxregistration taxregno " +
		"taxregistrationno taxregistrationnumber " +
		"taxcertificate swdjz swdjzh nsrsbh shuihao sh shuiwudengji 税号 税务登记号 税务登记证号 税务登记证 纳税人识别号 税务登记证号码 税务证号 稅號"},
	{hOrg, "orgcode organizationcode orgcodeno orgno organizationno orginstcode zzjgdm zuzhijigoudaima 组织机构代码 " +
		"组织机构代码证 机构代码 组织机构代码号 組織機構代碼"},
	{hUSCC, "uscc usci creditcode socialcreditcode unifiedsocialcreditcode unifiedcreditcode " +
		"unifiedsocialcreditidentifier tyshxydm xydm 统一社会信用代码 " +
		"社会信用代码 信用代码 統一社會信用代碼 companycode"},
	{0, "keyword keywords filename imagename productname hostname model desc description remark"},
}

// hintWords looks a joined word up.
var hintWords = func() map[string]hint {
	t := map[string]hint{}
	for _, rows := range [][]hintRow{hintRows, hintRowsMore} {
		for _, r := range rows {
			for _, w := range strings.Fields(r.words) {
				t[w] |= r.means
			}
		}
	}
	return t
}()

// hintTails are words that end a key written in one piece ("customerphone"); each is long
// and clear enough to be believed there.
var hintTails = strings.Fields("phone mobile email idcard passport address realname fullname password gender " +
	"birthday telephone cardno")

// hintFillers may end a key without changing what it means: phoneNo, id_card_num, mobile1.
var hintFillers = set("no num number nbr str string value val text field code id cn zh enc encrypted mask masked " +
	"raw list arr array is are was info the tc sc")

// hanLabels are those of them that could be taken for a Chinese name.
var hanLabels = func() words {
	var all []string
	for w := range hintWords {
		if len(w) <= 4*len("字") && w[0] >= utf8.RuneSelf {
			all = append(all, w)
		}
	}
	return wordsOf(all)
}()
