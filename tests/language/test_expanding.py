"""Sections and named conditions mean what they mean written out, and what is wrong with them is said where it stands."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from zjtx_rules.analysis.checking import check_texts
from zjtx_rules.analysis.editing.formatting import format_text, is_formatted
from zjtx_rules.analysis.testing.instrument import probe
from zjtx_rules.files import parse_yaml
from zjtx_rules.language import load, load_text
from zjtx_rules.problems import InputError
from zjtx_rules.schemas import schema

HEAD = 'jurisdiction: {name: 日照市, code: "371100"}\n'
DOCUMENT = "documents:\n- id: demo\n  title: 示例\n  status: issued\n  in_force: {from: 2022-01-01, to: 2025-12-31}\n  clauses:\n"
SHORT = (
    HEAD
    + """\
conditions:
- {id: giant, label: 小巨人企业, when: {holds: {title: little_giant}}}
- {id: small, label: 创新企业, when: {holds: {title: innovative_sme}}}
- {id: small_giant, label: 创新小巨人, when: {all: [{meets: giant}, {meets: 创新企业}]}}
"""
    + DOCUMENT
    + """\
  - {id: tier.before, kind: tier, cite: 一, quote: 甲, title: 甲, to: enterprise, when: {meets: giant}}
  - section: 三（一）2
    quote: 给予80万元
    by: [市工业和信息化局]
    to: enterprise
    where: anywhere
    when: {meets: small_giant}
    clauses:
    - {id: award.common, kind: award, title: 乙, pays: {sum: 80万元}}
    - {id: award.one, kind: award, title: 丙, when: {any: [{meets: giant}, {always: true}]}, pays: {sum: 80万元}}
    - id: award.own
      kind: award
      cite: 三（一）3
      quote: 奖励80万元
      title: 丁
      by: []
      to: startup_base
      where: here
      when: {all: [{always: true}, {holds: {title: startup_base}}]}
      pays: {sum: 80万元}
    - {id: duty.none, kind: duty, title: 戊}
  - {id: tier.after, kind: tier, cite: 四, quote: 己, title: 己, to: enterprise, when: {none: [{meets: small}]}}
"""
)
GIANT, SMALL = "{holds: {title: little_giant}}", "{holds: {title: innovative_sme}}"
BOTH = f"{{all: [{GIANT}, {SMALL}]}}"
IN_SECTION = "cite: 三（一）2, quote: 给予80万元"
LONG = (
    HEAD
    + DOCUMENT
    + f"""\
  - {{id: tier.before, kind: tier, cite: 一, quote: 甲, title: 甲, to: enterprise, when: {GIANT}}}
  - {{id: award.common, kind: award, {IN_SECTION}, title: 乙, by: [市工业和信息化局], to: enterprise, where: anywhere,
     when: {BOTH}, pays: {{sum: 80万元}}}}
  - {{id: award.one, kind: award, {IN_SECTION}, title: 丙, by: [市工业和信息化局], to: enterprise, where: anywhere,
     when: {{all: [{BOTH}, {{any: [{GIANT}, {{always: true}}]}}]}}, pays: {{sum: 80万元}}}}
  - {{id: award.own, kind: award, cite: 三（一）3, quote: 奖励80万元, title: 丁, to: startup_base,
     when: {{all: [{BOTH}, {{always: true}}, {{holds: {{title: startup_base}}}}]}}, pays: {{sum: 80万元}}}}
  - {{id: duty.none, kind: duty, {IN_SECTION}, title: 戊, by: [市工业和信息化局]}}
  - {{id: tier.after, kind: tier, cite: 四, quote: 己, title: 己, to: enterprise, when: {{none: [{SMALL}]}}}}
