"""`zjtx population`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import zjtx_rules.populations


def test_it_says_that_the_population_is_synthetic(zjtx: Any, tmp_path: Path) -> None:
    said = zjtx("population", "--n", "30", "--seed", "1", "--out", str(tmp_path / "one"))
    assert said.code == 0
    assert said.out.startswith("合成总体（不是真实数据）：30个申请主体")


def test_it_says_so_in_english(zjtx: Any, tmp_path: Path) -> None:
    said = zjtx("population", "--n", "30", "--seed", "1", "--out", str(tmp_path / "one"), "--lang", "en")
    assert said.out.startswith("Synthetic population (not real data): 30 applicants")


def test_without_a_folder_it_is_named_after_the_question(
    zjtx: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert zjtx("population", "--n", "30", "--seed", "7", "--format", "csv").code == 0
    assert (tmp_path / "synthetic-30-7" / "applicants.csv").exists()


def test_only_the_kind_and_the_region_asked_for(zjtx: Any, tmp_path: Path) -> None:
    out = tmp_path / "one"
    zjtx("population", "--n", "5", "--seed", "1", "--out", str(out), "--format", "csv", "--missing", "0",
         "--kind", "园区", "--region", "莒县")  # fmt: skip
    rows = (out / "applicants.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split(",")[1:4:2] for row in rows] == [["park", "371122"]] * 5


def test_a_folder_that_is_not_empty_is_refused_with_code_2(zjtx: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    said = zjtx("population", "--n", "30", "--seed", "1", "--out", str(tmp_path), "--force")
    assert (said.code, [each.name for each in tmp_path.iterdir()]) == (2, ["mine.txt"])
    assert "folder-not-empty" in said.err


def test_a_bad_question_is_refused_with_code_2(zjtx: Any) -> None:
    said = zjtx("population", "--n", "0", "--seed", "1", "--kind", "clustr")
    assert said.code == 2
    assert "是否想写“cluster”？" in said.err


def test_stopping_it_says_how_far_it_came(zjtx: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zjtx_rules.populations.synthetic import writing  # noqa: PLC0415 - only this test looks inside

    def stop(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "draw", stop)
    said = zjtx("population", "--n", "30", "--seed", "1", "--out", str(tmp_path / "one"))
    assert (said.code, list(tmp_path.iterdir())) == (130, [])
    assert "做到第0个，共30个" in said.err


def test_without_polars_it_says_what_to_install(zjtx: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith("zjtx_rules.populations.synthetic")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(zjtx_rules.populations, "synthetic", raising=False)
    monkeypatch.setitem(sys.modules, "polars", None)
    said = zjtx("population", "--n", "30", "--seed", "1")
    assert said.code == 2
    assert "pip install 'zjtx-rules[table]'" in said.err
