"""A plan, and the amendments of a yearly revision: each is said as what it is, in few lines, and drowned by nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from zjtx_rules.analysis.diffing import diff
from zjtx_rules.language import load_text
from zjtx_rules.presentation.diffing import render_diff

HEAD = """\
jurisdiction: {name: 日照市, code: "371100"}
judgements:
- {id: good_prospects, label: 发展前景良好}
facts:
- {id: has_loan, label: 有新增银行贷款, type: yes_no}
values:
- id: rate
  label: 补助比例
  table:
    by: 上年度营业收入
    bands:
    - {from: 1000万元, is: 4%}
    - {from: 5000万元, is: 6%}
documents:
"""
PLAN = """\
- id: plan
  title: 日照市专精特新中小企业培育方案
  number: 日政办字〔2022〕10号
  status: issued
  in_force: {from: 2023-01-01, to: 2025-12-31}
  readings:
  - id: upgrade
    question: 晋级后如何计发
    options: {top_up: 补差, nothing: 不再奖励}
    default: top_up
  clauses:
  - id: target.firms
    kind: target
    cite: 一
    quote: 到2025年，专精特新企业达到600家
    title: 培育目标
    goals:
    - {of: 专精特新企业, sense: level, figure: 600家, by: 2025-12-31}
    - {of: 小巨人企业, sense: level, figure: 30家, by: 2025-12-31}
  - id: pool
    kind: tier
    cite: 二
    quote: 培育对象须同时满足以下条件
    title: 培育对象
    to: enterprise
    when:
      all:
      - {fact: revenue_last_year, at_least: 1000万元}
      - {fact: sme_size, one_of: [micro, small, medium]}
      - {fact: bank_credit_good}
      - {fact: tax_credit_good}
      - {attested: good_prospects}
  - section: 三（一）
    by: [市工业和信息化局]
    to: enterprise
    quote: 对新获得认定的小巨人企业、单项冠军企业和省级及以上瞪羚企业、独角兽企业给予奖励
    clauses:
    - id: award.little_giant
      kind: award
      title: 小巨人企业奖励
      when: {newly_recognised: {title: little_giant}}
      pays: {up_to: 100万元}
      frequency: once
    - id: award.champion
      kind: award
      title: 单项冠军企业奖励
      when: {newly_recognised: {title: champion_enterprise, level: provincial}}
      pays: {sum: 50万元}
      frequency: once
    - id: award.growth
      kind: award
      title: 瞪羚、独角兽企业奖励
      when: {newly_recognised: {title: [gazelle, unicorn], level_at_least: provincial}}
      pays: {sum: 200万元}
      frequency: once
  - section: 三（二）
    by: [市地方金融监管局]
    to: enterprise
    when: {fact: has_loan}
    clauses:
    - id: subsidy.interest
      kind: subsidy
      quote: 给予贷款贴息补助，最高80万元
      title: 贷款贴息
      pays: {amount: 上年度营业收入 × 补助比例, at_most: 80万元}
    - id: service.loans
      kind: service
      quote: 鼓励银行推出专精特新贷，并为企业提供上门对接服务
      title: 专精特新贷与上门对接
      force: encouraged
      offers: 专精特新贷
    - id: subsidy.fair
      kind: subsidy
      quote: 按规定给予参展补助
      title: 参展补助
      pays: {without_figure: 按规定给予参展补助}
  - id: no_duplication
    kind: no_duplication
    cite: 四
    quote: 就高不就低，不重复奖励
    title: 不重复
    among: [award.*]
    settlement:
      by_reading: upgrade
      options: {top_up: difference, nothing: nothing}
