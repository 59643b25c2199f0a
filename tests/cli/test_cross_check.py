"""`zjtx evaluate --cross-check` asks the second engine, and gives no answer unless both agree."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zjtx_rules.engines import durable
from zjtx_rules.engines.durable import EngineFault
from zjtx_rules.words import Words

Zjtx = Callable[..., tuple[int, str, str]]
FIRM = str(Path(__file__).parents[2] / "examples" / "rizhao-firm.yaml")
ASKED = ("evaluate", FIRM, "--as-of", "2023-09-01", "--rules", "rizhao")


@pytest.mark.usefixtures("durable_rules")
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_two_engines_that_agree_give_the_answer_of_one(zjtx: Zjtx, form: str) -> None:
    assert zjtx(*ASKED, "--cross-check", "--format", form) == zjtx(*ASKED, "--format", form)


def test_the_second_engine_is_asked_about_this_answer(zjtx: Zjtx, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(durable, "cross_check", asked.append)
    assert zjtx(*ASKED)[0] == 0
    assert asked == []
    assert zjtx(*ASKED, "--cross-check")[0] == 0
    (answer,) = asked
    assert [each.name for each in answer.rules.files] == ["rizhao"]


@pytest.mark.usefixtures("durable_rules")
@pytest.mark.parametrize(("language", "said"), [("zh", "不一致，不予作答"), ("en", "no answer given")])
def test_two_engines_that_differ_give_no_answer(
    zjtx: Zjtx, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    real = durable.cross_check
    monkeypatch.setattr(durable, "cross_check", lambda answer: real(answer, lambda asked: [set() for _ in asked]))
    code, out, err = zjtx(*ASKED, "--cross-check", "--lang", language)
    assert (code, out) == (2, "")
    assert said in err


def test_an_engine_that_fails_gives_no_answer(zjtx: Zjtx, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(answer: object) -> None:
        del answer
        raise EngineFault(Words("崩溃", "crashed"))

    monkeypatch.setattr(durable, "cross_check", fail)
    code, out, err = zjtx(*ASKED, "--cross-check")
    assert (code, out) == (2, "")
    assert "未能完成核对：崩溃" in err


def test_an_engine_that_is_not_installed_is_said(zjtx: Zjtx, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable", None)
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    real = durable.cross_check
    monkeypatch.setattr(durable, "cross_check", lambda answer: real(answer, durable.in_process))
    code, out, err = zjtx(*ASKED, "--cross-check")
    assert (code, out) == (2, "")
    assert "错误[engine-missing]" in err
    assert "pip install" in err
