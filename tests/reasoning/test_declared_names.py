"""Names under which a profile gives what rule files declare: shared, misspelt, unknown, of another type; told by every door."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from zjtx_rules import Money, evaluate, evaluate_lines, evaluate_table, read_applicant
from zjtx_rules.language import RuleSet, load, load_text
from zjtx_rules.language.bundled import bundled_files
from zjtx_rules.problems import InputError
from zjtx_rules.reasoning.declared import shared_ids
from zjtx_rules.reasoning.rules_of_place import check_names

DAY = date(2024, 6, 1)
PLAN = """\
jurisdiction: {{name: 海曲市, code: "990100"}}
places: [{{name: 海曲市, code: "990100"}}]
facts: [{{id: eq, label: {label}, type: {kind}}}]
judgements: [{{id: sound, label: {label}可靠}}]
records: [{{id: rows, label: {label}明细, fields: [{{id: price, label: 价格, type: money}}]}}]
documents:
- id: {name}
  title: {name}办法
  status: issued
  clauses:
  - id: aid
    kind: subsidy
    cite: 一
    quote: 按1%给予补助
    title: 补助
    to: enterprise
    when: {{attested: sound}}
    pays: {{amount: {amount}}}
"""


def plan(name: str, label: str, kind: str = "money", amount: str = "") -> RuleSet:
    text = PLAN.format(name=name, label=label, kind=kind, amount=amount or f"1% × {label}")
    return load_text(text, f"{name}.yaml")


def together(*rules: RuleSet) -> RuleSet:
    return RuleSet(tuple(each for one in rules for each in one.files))


INVESTED, RENT = plan("first", "设备投资"), plan("second", "设备租金")
BOTH = together(INVESTED, RENT)
SHARE = plan("third", "设备投资", "percentage", "100万元 × 设备投资")


def firm(rules: RuleSet, **given: Any) -> Any:
    every = {"name": "甲公司", "region": "海曲市", "recognitions": [], "awards_received": []}
    return read_applicant(every | given, rules.places)


def wrong(rules: RuleSet, **given: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        evaluate(firm(rules, **given), rules, DAY)
    return [(each.code, each.path) for each in caught.value.problems]


@pytest.mark.parametrize(
    ("group", "name", "value"),
    [("facts", "eq", "100万元"), ("attested", "sound", True), ("records", "rows", [{"price": "1万元"}])],
)
def test_an_id_that_means_two_things_answers_neither(group: str, name: str, value: object) -> None:
    assert wrong(BOTH, **{group: {name: value}}) == [("ambiguous-name", f"{group}.{name}")]
    # Of one file alone it is as clear as ever.
    evaluate(firm(INVESTED, **{group: {name: value}}), INVESTED, DAY)


def test_the_names_tell_the_two_apart() -> None:
    given = {
        "facts": {"设备投资": "100万元", "设备租金": "300万元"},
        "attested": {"设备投资可靠": True, "设备租金可靠": True},
    }
    answer = evaluate(firm(BOTH, **given), BOTH, DAY)
    assert answer.awards.payable.total.fixed.floor == Money(40_000)  # 1 % of 100万 and of 300万


def test_a_header_of_a_table_that_means_two_things_is_refused() -> None:
    frame = pl.DataFrame({"applicant": ["a"], "region": ["海曲市"], "facts.eq": ["100万元"]})
    with pytest.raises(InputError) as caught:
        evaluate_table(applicants=frame, rules=BOTH, as_of=DAY)
    assert [each.code for each in caught.value.problems] == ["ambiguous-name"]
    assert evaluate_table(applicants=frame, rules=INVESTED, as_of=DAY)


def test_no_id_of_the_bundled_files_means_two_things() -> None:
    assert bundled_files()
    from zjtx_rules.language import load  # noqa: PLC0415 - beside its only use

    assert shared_ids(load()) == {}


def notes(rules: RuleSet, **given: Any) -> list[tuple[str, str, str | None]]:
    answer = evaluate(firm(rules, **given), rules, DAY)
    return [(each.code, each.path, each.suggestion and each.suggestion.zh) for each in answer.doubts]


def test_what_no_file_declares_is_kept_and_noted() -> None:
    given = {"facts": {"厂房朝向": "南"}, "attested": {"口碑好": True}, "records": {"车辆": [{"车牌": "甲"}]}}
    assert notes(INVESTED, **given) == [
        ("unknown-fact", "facts.厂房朝向", None),
        ("unknown-records", "records.车辆", None),
        ("unknown-judgement", "attested.口碑好", None),
    ]
    check_names(firm(INVESTED, **given), INVESTED.files)


def test_a_name_that_is_hardly_another_is_noted_with_the_one_that_was_meant() -> None:
    given = {"facts": {"设备投姿": "100万元"}}
    assert notes(INVESTED, **given) == [("unknown-fact", "facts.设备投姿", "是否想写“设备投资”？")]
    with pytest.raises(InputError) as caught:
        check_names(firm(INVESTED, **given), INVESTED.files)
    assert [each.code for each in caught.value.problems] == ["unknown-fact"]


def test_a_name_beside_the_one_that_it_is_like_is_its_own() -> None:
    given = {"facts": {"设备投资": "100万元", "设备投姿": "200万元"}}
    assert notes(INVESTED, **given) == [("unknown-fact", "facts.设备投姿", None)]
    check_names(firm(INVESTED, **given), INVESTED.files)


def test_a_value_that_one_file_cannot_read_is_said_to_be_missing_there_and_why() -> None:
    both = together(INVESTED, SHARE)
    (note,) = evaluate(firm(both, facts={"设备投资": "100万元"}), both, DAY).doubts
    assert (note.code, note.path) == ("not-readable-here", "facts.设备投资")
    assert "百分比" in note.message.zh
    assert "a percentage" in note.message.en
    assert notes(INVESTED, facts={"设备投资": "100万元"}) == []


@pytest.mark.parametrize("detail", ["brief", "normal", "full"])
def test_the_note_stands_in_answers_of_any_detail(detail: Any) -> None:
    profile = {"所在地": "日照市", "其他事实": {"厂房朝向": "南"}}
    (line,) = evaluate_lines([json.dumps(profile, ensure_ascii=False)], DAY, detail=detail)
    assert line.error is None
    assert "厂房朝向" in (line.answer or "")


def test_the_command_line_shows_the_line(zjtx: Any, tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text("所在地: 日照市\n其他事实:\n  厂房朝向: 南\n", encoding="utf-8")
    run = zjtx("evaluate", str(path), "--as-of", "2024-06-01")
    assert run.code == 0
    assert "firm.yaml:3" in run.out
    path.write_text("所在地: 日照市\n厂房朝向: 南\n", encoding="utf-8")
    run = zjtx("evaluate", str(path), "--as-of", "2024-06-01")
    assert run.code != 0
    assert "其他事实: {厂房朝向: …}" in run.err


def test_names_of_bundled_files_that_are_not_asked_are_known_to_the_command_line(zjtx: Any, tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    asked = ("evaluate", str(path), "--rules", "jinan", "--as-of", "2024-06-01")
    # 负债总额 is a fact of national.yaml alone.
    path.write_text("所在地: 济南市\n其他事实:\n  负债总额@2023: 100万元\n", encoding="utf-8")
    assert zjtx(*asked).code == 0
    path.write_text("所在地: 济南市\n其他事实:\n  负债总客@2023: 100万元\n", encoding="utf-8")
    run = zjtx(*asked)
    assert run.code == 2
    assert "是否想写“负债总额”" in run.err


@pytest.mark.parametrize(("given", "read"), [("受到行政处罚决定: 否", False), ("厂房朝向: 南", True)])
def test_files_that_are_not_asked_are_read_only_for_names_that_those_asked_do_not_know(
    zjtx: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, given: str, read: bool
) -> None:
    asked: list[tuple[str, ...]] = []

    def noted(*names: str) -> Any:
        asked.append(names)
        return load(*names)

    monkeypatch.setattr("zjtx_rules.cli.common.load", noted)
    path = tmp_path / "firm.yaml"
    path.write_text(f"所在地: 济南市\n其他事实:\n  {given}\n", encoding="utf-8")
    assert zjtx("evaluate", str(path), "--rules", "jinan", "--as-of", "2024-06-01").code == 0
    assert asked == [("jinan",), ()] if read else asked == [("jinan",)]
