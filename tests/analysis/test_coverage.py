"""What examples exercise of rules: clauses, conditions, the place, readings; and the bundled files, all of them."""

import json
from pathlib import Path

import pytest
from fixtures_of_examples import clause, example, written

from zjtx_rules.analysis.testing.coverage import coverage
from zjtx_rules.analysis.testing.coverage_report import Report, Subject
from zjtx_rules.analysis.testing.run_examples import bundled_examples, read_all
from zjtx_rules.language import bundled_files, load
from zjtx_rules.presentation.examples import coverage_text

PARK = clause("park", "when: {fact: in_park}")
BOTH = clause("both", "when: {all: [{fact: in_park}, {fact: patents, at_least: 15}]}")
IN, OUT = "facts.in_park: true", "facts.in_park: false"
COMPLETE = (
    example("在", "clauses: {park: met}", IN)
    + example("不在", "clauses: {park: not_met}", OUT)
    + example("不知", "clauses: {park: unknown}")
)


def lacking(report: Report, clause_id: str | None, kind: str = "condition") -> list[tuple[str, ...]]:
    """Return what the subjects of a clause lack, in their order."""
    return [each.lacks for each in _subjects(report) if each.clause == clause_id and each.kind == kind]


def _subjects(report: Report) -> list[Subject]:
    return [each for file in report.files for each in file.subjects]


def test_met_not_met_and_missing_are_all_that_a_single_condition_needs(tmp_path: Path) -> None:
    assert coverage(*written(tmp_path, PARK, COMPLETE)).complete


def test_a_condition_that_no_example_fails_is_named(tmp_path: Path) -> None:
    examples = example("在", "clauses: {park: met}", IN) + example("不知", "clauses: {park: unknown}")
    assert lacking(coverage(*written(tmp_path, PARK, examples)), "park") == [("not_met",)]


def test_a_condition_whose_fact_is_never_missing_is_named(tmp_path: Path) -> None:
    examples = example("在", "clauses: {park: met}", IN) + example("不在", "clauses: {park: not_met}", OUT)
    assert lacking(coverage(*written(tmp_path, PARK, examples)), "park") == [("unknown",)]


def test_a_clause_that_is_evaluated_but_not_stated_is_not_covered(tmp_path: Path) -> None:
    other = clause("other", "when: {fact: in_park}")
    assert lacking(coverage(*written(tmp_path, PARK + other, COMPLETE)), "other", "clause") == [("met", "not_met")]


def test_a_clause_named_among_those_that_pay_is_stated(tmp_path: Path) -> None:
    award = clause("award.park", "when: {fact: in_park}, pays: {sum: 1万元}", "award")
    examples = example("在", "chosen: [award.park]", IN)
    assert lacking(coverage(*written(tmp_path, award, examples)), "award.park", "clause") == [("not_met",)]


def test_a_condition_does_not_decide_beside_another_that_is_not_met(tmp_path: Path) -> None:
    examples = (
        example("都不", "clauses: {both: not_met}", OUT + ", facts.patents: 14")
        + example("只缺专利", "clauses: {both: not_met}", IN + ", facts.patents: 14")
        + example("不知专利", "clauses: {both: unknown}", IN)
        + example("不知园区", "clauses: {both: unknown}", "facts.patents: 15")
    )
    # 只缺专利: were there enough patents, the clause would be met. That the firm is in the park decides nowhere: beside too
    # few patents the clause is not met anyhow, and beside an unknown number it is not settled
    assert lacking(coverage(*written(tmp_path, BOTH, examples)), "both") == [("decides",), ()]


def test_each_part_of_a_conjunction_decides_where_the_other_is_met(tmp_path: Path) -> None:
    examples = (
        example("满足", "clauses: {both: met}", IN + ", facts.patents: 15")
        + example("不在", "clauses: {both: not_met}", OUT + ", facts.patents: 15")
        + example("专利少一项", "clauses: {both: not_met}", IN + ", facts.patents: 14")
        + example("不知", "clauses: {both: unknown}")
    )
    assert coverage(*written(tmp_path, BOTH, examples)).complete


def test_an_attested_condition_needs_review_or_not_met_and_no_missing_fact(tmp_path: Path) -> None:
    rules = clause("good", "when: {attested: promising}")
    examples = example("是", "clauses: {good: met}", "attested.promising: true") + example(
        "未认定", "clauses: {good: review}"
    )
    report = coverage(*written(tmp_path, rules, examples))
    assert (lacking(report, "good"), lacking(report, "good", "clause")) == ([()], [("not_met",)])


