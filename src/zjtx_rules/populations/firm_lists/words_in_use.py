"""The words that real lists of firms use in their headers, and what each of them means here."""

from __future__ import annotations

import re

NUMBERS = frozenset({"序号", "序", "行号", "No.", "NO.", "No", "NO", "no"})
"""Columns that only number the rows."""

_NAMES = (
    *(
        "公司名称",
        "单位名称",
        "企业全称",
        "公司全称",
        "单位全称",
        "企业名",
        "公司名",
        "企业中文名称",
        "机构名称",
        "市场主体名称",
        "主体名称",
    ),
    *(
        "申报企业",
        "申报单位",
        "申报企业名称",
        "申报单位名称",
        "企业单位名称",
        "获奖企业",
        "拟奖励企业",
        "认定企业",
        "入选企业",
        "培育企业",
    ),
    *("企业公司名称", "企业", "公司", "认定企业名称", "入库企业名称"),
)
_CREDIT_CODES = (
    "社会信用代码",
    "信用代码",
    "统一信用代码",
    "统一社会信用代码证号",
    "统一社会信用码",
    "企业统一社会信用代码",
)
_COUNTIES = (
    *(
        "所属区县",
        "所在区县",
        "区县",
        "县区",
        "县市区",
        "区县市",
        "区市县",
        "区市",
        "所属县区",
        "所在县区",
        "所属县市区",
        "所在县市区",
    ),
    *(
        "所属区县市",
        "所在区县市",
        "所属区市",
        "所在区市",
        "所属区",
        "所在区",
        "所属县",
        "所在县",
        "区",
        "县",
        "属地区县",
        "注册区县",
        "区县名称",
    ),
)
_PLACES = (
    "地区",
    "所在地区",
    "所属地",
    "属地",
    "注册地区",
    "所属区域",
    "所在区域",
    "区域",
    "企业所在地",
    "企业所属地",
    "注册所在地",
    "地方",
    "辖区",
)
_CITIES = (
    "城市",
    "所在城市",
    "所属城市",
    "地市",
    "所属地市",
    "所在地市",
    "所属市",
    "所在市",
    "市",
    "市州",
    "地级市",
    "所在地级市",
)
_PROVINCES = ("省份", "所在省份", "所属省份", "省", "所在省", "所属省", "省市自治区", "省区市")

SYNONYMS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_NAMES, ("企业名称", "")),
    **dict.fromkeys(_CREDIT_CODES, ("统一社会信用代码", "")),
    **dict.fromkeys(_COUNTIES, ("所在地", "county")),
    **dict.fromkeys(_PLACES, ("所在地", "place")),
    **dict.fromkeys(_CITIES, ("所在地", "city")),
    **dict.fromkeys(_PROVINCES, ("所在地", "province")),
    **dict.fromkeys(
        ("成立时间", "成立年月", "注册成立日期", "企业成立日期", "企业成立时间", "成立年份"), ("成立日期", "")
    ),
    **dict.fromkeys(
        (
            "所属行业",
            "行业类别",
            "行业名称",
            "国民经济行业",
            "所属国民经济行业",
            "行业分类",
            "国民经济行业分类",
            "所属行业代码",
        ),
        ("行业", ""),
    ),
    **dict.fromkeys(("国民经济行业代码", "行业小类代码", "行业小类"), ("行业", "")),
    **dict.fromkeys(("规模", "企业规模类型", "企业规模划型", "划型", "规模类型"), ("企业规模", "")),
    **dict.fromkeys(("有效发明专利数", "有效发明专利数量", "发明专利数", "发明专利数量"), ("有效发明专利", "")),
}
"""By a header without brackets and commas: the header of the table of applicants that means the same, and of a place its breadth."""

REGISTERED = ("登记注册日期", "登记日期", "注册日期", "注册时间", "登记注册时间", "登记时间")

