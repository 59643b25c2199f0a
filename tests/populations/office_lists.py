"""What the tests of lists as offices keep them have in common: one firm whose money is known, and how a list is run."""

from __future__ import annotations

import zlib
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from workbooks import Rows, csv_text, xlsx

from examples_drawn import MANY
from zjtx_rules import InputError, load
from zjtx_rules.populations.models import Simulation, Span
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
WAN = 1_000_000
BOTH, WORKBOOK = 0, 2  # of four turns; the other two are CSV
RULES = load("rizhao")
HEADER = ["编号", "企业名称", "所在地", "认定已知", "小巨人认定日期", "已领奖补（万元）"]
FIRM = ["A1", "甲公司", "日照市", "是", "2023-07-14", "0"]
GIANT = Span(floor=100 * WAN, ceiling=100 * WAN)
OPEN = Span(floor=0, ceiling=300 * WAN)


def saved(folder: Path, text: str | bytes, name: str = "名单.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(path: Path, **options: Any) -> Simulation:
    return simulate(path, RULES, AS_OF, **options)


def listed(folder: Path, rows: Rows, **options: Any) -> Simulation:
    """Return what comes of a list, read as CSV or as a workbook; read as both where its turn comes, and always in `make test-long`."""
    (folder / "csv").mkdir(exist_ok=True)
    (folder / "xlsx").mkdir(exist_ok=True)
    turn = BOTH if MANY else zlib.crc32(repr(rows).encode()) % 4
    if turn not in (BOTH, WORKBOOK):
        return run(saved(folder / "csv", csv_text(rows)), **options)
    book = xlsx(folder / "xlsx" / "名单.xlsx", {"名单": rows})
    if turn == WORKBOOK:
        return run(book, **options)
    found = [run(saved(folder / "csv", csv_text(rows)), **options), run(book, **options)]
    plain = [each.model_copy(update={"population": "", "notes": ()}) for each in found]
    assert plain[0] == plain[1]
    assert [each.zh.replace("名单.xlsx", "名单.csv") for each in found[1].notes] == [each.zh for each in found[0].notes]
    return found[0]


def ids(path: Path, folder: Path, **options: Any) -> list[str]:
    run(path, out=folder / "out.parquet", **options)
    return list(pl.read_parquet(folder / "out.parquet")["applicant"])


def notes(found: Simulation) -> str:
    return "\n".join(each.zh for each in found.notes)


def refusal(path: Path, **options: Any) -> InputError:
    with pytest.raises(InputError) as raised:
        run(path, **options)
    assert raised.value.render("zh") != raised.value.render("en")
    return raised.value
