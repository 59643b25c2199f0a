"""Who gains and who loses under other rules: every applicant under both, and what that comes to over the population.

What is compared must be comparable. Where every document on both sides is in force, it is what is payable on the day; where
one is a draft, a template, over or not yet in force, all documents are taken as if in force, and the report says so.

An applicant gains if it gets more in every way in which what is open could turn out, and is undetermined where ways differ: the
same definition as in `zjtx diff --profiles`, and the same code (`reasoning/differences.py`). Stated sums and ceilings are compared
apart. Where one takes the other's place, what is certain (stated sums) and what is possible (both) decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import polars as pl

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.engines.columns.money.answers import AMOUNTS
from zjtx_rules.language import RuleSet
from zjtx_rules.populations.models import Against, Change, ChangeBin, Span, Sums, UpshotChange
from zjtx_rules.populations.simulation.outline import Outline
from zjtx_rules.populations.simulation.totals import EDGES, Totals
from zjtx_rules.reasoning.differences import Change as Changed
from zjtx_rules.reasoning.differences import Changes, upshot_of
from zjtx_rules.terms import Money

Basis = Literal["payable", "as_if_in_force"]
OURS, THEIRS = "~ours", "~theirs"
CHANGE = "change"
"""The column that says what becomes of an applicant: gains, loses, mixed, same or undetermined."""

_LARGEST = 10
_NATURES = ("fixed", "up_to")
_ENDS = ("least", "most")
UNDETERMINED = "undetermined"
UPSHOTS = ("gains", "loses", "mixed", "same", UNDETERMINED)


def basis_of(ours: Outline, theirs: Outline) -> Basis:
    """Return what can be compared."""
    sections = {each.section for side in (ours, theirs) for each in side.documents}
    return "payable" if sections == {"payable"} else "as_if_in_force"


def amounts_of(outline: Outline, basis: Basis, prefix: str) -> list[pl.Expr]:
    """Return the four amounts of a side that are compared, in whole 分; an empty ceiling has no limit."""
    if basis == "payable":
        return [pl.col(f"payable#{each}").alias(f"{prefix}#{each}") for each in AMOUNTS]
    made = []
    for each in AMOUNTS:
        total: Any = pl.lit(0, pl.Int64)
        for document in outline.documents:
            total = total + pl.col(f"{document.document}#{each}")
        made.append(total.alias(f"{prefix}#{each}"))
    return made


def compared(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the applicants with what they gain or lose, given the amounts of both sides (`~ours#…`, `~theirs#…`).

    Of those of whom something is open no more than bounds, which are decided one by one (`one_by_one.py`).
    """
    for nature in _NATURES:
        ours, theirs = f"{OURS}#{nature}", f"{THEIRS}#{nature}"
        frame = frame.with_columns(
            (pl.col(f"{theirs}_floor") - pl.col(f"{ours}_ceiling")).alias(f"{CHANGE}#{nature}_least"),
            (pl.col(f"{theirs}_ceiling") - pl.col(f"{ours}_floor")).alias(f"{CHANGE}#{nature}_most"),
        )
    ends = [f"{CHANGE}#{nature}_{end}" for nature in _NATURES for end in _ENDS]
    different = frame.select(ends).unique()
    # What a change means is decided in one place for all commands; of many applicants few changes are different.
    upshots = [_upshot(*row) for row in different.iter_rows()]
    return frame.join(
        different.with_columns(pl.Series(CHANGE, upshots, pl.String)),
        on=ends,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )


def _upshot(*ends: int | None) -> str:
    """Return what becomes of an applicant whose money changes by so much, in whole 分."""
    amounts = [None if each is None else Money(Decimal(each).scaleb(-2)) for each in ends]
    found = upshot_of(Changes(Changed(*amounts[:2]), Changed(*amounts[2:])))
    return UNDETERMINED if found == "open" else found


def is_open() -> pl.Expr:
    """Return for which applicants something is open on either side."""
    return pl.any_horizontal(
        pl.col(f"{side}#{nature}_floor").ne_missing(pl.col(f"{side}#{nature}_ceiling"))
        for side in (OURS, THEIRS)
        for nature in _NATURES
    )


