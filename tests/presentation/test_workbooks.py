"""Workbooks: every sum is exact in 万元, every text is a text, and the sheets hold what the reports say."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from zjtx_rules.cli import main
from zjtx_rules.presentation.workbooks.sheet import Sheet, plain, sheet_name, wan, workbook
from zjtx_rules.terms import Money

ROOT = Path(__file__).parents[2]
FIRM, FIRMS = str(ROOT / "examples" / "rizhao-firm.yaml"), str(ROOT / "examples" / "firms.csv")
DAY = ["--as-of", "2023-09-01"]


def sheets_of(data: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def written(tmp_path: Path, *arguments: str) -> dict[str, list[list[Any]]]:
    option = "--report" if arguments[0] == "simulate" else "--out"
    target = tmp_path / "表.xlsx"
    assert main([*arguments, "--format", "xlsx", option, str(target)]) == 0
    return sheets_of(target.read_bytes())


def records(rows: list[list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@settings(max_examples=150)
@given(st.integers(-(10**17), 10**17))
def test_a_sum_is_read_back_exactly_or_written_as_text(fen: int) -> None:
    money = Money(Decimal(fen).scaleb(-2))
    value = wan(money)
    if isinstance(value, str):
        assert len(str(abs(fen)).rstrip("0")) > 15
        assert value == str(money)
    else:
        assert Decimal(f"{value:.15G}") * 10_000 == money.yuan
        ((read,),) = sheets_of(workbook([Sheet("表", ("金额",), ((money,),))]))["表"][1:]
        assert Decimal(f"{read:.15G}") * 10_000 == money.yuan


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        " =1",
        "\t=1",
        "\n=1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://x","y")',
        "-",
        "{=1}",
    ],
)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    data = workbook([Sheet(text, (text,), ((text,),))])
    for rows in sheets_of(data).values():
        for cell in (cell for row in rows for cell in row):
            assert isinstance(cell, str)
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist())


def test_controls_are_written_out_and_long_texts_end() -> None:
    assert plain("甲\x1b[2K\u202e\x00") == "甲\\x1b[2K\\u202e\\x00"
    assert len(plain("甲" * 40_000)) < 32_767
    assert sheet_name("a[b]:*?/\\'" * 9) == sheet_name("a[b]:*?/\\'" * 9)
    assert len(sheet_name("甲" * 50)) == 31
    workbook([Sheet("a[b]:*?/\\'", ("甲",), (("乙",),)), Sheet("", ("甲",), ())])


def test_the_same_sheets_are_the_same_bytes() -> None:
    sheets = [Sheet("表", ("甲", "乙"), (("一", 1), (None, Money.parse("3.5万元"))))]
    assert workbook(sheets) == workbook(sheets)
    assert sheets_of(workbook(sheets))["表"] == [["甲", "乙"], ["一", 1.0], ["", 3.5]]


def test_what_may_be_used_now_in_rows(tmp_path: Path) -> None:
    ((_, rows),) = written(tmp_path, "match", FIRM, *DAY, "--rules", "rizhao").items()
    found = records(rows)
    money = [each for each in found if each["类别"] == "资金"]
    assert [(each["事项"], each["性质"], each["最多（万元）"]) for each in money] == [
        ("专精特新“小巨人”企业奖励", "上限", 100.0)
    ]
    assert money[0]["施行至"] == "2025-12-31"
    assert "给予最高200万元、100万元和100万元一次性奖励" in money[0]["原文"]
    assert {each["状态"] for each in found} <= {"现在可用", "经人判断后可用", "支持方向与他人职责，不能据此申领"}


def test_places_side_by_side(tmp_path: Path) -> None:
    sheets = written(tmp_path, "compare", "rizhao", "jinan")
    details = records(sheets["明细"])
    giants = {
        each["地方"]: (each["性质"], each["金额（万元）"])
        for each in details
        if each["称号或事项"] == "国家级专精特新“小巨人”企业" and each["情形"] == "首次认定" and each["主体"] == "企业"
    }
    assert giants == {"日照市": ("上限", 100.0), "济南市": ("定额", 200.0)}
    heads, *rows = sheets["政策对照"]
    assert heads[3].startswith("日照市\n")
    assert len(rows) == len({(each["主体"], each["情形"], each["称号或事项"]) for each in details})
    assert "目标" in sheets


def test_a_simulation_in_numbers_that_add_up_to_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["simulate", FIRMS, "--rules", "rizhao", *DAY]
    sheets = written(tmp_path, *asked)
    capsys.readouterr()
    assert main([*asked, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    (document,) = records(sheets["按文件"])
    for name, span in (("定额", report["payable"]["fixed"]), ("上限", report["payable"]["up_to"])):
        for end, key in (("最少", "floor"), ("最多", "ceiling")):
            said = document[f"{name}{end}（万元）"] or 0
            assert Decimal(f"{said:.15G}") * 1_000_000 == span[key]
    clauses = records(sheets["按条款"])
    assert [(each["符合"], each["缺信息"]) for each in clauses] == [
        (each["met"], each["unknown"]) for each in report["clauses"]
    ]
    places = records(sheets["按地区"])
    assert sum(each["主体"] for each in places) == report["applicants"]
    assert dict(sheets["概况"][1:])["主体"] == report["applicants"]


@pytest.mark.parametrize(
    "arguments", [["match", FIRM, *DAY], ["compare", "rizhao", "jinan"], ["simulate", FIRMS, "--rules", "rizhao", *DAY]]
)
def test_a_workbook_needs_a_file(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--format", "xlsx"]) == 2
    said = capsys.readouterr()
    assert "XLSX 要写进文件" in said.err
    assert ".xlsx" in said.err


@pytest.mark.parametrize(
    ("arguments", "option"), [(["match", "firm.yaml"], "--out"), (["compare", "rules.yaml", "rizhao"], "--out")]
)
def test_nothing_is_written_over_what_is_read(
    arguments: list[str],
    option: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("firm.yaml").write_text("所在地: 日照市\n", encoding="utf-8")
    Path("rules.yaml").write_text((ROOT / "rules" / "jinan.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    before = Path(arguments[1]).read_bytes()
    assert main([*arguments, option, arguments[1]]) == 2
    assert "会把它覆盖" in capsys.readouterr().err
    assert Path(arguments[1]).read_bytes() == before


@pytest.mark.parametrize("arguments", [["match", FIRM, *DAY], ["compare", "rizhao", "jinan"]])
def test_other_forms_can_be_written_to_a_file_too(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "结果.txt"
    assert main([*arguments, "--out", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert main(arguments) == 0
    assert target.read_text(encoding="utf-8") == capsys.readouterr().out


def test_without_the_extra_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    assert main(["compare", "rizhao", "jinan", "--format", "xlsx", "--out", str(tmp_path / "x.xlsx")]) == 2
    assert "zjtx-rules[xlsx]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
