"""The force, the hedges and the recognitions of a clause, against the words that it quotes."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from zjtx_rules.analysis.checks import CHECKS, Subject
from zjtx_rules.analysis.force_words import BORNE_OUT, governing, verbs
from zjtx_rules.analysis.texts import source_text
from zjtx_rules.language import load, load_text
from zjtx_rules.language.clauses import Binding
from zjtx_rules.language.force import FORCES, PAYING, force_of

RULES = """\
jurisdiction: {{name: 日照市, code: "371100"}}
judgements:
- {{id: fit, label: 符合条件}}
documents:
- id: d
  title: 办法
  status: issued
  source: {{file: policy.txt, sha256: {sha}}}
  clauses:
  - {{id: {kind}.a, kind: {kind}, cite: 一, quote: {quote}, title: 甲, to: enterprise{more}}}
"""
CONTENT = {"right": "grants: 白名单", "service": "offers: 诊断", "tier": "", "award": "", "subsidy": ""}


def found(code: str, quote: str, more: str = "", kind: str = "right", source: str = "") -> list[str]:
    """Return what a check says of one clause; `source` is the policy text, where there is one."""
    content = ", ".join(each for each in (CONTENT[kind], more) if each)
    text = RULES.format(sha="0" * 64, quote=quote, kind=kind, more=f", {content}" if content else "")
    sources = {"policy.txt": source_text(source, "policy.txt", "0" * 64)} if source else None
    (loaded,) = load_text(text, "d.yaml").files
    return [each.message.zh for each in CHECKS[code].find(Subject(loaded, sources=sources))]


# What the sentences of policies say, and by which force: the words of the brief of every such file.
SENTENCES = [
    ("对新获得认定的小巨人企业给予最高100万元一次性奖励", "mandatory"),
    ("不再增收土地价款", "mandatory"),
    ("每培育1家给予基地40万元奖励", "mandatory"),
    ("鼓励企业参加展会，对参展费用给予补贴", "mandatory"),
    ("支持企业参加展会，并按规定给予参展补助", "mandatory"),
    ("符合条件的可不进行招标", "discretionary"),
    ("允许联合参加工业用地招拍挂", "discretionary"),
    ("适当上调授信额度", "discretionary"),
    ("优先保障工业用地", "priority"),
    ("同等条件下择优推荐入库企业", "priority"),
    ("组织企业参加路演", "programme"),
    ("精选30家以上企业挂牌", "programme"),
    ("为企业提供转型服务", "programme"),
    ("鼓励企业设立研发机构", "encouraged"),
    ("支持企业开拓市场", "encouraged"),
    ("引导企业上云", "encouraged"),
    ("推动企业率先转型", "encouraged"),
    ("鼓励园区给予三年房租优惠", "encouraged"),
    ("鼓励银行推出产品，给予利率优惠", "encouraged"),
]


@pytest.mark.parametrize(("quote", "force"), SENTENCES)
@pytest.mark.parametrize("stated", FORCES)
def test_the_force_is_compared_with_the_verb_of_the_quote(quote: str, force: str, stated: str) -> None:
    # Of a third party anything may be said; offices do all but give; else exactly the force of the verb is borne out.
    allowed = {force, "third_party"} | ({"government"} if force != "mandatory" else set())
    if "给予补贴" in quote or "给予参展补助" in quote:
        allowed |= {"encouraged", "government"}  # both verbs govern a part of their own
    said = found("force-said", quote, f"force: {stated}, binds: 银行")
    assert bool(said) is (stated not in allowed), said


def test_every_force_is_borne_out_by_some_verb_and_what_is_given_is_no_work_of_an_office() -> None:
    assert set(BORNE_OUT) == set(FORCES)
    assert all(BORNE_OUT.values())
    assert "grants" not in BORNE_OUT["government"]


def test_a_quote_without_a_verb_is_left_alone() -> None:
    assert verbs(["省级“专精特新”中小企业"]) == {}
    assert found("force-said", "省级专精特新中小企业", "force: mandatory") == []


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("鼓励市级小微企业园", "鼓励"),
        ("推动服务平台，鼓励园区", "鼓励"),
        ("推动工业设计赋能中小企业，大力培育设计订单市场，", None),
        ("支持企业上市。", None),
        ("鼓励园区给予房租优惠,并", "鼓励"),
    ],
)
def test_the_sentence_that_a_quote_was_cut_from_is_read_too(before: str, word: str | None) -> None:
    quote = "对入园企业电费进行补贴" if before.endswith("并") else "为入园企业提供服务"
    assert governing(before) == word
    said = found("force-said", quote, "force: programme", kind="service", source=f"{before}{quote}。")
    if word is not None and not before.endswith("并"):
        assert [word in each for each in said] == [True]


def test_rights_and_services_state_their_force() -> None:
    assert found("force-not-stated", "推荐进入白名单")
    assert found("force-not-stated", "推荐进入白名单", "force: programme") == []
    assert found("force-not-stated", "给予10万元", "pays: {sum: 10万元}", kind="award") == []


def test_a_third_party_is_named_and_a_quota_stands_in_the_quote() -> None:
    assert len(found("force-said", "鼓励银行推出产品", "force: third_party")) == 1
    assert found("force-said", "每年组织100家以上企业培训", "force: programme, quota: 每年100家以上") == []
    assert len(found("force-said", "每年组织100家以上企业培训", "force: programme, quota: 每年200家以上")) == 1
    assert found("force-said", "每年培训企业不少于IOOO家", "force: programme, quota: 每年1000家") == []


@pytest.mark.parametrize(
    "hedge", ["符合条件的企业", "有条件的企业", "企业原则上均", "瞪羚等优质企业群体", "营业收入1000万元左右的企业"]
)
def test_words_that_leave_something_open_are_declared(hedge: str) -> None:
    quote = f"{hedge}纳入白名单"
    assert found("hedge-undeclared", quote, "force: programme")
    for when in ("{attested: fit}", "{left_open: {fact: independent_legal_person}, because: 等}"):
        assert found("hedge-undeclared", quote, f"force: programme, when: {when}") == []
    # Where nothing is promised, nothing is taken back.
    for force in set(FORCES) - PAYING - {"programme"}:
        assert found("hedge-undeclared", quote, f"force: {force}, binds: 银行") == []


@pytest.mark.parametrize(
    ("quote", "when", "pays", "said"),
    [
        ("新获得认定的省级瞪羚企业", "newly_recognised: {title: gazelle, level: provincial}", "sum: 1万元", 0),
        ("新获得认定的省级瞪羚企业", "holds: {title: gazelle, level: provincial}", "sum: 1万元", 1),
        ("新获得认定的省级瞪羚企业", "newly_recognised: {title: gazelle, level: city}", "sum: 1万元", 1),
        ("新获得认定的省级瞪羚企业", "newly_recognised: {title: unicorn}", "sum: 1万元", 1),
        ("给予1万元", "newly_recognised: {title: unicorn}", "sum: 1万元", 0),
        ("新获得认定的国家级“小巨人”企业", "newly_recognised: {title: little_giant, level: national}", "sum: 1万元", 0),
        ("在我市登记注册两年以上", "registered: {in: here, for_at_least: 2年}", "sum: 1万元", 0),
        ("在我市登记注册两年以上", "registered: {in: here, for_at_least: 3年}", "sum: 1万元", 1),
        ("省级瞪羚企业连续三年", "newly_recognised: {title: gazelle}", "yearly: {sum: 1万元, years: 3}", 0),
        ("省级瞪羚企业连续三年", "newly_recognised: {title: gazelle}", "yearly: {sum: 1万元, years: 5}", 1),
    ],
)
def test_titles_levels_periods_and_newness_stand_in_the_quote(quote: str, when: str, pays: str, said: int) -> None:
    more = f"when: {{{when}}}, pays: {{{pays}}}"
    assert len(found("recognition-said", quote, more, kind="award")) == said


def test_a_sentence_that_two_documents_share_has_one_force_and_one_kind() -> None:
    said = [
        (document.id, clause.id, re.sub(r"\W", "", quote), force_of(clause), str(clause.kind))  # type: ignore[attr-defined]
        for _, document, clause in load().clauses()
        if isinstance(clause, Binding)
        for quote in clause.quote
    ]
    shared = [
        (one, other)
        for one, other in combinations(said, 2)
        if one[0] != other[0] and min(len(one[2]), len(other[2])) >= 12 and (one[2] in other[2] or other[2] in one[2])
    ]
    assert len(shared) > 10  # 日照, 山东 and the template were written after one another
    assert [(one[:2], other[:2]) for one, other in shared if one[3:] != other[3:]] == []