_NEW_DATES = (
    *(
        "认定日期",
        "认定时间",
        "认定年度",
        "认定年份",
        "认定年月",
        "首次认定日期",
        "首次认定时间",
        "首次认定年度",
        "新认定日期",
        "新认定时间",
    ),
    *(
        "获批日期",
        "获批时间",
        "获批年度",
        "获批年份",
        "获评日期",
        "获评时间",
        "获评年度",
        "获得日期",
        "获得时间",
        "获得年度",
        "取得日期",
        "取得时间",
    ),
    *(
        "授予日期",
        "授予时间",
        "入选日期",
        "入选时间",
        "入选年度",
        "评定日期",
        "评定时间",
        "评定年度",
        "批准日期",
        "批准时间",
        "批准年度",
    ),
    *(
        "公布日期",
        "公布时间",
        "公告日期",
        "公告时间",
        "发证日期",
        "发证时间",
        "认证日期",
        "认证时间",
        "确认日期",
        "确认时间",
    ),
)
_ENDS = (
    *(
        "有效期至",
        "有效期止",
        "有效期",
        "有效期限",
        "有效期截止",
        "有效期截止日期",
        "有效期截止时间",
        "有效期到期",
        "有效期到期日",
    ),
    *(
        "有效期到期日期",
        "有效截止日期",
        "有效截止时间",
        "到期日期",
        "到期时间",
        "到期日",
        "证书有效期",
        "证书有效期至",
        "有效日期",
        "有效时间",
    ),
)
_RENEWALS = (
    "复核日期",
    "复核时间",
    "复核年度",
    "复核年份",
    "复核通过日期",
    "复核通过时间",
    "通过复核日期",
    "通过复核时间",
)
_RENEWED_ENDS = ("复核有效期至", "复核有效期", "复核后有效期至", "复核后有效期", "复核有效期止")
_AGAIN = ("重新认定日期", "重新认定时间", "重新认定年度")
_AGAIN_ENDS = ("重新认定有效期至", "重新认定有效期", "重新认定后有效期至", "重新认定后有效期")

DAY_WORDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_NEW_DATES, ("new", "date")),
    **dict.fromkeys(_ENDS, ("new", "expires")),
    **dict.fromkeys(_RENEWALS, ("renewal", "date")),
    **dict.fromkeys(_RENEWED_ENDS, ("renewal", "expires")),
    **dict.fromkeys(_AGAIN, ("re_recognition", "date")),
    **dict.fromkeys(_AGAIN_ENDS, ("re_recognition", "expires")),
}
"""What is said of a recognition: of which kind it is, and which of its days it is."""

TITLE_WORDS = frozenset(
    {
        "称号",
        "称号名称",
        "获得称号",
        "所获称号",
        "已获称号",
        "认定称号",
        "企业称号",
        "荣誉称号",
        "称号类别",
        "称号类型",
        "认定名称",
        "资质称号",
    }
)
"""Headers of a column in which every row names its title."""
MAYBE_TITLES = frozenset(
    {
        "类别",
        "类型",
        "认定类型",
        "认定类别",
        "荣誉",
        "资质",
        "资质名称",
        "资质类型",
        "资质荣誉",
        "获得荣誉",
        "获奖名称",
        "奖项",
        "项目名称",
        "认定项目",
    }
)
"""Headers of columns that hold titles in some lists, and something else in others: their cells tell."""
LEVEL_WORDS = frozenset({"级别", "认定级别", "称号级别", "认定层级", "层级", "等级"})
KIND_WORDS = frozenset({"认定方式", "认定性质", "认定情况", "新认定或复核"})

KEPT = frozenset(
    {
        *(
            "批次",
            "所属批次",
            "认定批次",
            "公布批次",
            "批次名称",
            "备注",
            "注",
            "说明",
            "联系人",
            "联系人姓名",
            "联系电话",
            "联系方式",
            "电话",
        ),
        *(
            "手机",
            "手机号",
            "手机号码",
            "办公电话",
            "法定代表人",
            "法人代表",
            "法人",
            "法人姓名",
            "负责人",
            "地址",
            "注册地址",
            "企业地址",
        ),
        *(
            "通讯地址",
            "详细地址",
            "经营地址",
            "办公地址",
            "联系地址",
            "邮编",
            "邮箱",
            "电子邮箱",
            "注册资本",
            "注册资金",
            "注册资本（万元）",
        ),
        *(
            "注册资本(万元)",
            "实缴资本",
            "主导产品",
            "主导产品名称",
            "主营产品",
            "主要产品",
            "主营业务",
            "主要业务",
            "产品名称",
            "经营范围",
        ),
        *(
            "证书编号",
            "证书号",
            "文号",
            "认定文号",
            "公告文号",
            "文件文号",
            "推荐单位",
            "推荐部门",
            "推荐地区",
            "所属领域",
            "产业领域",
            "所属产业",
        ),
        *(
            "产业链",
            "所属产业链",
            "细分领域",
            "认定部门",
            "发证机关",
            "认定机关",
            "认定单位",
            "发证单位",
            "企业性质",
            "企业类型",
            "经济类型",
        ),
        *(
            "登记机关",
            "登记状态",
            "经营状态",
            "称号",
            "类别",
            "类型",
            "级别",
            "认定级别",
            "认定类型",
            "认定类别",
            "年度",
            "申报年度",
        ),
        *TITLE_WORDS,
        *MAYBE_TITLES,
        *LEVEL_WORDS,
        *KIND_WORDS,
    }
)
"""Headers that lists have and no rule asks for: they stay in the list and play no part."""

_MARKS = re.compile(r"[\s（）()、，,/／·.\-_]")


def bare(header: str) -> str:
    """Return a header without brackets, blanks and commas: 县（市、区） is 县市区."""
    return _MARKS.sub("", header)
