"""A synthetic population on disk: the same bytes however it is made, complete or not there, and plainly synthetic."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from zjtx_rules import InputError, load
from zjtx_rules.populations.synthetic import Question, ask, schemas, write


def asked(n: int = 300, **options: Any) -> Question:
    return ask(n, 5, load(), **options)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_same_question_gives_the_same_bytes(tmp_path: Path, form: Any) -> None:
    for name in ("one", "two"):
        write(asked(), tmp_path / name, "rules", form=form)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


@pytest.mark.parametrize(("n", "chunk"), [(6, 1), (150, 37), (150, 100)])
def test_chunks_make_no_difference(tmp_path: Path, n: int, chunk: int) -> None:
    question = asked(n)
    write(question, tmp_path / "whole", "rules")
    write(question, tmp_path / "chunks", "rules", chunk=chunk)
    assert bytes_of(tmp_path / "whole") == bytes_of(tmp_path / "chunks")


def test_a_smaller_population_is_the_beginning_of_a_larger_one(tmp_path: Path) -> None:
    for n in (100, 300):
        write(asked(n), tmp_path / str(n), "rules")
    few, many = (pl.read_parquet(tmp_path / str(n) / "applicants.parquet") for n in (100, 300))
    assert few.equals(many.head(100))


def test_another_seed_gives_another_population(tmp_path: Path) -> None:
    write(asked(), tmp_path / "one", "rules")
    write(ask(300, 6, load()), tmp_path / "two", "rules")
    assert bytes_of(tmp_path / "one")["accounts.parquet"] != bytes_of(tmp_path / "two")["accounts.parquet"]


def test_a_large_population_stands_in_several_files(tmp_path: Path) -> None:
    write(asked(), tmp_path / "parts", "rules", part=120)
    write(asked(), tmp_path / "whole", "rules")
    files = sorted(each.name for each in (tmp_path / "parts").glob("applicants*"))
    assert files == [f"applicants-{number:04}.parquet" for number in (1, 2, 3)]
    for name in schemas(asked()):
        parts = pl.read_parquet(tmp_path / "parts" / f"{name}-*.parquet")
        assert parts.equals(pl.read_parquet(tmp_path / "whole" / f"{name}.parquet"))


def test_a_csv_says_the_same_as_parquet(tmp_path: Path) -> None:
    write(asked(), tmp_path / "csv", "rules", form="csv")
    write(asked(), tmp_path / "parquet", "rules")
    schema = schemas(asked())["accounts"]
    accounts = pl.read_csv(tmp_path / "csv" / "accounts.csv", schema=schema)
    assert accounts.equals(pl.read_parquet(tmp_path / "parquet" / "accounts.parquet"))


def test_the_folder_says_that_it_is_synthetic(tmp_path: Path) -> None:
    write(asked(), tmp_path / "one", "rules")
    assert json.loads((tmp_path / "one" / "population.json").read_text(encoding="utf-8"))["synthetic"] is True
    assert "合成数据" in (tmp_path / "one" / "README.txt").read_text(encoding="utf-8")


def test_every_parquet_file_says_that_it_is_synthetic(tmp_path: Path) -> None:
    write(asked(), tmp_path / "one", "rules")
    said = [pl.read_parquet_metadata(each).get("synthetic") for each in (tmp_path / "one").glob("*.parquet")]
    assert said == ["true"] * 13


def test_the_folder_says_how_many_rows_there_are(tmp_path: Path) -> None:
    write(asked(), tmp_path / "one", "rules")
    tables = json.loads((tmp_path / "one" / "population.json").read_text(encoding="utf-8"))["tables"]
    counted = {name: len(pl.read_parquet(tmp_path / "one" / f"{name}.parquet")) for name in tables}
    assert {name: table["rows"] for name, table in tables.items()} == counted


def test_only_tables_of_the_kinds_asked_for_are_written(tmp_path: Path) -> None:
    write(asked(kinds=["district"]), tmp_path / "one", "rules")
    assert {each.stem for each in (tmp_path / "one").glob("*.parquet")} == {
        "applicants",
        "recognitions",
        "awards_received",
        "assessments",
    }


def test_a_population_is_not_replaced_unasked(tmp_path: Path) -> None:
    write(asked(50), tmp_path / "one", "rules")
    before = bytes_of(tmp_path / "one")
    with pytest.raises(InputError) as raised:
        write(asked(60), tmp_path / "one", "rules")
    assert [each.code for each in raised.value.problems] == ["folder-not-empty"]
    assert bytes_of(tmp_path / "one") == before


def test_a_population_is_replaced_by_force(tmp_path: Path) -> None:
    for n in (50, 60):
        write(asked(n), tmp_path / "one", "rules", force=True)
    assert len(pl.read_parquet(tmp_path / "one" / "applicants.parquet")) == 60
    assert [each.name for each in tmp_path.iterdir()] == ["one"]


def test_what_somebody_else_put_there_stays_even_by_force(tmp_path: Path) -> None:
    write(asked(50), tmp_path / "one", "rules")
    (tmp_path / "one" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError):
        write(asked(60), tmp_path / "one", "rules", force=True)
    assert (tmp_path / "one" / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    assert write(asked(50), tmp_path / "one", "rules").rows["applicants"] == 50


def test_what_is_stopped_half_way_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done * 2 >= total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(asked(), tmp_path / "one", "rules", progress=stop, part=60, chunk=30)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        write(asked(50), tmp_path / "file" / "below", "rules")
    assert [each.code for each in raised.value.problems] == ["cannot-write"]


def test_progress_ends_with_everything_done(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write(asked(), tmp_path / "one", "rules", progress=lambda done, total: seen.append((done, total)), chunk=100)
    assert seen == [(0, 300), (100, 300), (200, 300), (300, 300)]
