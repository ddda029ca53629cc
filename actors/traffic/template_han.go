package traffic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Paths in Chinese are written without borders and plurals, so a segment is cut into words of
// the lists below, longest first; one that is made of them from end to end is a fixed word.
// Other scripts have no list: their segments are unknown words, which siblings decide.

// hanNouns are what Chinese paths call things.
var hanNouns = wordSet(`
用户 用户组 会员 客户 顾客 员工 人员 管理员 角色 权限 菜单 部门 机构 组织 公司 企业 商家 商户 店铺 门店 供应商 订单 子订单 商品
产品 货品 库存 仓库 物流 快递 运单 发货 收货 地址 购物车 优惠券 优惠 活动 促销 积分 余额 钱包 账户 账号 帐号 账单 流水 交易
支付 付款 收款 退款 退货 售后 发票 合同 报价 采购 销售 价格 费用 财务 报销 预算 工资 考勤 请假 审批 流程 任务 工单 项目 计划
日程 会议 通知 公告 消息 短信 邮件 邮箱 评论 评价 回复 点赞 收藏 关注 粉丝 好友 群组 聊天 文章 新闻 资讯 内容 栏目 分类 类别
类型 标签 品牌 规格 属性 图片 视频 音频 文件 附件 文档 文件夹 目录 资源 素材 模板 表单 问卷 报表 报告 统计 图表 数据 数据库 字典
参数 配置 设置 系统 平台 模块 接口 服务 应用 设备 日志 记录 历史 操作 状态 信息 详情 明细 列表 首页 页面 版本 区域 地区 城市
省份 学生 老师 教师 课程 班级 学校 考试 成绩 题目 患者 病人 医生 医院 科室 挂号 预约 处方 病历 药品 车辆 司机 路线 站点 车站
航班 酒店 房间 景点 门票 电影 影院 座位 图书 音乐 游戏 保单 理赔 贷款 还款 银行 银行卡 证件 身份证 实名 认证 验证码 密码
手机 手机号 登录 注册 令牌 会话 个人 中心 后台 前台 管理 公共 基础 业务 资料 档案 指标 告警 监控 任务单 排行 排行榜 推荐 热门
最新 全部 我的 当前 选项 下拉 树 树形 分页 总数 数量 汇总 概览 看板 子项 明细表 年度 月度 每日 发货单 入库 出库 盘点 调拨 客服
反馈 投诉 建议 帮助 问题 答案 协议 隐私 关于 更新日志 导航 轮播 广告 横幅 链接 渠道 代理 佣金 结算 对账 税务 票据 印章 签名 电子`)

// hanVerbs are what Chinese paths do to things.
var hanVerbs = wordSet(`
列表 详情 查询 搜索 查找 查看 获取 检索 新增 新建 添加 增加 创建 生成 修改 编辑 更新 变更 保存 删除 移除 清空 批量 导入 导出
上传 下载 提交 申请 审核 审批 通过 驳回 拒绝 取消 撤销 撤回 确认 启用 停用 禁用 启动 停止 暂停 恢复 开启 关闭 发布 下架 上架
同步 刷新 复制 移动 排序 分配 绑定 解绑 登录 登陆 退出 注销 注册 校验 验证 检查 重置 找回 发送 推送 接收 支付 退款 统计 打印 预览
分享 收藏 关注 点赞 锁定 解锁 加入 退出登录 分页`)

// hanNaming are words behind which names stand.
var hanNaming = wordSet(`分类 类别 类型 标签 品牌 城市 省份 地区 区域 名称 姓名 用户名 关键字 关键词 搜索 公司 企业 学校 医院 部门`)

// hanMost is how many characters a fixed word has at most; longer ones are titles.
const hanMost = 10

func isWide(s string) bool { return s != "" && s[0] >= utf8.RuneSelf }

// hanClass judges a segment that holds letters beyond ASCII.
func hanClass(s string) class {
	runes, digits := 0, 0
	for _, r := range s {
		runes++
		switch {
		case r == utf8.RuneError:
			return classHard // not UTF-8
		case unicode.IsDigit(r):
			digits++
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_.()", r):
			return classHard
		}
	}
	switch {
	case hanWords(s):
		return classNoun
	case runes > 2*hanMost:
		return classHard
	case runes > hanMost || digits > 0:
		return classSoft
	}
	return classWord
}

// hanWords reports whether a segment is made of listed words from end to end.
func hanWords(s string) bool {
	const most = 4 * 3 // bytes of the longest listed word
	for s != "" {
		n := min(len(s), most)
		for ; n > 0; n-- {
			if in(hanNouns, s[:n]) || in(hanVerbs, s[:n]) {
				break
			}
		}
		if n == 0 {
			return false
		}
		s = s[n:]
	}
	return true
}

// hanAction reports whether a segment in Chinese begins or ends with what is done.
func hanAction(s string) bool {
	const two = 2 * 3 // bytes of nearly all verbs
	return in(hanVerbs, s) || len(s) > two && (in(hanVerbs, s[:two]) || in(hanVerbs, s[len(s)-two:]))
}

// unescapeWide reports whether text that was percent-encoded is a word in some script, valid
// and without anything that would need encoding again but its letters.
func unescapeWide(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return false
		}
	}
	return true
}
