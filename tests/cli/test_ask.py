"""`zjtx ask`: what is typed leads to the answer of the file, what is wrong is asked again, what is known is saved."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import zjtx_rules as zjtx
from zjtx_rules.cli import main
from zjtx_rules.files import read

Typed = Callable[..., tuple[int, str]]
ASK = ["ask", "--as-of", "2023-09-01", "--rules", "rizhao"]
TITLE = ["小巨人", "国家级", "新认定", "2023-07-14", ""]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    def run(lines: list[str], *more: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in lines)))
        code = main([*ASK, *more])
        return code, capsys.readouterr().out

    return run


def test_two_answers_settle_the_money_and_the_profile_is_saved(typed: Typed, tmp_path: Path) -> None:
    out = tmp_path / "资料.yaml"
    code, said = typed(["", "日照市", "甲公司", *TITLE, "", "没有", "q"], "--out", str(out))
    assert code == 0
    ranges = [line for line in said.splitlines() if "【可申领】" in line]
    assert [each.partition("【可申领】")[2] for each in ranges] == [
        "最高0元至最高300万元之间",
        "最高0元至最高100万元之间",
        "最高100万元",
        "最高100万元，1项，另有2项待定",
    ]
    assert "为什么问：独角兽企业奖励（日政办字〔2022〕10号 三（一）2）：最高300万元；" in said
    firm = zjtx.read_profile(read(str(out)))
    assert firm.name == "甲公司"
    answer = zjtx.evaluate(firm, zjtx.load("rizhao"), as_of=date(2023, 9, 1))
    assert answer.document(detail="brief").payable.total.text == "最高100万元"


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        (["小巨仁"], "没有“小巨仁”这一称号；是否想写“小巨人”？"),
        (["小巨人", "部级"], "没有“部级”这一级别"),
        (["小巨人", "国家级", "新认定", "2023-02-30"], "没有2023年2月30日：2023年2月只有28天"),
    ],
)
def test_what_is_wrong_is_asked_again(typed: Typed, slip: list[str], message: str) -> None:
    lines = ["", "日照市", "", *slip, *TITLE[len(slip) - 1 :], "", "没有", "q"]
    code, said = typed(lines)
    assert code == 0
    assert f"✗ {message}" in said
    assert "【可申领】最高100万元，" in said


def test_numbers_choose_and_not_knowing_is_an_answer(typed: Typed) -> None:
    # Titles, awards received, and the legal form on which the rule on duplication rests.
    code, said = typed(["1", "日照市", "", "", "", "", "q"])
    assert code == 0
    assert said.count("最高0元至最高300万元之间") >= 3
    assert "没有其他问题影响金额" in said


def test_questions_go_on_to_what_else_can_be_had(typed: Typed) -> None:
    code, said = typed(["", "日照市", "", "没有", *[""] * 60])
    assert code == 0
    assert "1. 取得过哪些称号？" in said
    assert "2. 已经领过" not in said  # without titles no money hangs on it
    assert "20. " in said


def test_an_interview_goes_on_from_a_file(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text("所在地: 日照市\n认定: []\n", encoding="utf-8")
    _, said = typed(["q"], str(path))
    assert "主体类型" not in said
    assert "【可申领】0元" in said


def test_english_and_the_end_of_the_input(typed: Typed) -> None:
    code, said = typed(["", "日照市", "a"], "--lang", "en")
    assert code == 0
    assert "1. Which titles were obtained?" in said
    assert "[can be claimed]" in said


def test_without_a_place_no_rules_can_be_chosen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\n"))
    assert main(["ask", "--as-of", "2023-09-01"]) == 2
    assert "no-rules" in capsys.readouterr().err
