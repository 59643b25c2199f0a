"""The table of answers that an office opens in a spreadsheet: names beside ids, and no text that is taken for a formula."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_rules import load
from zjtx_rules.populations.files.writing import without_formulas
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1", '=HYPERLINK("x")']


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("chunk", [1, 100])
def test_a_table_of_answers_holds_no_formula_and_names_every_firm(tmp_path: Path, chunk: int) -> None:
    names = [f"{each}公司" for each in FORMULAS] + ["甲公司"]
    firms = pl.DataFrame({"编号": [f"A{at}" for at in range(len(names))], "企业名称": names, "所在地": "日照市"})
    firms.write_parquet(tmp_path / "名单.parquet")
    simulate(tmp_path / "名单.parquet", load("rizhao"), AS_OF, out=tmp_path / "out.csv", chunk=chunk)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    found = {row["applicant"]: row["name"] for row in rows_of(tmp_path / "out.csv")}
    assert found == {f"A{at}": name if name == "甲公司" else f"'{name}" for at, name in enumerate(names)}


def test_ids_are_kept_from_being_formulas_as_well(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text('编号,所在地\n"=1+1",日照市\n"@SUM(A1)",日照市\nA,日照市\n', encoding="utf-8")
    simulate(tmp_path / "名单.csv", load("rizhao"), AS_OF, out=tmp_path / "out.csv")
    assert [row["applicant"] for row in rows_of(tmp_path / "out.csv")] == ["'=1+1", "'@SUM(A1)", "A"]


def test_a_table_for_programs_holds_texts_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text('编号,所在地\n"=1+1",日照市\n', encoding="utf-8")
    simulate(tmp_path / "名单.csv", load("rizhao"), AS_OF, out=tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet")["applicant"].to_list() == ["=1+1"]


@given(st.lists(st.text() | st.none()), st.lists(st.integers(-5, 5)))
def test_only_texts_that_begin_like_a_formula_are_changed(texts: list[str | None], numbers: list[int]) -> None:
    frame = pl.DataFrame({"text": pl.Series(texts, dtype=pl.String)})
    for before, after in zip(texts, without_formulas(frame)["text"], strict=True):
        assert after == (f"'{before}" if before and before[0] in "=+-@＝＋－＠\t\r\n" else before)
    whole = pl.DataFrame({"number": pl.Series(numbers, dtype=pl.Int64)})
    assert without_formulas(whole).equals(whole)
