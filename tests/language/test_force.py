"""What a sentence binds: what is taken where a clause does not say it, what hangs on a reading, and how it is compared."""

from __future__ import annotations

from typing import get_args

import pytest

from small_rules import RIZHAO, answer, applicant, clause, codes, rules_of
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.analysis.editing.formatting import format_text
from zjtx_rules.language import CLAUSE_KINDS, load_text
from zjtx_rules.language.clauses import Binding
from zjtx_rules.language.force import BY_KIND, ENTRIES, FORCES, PAYING, RANKS, Entry, Force, force_of
from zjtx_rules.presentation.clause import clause_text

CONTENT = {"award": {"pays": "{without_figure: 给予奖励}"}, "subsidy": {"pays": "{without_figure: 给予补贴}"}}
CONTENT |= {"right": {"grants": "白名单"}, "service": {"offers": "诊断"}}
READING = """\
  readings:
  - {id: firm, question: 是否必须给, options: {yes_: 必须, no_: 可以}, default: yes_}
"""
BY_READING = "{by_reading: firm, options: {yes_: mandatory, no_: discretionary}}"


def test_every_force_and_entry_has_words_and_every_binding_kind_a_default() -> None:
    assert set(FORCES) == set(RANKS) == set(get_args(Force))
    assert set(ENTRIES) == set(get_args(Entry))
    assert {kind for kind, model in CLAUSE_KINDS.items() if issubclass(model, Binding)} == set(BY_KIND)


@pytest.mark.parametrize("kind", CONTENT)
@pytest.mark.parametrize("force", [None, *FORCES])
def test_a_clause_binds_as_it_states_and_else_as_its_kind_has_it(kind: str, force: Force | None) -> None:
    stated = {"force": force} if force else {}
    found = answer(rules_of(clause("c", kind, **stated, **CONTENT[kind])), applicant(region=RIZHAO))
    (prepared,) = found.outcomes[0].program.clauses
    assert prepared.force == (force or BY_KIND[kind])


@pytest.mark.parametrize(("option", "force"), [(None, "mandatory"), ("yes_", "mandatory"), ("no_", "discretionary")])
def test_the_force_may_hang_on_a_reading(option: str | None, force: str) -> None:
    rules = rules_of(clause("right.a", "right", grants="白名单", force=BY_READING), readings=READING)
    chosen = {"firm": option} if option else {}
    (prepared,) = answer(rules, applicant(region=RIZHAO), readings=chosen).outcomes[0].program.clauses
    assert prepared.force == force


@pytest.mark.parametrize("key", ["force", "entry"])
def test_what_is_no_force_or_entry_is_an_error_of_the_file(key: str) -> None:
    assert codes(clause("right.a", "right", grants="白名单", **{key: "strong"}))
    assert codes(clause("right.a", "right", grants="白名单", force="{by_reading: none, options: {a: mandatory}}"))


@pytest.mark.parametrize("kind", ["tier", "flag", "target"])
def test_kinds_that_bind_nobody_take_no_force(kind: str) -> None:
    assert force_of(CLAUSE_KINDS[kind].model_construct(kind=kind)) is None
    assert "force" not in CLAUSE_KINDS[kind].model_fields


@pytest.mark.parametrize("pays", ["{sum: 1万元}", "{up_to: 1万元}", "{without_figure: 给予奖励}"])
@pytest.mark.parametrize("force", FORCES)
def test_a_sum_stands_only_under_a_sentence_by_which_an_office_pays(pays: str, force: Force) -> None:
    found = codes(clause("award.a", force=force, pays=pays))
    assert found == ([] if force in PAYING or "without" in pays else ["money-not-bound"])


def test_a_sum_is_refused_under_the_option_of_a_reading_that_binds_nobody() -> None:
    force = "{by_reading: firm, options: {yes_: mandatory, no_: encouraged}}"
    assert codes(clause("award.a", force=force, pays="{sum: 1万元}"), readings=READING) == ["money-not-bound"]


@pytest.mark.parametrize("kind", CONTENT)
def test_to_state_the_force_that_the_kind_has_anyway_changes_nothing(kind: str) -> None:
    silent = rules_of(clause("c", kind, **CONTENT[kind]))
    stated = rules_of(clause("c", kind, force=BY_KIND[kind], **CONTENT[kind]))
    assert list(diff(silent, stated).changes()) == []


@pytest.mark.parametrize(
    ("old", "new", "access"),
    [
        ("encouraged", "mandatory", "wider"),
        ("mandatory", "discretionary", "narrower"),
        ("programme", "priority", "wider"),
        ("third_party", "encouraged", "wider"),
    ],
)
def test_a_change_of_force_is_a_change_of_meaning(old: str, new: str, access: str) -> None:
    sides = [rules_of(clause("right.a", "right", grants="白名单", force=each)) for each in (old, new)]
    (change,) = diff(*sides).changes()
    assert (change.code, change.category, change.access) == ("force-changed", "meaning", access)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("鼓励银行推出专属贷款", "银行应当推出专属贷款", True),
        ("支持企业上云", "鼓励企业上云", False),  # both only encourage
        ("组织企业参加展会", "组织企业参加国内外展会", False),
    ],
)
def test_another_verb_in_the_quote_is_more_than_wording(old: str, new: str, changed: bool) -> None:  # noqa: FBT001 - one of the columns
    sides = [
        rules_of(clause("service.a", "service", offers="贷款", force="third_party", binds="银行").replace("原文", each))
        for each in (old, new)
    ]
    found = {(each.code, each.category) for each in diff(*sides).changes()}
    assert (("force-changed", "meaning") in found) is changed
    assert ("wording-changed", "wording") in found


def test_a_clause_is_shown_with_what_it_binds() -> None:
    rules = rules_of(
        clause("service.a", "service", offers="贷款", force="third_party", binds="银行", entry="apply", quota="50家",
               window=["3月16日至4月15日", "至10月31日"])
    )  # fmt: skip
    ((loaded, document, found),) = rules.clauses()
    zh, en = (clause_text(loaded, document, found, each) for each in ("zh", "en"))
    assert [
        each
        for each in (
            "效力：他人职责",
            "约束对象：银行",
            "进入方式：申报",
            "名额：50家",
            "申报时间：每年3月16日至4月15日，每年至10月31日",
        )
        if each not in zh
    ] == []
    assert "for others to do" in en
    assert "16 March to 15 April every year, until 31 October every year" in en


def test_the_keys_stand_between_the_note_and_the_applicants() -> None:
    text = """\
jurisdiction: {name: 日照市, code: "371100"}

documents:
- id: d
  title: 办法
  status: issued
  clauses:
  - window: 3月
    quota: 50家
    offers: 诊断
    to: enterprise
    entry: selected
    force: programme
    binds: [银行]
    note: 说明
    title: 标题
    quote: 原文
    cite: 一
    kind: service
    id: service.a
"""
    lines = format_text(text).splitlines()
    keys = [line.strip(" -").partition(":")[0] for line in lines[lines.index("  clauses:") + 1 :]]
    assert keys == [
        "id",
        "kind",
        "cite",
        "quote",
        "title",
        "note",
        "force",
        "binds",
        "entry",
        "quota",
        "window",
        "to",
        "offers",
    ]
    before, after = (load_text(each).files[0].rules for each in (text, format_text(text)))
    assert after == before
