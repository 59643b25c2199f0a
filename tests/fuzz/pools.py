"""What the generators draw from: few values of each sort, so that generated rules and generated profiles meet.

Everything is plain data, as an analyst would write it into a file. A generator takes a `random.Random`; the short tests
hand it one whose every draw Hypothesis makes (`st.randoms(use_true_random=False)`), a long run a plain one.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Data = dict[str, Any]

HERE = "371100"
REGION_WORDS = ["here", "here", "日照市", "山东省", "371102", "济南市", "山东省日照市东港区"]
"""Places as a rule file names them: the city itself, what it lies in, what lies in it, another one."""
REGIONS = ["371100", "371100", "371102", "371102", "371103", "370102", "370100", "320500"]
"""Places as a profile names them, fine enough to tell most places that a rule names."""
REGION_NAMES = [
    "日照市东港区",
    "莒县",
    "371202",
    "莱芜市",
    "即墨市",
    "日照经济技术开发区",
    "日照市/日照高新区",
    "山东省济南市市中区",
]
"""Places named otherwise: by a path, out of use, a zone with a code and one without."""
PLACES = [
    {"name": "岚山临港区", "code": "371198", "within": "岚山区"},
    {"name": "日照空港区", "code": "371199", "within": "日照市"},
    {"name": "海曲市", "code": "990100"},
    {"name": "清屿区", "code": "990101", "within": "海曲市"},
    {"name": "山曲区", "code": "990102", "within": "海曲市"},
]
"""Places that a rule file may declare: zones, and made-up ones."""
COARSE = ["370000", "371100"]
"""Places that may be too coarse to tell."""

ENTERPRISE_TITLES = ["zjtx_sme", "little_giant", "gazelle", "champion_enterprise", "innovative_sme", "unicorn"]
CARRIER_TITLES = {
    "startup_base": ["startup_base"],
    "service_platform": ["service_platform"],
    "cluster": ["sme_cluster"],
    "park": ["cultivation_park"],
    "design_institute": ["design_research_institute", "design_centre"],
    "district": [],
    "training_body": [],
}
KINDS = ["enterprise", *CARRIER_TITLES]

SUMS = ["5万元", "20万元", "30万元", "30万元", "50万元", "100万元", "0.01元", "3000元", "120.05万元"]
MONEY = ["1000万元", "400万元", "300万元", "2000万元", "100万元", "4亿元", "0元", "0.01元"]
PERCENTAGES = ["3%", "5%", "10%", "7.5%", "0%", "100%", "33.3%"]
COUNTS = [0, 1, 5, 10, 15, 20, 300, 1000]
NUMBERS = [0, 1, 2, 40]
DURATIONS = ["2年", "1年", "12个月", "30天", "3年", "1个月", "365天", "18个月"]
# What may stand for an industry, and the sections of GB/T 4754-2017 that it may lie in; none where it is not in the standard.
SECTIONS_OF_INDUSTRY = {
    "C3670": "C",
    "3670": "C",
    "6513": "I",
    "J6620": "J",
    "A0111": "A",
    "591": "G",
    "44": "D",
    "O80": "O",
    "8310": "P",
    "7320": "M",
    "9012": "R",
    "59": "G",
    "F": "F",
    "K": "K",
    "C": "C",
    "34": "C",
    "Ｃ３４５１": "C",
    "制造业": "C",
    "滚动轴承制造": "C",
    "C34 通用设备制造业": "C",
    "3451.0": "C",
    "0412": "A",
    "A412": "A",
    "610": "B",
    "412": "CA",
    "711": "LB",
    "511": "FA",
    "C9999": "",
    "B3451": "",
    "U": "",
    "主营轴承": "",
    "00": "",
    "3450": "",
}
INDUSTRIES = list(SECTIONS_OF_INDUSTRY)
# What rule files ask for, and which of the above lie in it, and which are wider or may be it.
_MADE = {"C3670", "3670", "C", "34", "Ｃ３４５１", "制造业", "滚动轴承制造", "C34 通用设备制造业", "3451.0", "3450"}
INSIDE = {
    "C3670": {"C3670", "3670"},
    "6513": {"6513"},
    "C": _MADE,
    "制造业": _MADE,
    "I": {"6513"},
    "59": {"591", "59"},
    "34": {"34", "Ｃ３４５１", "滚动轴承制造", "C34 通用设备制造业", "3451.0", "3450"},
    "C412": set(),
}
WIDER = {
    "C3670": {"C", "制造业"},
    "6513": set(),
    "C": {"412"},
    "制造业": {"412"},
    "I": set(),
    "59": set(),
    "34": {"C", "制造业"},
    "C412": {"412", "C", "制造业"},
}

STARTS = ["2022-03-23", "2023-01-01", "2022-01-01", "2023-07-01", "2024-02-29"]
ENDS = ["2025-12-31", "2024-12-31", "2024-06-30", "2025-02-28", "2026-03-22"]
DAYS = ["2023-09-01", "2024-02-29", "2023-01-01", "2022-12-31", "2024-06-30", "2021-03-01"]

DECLARED = {
    "in_priority_industry": "yes_no",
    "loan": "money",
    "export_share": "percentage",
    "licences": "count",
    "index": "number",
    "opened": "date",
    "zone": "text",
}
"""Facts that a generated file declares, by id, with their type."""
MACHINES = {
    "id": "machines",
    "label": "机器",
    "fields": [
        {"id": "price", "label": "单价", "type": "money"},
        {"id": "bought", "label": "购置日期", "type": "date"},
        {"id": "imported", "label": "进口", "type": "yes_no"},
        {"id": "use", "label": "用途", "type": "choice", "of": ["生产", "研发", "检测"]},
    ],
}
"""A list of records that a generated file declares."""
JUDGEMENTS = {"good_prospects": "具有良好发展前景", "sound": "管理规范"}
ZONES = ["东区", "西区"]


def day(rnd: Random, words: list[str]) -> str:
    """Return a day of a list, now and then the day before or after."""
    return shifted(rnd.choice(words), rnd.choice([0, 0, 0, -1, 1]))


def shifted(iso: str, days: int) -> str:
    """Return a day so many days later."""
    return (date.fromisoformat(iso) + timedelta(days=days)).isoformat() if days else iso


def chance(rnd: Random, of: int) -> bool:
    """Return yes once in so many times."""
    return rnd.randrange(of) == 0


def some(rnd: Random, items: list[Any], least: int, most: int) -> list[Any]:
    """Return some of the items, each once, in any order."""
    most = min(most, len(items))
    return rnd.sample(items, rnd.randint(min(least, most), most)) if most else []
