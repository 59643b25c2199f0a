"""A run has the same result whatever the size of its chunks, the order of rows, the files of a table and the threads."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from on_disk import declared_only, on_disk, populations

from examples_drawn import drawn
from strategies import Data
from zjtx_rules import evaluate_table, load
from zjtx_rules.cli import main
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)


@drawn(few=2, many=6)
@given(population=populations(2), chunk=st.integers(2, 8), seed=st.integers(0, 9))
def test_chunks_and_the_order_of_rows_do_not_matter(population: list[Data], chunk: int, seed: int) -> None:
    rules = load("rizhao")
    declared_only(population, rules)
    with on_disk(population) as folder:
        whole = simulate(folder, rules, AS_OF)
    with on_disk(population, shuffled=seed) as folder:
        parts = simulate(folder, rules, AS_OF, chunk=chunk)
    assert parts.model_copy(update={"population": ""}) == whole.model_copy(update={"population": ""})


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a synthetic population of 120 applicants as Parquet files."""
    folder = tmp_path_factory.mktemp("population") / "parquet"
    assert main(["population", "--n", "120", "--seed", "5", "--out", str(folder), "--region", "日照市"]) == 0
    return folder


def frames_of(folder: Path) -> dict[str, pl.DataFrame]:
    return {each.stem: pl.read_parquet(each) for each in sorted(folder.glob("*.parquet"))}


def report_of(folder: Path, **options: object) -> str:
    found = simulate(folder, load("rizhao"), AS_OF, **options)  # type: ignore[arg-type]
    return found.model_copy(update={"population": "", "synthetic": False}).model_dump_json()


def test_every_applicant_has_one_row_in_the_order_of_the_input(made_up: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    simulate(made_up, load("rizhao"), AS_OF, out=out, chunk=30)
    frames = frames_of(made_up)
    order = frames["applicants"]["applicant"].to_list()
    answers = pl.read_parquet(out)
    assert answers["applicant"].to_list() == order
    direct = evaluate_table(frames.pop("applicants"), rules=load("rizhao"), as_of=AS_OF, **frames).table
    assert answers.select(direct.columns).cast(dict(direct.schema)).equals(direct)


def test_csv_and_parquet_say_the_same(made_up: Path, tmp_path: Path) -> None:
    for name, frame in frames_of(made_up).items():
        frame.write_csv(tmp_path / f"{name}.csv")
    assert report_of(tmp_path, chunk=50) == report_of(made_up)


def test_a_table_may_come_in_several_files(made_up: Path, tmp_path: Path) -> None:
    for name, frame in frames_of(made_up).items():
        half = frame.height // 2
        frame[:half].write_ipc(tmp_path / f"{name}-0001.arrow")
        frame[half:].write_ipc(tmp_path / f"{name}-0002.arrow")
    assert report_of(tmp_path) == report_of(made_up)


def test_threads_do_not_matter(made_up: Path, tmp_path: Path) -> None:
    reports = []
    for threads in ("1", "4"):
        target = tmp_path / f"{threads}.json"
        code = "import sys; from zjtx_rules.cli import main; sys.exit(main())"
        arguments = ["simulate", str(made_up), "--rules", "rizhao", "--as-of", "2023-09-01", "--chunk", "70"]
        arguments += ["--format", "json", "--report", str(target), "--out", str(tmp_path / f"{threads}.parquet")]
        environment = os.environ | {"POLARS_MAX_THREADS": threads}
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=environment)  # noqa: S603 - our own
        reports.append(target.read_bytes() + (tmp_path / f"{threads}.parquet").read_bytes())
    assert reports[0] == reports[1]
