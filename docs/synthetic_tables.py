"""The tables of the page on the synthetic population: what it assumes, read from the assumptions themselves."""

# A script beside the pages it helps to write, not a package.
# ruff: noqa: INP001

from __future__ import annotations

from collections.abc import Callable, Sequence

from key_tables import table

from zjtx_rules.populations.synthetic.shares import CHAINS, SHARES, Step
from zjtx_rules.terms import TITLES, Level, SizeClass


def _percent(share: int, whole: int = 10_000) -> str:
    """Return a share as a percentage with as many digits as it needs."""
    return f"{share * 100 / whole:.2f}".rstrip("0").rstrip(".") + "%"


def _weighted(name: str, column: str, head: str) -> str:
    total = sum(row["weight"] for row in SHARES[name])
    rows = [(row["label"], f"`{row[column]}`", _percent(row["weight"], total)) for row in SHARES[name]]
    return table((head, "编号", "占比"), rows)


def _sizes() -> str:
    rows = []
    for group in SHARES["sizes"]:
        total = sum(group["weights"])
        rows.append((group["label"], *(_percent(each, total) for each in group["weights"])))
    return table(("行业", *(each.label for each in SizeClass)), rows)


def _chains() -> str:
    return table(
        ("链", "第一级占比", "逐级"), [(each.label, _first(each.first), _steps(each.steps)) for each in CHAINS]
    )


def _first(shares: Sequence[int]) -> str:
    if len(shares) == 1:
        return _percent(shares[0])
    return "、".join(f"{size.label}{_percent(share)}" for size, share in zip(SizeClass, shares, strict=True))


def _steps(steps: Sequence[Step]) -> str:
    return " → ".join(_step(step, first=not number) for number, step in enumerate(steps))


def _step(step: Step, *, first: bool) -> str:
    name = f"{Level.parse(step.level).label}{TITLES[step.title].label}"
    if first:
        return name
    skipped = "可跳过，" if step.may_be_left_out else ""
    return f"{name}（{_percent(step.share)}，{skipped}{step.gap[0]}—{step.gap[1]}天后）"


def _missing() -> str:
    return table(
        ("组", "事实", "默认缺失率"),
        [(f"`{row['id']}`", row["label"], _percent(row["rate"])) for row in SHARES["missing"]],
    )


_PARTS: dict[str, Callable[[], str]] = {
    "kinds": lambda: _weighted("kinds", "id", "主体类型"),
    "regions": lambda: _weighted("regions", "code", "地区"),
    "industries": lambda: _weighted("industries", "code", "行业（GB/T 4754-2017）"),
    "sizes": _sizes,
    "chains": _chains,
    "missing": _missing,
}


def assumed(part: str) -> str:
    """Return a table of what the synthetic population assumes."""
    return _PARTS[part]()
