"""`zjtx show --sentence` and `zjtx read`: the paragraph of a clause goes out, is changed, and comes back as a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from zjtx_rules.files import parse_yaml

AWARD = ("rizhao", "award.unicorn")


@pytest.fixture
def paragraph(zjtx: Any, tmp_path: Path) -> Path:
    """Return a file with the paragraph of an award."""
    file = tmp_path / "条文.txt"
    file.write_text(zjtx("show", *AWARD, "--sentence").out, encoding="utf-8")
    return file


def changed(file: Path, before: str, after: str) -> str:
    """Change a paragraph by hand at one place, and return its file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")
    return str(file)


def test_a_paragraph_as_it_is_means_the_same(zjtx: Any, paragraph: Path) -> None:
    said = zjtx("read", str(paragraph), *AWARD)
    assert said.code == 0
    assert said.out.startswith("# 与规则文件含义相同\n- id: award.unicorn\n")
    (clause,) = parse_yaml(said.out, "out").data
    assert (clause["pays"], clause["frequency"], clause["cite"]) == ({"up_to": "300万元"}, "once", "三（一）2")


@pytest.mark.parametrize(
    ("before", "after", "key", "value"),
    [
        ("最高300万元", "350万元", "pays", {"sum": "350万元"}),
        ("一次性，领过即止", "每年一次", "frequency", "yearly"),
        ("应当给予", "可以给予", "force", "discretionary"),
        ("本行政区域内的企业", "不限地域的企业", "where", "anywhere"),
        ("、功能区管委", "", "by", ["市发展改革委", "市工业和信息化局", "市财政局", "各区县政府"]),
    ],
)
def test_what_is_changed_by_hand_comes_back_as_the_rule_would_say_it(
    zjtx: Any, paragraph: Path, before: str, after: str, key: str, value: Any
) -> None:
    said = zjtx("read", changed(paragraph, before, after), *AWARD)
    assert said.code == 1
    assert said.out.startswith("# 含义与规则文件不同")
    assert parse_yaml(said.out, "out").data[0][key] == value


def test_what_the_document_says_is_no_part_of_the_clause(zjtx: Any, paragraph: Path) -> None:
    said = zjtx("read", changed(paragraph, "至2025-12-31", "至2026-12-31"), *AWARD)
    assert said.code == 1
    assert said.out.startswith("# 与规则文件含义相同\n# 施行期、设定、前置条件、竞合等也改了")


def test_what_cannot_be_read_is_refused_with_the_place_and_a_suggestion(zjtx: Any, paragraph: Path) -> None:
    said = zjtx("read", changed(paragraph, "最高300万元", "最高三百万元"), *AWARD)
    assert said.code == 2
    assert "条文.txt" in said.err
    assert "读不懂从“三百万元" in said.err
    assert "zjtx show --sentence" in said.err


def test_a_number_that_several_clauses_have_is_refused(zjtx: Any, paragraph: Path) -> None:
    said = zjtx("read", str(paragraph), "rizhao", "三（一）2")
    assert said.code == 2
    assert "rizhao-2022:award.unicorn" in said.err


def test_the_paragraph_in_english_is_for_reading_only(zjtx: Any, paragraph: Path) -> None:
    paragraph.write_text(zjtx("show", *AWARD, "--sentence", "--lang", "en").out, encoding="utf-8")
    assert zjtx("read", str(paragraph), *AWARD).code == 2


def test_a_negated_definition_that_negates_is_said_without_negation_and_read_back(zjtx: Any, tmp_path: Path) -> None:
    rules = Path(__file__).parents[1] / "mechanics" / "14-milestones.yaml"
    said = zjtx("show", "award.project", "--rules", str(rules), "--sentence").out
    assert said.startswith(
        "对本行政区域内的企业，符合下列条件之一的：\n　（一）「已投产」；\n　（二）「签约日期」起36个月内"
    )
    file = tmp_path / "条文.txt"
    file.write_text(said, encoding="utf-8")
    back = zjtx("read", str(file), "award.project", "--rules", str(rules))
    assert (back.code, back.out.splitlines()[0]) == (0, "# 与规则文件含义相同")
