"""Rule files become rule sets: bundled ones by name, others by path; every problem at once, each at its place."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from small_rules import HEAD, READINGS, answer, applicant, clause, codes, group, rules_of
from strategies import Data, rule_data, yaml_of
from zjtx_rules.language import bundled_files, combine, load, load_text
from zjtx_rules.language.documents import Standing
from zjtx_rules.problems import InputError, Problem

ONE = clause("tier", "tier", when="{always: true}")
PAID = "{sum: 1万元}"


def problems(text: str, name: str = "firm.yaml") -> tuple[Problem, ...]:
    """Return what is wrong with a rule file."""
    with pytest.raises(InputError) as caught:
        load_text(text, name)
    return tuple(caught.value.problems)


def whole(*clauses: str, around: str = "") -> str:
    """Return the text of a rule file."""
    return HEAD + around + READINGS + "  clauses:\n" + "".join(clauses)


def test_the_documents_are_bundled() -> None:
    found = {document.id for _, document in load().documents()}
    assert {"rizhao-2022", "jinan-draft", "model-city"} <= found
    assert len(found) == 18
    assert set(bundled_files()) == {"rizhao", "jinan", "model_city", "shandong", "national"}


def test_a_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(whole(ONE), encoding="utf-8")
    assert [document.id for _, document in load(path).documents()] == ["small"]


def test_a_misspelt_name_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(InputError) as caught:
        load("rizao")
    (problem,) = caught.value.problems
    assert problem.code == "unknown-rules"
    assert "rizhao" in problem.suggestion.zh  # type: ignore[union-attr]


def test_the_problems_of_several_files_come_together() -> None:
    with pytest.raises(InputError) as caught:
        load("rizao", "jinnan")
    assert [each.code for each in caught.value.problems] == ["unknown-rules", "unknown-rules"]


def test_a_file_named_twice_is_loaded_once() -> None:
    assert len(load("rizhao", "rizhao").files) == 1
    assert len(combine([load("rizhao"), load("rizhao", "jinan")]).files) == 2


def test_the_hash_is_that_of_the_content_in_any_order() -> None:
    assert load("rizhao", "jinan").content_hash == load("jinan", "rizhao").content_hash
    assert load_text(whole(ONE)).content_hash == load_text(whole(ONE) + "# 注释\n").content_hash
    assert load_text(whole(ONE)).content_hash != load_text(whole(ONE).replace("标题", "题目")).content_hash


@pytest.mark.parametrize(
    ("wrong", "code", "line_of"),
    [
        ("  titel: 小样", "unknown-key", "titel"),
        ("  status: isued", "wrong-value", "isued"),
        ("  in_force: {from: 2022-02-30}", "date", "2022-02-30"),
        ("  in_force: {from: 2022-03-23, to: 2021-12-31}", "validity-reversed", "2021-12-31"),
    ],
)
def test_a_problem_stands_where_it_is(wrong: str, code: str, line_of: str) -> None:
    text = whole(ONE).replace("  status: issued", wrong if "status" in wrong else f"  status: issued\n{wrong}")
    found = [each for each in problems(text) if each.code == code]
    (line,) = (number for number, each in enumerate(text.splitlines(), 1) if line_of in each)
    assert [each.place.line for each in found] == [line]
    assert found[0].excerpt == text.splitlines()[line - 1]


def test_every_problem_is_reported_at_once() -> None:
    text = whole(
        clause("award.one", when="{fact: independant_legal_person}", pays="{sum: 200}"),
        clause("award.two", when="{holds: {title: 小巨仁}}", pays=PAID),
    )
    assert [each.code for each in problems(text)] == ["money", "title"]
    corrected = text.replace("{sum: 200}", PAID).replace("小巨仁", "小巨人")
    assert [each.code for each in problems(corrected)] == ["unknown-fact"]


def test_a_suggestion_is_made_for_a_misspelt_fact() -> None:
    (problem,) = problems(whole(clause("tier", "tier", when="{fact: independant_legal_person}")))
    assert "independent_legal_person" in problem.suggestion.zh  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ((ONE, ONE), ["duplicate-id"]),
        ((clause("tier", "teir", when="{always: true}"),), ["unknown-clause-kind"]),
        ((clause("Tier", "tier", when="{always: true}"),), ["wrong-form"]),
        ((clause("award.one", when="{always: true}"),), ["missing-key"]),
        ((clause("tier", "tier", to="enterprize", when="{always: true}"),), ["wrong-value"]),
        ((ONE.replace("quote: 原文", "note: 无"),), ["missing-quote"]),
        ((clause("award.one", pays=PAID), group("[award.two]")), ["unknown-clause"]),
        ((clause("award.one", pays=PAID), group("[award.*]", settlement="twice")), ["wrong-value"]),
    ],
)
def test_what_clauses_get_wrong(clauses: tuple[str, ...], expected: list[str]) -> None:
    assert codes(*clauses) == expected


def test_clauses_that_refer_to_one_another_in_a_circle_are_an_error() -> None:
    one, two = clause("one", "tier", when="{clause: two}"), clause("two", "tier", when="{all: [{clause: one}]}")
    assert codes(one, two) == ["circle", "circle"]
    assert codes(clause("one", "tier", when="{none: [{clause: one}]}")) == ["circle"]


def test_a_clause_for_others_cannot_be_referred_to() -> None:
    pool = clause("pool", "tier", when="{fact: sme_size, is: small}")
    assert codes(pool, clause("award.base", to="startup_base", when="{clause: pool}", pays=PAID)) == ["wrong-scope"]


def test_a_reading_must_have_its_default_among_its_options() -> None:
    assert codes(ONE, readings=READINGS.replace("default: here", "default: hier")) == ["unknown-option"]


def test_a_reading_stands_once() -> None:
    assert codes(ONE, readings=READINGS + READINGS.partition("\n")[2]) == ["duplicate-id", "duplicate-id"]


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        ("2022-03-22", Standing.NOT_YET),
        ("2022-03-23", Standing.IN_FORCE),
        ("2025-12-31", Standing.IN_FORCE),
        ("2026-01-01", Standing.ENDED),
    ],
)
def test_both_ends_of_a_validity_count(as_of: str, standing: Standing) -> None:
    rules = rules_of(ONE, around="in_force: {from: 2022-03-23, to: 2025-12-31}\n")
    assert answer(rules, applicant(), as_of).outcomes[0].standing is standing


@pytest.mark.parametrize(("status", "standing"), [("draft", Standing.DRAFT), ("template", Standing.TEMPLATE)])
def test_a_draft_and_a_template_are_never_in_force(status: str, standing: Standing) -> None:
    rules = load_text(whole(ONE).replace("status: issued", f"status: {status}"))
    assert answer(rules, applicant()).outcomes[0].standing is standing


def test_a_rule_set_cannot_be_changed() -> None:
    rules = load("rizhao")
    with pytest.raises(AttributeError):
        rules.files = ()  # type: ignore[misc]  # what must fail
    with pytest.raises(ValueError, match="frozen"):
        rules.files[0].rules.jurisdiction.name = "济南市"  # type: ignore[misc]  # what must fail


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule_data(), st.data())
def test_an_unknown_key_anywhere_is_an_error(rules: Data, data: st.DataObject) -> None:
    assert load_text(yaml_of(rules)).content_hash
    rules = copy.deepcopy(rules)  # what the strategies share must not be changed
    node: Any = rules
    for step in data.draw(st.sampled_from(list(_mappings(rules)))):
        node = node[step]
    node["unheard_of"] = 1
    with pytest.raises(InputError):
        load_text(yaml_of(rules))


def _mappings(node: Any, path: tuple[str | int, ...] = ()) -> Any:
    """Yield the path of every mapping whose keys the language knows (the options of a reading are the author's)."""
    if isinstance(node, dict):
        if path[-1:] != ("options",):
            yield path
        for key, value in node.items():
            yield from _mappings(value, (*path, key))
    elif isinstance(node, list):
        for index, each in enumerate(node):
            yield from _mappings(each, (*path, index))


@pytest.mark.parametrize("kind", ["text", "yes_no", "date", "year"])
def test_a_fact_of_each_year_is_a_quantity(kind: str) -> None:
    mood = f"facts:\n- {{id: mood, label: 心情, type: {kind}, by: year}}\n"
    assert {each.code for each in problems(whole(ONE).replace("facts:\n", mood, 1))} == {"yearly-type"}
