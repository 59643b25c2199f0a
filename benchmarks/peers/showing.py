"""What was measured, as one table on the terminal."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from protocol import GROUPS, Timed
from timing import Spent


@dataclass(frozen=True, slots=True)
class Scale:
    """One run over a population against all bundled rule sets."""

    rows: int
    way: str
    clauses: int
    reading: float
    seconds: float
    cpu: float
    """Seconds of processor time, over all cores: less disturbed by what else the machine does."""
    before: int
    peak: int
    referred: int
    reasons: dict[str, int]
    """Why the reference decided some firms one by one."""
    floor_yuan: int
    open: int


@dataclass(frozen=True, slots=True)
class Cold:
    """How long it takes to get ready."""

    name: str
    spent: Spent


@dataclass(slots=True)
class Result:
    """Everything that was measured in one run."""

    machine: dict[str, Any]
    missing: dict[str, str]
    """What could not be measured, and why."""
    versions: dict[str, str] = field(default_factory=dict)
    timed: list[Timed] = field(default_factory=list)
    scale: list[Scale] = field(default_factory=list)
    cold: list[Cold] = field(default_factory=list)


def table(result: Result) -> str:
    """Return the table."""
    machine = result.machine
    where = f"Python {machine['python']}，{machine['system']}，{machine['cores']} 核 / cores"
    lines = [
        f"{where}，负载 / load {machine['load']}，{machine['at']}",
        "，".join(f"{name} {version}" for name, version in result.versions.items()),
    ]
    if result.timed:
        lines += ["", _row("", "µs/家 firm", "家/秒 firms/s", "×手写 by hand", "CPU µs/家", "×手写 CPU")]
    for group, label in GROUPS.items():
        mine = [each for each in result.timed if each.group == group]
        if mine:
            lines.append(f"— {label} —")
        for each in mine:
            name = each.name if each.rows == 1 else f"{each.name}（{each.rows:,}）"
            cells = (
                f"{each.spent.wall * 1e6:,.3f}",
                f"{1 / each.spent.wall:,.0f}",
                f"{each.spent.wall / each.unit.wall:.2f}",
                f"{each.spent.cpu * 1e6:,.3f}",
                f"{each.spent.cpu / each.unit.cpu:.2f}",
            )
            lines.append(_row(name, *cells))
    if result.scale:
        count = result.scale[0].clauses
        lines += [
            "",
            f"— 全部内置规则（{count} 条），缺 3% 事实 / all bundled rule sets ({count} clauses), 3 % of the facts missing —",
            _row("", "µs/家 firm", "CPU µs/家", "家/秒 firms/s", "内存峰值 MB", "减去起始 MB", "逐家 referred"),
        ]
        lines += [
            _row(
                f"{each.rows:,}（{'整表 / at once' if each.way == 'whole' else '分块 / in parts'}，{each.seconds:.2f} s）",
                f"{each.seconds / each.rows * 1e6:,.2f}",
                f"{each.cpu / each.rows * 1e6:,.2f}",
                f"{each.rows / each.seconds:,.0f}",
                f"{each.peak / 2**20:,.0f}",
                f"{(each.peak - each.before) / 2**20:,.0f}",
                f"{each.referred:,}",
            )
            for each in result.scale
        ]
    if result.cold:
        lines += [
            "",
            _row("— 新进程，扣除解释器自身 / new process, the interpreter's own start taken off —", "ms", "CPU ms"),
        ]
        lines += [
            _row(each.name, f"{each.spent.wall * 1e3:,.0f}", f"{each.spent.cpu * 1e3:,.0f}") for each in result.cold
        ]
    if result.missing:
        lines += ["", "— 未能测 / not measured —", *(f"{name}: {why}" for name, why in result.missing.items())]
    return "\n".join(lines)


def _row(name: str, *cells: str) -> str:
    return _padded(name, 60) + "".join(_padded(each, 16, left=True) for each in cells)


def _padded(text: str, width: int, *, left: bool = False) -> str:
    """Return a text filled up with blanks; a Chinese character takes two columns."""
    taken = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
    blanks = " " * max(1, width - taken)
    return blanks + text if left else text + blanks