"""
OLD = HEAD + PLAN


def changed(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """Return the edit that replaces each text by the other, wherever it stands."""

    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        return text

    return edit


def block(text: str, start: str) -> str:
    """Return the lines of a list entry that begins with `start`."""
    lines = text.splitlines(keepends=True)
    first = next(at for at, line in enumerate(lines) if line.strip() == start)
    indent = len(lines[first]) - len(lines[first].lstrip())
    last = first + 1
    while last < len(lines) and len(lines[last]) - len(lines[last].lstrip()) > indent:
        last += 1
    return "".join(lines[first:last])


LITTLE_GIANT = block(PLAN, "- id: award.little_giant")
GROWTH = block(PLAN, "- id: award.growth")
GAZELLE = (
    GROWTH.replace("award.growth", "award.gazelle")
    .replace("瞪羚、独角兽", "瞪羚")
    .replace("[gazelle, unicorn]", "gazelle")
)
UNICORN = (
    GROWTH.replace("award.growth", "award.unicorn")
    .replace("瞪羚、独角兽", "独角兽")
    .replace("[gazelle, unicorn]", "unicorn")
)
LOANS = block(PLAN, "- id: service.loans")
LOAN_PRODUCTS = LOANS.replace("，并为企业提供上门对接服务", "").replace(
    "title: 专精特新贷与上门对接", "title: 专精特新贷"
)
VISITS = (
    LOANS.replace("service.loans", "service.visits")
    .replace("鼓励银行推出专精特新贷，并", "")
    .replace("title: 专精特新贷与上门对接", "title: 上门对接")
)
CREDIT_INLINE = "      - {fact: bank_credit_good}\n      - {fact: tax_credit_good}\n"
CREDIT_TIER = """\
  - id: pool.credit
    kind: tier
    cite: 二
    quote: 信用良好
    title: 信用条件
    to: enterprise
    when: {all: [{fact: bank_credit_good}, {fact: tax_credit_good}]}
