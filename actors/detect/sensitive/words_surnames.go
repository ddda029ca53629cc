package sensitive

import "strings"

// surnames are the common Chinese surnames of one character: in simplified script, which
// cover about 98 % of people, then those whose traditional form differs.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈" +
	"姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢" +
	"安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管" +
	"柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬" +
	"师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢扬劳谌奚皮粟冼蔺楼盘满闻位" +
	"厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓" +
	"修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由肖仓丘"

// surnamesTraditional are surnames that only traditional script writes so.
const surnamesTraditional = "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭於蔣葉蘇魏呂盧鐘鍾譚陸范賈韋鄒閆閻龍賀顧龔萬錢嚴湯溫齊喬龐顏莊聶" +
	"魯歐關蘭紀畢單裴塗駱藍農簡車項連蘆麥婁竇黨宮費衛應閔鄔邊師叢鞏遲鄺談樂諶蘺樓滿聞厲區闞權強帥練廉豐計門雲來鳳鮮隆戰銀賓衛"

// surnamesDouble are surnames of two characters, both scripts.
var surnamesDouble = strings.Fields("欧阳 太史 上官 司马 东方 独孤 南宫 夏侯 诸葛 尉迟 皇甫 澹台 公冶 宗政 濮阳 淳于 单于 申屠 公孙 仲孙 " +
	"轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空 端木 百里 呼延 东郭 南门 羊舌 第五 梁丘 左丘 西门 范姜 張簡 歐陽 司馬 東方 " +
	"諸葛 尉遲 鍾離 長孫 鮮于 濮陽 軒轅 公孫 南宮 獨孤")

// traditionalOnly are frequent characters of given names that simplified script writes
// otherwise: one of them makes a name a traditional one.
const traditionalOnly = "國華偉麗蘭鳳龍雲飛穎嬌媽壽寶貴榮慶億萬義儀傑勝勳嘉圍園堅塵夢婭嫻實寧將岡島廣彥後從憲懷戀應戶揚擇攜敵" +
	"敏時晉暉曉書會東條業極樂樹橋權歡歲殘氣永漢潔澤濤瀾灣煒煥熱燈燦爾獎環瑤璣瑩畫異當發盡礎禮種穀競筆節範紅純紋細紹紫絲經維" +
	"綠緯緣緒繡縈繼纖羅義聖聖聞聰聲肅臨舉興艷莊萊葉蔣蔭藝薈藍蘇蘊處號術衛見規視覺親觀詠詩誠語誼諾謙講識議譯讓變豐貝貞財賀賓" +
	"賢質賴趙躍車軍軒輕輝輪農運達遠適選遼邁還鄉鄧鄭醫鈞鈴銀銘銳鋒鋼錄錦鍾鎮鏡鐘鐵鑫長門開閔間關陳陽陰雋雙雛雞離難霧靈靜韋韻" +
	"順須頌預頓領頤題顏願顯風飛養馨馬駿騰驊驍魯鮮鳥鴻鵬鶴鸞麥黃點黨齊齡龐龔佇來倫倩僑儀儷優冪凱別創劉劍勁勵區協單嚴堯塗奧妝"

// notInNames are characters that names do not hold but words that begin like a surname do:
// grade, goods, company, shop, number, city, fee and the like.
const notInNames = "计的了吗呢吧是在不我你他她它这那就都很和与或及级品司店部县区类费额率号型器票卡款单表页版码员系统街厅处局" +
	"院厂所站馆室组团队式法度值量数额期限制用户账付收支退订购买卖货价钱售销送递派件包裹装配件机器设备车辆船线网络程序软硬端口" +
	"接请求响应返回错误失败功能测试查询删除修改更新添加提交审核批准通知公告消息邮箱密码登录注册首页列表详情页面菜单按钮图片视频" +
	"音乐文件夹目录路径地址省市镇乡村街道层栋楼座屋房间租借贷款息税金额险保证明书籍报纸杂志课程考试题答案校班级专业系学费奖助" +
	"医药病症状疗诊治院科护士食饮料餐馆菜饭面粉糖盐油肉鱼蛋奶酒茶咖啡衣裤鞋帽袜裙毛巾被床桌椅柜灯电冰洗空调手机脑视时分秒点" +
	"周日昨今明天年月早晚午前后左右上下内外里边东西南北角个只条张块件次遍些每各某另其此该本等之乎者也而且但若则因所以为于从到"