"""
)
"""The same, written out by hand."""


def clauses(text: str) -> Any:
    return load_text(text).files[0].rules.documents[0].clauses


def test_sections_and_named_conditions_are_what_they_are_written_out() -> None:
    short = SHORT.replace("{holds: {title: startup_base}}]}", "{holds: {title: startup_base}}]}")
    assert clauses(short) == clauses(LONG)


def test_a_condition_and_one_of_all_are_put_together_part_by_part() -> None:
    section = SHORT.replace("when: {meets: small_giant}", "when: {all: [{meets: giant}, {meets: small}]}")
    written_out = LONG.replace(f"when: {{all: [{BOTH}, ", f"when: {{all: [{GIANT}, {SMALL}, ")
    assert clauses(section) == clauses(written_out)


@pytest.mark.parametrize("name", ["tier.before", "award.common", "award.one", "award.own", "duty.none", "tier.after"])
def test_every_clause_stands_where_it_was_written(name: str) -> None:
    loaded = load_text(SHORT).files[0]
    (at,) = (index for index, each in enumerate(loaded.rules.documents[0].clauses) if each.id == name)
    line = SHORT.splitlines().index(next(line for line in SHORT.splitlines() if f"id: {name}" in line)) + 1
    assert loaded.source.place(("documents", 0, "clauses", at)).line == line


def problem(text: str) -> tuple[str, str]:
    """Return the code of the only problem of a text, and the text of the line on which it stands."""
    with pytest.raises(InputError) as error:
        load_text(text)
    (found,) = error.value.problems
    return found.code, found.excerpt.strip()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        # in a definition that several clauses use: said once, there
        ("{title: little_giant}}}", "{title: litle_giant}}}", "title", "- {id: giant"),
        ("{title: innovative_sme}", "{titel: innovative_sme}", "unknown-key", "- {id: small,"),
        ("{meets: giant}, {meets: 创新企业}", "{meets: giant}, {meets: 创新企}", "unknown-definition", "- {id: small_giant"),
        ("{meets: giant}, {meets: 创新企业}", "{meets: small_giant}", "circle", "- {id: small_giant"),
        ("id: small_giant, label", "id: giant, label", "duplicate-id", "- {id: giant, label: 创新小巨人"),
        ("label: 创新小巨人", "label: 小巨人企业", "duplicate-id", "- {id: small_giant"),
        ("id: giant,", "id: Giant,", "wrong-form", "- {id: Giant"),
        # in a section: said once, there
        ("by: [市工业和信息化局]", "bye: [市工业和信息化局]", "unknown-key", "bye:"),
        ("    to: enterprise\n", "    to: enterprize\n", "wrong-value", "to: enterprize"),
        ("where: anywhere", "where: everywhere", "wrong-value", "where: everywhere"),
        ("when: {meets: small_giant}", "when: {meets: small_gaint}", "unknown-definition", "when: {meets: small_gaint}"),
        ("when: {meets: small_giant}", "when: {fact: sme_sise}", "unknown-fact", "when: {fact: sme_sise}"),
        # in a clause of a section
        ("title: 戊}", "titel: 戊}", "unknown-key", "- {id: duty.none"),
        ("- {id: duty.none, kind: duty", "- {id: award.one, kind: duty", "duplicate-id", "- {id: award.one, kind: duty"),
        ("{any: [{meets: giant}, {always: true}]}", "{any: [{meets: giant}, {fact: x}]}", "unknown-fact", "- {id: award.one"),
        ("{holds: {title: startup_base}}", "{holds: {title: startup}}", "title", "when: {all: [{always: true}, {holds"),
        # in a clause behind one
        ("{none: [{meets: small}]}", "{none: [{fact: x}]}", "unknown-fact", "- {id: tier.after"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_once_where_it_stands(old: str, new: str, code: str, line: str) -> None:
    assert SHORT.count(old) == 1
    with pytest.raises(InputError) as error:
        load_text(SHORT.replace(old, new))
    found = error.value.problems
    (one,) = (each for each in found if each.code == code)
    assert one.excerpt.strip().startswith(line)
    # A definition that is called otherwise is missed by the clauses that use it.
    assert len(found) == 1 or old.startswith("id: ")


def test_definitions_that_double_at_every_step_are_refused_at_once() -> None:
    steps = "".join(
        f"- {{id: c{at}, label: 第{at}步, when: {{any: [{{meets: c{at + 1}}}, {{meets: c{at + 1}}}]}}}}\n"
        for at in range(40)
    )
    last = "- {id: c40, label: 末步, when: {always: true}}\n"
    tier = "  - {id: tier, kind: tier, cite: 一, quote: 甲, title: 甲, to: enterprise, when: {meets: c0}}\n"
    assert problem(f"{HEAD}conditions:\n{steps}{last}{DOCUMENT}{tier}")[0] == "too-large"


def test_definitions_that_rest_upon_one_another_too_deep_are_refused() -> None:
    steps = "".join(f"- {{id: c{at}, label: 第{at}步, when: {{meets: c{at + 1}}}}}\n" for at in range(2_000))
    last = "- {id: c2000, label: 末步, when: {always: true}}\n"
    tier = "  - {id: tier, kind: tier, cite: 一, quote: 甲, title: 甲, to: enterprise, when: {meets: c0}}\n"
    with pytest.raises(InputError) as error:
        load_text(f"{HEAD}conditions:\n{steps}{last}{DOCUMENT}{tier}")
    assert {each.code for each in error.value.problems} == {"reference-depth"}


def test_a_section_without_clauses_and_one_in_another_are_refused() -> None:
    assert problem(HEAD + DOCUMENT + "  - {section: 一, clauses: []}\n")[0] == "too-short"
    inner = "  - {section: 一, clauses: [{section: 二, clauses: [{id: duty, kind: duty, quote: 甲, title: 甲}]}]}\n"
    assert problem(HEAD + DOCUMENT + inner)[0] == "nested-section"


def test_the_layout_of_sections_and_definitions_is_settled() -> None:
    mixed = SHORT.replace(
        "    by: [市工业和信息化局]\n    to: enterprise\n", "    to: enterprise\n    by: [市工业和信息化局]\n"
    )
    # Its parts are set apart by blank lines.
    assert format_text(mixed) == format_text(SHORT)
    assert is_formatted(format_text(SHORT))
    assert clauses(format_text(mixed)) == clauses(LONG)


def test_an_allowance_at_the_head_of_a_section_holds_for_its_clauses() -> None:
    def codes(text: str) -> set[str]:
        return {each.code for each in check_texts({"demo.yaml": text}).findings}

    unsaid = SHORT.replace("quote: 给予80万元", "quote: 给予20万元")
    assert "amount-not-in-quote" in codes(unsaid)
    allowed = unsaid.replace("  - section:", "  # 原文如此\n  # zjtx: allow amount-not-in-quote\n  - section:")
    assert "amount-not-in-quote" not in codes(allowed)


def test_a_definition_that_nothing_uses_is_found() -> None:
    text = SHORT.replace("conditions:\n", "conditions:\n- {id: odd, label: 别的, when: {meets: giant}}\n")
    found = [each for each in check_texts({"demo.yaml": text}).findings if each.code == "unused-declaration"]
    assert [each.problem.path for each in found] == ["conditions.0.id"]


def test_every_use_of_a_definition_is_probed_and_the_definition_is_not() -> None:
    paths = [leaf.path for leaf in probe(load_text(SHORT).files[0]).leaves]
    assert {path[0] for path in paths} == {"documents"}


def test_the_schema_knows_both_and_asks_of_clauses_outside_sections_what_they_need() -> None:
    validator = jsonschema.Draft202012Validator(schema("rules"))
    for text, good in (
        (SHORT, True),
        (SHORT.replace("cite: 四, ", ""), False),
        (SHORT.replace("section: 三（一）2", "quot: 甲"), False),
    ):
        data = parse_yaml(text, "demo").data
        assert validator.is_valid(data) is good


def test_the_condition_of_the_specialised_smes_of_shandong_stands_once() -> None:
    (file,) = load("shandong").files
    (definition,) = file.rules.conditions
    clauses = [clause for document in file.rules.documents for clause in document.clauses]
    assert sum(getattr(clause, "when", None) == definition.when for clause in clauses) > 50
    assert file.source.text.count("title: [zjtx_sme, little_giant], level_at_least: provincial") == 1