"""
FOLLOW_UP = (
    PLAN.replace("id: plan\n", "id: plan-2026\n  supersedes: plan\n")
    .replace("2022〕10号", "2026〕3号")
    .replace("2023-01-01", "2026-01-01")
    .replace("2025-12-31}", "2028-12-31}")
    .replace("up_to: 100万元", "up_to: 120万元")
)


class Case(NamedTuple):
    """An amendment and what has to be said of it."""

    edit: Callable[[str], str]
    means: set[tuple[str, str, str]]
    """Code, access and money of every change of meaning or money."""
    says: tuple[str, ...]
    lines: int
    """How many lines the text has at most, below its head."""
    never: tuple[str, ...] = ()


NOTHING: set[tuple[str, str, str]] = set()
CASES: dict[str, Case] = {
    "rate up": Case(
        changed(("from: 1000万元, is: 4%", "from: 1000万元, is: 5%"), ("is: 6%", "is: 8%")),
        {("value-changed", "neither", "more")},
        ("4%", "5%", "6%", "8%", "金额增加"),
        8,
        ("有宽有紧", "金额减少"),
    ),
    "ceiling down": Case(
        changed(("最高80万元", "最高60万元"), ("at_most: 80万元", "at_most: 60万元")),
        {("amount-lowered", "neither", "less")},
        ("80万元 → ", "60万元", "−20万元", "金额减少"),
        8,
    ),
    "band added": Case(
        changed(("    - {from: 5000万元, is: 6%}\n", "    - {from: 5000万元, is: 6%}\n    - {from: 1亿元, is: 8%}\n")),
        {("value-changed", "neither", "more")},
        ("1亿元", "8%"),
        6,
    ),
    "deadline moved": Case(
        changed(("to: 2025-12-31}\n  readings", "to: 2026-06-30}\n  readings")),
        {("validity-extended", "wider", "none")},
        ("2025-12-31 → 2026-06-30", "施行期延长"),
        6,
    ),
    "title of the plan renamed": Case(
        changed(("日照市专精特新中小企业培育方案", "日照市优质中小企业培育方案")), NOTHING, ("专精特新 → 优质", "1处"), 5
    ),
    "office changed in a section": Case(
        changed(("by: [市工业和信息化局]", "by: [市工业和信息化局, 市财政局]")),
        {("offices-changed", "neither", "none")},
        ("市财政局", "3处", "award.little_giant、award.champion、award.growth"),
        6,
    ),
    "an award split in two, with its amounts": Case(
        changed((GROWTH, GAZELLE + UNICORN.replace("200万元", "300万元"))),
        {("clause-split", "neither", "none"), ("amount-raised", "neither", "more")},
        ("拆分", "瞪羚企业奖励", "独角兽企业奖励", "200万元 → 300万元", "+100万元"),
        12,
        ("取消条款", "新增条款", "收紧", "金额减少"),
    ),
    "an award split in two without another change": Case(
        changed((GROWTH, GAZELLE + UNICORN)), NOTHING, ("条款拆分", "2处"), 6, ("取消", "新增", "收紧", "放宽")
    ),
    "two awards merged": Case(
        lambda text: text.replace(GROWTH, GAZELLE + UNICORN),
        NOTHING,
        ("条款合并", "2处"),
        6,
        ("取消", "新增", "收紧", "放宽"),
    ),
    "a service split by its words": Case(
        changed((LOANS, LOAN_PRODUCTS + VISITS)), NOTHING, ("条款拆分",), 8, ("新增条款", "放宽")
    ),
    "moved between sections": Case(
        lambda text: text.replace(LITTLE_GIANT, "").replace(
            "    - id: subsidy.interest\n",
            LITTLE_GIANT.replace("      title: 小巨人", "      by: [市工业和信息化局]\n      quote: 对新获得认定的小巨人企业、单项冠军企业和省级及以上瞪羚企业、独角兽企业给予奖励\n      when_\n      title: 小巨人").replace("      when_\n", "")
            + "    - id: subsidy.interest\n",
        ),
        {("condition-added", "narrower", "none")},
        ("有新增银行贷款", "三（一） → 三（二）"),
        10,
    ),
    "every clause renumbered": Case(
        changed(("section: 三（一）", "section: 四（一）"), ("section: 三（二）", "section: 四（二）"), ("cite: 四", "cite: 五")),
        NOTHING,
        ("条款号改变：如 三（一） → 四（一）（7处）",),
        5,
    ),
    "the years of the plan, its number and its goals one cycle on": Case(
        changed(
            ("2023-01-01, to: 2025-12-31", "2026-01-01, to: 2028-12-31"),
            ("by: 2025-12-31", "by: 2028-12-31"),
            ("到2025年", "到2028年"),
            ("〔2022〕10号", "〔2026〕3号"),
        ),
        {
            ("number-changed", "neither", "none"),
            ("validity-moved", "both", "none"),
            ("goal-changed", "neither", "none"),
        },
        ("施行期平移", "2025-12-31", "2处"),
        10,
        ("缩短", "延长"),
    ),
    "a reading settled": Case(
        changed(
            (
                "    settlement:\n      by_reading: upgrade\n      options: {top_up: difference, nothing: nothing}\n",
                "    settlement: difference\n",
            ),
            (
                "  readings:\n  - id: upgrade\n    question: 晋级后如何计发\n    options: {top_up: 补差, nothing: 不再奖励}\n    default: top_up\n",
                "",
            ),
        ),
        {("reading-dropped", "neither", "none"), ("duplication-changed", "neither", "more")},
        ("upgrade", "补差"),
        10,
    ),
    "an award withdrawn": Case(
        changed((LITTLE_GIANT, "")),
        {("clause-removed", "narrower", "less")},
        ("取消条款", "最高100万元", "市工业和信息化局", "就高不就低"),
        8,
    ),
    "an award added": Case(
        changed((GROWTH, GROWTH + GAZELLE.replace("gazelle", "service_platform_").replace("title: service_platform_,", "title: zjtx_sme,").replace("award.service_platform_", "award.zjtx").replace("瞪羚", "专精特新"))),
        {("clause-added", "wider", "more")},
        ("新增条款", "200万元", "专精特新", "市工业和信息化局", "就高不就低"),
        8,
    ),
    "conditions moved into a clause of their own": Case(
        changed((CREDIT_INLINE, "      - {clause: pool.credit}\n"), ("  - section: 三（一）\n", CREDIT_TIER + "  - section: 三（一）\n")),
        NOTHING,
        ("条件写法改变，含义相同", "条件抽出为单独的条款"),
        6,
        ("放宽", "收紧", "取消条件", "新增"),
    ),
    "conditions given a name": Case(
        lambda text: text.replace(CREDIT_INLINE, "      - {meets: 信用良好}\n").replace(
            "documents:\n",
            "conditions:\n- {id: credit, label: 信用良好, when: {all: [{fact: bank_credit_good}, {fact: tax_credit_good}]}}\ndocuments:\n",
        ),
        NOTHING,
        ("没有含义上的差别",),
        1,
    ),
    "a condition raised inside a clause of its own": Case(
        changed(
            (CREDIT_INLINE, "      - {clause: pool.credit}\n"),
            ("  - section: 三（一）\n", CREDIT_TIER + "  - section: 三（一）\n"),
            ("revenue_last_year, at_least: 1000万元", "revenue_last_year, at_least: 2000万元"),
        ),
        {("threshold-raised", "narrower", "none")},
        ("不低于1000万元 → 不低于2000万元", "+1000万元"),
        10,
        ("取消条件",),
    ),
    "a figure given where there was none": Case(
        changed(("按规定给予参展补助\n      title", "按规定给予参展补助，最高3万元\n      title"), ("{without_figure: 按规定给予参展补助}", "{up_to: 3万元}")),
        {("figure-given", "neither", "none")},
        ("写明金额", "最高3万元"),
        8,
        ("有增有减",),
    ),
    "what the banks are encouraged to do becomes their duty": Case(
        changed(("鼓励银行推出专精特新贷", "银行应当推出专精特新贷"), ("force: encouraged", "force: third_party\n      binds: 银行")),
        {("force-changed", "narrower", "none"), ("content-changed", "neither", "none")},
        ("鼓励支持", "他人职责", "银行"),
        9,
    ),
    "a draft issued with its dates": Case(
        lambda text: text,
        {("status-changed", "wider", "more"), ("validity-stated", "neither", "none")},
        ("写明施行期", "2023-01-01"),
        7,
        ("缩短",),
    ),
    "quotation marks dropped everywhere": Case(
        lambda text: text.replace("“", "").replace("”", ""), NOTHING, ("“小巨人” → 小巨人",), 6, ("取消指标", "新增指标")
    ),
    "the plan replaced by a new one beside it": Case(
        lambda text: text + FOLLOW_UP.replace("id: award.", "id: award.new_").replace("id: subsidy.", "id: subsidy.new_").replace("award.*", "award.new_*").replace("id: target.", "id: target.new_").replace("id: pool", "id: new_pool").replace("id: service.", "id: service.new_").replace("id: no_duplication", "id: new_no_duplication"),
        {
            ("document-superseded", "neither", "none"),
            ("number-changed", "neither", "none"),
            ("validity-moved", "both", "none"),
            ("amount-raised", "neither", "more"),
            ("goal-changed", "neither", "none"),
        },
        ("新文件取代旧文件", "最高100万元 → 最高120万元", "+20万元"),
        16,
        ("新增条款", "新增文件"),
    ),
}  # fmt: skip
BEFORE = {
    "two awards merged": lambda text: text,
    "a draft issued with its dates": changed(
        ("status: issued", "status: draft"), ("  in_force: {from: 2023-01-01, to: 2025-12-31}\n", "")
    ),
    "quotation marks dropped everywhere": changed(("小巨人", "“小巨人”")),
}
"""What the old side is made of first, where it is not the plan as it stands."""


def both(name: str) -> tuple[str, str]:
    old = BEFORE.get(name, lambda text: text)(OLD)
    new = OLD if name == "a draft issued with its dates" else CASES[name].edit(old)
    return (new, old) if name == "two awards merged" else (old, new)


@pytest.mark.parametrize("name", CASES)
def test_an_amendment_is_said_as_what_it_is(name: str) -> None:
    case = CASES[name]
    old, new = both(name)
    found = diff(load_text(old, "旧.yaml"), load_text(new, "新.yaml"))
    telling = [each for each in found.changes() if each.category == "meaning"]
    assert {(each.code, each.access, each.money) for each in telling} == case.means
    text = render_diff(found)
    body = [line for line in text.splitlines()[4:] if line.strip()]
    assert len(body) <= case.lines + 1, text
    flat = re.sub(r"\s", "", text)  # long words go on on the next line
    assert [each for each in case.says if re.sub(r"\s", "", each) not in flat] == [], text
    assert [each for each in case.never if each in text] == [], text


@pytest.mark.parametrize("name", CASES)
def test_the_bands_of_the_head_add_up_and_full_lists_every_change(name: str) -> None:
    old, new = both(name)
    found = diff(load_text(old, "旧.yaml"), load_text(new, "新.yaml"))
    counts = found.counts
    assert counts.meaning + counts.wording + counts.structure == counts.changes == len(list(found.changes()))
    full = render_diff(found, full=True)
    assert [each.headline.zh for each in found.changes() if each.headline.zh not in full] == []