// wordsLikeNames are words of two and three characters that pass every other test of a name.
var wordsLikeNames = set("黄金 白银 白金 白色 黄色 蓝色 金色 高档 高端 高清 高铁 高速 万元 方案 方形 方便 安全 安静 安心 安徽 江苏 江西 " +
	"江宁 江北 云南 云计算 云浮 云端 海南 海口 海洋 海鲜 宁夏 宁波 甘肃 吉林 金华 金融 金牌 金属 温州 温馨 温暖 石材 石油 石头 石家庄 " +
	"贺卡 平台 平安 平均 平方 平板 和平 和谐 成功 成都 成本 成人 成品 成员 任务 任意 计划 计算 农业 农产品 农村 华为 华东 华南 华北 " +
	"华中 明细 明星 武汉 武器 武夷山 关键 关联 关于 关注 包装 包邮 季度 易碎 向导 康复 马上 马达 马来西亚 牛奶 牛仔 牛肉 花卉 花生 " +
	"苗木 童装 童鞋 冷藏 冷冻 米饭 师傅 全部 全国 全新 全球 强度 强制 原价 原因 原创 满减 满意 国家 国际 国内 云服务 温泉 公司 公开 " +
	"公共 公寓 路由 游客 游戏 管理 管道 华丽 古典 古董 简介 简体 连接 连锁 项目 景区 景点 商品 商务 商家 商城 荣耀 荣誉 燕麦 皮革 " +
	"皮具 鲁迅 毛利 毛重 毛衣 干净 信息 信用 信号 展示 展览 阴天 智能 智慧 富士 富裕 印刷 印度 居民 利润 利率 宾馆 索引 宣传 晋级 " +
	"相关 相册 相机 初级 初中 门票 门店 容量 来源 来自 都市 普通 元素 衡水 丰富 丰田 支付 支持 支出 盘点 时间 时尚 阳光 阳台 司机 " +
	"司法 应用 应付 应收 边框 边界 广东 方法 方式 严重 常规 夏季 夏装 秋季 冬季 春季 水果 雷达 雷电 龙头 龙眼 钱包 钟表 陶瓷 汤圆 " +
	"章节 童话 单价 单位 单品 蓝牙 蓝天 车位 车型 麦克风 席位 柏油 解决 解释 伍佰 余额 万能 万科 文化 文件 文字 文章 向上 高级 " +
	"中级 高中 高考 周一 周二 周三 周四 周五 周六 周末 周年 周边 周期 金币 金钱 黎明 康乐 美容 孔雀 安装 安卓 安排 申请 申报 施工 史料 " +
	"石榴 石板 葛根 莫名 白菜 白领 红包 梅花 兰花 菊花 桂花 荷花 松鼠 柏树 柳树 杨梅 杨树 桑葚 麻花 麻将 苗圃 谷物 水晶 水杯 水泥 " +
	"江河 江湖 海报 海外 海关 海底 海鸥 田园 林业 林木 叶子 杜绝 范围 范文 石化 白天 白领 白酒 方向 方程 左侧 左边 尚未 古代 古籍")

var (
	isDoubleSurname = set(surnamesDouble...)
	doubleHeads     = runeSet(strings.Join(firsts(surnamesDouble), ""))
	isSurname       = runeSet(surnames)
	isSurnameTrad   = runeSet(surnamesTraditional)
	isTraditional   = runeSet(surnamesTraditional + traditionalOnly).without(surnames + simplifiedToo)
	isNeverInNames  = runeSet(notInNames).without(fineInNames)
)

// fineInNames take back what notInNames is too strict about.
const fineInNames = "明东西南北金天月晚早中国文书学宝安全包路江海雪梅春秋阳华和乐向冠成平亮光林森山石玉香云松柏竹兰菊桂荣蓝青红" +
	"张左年新本道邮之于为午房保章从然立音如若其以前程卡用法加达可美功武建军忠杰思源良行彩彬果品题端序馆度"

// simplifiedToo are characters of the traditional lists that simplified script has too.
const simplifiedToo = "敏嘉永紫鑫馨倩范裴单廉帅强区车麦来隆兰肅彥後從鮮儀應雙聖義優"