def with_decided(frame: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """Return compared applicants, those that were decided one by one as they were decided."""
    names = [CHANGE, *(f"{CHANGE}#{nature}_{end}" for nature in _NATURES for end in _ENDS)]
    found = decided.select(
        ID,
        pl.lit(value=True).alias("~decided"),
        *(pl.col(name.removeprefix(f"{CHANGE}#") if "#" in name else "upshot").alias(f"~{name}") for name in names),
    )
    joined = frame.join(found, on=ID, how="left", maintain_order="left")
    own = pl.col("~decided").fill_null(value=False)
    return joined.with_columns(
        pl.when(own).then(pl.col(f"~{name}")).otherwise(pl.col(name)).alias(name) for name in names
    ).drop("~decided", *(f"~{name}" for name in names))


class Comparison:
    """The counts of a comparison so far; lives while one population is gone through."""

    def __init__(self, rules: RuleSet, basis: Basis, totals: Totals) -> None:
        """Count nothing yet; `totals` are those of the other rules."""
        self.rules, self.basis, self.totals = rules, basis, totals
        self.counts: defaultdict[str, int] = defaultdict(int)
        self.largest: dict[str, list[tuple[int, str, Change]]] = {"gains": [], "loses": []}

    def add(self, frame: pl.DataFrame) -> None:
        """Add applicants who have been compared."""
        for row in frame.group_by(CHANGE).agg(*self._expressions()).to_dicts():
            upshot = row.pop(CHANGE)
            for name, value in row.items():
                self.counts[f"{upshot}:{name}"] += int(value or 0)
        for upshot, end, down in (("gains", "least", True), ("loses", "most", False)):
            self._rank(frame.filter(pl.col(CHANGE) == upshot), upshot, end, most_first=down)

    def _expressions(self) -> Iterator[pl.Expr]:
        yield pl.len().cast(pl.Int64).alias("applicants")
        for nature in _NATURES:
            for end in _ENDS:
                column = pl.col(f"{CHANGE}#{nature}_{end}")
                yield column.cast(pl.Int128).sum().alias(f"{nature}_{end}")
                yield column.is_null().sum().alias(f"{nature}_{end}!open")
            for side in (OURS, THEIRS):
                for end in ("floor", "ceiling"):
                    column = pl.col(f"{side}#{nature}_{end}")
                    yield column.cast(pl.Int128).sum().alias(f"{side}#{nature}_{end}")
                    yield column.is_null().sum().alias(f"{side}#{nature}_{end}!open")
            yield from _binned(nature)

    def _rank(self, frame: pl.DataFrame, upshot: str, end: str, *, most_first: bool) -> None:
        """Keep those who gain or lose most; how the two natures are weighed together is for the order only."""
        size = pl.sum_horizontal(pl.col(f"{CHANGE}#{nature}_{end}").fill_null(0) for nature in _NATURES).alias("~size")
        named = frame.with_columns(size, pl.col(ID).cast(pl.String).alias("~id"))
        top = named.sort(["~size", "~id"], descending=[most_first, False]).head(_LARGEST)
        found = self.largest[upshot]
        for row in top.iter_rows(named=True):
            change = Change(
                applicant=row["~id"],
                **{f"{nature}_{each}": row[f"{CHANGE}#{nature}_{each}"] for nature in _NATURES for each in _ENDS},
            )
            found.append((-row["~size"] if most_first else row["~size"], row["~id"], change))
        found.sort(key=lambda each: each[:2])
        del found[_LARGEST:]

    def result(self) -> Against:
        """Return what was found."""
        counts = {each: self.counts.get(f"{each}:applicants", 0) for each in UPSHOTS}
        return Against(
            rules=tuple(each.name for each in self.rules.files),
            rules_hash=self.rules.content_hash,
            basis=self.basis,
            documents=self.totals.documents(),
            ours=self._side(OURS),
            theirs=self._side(THEIRS),
            **counts,
            changes=tuple(self._upshot(each) for each in UPSHOTS),
            largest_gains=tuple(change for _, _, change in self.largest["gains"]),
            largest_losses=tuple(change for _, _, change in self.largest["loses"]),
            fixed=self._bins("fixed"),
            up_to=self._bins("up_to"),
        )

    def _side(self, side: str) -> Sums:
        spans = {}
        for nature in _NATURES:
            name = f"{side}#{nature}"
            ends = (self._over_all(f"{name}_{each}") for each in ("floor", "ceiling", "ceiling!open"))
            spans[nature] = Span.of(*ends)
        return Sums(**spans)

    def _over_all(self, name: str) -> int:
        return sum(self.counts.get(f"{upshot}:{name}", 0) for upshot in UPSHOTS)

    def _upshot(self, upshot: Any) -> UpshotChange:
        """Return what the change comes to for some, between the least and the most; None where there is no limit."""
        ends = {
            f"{nature}_{end}": None
            if self.counts.get(f"{upshot}:{nature}_{end}!open", 0)
            else self.counts.get(f"{upshot}:{nature}_{end}", 0)
            for nature in _NATURES
            for end in _ENDS
        }
        return UpshotChange(upshot=upshot, applicants=self.counts.get(f"{upshot}:applicants", 0), **ends)

    def _bins(self, nature: str) -> tuple[ChangeBin, ...]:
        ends = (*EDGES[1:], None)
        bins = [
            ChangeBin(
                direction=direction, least=least, below=below, applicants=self._over_all(f"{nature}[{direction}{at}]")
            )
            for direction in ("loss", "gain")
            for at, (least, below) in enumerate(zip(EDGES, ends, strict=True))
        ]
        return tuple(bins) if any(each.applicants for each in bins) else ()


def _binned(nature: str) -> Iterator[pl.Expr]:
    sizes = {"gain": pl.col(f"{CHANGE}#{nature}_least"), "loss": -pl.col(f"{CHANGE}#{nature}_most")}
    for direction, size in sizes.items():
        for at, least in enumerate(EDGES):
            inside = size > 0 if at == 0 else size >= least
            if at + 1 < len(EDGES):
                inside = inside & (size < EDGES[at + 1])
            yield inside.sum().alias(f"{nature}[{direction}{at}]")
