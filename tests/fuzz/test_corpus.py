"""Cases kept from failures: every engine agrees on each of them, and every law holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from agreement import Counts
from checking import CHECKS, checked
from questions import read_question

from zjtx_rules.problems import InputError

CORPUS = sorted(Path(__file__).with_name("corpus").glob("*.yaml"))
SLOW = {"columns on duckdb", "columns on polars lazy"}
"""Engines that plan each query at length; they stand for the same expressions as the others."""
NAMES = [name for name in CHECKS if name not in SLOW | {"law: more knowledge", "durable-rules"}]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_all_engines_agree(path: Path) -> None:
    question = read_question(path)
    names = [*NAMES, "law: more knowledge"] if question.complete else NAMES
    assert checked(question, names, Counts()) is None


@pytest.mark.usefixtures("durable_rules")
@pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_durable_rules_agrees(path: Path) -> None:
    assert checked(read_question(path), ["durable-rules"], Counts()) is None


@pytest.mark.parametrize("path", CORPUS[:2], ids=lambda path: path.stem)
def test_duckdb_agrees(path: Path) -> None:
    assert checked(read_question(path), ["columns on duckdb"], Counts()) is None


def test_a_case_that_cannot_be_put_is_no_agreement() -> None:
    question = read_question(CORPUS[0])
    with pytest.raises(InputError):
        checked(question.of(readings={"no_such_reading": "one"}), NAMES, Counts())
