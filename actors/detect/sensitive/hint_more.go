package sensitive

// hintRowsMore goes on with hintRows: what other code bases, forms and registers call the same data.
var hintRowsMore = []hintRow{
	{hPerson, "甲方 乙方 丙方 本人 shipto billto soldto attn signedby preparedby approvedby createdbyname 被告人 原告人 嫌疑人 犯罪嫌疑人 上诉人 被上诉人 被害人 受害人 死者 伤者 personname clientname signatory signer signername insuredname beneficiaryname parentname guardian guardianname spouse " +
		"spousename fathername mothername childname managername salesman salesperson agentname linkman linkmanname consigneename sendername " +
		"membername subscribername travelername travellername nominee nomineename landlord landlordname visitorname visitor borrower " +
		"borrowername lender debtor creditor payername attendee attendeename leadername candidatename doctor nurse physician cnname tcname " +
		"zhname twname hkname engname ename engfullname fullnamecn fullnameen legalname legalpersonname legalrepresentative " +
		"legalrepresentativename emergencycontact emergencycontactname primarycontact billingname shippingname recvname receivername " +
		"buyernick humanname voornaam nombre " +
		"zsxm lxrxm fddbr fddbrxm frdb frxm khxm hzxm ygxm xsxm jsxm cjr cjrxm cyr sqr sqrxm ckr ckrxm tbr tbrxm bbxr hz cz czxm sjxm jsy " +
		"yxm xmqc shouhuoren lianxirenxingming shenqingren chikaren zhenshixingming " +
		"用户姓名 学生姓名 员工姓名 联系人姓名 法人姓名 法人代表 法人代表姓名 本人姓名 户名 账户名 开户名 账户姓名 收款人 收款人姓名 付款人 付款人姓名 借款人 出借人 贷款人 监护人 配偶 " +
		"配偶姓名 父亲 父亲姓名 母亲 母亲姓名 家长 家长姓名 医生 医师 医生姓名 主治医生 主治医师 司机 司机姓名 驾驶员 车主 车主姓名 业主 业主姓名 租客 房东 机主 机主姓名 购买人 使用人 " +
		"参保人 投保人姓名 被保人 被保险人姓名 受益人 受益人姓名 当事人 原告 被告 证人 候选人 应聘者 求职者 签收人 会员姓名 教师 教师姓名 班主任 客户经理 业务员 销售员 审批人 " +
		"紧急联系人姓名 寄件人姓名 发件人姓名 旅客姓名 乘客姓名 乘车人 乘机人 入住人 入住人姓名 顾客姓名 顾客 预订人 订票人 就诊人 就诊人姓名 病人 病人姓名 亲属姓名 持证人 " +
		"聯絡人姓名 收貨人 收貨人姓名 持卡人姓名 真實姓名 申請人姓名 負責人 法定代表人姓名 經辦人 戶名 學生姓名 員工姓名 客戶名稱 中文全名 英文姓名 姓名拼音 拼音姓名 中文姓名 繁体姓名 " +
		"操作人 经办人姓名 担保人姓名 股东姓名 高管姓名 报案人 举报人 投诉人 来访人 访客姓名 参会人 讲师 讲师姓名 作者姓名 推荐人 介绍人 代理人 委托人 受托人 收件人名称 承租人 出租人 作者"},
	{hName, "我 accountname namae nom 称呼 尊称"},
	{hPart, "givennames familyname xingshi mingzi 姓氏 名字 firstnm lastnm surnamecn"},
	{hPeople, "dear shopper reader subscriber traveler traveller patientinfo userinfo memberinfo personinfo 顾客 患者 病人 会员 老师 同学 学员 司机 业主 旅客 乘客 家长 " +
		"亲爱的 尊敬的 客戶 用戶 會員 病患"},
	{hThing, "restaurantname storename goodsname brandname companyname shopname corporation firm employer organisation school university club " +
		"theme layout setting feature menuitem widget theater park game team playlist track album artist genre ingredient recipe dish plan " +
		"package tier subscription vendorname partner accounttype 店名 商户 商户名称 企业名称 公司名称 单位名称 产品名称 商品名称 机构名称 学校名称 品牌名称 项目名称 课程名称 " +
		"菜名 药品名称 药名 书名 歌名 影片 套餐 栏目 站点 景点 酒店 小区 楼盘 仓库"},
	{hOpaque, "bizno outtradeno outorderno orderref refno reference referenceno referencenumber receiptno receipt jobno jobid workorder workorderno " +
		"caseno caseid contractno contractid policyno policynumber billno billid deliveryno shipno consignmentno parcelno parcelid mailno " +
		"deviceid deviceno devicesn machineid userid uid memberid customerid employeeid employeeno staffid staffno studentid studentno openid " +
		"unionid qq qqno wechatid appid clientkey merchantno merchantid mchid terminalid termno postcode zipcode zip postalcode pincode lotno " +
		"batchid seqno sequenceno rownum crc guidno requestno flowno voucherno stockno inventoryno assetno assetid " +
		"rfid epc hs hscode cas casno doi issn pmid arxiv cusip isin lei transactionno transno transid settleno refundno refundid " +
		"taskid taskno processid pid sessionid msgno recordid recordno fileid docid imageid videoid songid movieid roomid seatno gateno flightno " +
		"trainno busno lineno meterno accountid meteringno buildno channelid groupid deptid orgid companyid shopid storeid goodssn " +
		"工号 学号 员工号 会员号 会员编号 用户编号 客户编号 客户号 合同号 合同编号 保单号 账单号 工单号 工单编号 凭证号 交易流水号 支付流水号 外部订单号 商户号 商户订单号 退款单号 " +
		"快递号 物流单号 物流编号 取件码 验证码 邮编 邮政编码 序列号 设备号 设备编号 资产编号 商品编号 产品编号 产品编码 物料编码 料号 批号 航班号 车次 座位号 房间号 门牌号 编码 代码 " +
		"追踪号 跟踪号 请求号 任务号 申请编号 申请单号 受理号 案件号 档案号 病历号 住院号 门诊号 就诊号 缴费号 参考号 备案号 许可证号 批准文号 图号 型号 规格 尺寸 重量 数量 数值 总数 " +
		"经度 纬度 坐标 时间 创建时间 更新时间 下单时间 單號 訂單號 訂單編號 編號 流水號 序號"},
	{hPhone, "phone1 mob mobi mobileph phonecn cnmobile chinamobile contactmobile contacttel contacttelephone receiverphone receivermobile " +
		"recvphone consigneephone userphone usermobile customerphone linkphone linktel linkmobile emergencyphone emergencycontactphone " +
		"workphone homephone businessphone dayphone usphone phoneus cnphone mobiletel telmobile smsphone registerphone bindphone " +
		"whatsappnumber imessage ph phno phonenr telefon telefono tlf " +
		"手机号1 联系人电话 联系人手机 联系人手机号 收货人电话 收货人手机号 收件人电话 收件人手机 预留手机号 注册手机号 绑定手机 绑定手机号 紧急联系电话 紧急联系人电话 客服电话 服务电话 咨询电话 " +
		"公司电话 单位电话 投诉电话 热线 热线电话 来电 来电号码 主叫号码 被叫号码 主叫 被叫 号码 通讯号码 本机号码 会员手机 用户手机 用户手机号 聯絡電話 行動電話 手機號 電話號 聯繫電話 " +
		"美国电话 海外电话 致电 拨打 请拨打 call dial contactus sms"},
	{hPhone | hFixed, "fixedline fixedtelephone fixedlinephone faxno faxnumber officetelephone companyphone companytel czhm chuanzhen bgdh jtdh " +
		"zjhm1 办公室电话 单位座机 公司座机 固定电话号码 固話 座機 市話 傳真 传真号 传真号码"},
	{hEmail, "emailid emailno useremail contactemail mailto emails 联系邮箱 工作邮箱 企业邮箱 个人邮箱 电邮 郵箱 電郵地址 邮件地址 注册邮箱"},
	{hIDCard | hDocument, "idcardnum idcardcode cardidno idnum identityid identitycard identityno identification identificationno identificationnumber " +
		"identificationcard personid personno personidno useridcard legalidcard legalpersonidcard chineseid chinaid prcid cnidcard governmentid " +
		"govid holderid sfzjhm sfzhm1 gmsfhm gmsfzh shenfenzhengid frsfz frsfzh " +
		"公民身份证号 公民身份证号码 身份证明号码 二代身份证 二代身份证号 居民身份证号 居民身份证号码 法人身份证 法人身份证号 法人身份证号码 持卡人身份证号 投保人身份证号 身份證字號 身分證 " +
		"身份证号(18位) 身份标识号 身份号 身份证ID"},
	{hDocument, "certificateid certid credentialid credentialnumber documentnum identitydocument iddocument iddocumentno idtype papersno " +
		"zjlxhm 证件编号 有效证件号 有效证件号码 证照号码"},
	{hPassport, "passportcode passportnr ppno ppnumber cnpassport chinapassport chinesepassport chinapassportno passportcn hzh hz 中国护照 中国护照号 " +
		"因私护照 因公护照 护照证件号 護照編號"},
	{hPermit, "hkpass hkmopass gangao hkmacaopermit hkmopermit hkmacaopass eeppermit exitentrypermit exitentrypermitno hkmtp hkmtpno hkmpass hkmp gatx gatxzhm " +
		"tongxingzheng gangaotongxing hkmacautravelpermit hkmacaotravelpermit 往来港澳通行证号 内地居民往来港澳通行证 港澳通行证编号 港澳證 港澳通行證"},
	{hMilitary, "militaryidnumber 军人身份证件号 militarycardno militaryidno militaryidcard militaryofficer militaryofficercard soldier soldiercard armyno armycard armycardno " +
		"officercertificate officercertno officercardno servicemanid jrz jrzh jrzjh shibingzheng jgzjh 军人证号 军人证号码 军人身份证 军人身份证号 军官证件号码 士官证 士官证号 " +
		"士兵证号 警官证 警官证号 文职证 文职干部证号 军官證 軍官證 軍官證號"},
	{hHK | hDocument, "hkidcardnumber hkidnum hkidentitycard hongkongidcard hongkongidcardno hkresidentid hkidcardno hongkongidentitycard 香港居民身份证 香港永久性居民身份证 " +
		"香港身份证号码 香港永久居民身份证 香港居民身份證 香港證件號"},
	{hMY | hDocument, "myidcard myidno myidentitycard malaysiaidcard malaysiaid malaysiaic malaysianic malaysianid myid myic mykadnumber icnum iccard mynric kp nokadpengenalan 马来西亚身份证号 马来西亚身份证号码 " +
		"大马身份证号"},
	{hSG | hDocument, "sgidcard sgidno singaporeidcard sgnric sgfin singaporeid singaporenric singaporeic nricnumber nricfinno finnumber nricfinnumber 新加坡身份证号 新加坡身份证号码 新加坡NRIC"},
	{hSSN | hDocument, "socialsecno ssnumber socialsecurityid socsec socsecno usssn ssnid ssncode ssntin taxpayerssn 社会保险号 社会安全号码 社安号 社会保障号码 美国社保号"},
	{hCard, "cardid1 bankcardid bankno bankcardaccount payeecardno payercardno payeeaccount receivecardno settlecardno savingscard unionpaycard " +
		"unionpaycardno atmcard paymentcard paymentcardnumber visa mastercard visacard amex amexcard jcb unionpay 银联卡 银联卡号 结算卡号 结算账号 结算账户 扣款卡号 还款卡号 " +
		"工资卡 工资卡号 收款卡号 付款卡号 付款账号 提现卡号 绑定银行卡 对公账号 对公账户 开户账号 支付卡号 卡片号码 支付账号 賬號 銀行帳號 銀行卡 卡號"},
	{hCard | hCredit, "creditcardid creditno creditcardaccount cccard loancard loancardno 信用卡账号 信用卡卡片号 贷记卡卡号 信用卡號碼 信用咭"},
	{hCard | hDebit, "debitno debitcardnum debitcardid savingscardno 储蓄卡卡号码 借记卡号码 借記卡 儲蓄卡 扣账卡"},
	{hSwift, "swiftid swiftbiccode bankswift bankswiftcode bankbic bankcode beneficiaryswift beneficiarybankswift receiverbic senderbic swiftaddress " +
		"国际代码 银行识别码 银行识别代码 国际银行代码 银行swift"},
	{hAddress, "addressdetails addrdetail detailedaddress detailaddr receiveaddress receiveaddr recvaddr consigneeaddress useraddress " +
		"contactaddress companyaddress companyaddr officeaddress workaddress registeredaddress registeraddress residentialaddress " +
		"currentaddress permanentaddress domicile postaladdress postaddress streetaddress housenumber installaddress pickupaddress " +
		"deliveryaddr shippingaddr billaddress idaddress idcardaddress originaddress txdz jzdz hjdz gsdz zcdz sjdz jtzhuzhi " +
		"邮寄地址 寄件地址 寄送地址 送货地址 配送地址 送达地址 上门地址 安装地址 办公地址 单位住址 家庭详细地址 现居住地址 现居地址 常住地址 户籍所在地 户口所在地 身份证地址 证件地址 店铺地址 门店地址 " +
		"取货地址 发货地址 退货地址 账单地址 经营地址 住所地 营业地址 居住地 居住地址详细 所在地 工作地址 收貨人地址 通訊地址 住址詳細 寄件地 收件人地址 收货人地址"},
	{hProvince, "provincecode1 provincedesc provincecn cnprovince homeprovincename szsf sfmc shengmc provincia 省级 省市 户口省份 出生省份 籍贯省份 收货省份 " +
		"注册省份 省份名称 省份名 所属省份"},
	{hCity, "citycn cncity citydesc receivecity shippingcity billingcity birthcity csmc szcs cityofresidence residencecity prefecture 市级 地级市 城市名 所属城市 " +
		"收货城市 出生城市 工作城市 常住城市 户口城市 注册城市 现居城市 县级市 市名"},
	{hGender, "sexdesc gendertype usergender usersex customersex patientgender membergender sexcode gendercode sextype sexuality xbmc xbdm 性别代码 性别名称 用户性别 " +
		"客户性别 患者性别 学生性别"},
	{hEthnic, "folk ethnicitygroup ethnicityname minority nationcode nationalitycn mzmc mzdm minzumingcheng 民族成分 所属民族 民族代码 族群 種族"},
	{hReligion, "religious religionname religiousfaith religioustype beliefs religiousview religiousviews creed church denomination zjxymc 宗教信仰情况 宗教名称 信奉宗教 " +
		"信教 信教情况 教派 宗教類別"},
	{hPlate, "platecode platenum licenceplate licenceplateno licenseplatenumber numberplate vehiclenumber vehicleplateno vehicleplatenumber " +
		"vehicleregno registrationplate carlicense carlicenseno carplateno carid truckno cp cpai cphao hpzl 车辆号牌 车辆号码 车牌照 车牌照号 号牌 牌号 机动车号牌 " +
		"车辆牌照 车辆牌号 車牌號 車牌號碼 车牌信息"},
	{hVIN, "vinid vinnum carvin vehiclevin vehicleid vehicleidentificationnumber vehicleidentification chassis chassisnumber chassiscode frame carframeno " +
		"carframe vehicleframeno clsbm clsbh cjhm 车架 底盘号 VIN码 vin码 车辆VIN 车辆vin码 大架号 车辆识别号"},
	{hIP, "ipv4address ipv4addr ipv6address ipv6addr ips iplist loginipaddress lastip lastloginipaddr reqip requestip requesterip peerip peeraddress " +
		"hostaddress hostaddr nodeip podip internalipaddress externalip wan lan gateway gatewayip dns nameserver remotehost realip xrealip " +
		"forwardedfor xforwardedfor visitorip attackerip attackip bindip listenip targetip serveraddr clientaddr sourceaddress destinationip ipadress " +
		"内网IP 外网IP 公网IP 登录IP地址 客户端IP 服务器IP 源IP 目的IP 访问IP 攻击IP 来源IP 主机IP 内网ip 外网ip 公网ip 登录ip地址 客户端ip 服务器ip 源ip 目的ip 访问ip 来源ip 主机ip IP"},
	{hMAC, "macid macno devicemac wlanmac ethmac ethernetmac lanmac routermac apmac stamac clientmac phymac physicaladdress ethernetaddress " +
		"bluetoothaddress btaddr wifibssid mac地址码 网卡地址 设备MAC 设备mac 网卡MAC 硬件地址 MAC"},
	{hIMEI, "imeicode imeinumber imeinum imei号 imeisv mobileimei deviceimei1 deviceimei2 handsetimei 国际移动设备识别码 手机IMEI 设备IMEI IMEI 手机imei 设备imei"},
	{hMEID, "meiddec meidhex meiddecimal meidhexadecimal meidcode meidnumber meidnum meid号 phonemeid mobilemeid 移动设备识别码 设备meid 手机meid"},
	{hKeyID, "accesskeyidentifier awskeyid awskey awsaccesskey aliyunak alicloudaccesskey alibabacloudaccesskeyid tencentsecretid tencentcloudsecretid " +
		"qcloudsecretid cossecretid huaweiak obsak obsaccesskey s3accesskey s3accesskeyid miniossaccesskey minioaccesskey ossak osskeyid ramaccesskey " +
		"keyidentifier 访问密钥ID 访问密钥标识 访问密钥id"},
	{hSecret, "accesssecretkey awssecretkey aliyunsk aliyunsecret alicloudsecretkey alibabacloudaccesskeysecret tencentsecretkey tencentcloudsecretkey " +
		"qcloudsecretkey cossecretkey huaweisk obssk obssecretkey s3secretkey s3secretaccesskey miniosecretkey osssk osssecret ossaccesskeysecret " +
		"ossaccesskeysecret ramaccesskeysecret consumersecret jwtsecret hmackey hmacsecret apikeysecret appsecretkey wechatsecret wxsecret " +
		"mchkey partnerkey webhooksecret signsecret signaturesecret signaturekey cryptokey aeskey deskey masterkey secretstring " +
		"访问密钥密码 私密密钥 应用密钥 密钥值 签名密钥 加密密钥 AccessKey密钥"},
	{hDate, "dateofissue issuedate issueddate expiry expiration expirationdate expdate validdate validuntil validfrom validto validthrough effectivedate " +
		"duedate deliverydate shipdate orderdate paydate paymentdate registerdate registrationdate joindate hireddate onboarddate leavedate " +
		"graduationdate admissiondate checkindate checkoutdate departuredate arrivaldate traveldate publishdate releasedate lastupdate " +
		"begindate fromdate todate signdate opendate closedate statdate bizdate tradedate settledate reportdate birthdaydate born bornon " +
		"asof since until datum fecha csny chusheng sr rzrq qsrq jsrq kssj zcrq fzrq yxq yxqz djrq " +
		"有效期至 签发日期 发证日期 到期日期 到期日 截止日期 开始日期 结束日期 注册日期 登记日期 成立日期 毕业日期 入学日期 离职日期 出院日期 入院日期 就诊日期 下单日期 发货日期 交易日期 支付日期 付款日期 " +
		"签订日期 生效日期 失效日期 发布日期 更新日期 创建日期 申请日期 办理日期 起始日期 终止日期 预约日期 登机日期 出发日期 到达日期 入住日期 离店日期 生日日期 出生 生于 日期时间 诞辰 出生日 生效日 " +
		"開始日期 結束日期 到期日 簽發日期 出生日期時間"},
	{hURL, "weburl websiteurl siteurl homepageurl pageurl imageurl imgurl picurl photourl avatarurl fileurl downloadurl videourl audiourl coverurl logourl " +
		"shareurl shorturl longurl originurl sourceurl targeturl returnurl notifyurl successurl failurl jumpurl apiurl baseurl serverurl endpoint " +
		"permalink canonical referrer referer webaddress site src landing landingpage 网站 主页 网页 网站地址 网页地址 链接地址 图片地址 图片链接 下载地址 下载链接 " +
		"跳转链接 回调地址 视频地址 头像 头像地址 接口地址 站点地址 網址 連結 鏈接 个人主页"},
	{hLicense, "regnumber businesslicensecode businesslicencecode businesslicenseid bizlicensenumber bizlicensecode licensecode companyregno companyregistrationno " +
		"companyregistrationnumber businessregno businessregistrationno businessregistrationnumber icregno gszch gszchm yyzzbh yyzzzch " +
		"营业执照编号 营业执照注册号码 企业注册号 公司注册号 工商登记号 工商注册号码 执照注册号 营业执照代码 商事登记号"},
	{hTax | hUSCC, "taxidno taxidnumber taxpayerregno taxpayeridno taxpayernumber taxpayeridentificationnumber taxpayercode taxregistrationcode " +
		"taxregistrationid taxcertno taxcertificateno taxcertificatenumber nsrsbm nsrdjh swdjh swdjzhm tin vatno " +
		"纳税登记号 纳税人税号 纳税人编号 纳税人登记号 企业税号 公司税号 开票税号 购方税号 销方税号 发票税号 税务登记证编号 税务登记代码 稅務登記號 納稅人識別號"},
	{hOrg, "organcode organizationno orginstitutioncode institutioncode orgnumber organisationcode organisationno organisationnumber " +
		"organizationcodecertificate zzjgdmz zzjgdmzh jgdm 组织代码 组织机构代码号码 组织机构证号 组织机构代码证号 机构代码证 机构组织代码 組織機構代碼證"},
	{hUSCC, "usccode usccno unifiedcode unifiedsocialcode socialcreditno socialcredit unifiedsocialcreditidentifiercode unifiedcreditidentifier " +
		"companycreditcode enterprisecreditcode entcreditcode businesscreditcode corpcreditcode tyxydm shxydm shtyxydm tyshxydmz " +
		"企业信用代码 公司信用代码 统一信用代码 统一代码 统一社会信用代码证号 统一社会信用代码号 统一社会信用编码 企业统一社会信用代码 公司统一社会信用代码 社會信用代碼 信用代碼"},
	{hPerson, "myname"},
	{hVIN, "识别代号 识别代码"},
	{hOpaque, "bytes kilobytes filesize contentlength"},
	{hAddress, "street streetaddress streetaddress1 streetname"},
	{hSSN | hDocument, "social socialno ssnum"},
	{hPeople, "cust emp stu pax mem pat tchr usr"},
	{hCard | hCredit, "americanexpress amexcard visacard visa mastercard maestro unionpay unionpaycard dinersclub discovercard jcbcard loancard"},
	{hSwift, "bankidentifiercode bankidentifier bankbic swiftbiccode bicno bankswiftcode 国际汇款代码 银行识别代码"},
	{hPermit, "hkmacaupass hkmacaupass hkmpass hkmopass hkmopermit exitentrypermit eeptohkmacau twowaypermit macaupermit macaopermit hkpermit 双程证 港澳证 雙程證 往來港澳通行證"},
	{hReligion, "xinyang zongjiaoxy jiaopai agama denomination"},
	{hMY | hDocument, "pengenalan kadpengenalan nokadpengenalan nomborkadpengenalan malaysiaic malaysiaid myic mynric"},
	{hTax | hUSCC, "国税登记号 地税登记号 国税登记证号 地税登记证号 国税号 地税号 國稅登記號"},
	{hOpaque, "文件大小 大小 容量 字节数 总数 合计 总额 余额 积分"},
}