def test_a_clause_that_the_text_leaves_open_needs_review_in_place_of_met(tmp_path: Path) -> None:
    rules = clause("open", "when: {left_open: {fact: in_park}, because: 等}")
    examples = example("在", "clauses: {open: review}", IN) + example("不在", "clauses: {open: not_met}", OUT)
    assert lacking(coverage(*written(tmp_path, rules, examples)), "open", "clause") == [()]


def test_what_stands_inside_another_clause_is_asked_for_there(tmp_path: Path) -> None:
    rules = PARK + clause("above", "when: {clause: park}")
    examples = example("在", "clauses: {above: met}", IN) + example("不在", "clauses: {above: not_met}", OUT)
    report = coverage(*written(tmp_path, rules, examples))
    assert (lacking(report, "above"), lacking(report, "park")) == ([()], [("met", "not_met", "unknown", "decides")])


def test_a_condition_on_what_a_payment_counts_is_asked_for(tmp_path: Path) -> None:
    pays = "pays: {per_item: {of: tenants, when: {newly_recognised: {title: gazelle}}, sum: 1万元}}"
    rules = clause("award.base", pays, "award").replace("to: enterprise", "to: startup_base")
    report = coverage(*written(tmp_path, rules, example("无关", "clauses: {}")))
    assert lacking(report, "award.base") == [("met", "not_met", "unknown", "decides")]


def test_the_place_is_asked_for_once_for_the_document(tmp_path: Path) -> None:
    rules = "".join(clause(name, "when: {fact: in_park}", where="here") for name in ("park", "second"))
    report = coverage(
        *written(tmp_path, rules, COMPLETE + example("外地", "clauses: {park: not_met}", "region: 济南市"))
    )
    # met and deciding in 在, where the clause would otherwise not be met; not met in 外地
    assert lacking(report, None, "place") == [("unknown",)]


READING = """\
  readings:
  - id: way
    question: 怎么算
    options: {strict: 严, loose: 宽}
    default: strict
"""
BY_READING = clause(
    "park", "when: {by_reading: way, options: {strict: {fact: in_park}, loose: {fact: patents, at_least: 1}}}"
)


def test_an_option_of_a_reading_that_no_example_chooses_is_named(tmp_path: Path) -> None:
    report = coverage(*written(tmp_path, BY_READING, COMPLETE, READING))
    assert lacking(report, None, "reading") == [("chosen",)]


def test_a_condition_under_an_option_is_named_with_the_option(tmp_path: Path) -> None:
    report = coverage(*written(tmp_path, BY_READING, COMPLETE, READING))
    assert [each.under for each in _subjects(report) if each.kind == "condition" and each.lacks] == [("way=loose",)]


def test_an_option_counts_only_where_the_default_would_come_out_otherwise(tmp_path: Path) -> None:
    same = example("相同", "clauses: {park: met}", IN + ", facts.patents: 1", ", readings: {way: loose}")
    other = example("不同", "clauses: {park: met}", OUT + ", facts.patents: 1", ", readings: {way: loose}")
    first = coverage(*written(tmp_path, BY_READING, COMPLETE + same, READING))
    second = coverage(*written(tmp_path, BY_READING, COMPLETE + other, READING))
    assert (lacking(first, None, "reading"), lacking(second, None, "reading")) == ([("chosen",)], [()])


def test_the_text_names_the_condition_with_its_line_and_the_example_that_is_missing(tmp_path: Path) -> None:
    examples = example("在", "clauses: {park: met}", IN) + example("不知", "clauses: {park: unknown}")
    text = coverage_text(coverage(*written(tmp_path, PARK, examples)))
    file = tmp_path / "small.yaml"
    column = PARK.index("{fact") + 1
    assert f"  {file}:13:{column}: 条件 位于园区\n      还需：不满足的例子\n" in text


def test_the_text_ends_with_the_counts(tmp_path: Path) -> None:
    examples = example("在", "clauses: {park: met}", IN) + example("不知", "clauses: {park: unknown}")
    # asked for: the clause met and not met, the condition met, not met, unknown and deciding; lacking: not met, twice
    expected = f"{tmp_path / 'small.yaml'}：2个例子，覆盖4/6（66.6%）\n"
    assert coverage_text(coverage(*written(tmp_path, PARK, examples))).endswith(expected)


def test_the_json_carries_the_counts(tmp_path: Path) -> None:
    document = json.loads(coverage(*written(tmp_path, PARK, COMPLETE)).as_json())
    assert (document["complete"], document["files"][0]["required"], document["files"][0]["covered"]) == (True, 6, 6)


# The file of the nation has more examples than all others together; `make rules` asks the same of it.
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name == "national" else name for name in bundled_files()]
)
def test_the_examples_exercise_all_of_a_bundled_file(name: str) -> None:
    report = coverage(load(name), read_all([bundled_examples()]))
    assert report.complete, coverage_text(report)
