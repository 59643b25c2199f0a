"""What is summed over a population: counted chunk by chunk in columns, added up as whole numbers without any limit.

Every count is kept apart by city and size class, so that any total is a sum of the same cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import polars as pl

from zjtx_rules.engines.columns.money.answers import AMOUNTS, SEPARATOR, TOGETHER
from zjtx_rules.populations.models import (
    Bin,
    ClauseTotals,
    Distribution,
    DocumentTotals,
    Elsewhere,
    Heads,
    Share,
    Span,
    Sums,
    Text,
    TitleTotals,
    TurningAway,
)
from zjtx_rules.populations.simulation.outline import ClauseLine, DocumentLine, Outline, title_words
from zjtx_rules.populations.simulation.parts import CITY, SIZE, SIZES, region_words, size_words
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN

EDGES = tuple(each * 1_000_000 for each in (0, 5, 10, 20, 30, 50, 100, 200, 500, 1000))
"""Where the bins of the distribution begin, in 分: 0, 5, 10, … 万元; what is exactly 0 is in none."""

_TRUTHS = {"met": MET, "unknown": UNKNOWN, "review": REVIEW, "not_met": NOT_MET}
_NATURES = ("fixed", "up_to")

Part = tuple[Any, Any]
"""A city and a size class."""


class Totals:
    """The counts of the chunks so far; lives while one population is gone through."""

    def __init__(self, outline: Outline) -> None:
        """Count nothing yet."""
        self.outline = outline
        self.cells: defaultdict[Part, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.titles = {each.document: _by_titles(each) for each in outline.documents}

    def add(self, answers: pl.DataFrame) -> None:
        """Add the answers for a chunk, with the city and the size class of every applicant."""
        counted = answers.group_by(CITY, SIZE).agg(*self._expressions(answers)).to_dicts()
        for row in counted:
            cell = self.cells[row.pop(CITY), row.pop(SIZE)]
            for name, value in row.items():
                cell[name] += int(value or 0)
        for document in self.outline.documents:
            if document.paying:
                self._add_clauses(document, answers)

    def _expressions(self, answers: pl.DataFrame) -> Iterator[pl.Expr]:
        yield pl.len().cast(pl.Int64).alias("applicants")
        for name in ("payable", *(each.document for each in self.outline.documents)):
            for amount in AMOUNTS:
                # The sum of a hundred million ceilings does not fit into 64 bits.
                column = pl.col(f"{name}#{amount}")
                yield column.cast(pl.Int128).sum().alias(f"{name}#{amount}")
                if amount.endswith("ceiling"):
                    yield column.is_null().sum().alias(f"{name}#{amount}!open")
            for nature in _NATURES:
                yield from _binned(name, nature)
            yield _undetermined(name).sum().alias(f"{name}!undetermined")
        for document in self.outline.documents:
            yield from self._document(document, answers.columns)
        for clause in self.outline.clauses:
            verdict = pl.col(clause.column)
            for name, truth in _TRUTHS.items():
                yield (verdict == truth).sum().alias(f"{clause.column}={name}")
            if clause.conditions and clause.conditions[0].name in answers.columns:
                yield from _conditions(clause)

    def _document(self, document: DocumentLine, columns: Sequence[str]) -> Iterator[pl.Expr]:
        name = document.document
        verdicts = [pl.col(each.column) for each in document.paying]
        if not verdicts:
            return
        yield pl.any_horizontal(each == MET for each in verdicts).sum().alias(f"{name}!eligible")
        yield (pl.col(f"{name}#chosen") != "").sum().alias(f"{name}!paid")
        yield (pl.col(f"{name}#suppressed") != "").sum().alias(f"{name}!suppressed")
        places = [each.place for each in document.clauses if each.place in columns and each.place is not None]
        if places:
            yield (pl.col(places[0]) == NOT_MET).sum().alias(f"{name}!elsewhere")
        for number, (_, clauses) in enumerate(self.titles[name]):
            group = [pl.col(each.column) for each in clauses]
            met = pl.any_horizontal(each == MET for each in group)
            open_ = pl.any_horizontal(each.is_in([UNKNOWN, REVIEW]) for each in group)
            yield met.sum().alias(f"{name}~{number}!met")
            yield (open_ & ~met).sum().alias(f"{name}~{number}!undetermined")

    def _add_clauses(self, document: DocumentLine, answers: pl.DataFrame) -> None:
        """Add who is paid under which clause, and how much: the lists are few, however many applicants there are."""
        name = document.document
        lists = [f"{name}#{each}" for each in ("chosen", "suppressed", "by_clause")]
        rows = answers.group_by(CITY, SIZE, *lists).len().iter_rows()
        groups = [(number, {each.clause for each in clauses}) for number, (_, clauses) in enumerate(self.titles[name])]
        titles = self._title_keys(name)
        for city, size, chosen, suppressed, by_clause, times in rows:
            cell = self.cells[city, size]
            for what, listed in (("paid", chosen), ("suppressed", suppressed)):
                found = set(_parts(listed))
                for clause in found:
                    cell[f"{name}:{clause}!{what}"] += times
                for number, clauses in groups:
                    if clauses & found:
                        cell[f"{name}~{number}!{what}"] += times
            for clause, low, high, together in _sums(by_clause):
                # Of clauses for the same titles their title has what they come to together.
                keys = [] if TOGETHER in clause else [f"{name}:{clause}"]
                keys += (
                    [titles[clause.partition(TOGETHER)[0]]]
                    if together and clause.partition(TOGETHER)[0] in titles
                    else []
                )
                for key in keys:
                    cell[f"{key}#floor"] += int(low) * times
                    cell[f"{key}#ceiling"] += int(high or 0) * times
                    cell[f"{key}#open"] += 0 if high else times

    def _title_keys(self, document: str) -> dict[str, str]:
        """Return under which titles and which nature the sum of each clause counts."""
        return {
            each.clause: f"{document}~{number}~{each.nature}"
            for number, (_, clauses) in enumerate(self.titles[document])
            for each in clauses
        }

    def whole(self) -> dict[str, int]:
        """Return the counts over everybody."""
        return _added(self.cells.values())

    def documents(self) -> tuple[DocumentTotals, ...]:
        """Return every document with its parts."""
        whole = self.whole()
        return tuple(
            DocumentTotals(
                document=each.document,
                title=Text.of(each.title),
                number=each.number,
                section=each.section,
                standing=Text.of(each.standing),
                heads=heads_of(whole, each.document),
                money=sums_of(whole, each.document),
                regions=self._shares(each.document, 0, region_words),
                sizes=self._shares(each.document, 1, size_words),
                distribution=Distribution(
                    fixed=_bins(whole, each.document, "fixed"), up_to=_bins(whole, each.document, "up_to")
                ),
            )
            for each in self.outline.documents
        )

    def _shares(self, document: str, at: int, words: Callable[[Any], Any]) -> tuple[Share, ...]:
        parts: dict[Any, list[dict[str, int]]] = defaultdict(list)
        for key, cell in self.cells.items():
            parts[key[at]].append(cell)
        shares = []
        for code in sorted(parts, key=lambda each: (each is None, SIZES.get(each, 0), str(each))):
            counts = _added(parts[code])
            shares.append(
                Share(
                    label=Text.of(words(code)),
                    code="" if code is None else str(code),
                    heads=heads_of(counts, document),
                    money=sums_of(counts, document),
                )
            )
        return tuple(shares)

    def clauses(self) -> tuple[ClauseTotals, ...]:
        """Return every clause."""
        whole = self.whole()
        return tuple(
            ClauseTotals(
                document=each.document,
                clause=each.clause,
                title=Text.of(each.title),
                kind=Text.of(each.kind),
                cite=each.cite,
                paid=whole.get(f"{each.column}!paid", 0),
                suppressed=whole.get(f"{each.column}!suppressed", 0),
                nature=each.nature,
                money=_span(whole, each.column),
                **{name: whole.get(f"{each.column}={name}", 0) for name in _TRUTHS},
            )
            for each in self.outline.clauses
        )

    def by_title(self) -> tuple[TitleTotals, ...]:
        """Return the clauses that pay for the same titles, together."""
        whole = self.whole()
        rows = []
        for document, groups in self.titles.items():
            for number, (titles, clauses) in enumerate(groups):
                counts = {
                    name: whole.get(f"{document}~{number}!{name}", 0)
                    for name in ("met", "paid", "suppressed", "undetermined")
                }
                rows.append(
                    TitleTotals(
                        document=document,
                        titles=tuple(Text.of(title_words(*each)) for each in titles),
                        clauses=tuple(each.clause for each in clauses),
                        money=Sums(**{nature: _span(whole, f"{document}~{number}~{nature}") for nature in _NATURES}),
                        **counts,
                    )
                )
        return tuple(rows)

    def turning_away(self) -> tuple[TurningAway, ...]:
        """Return every condition that turns anybody away, by clause, the most turned away first."""
        whole = self.whole()
        rows = []
        for clause in self.outline.clauses:
            mine = [
                TurningAway(
                    document=clause.document,
                    clause=clause.clause,
                    title=Text.of(clause.title),
                    condition=Text.of(each.words),
                    asked=whole.get(f"{clause.column}?asked", 0),
                    not_met=whole.get(f"{each.name}?not_met", 0),
                    alone=whole.get(f"{each.name}?alone", 0),
                )
                for each in clause.conditions
            ]
            rows += sorted((each for each in mine if each.not_met), key=lambda each: -each.not_met)
        return tuple(rows)

    def elsewhere(self) -> tuple[Elsewhere, ...]:
        """Return how many applicants lie outside the place of each document."""
        whole = self.whole()
        return tuple(
            Elsewhere(document=each.document, applicants=whole.get(f"{each.document}!elsewhere", 0))
            for each in self.outline.documents
        )


def heads_of(counts: dict[str, int], document: str) -> Heads:
    """Return how many applicants stand where."""
    return Heads(
        applicants=counts.get("applicants", 0),
        **{name: counts.get(f"{document}!{name}", 0) for name in ("eligible", "paid", "suppressed", "undetermined")},
    )


def sums_of(counts: dict[str, int], document: str) -> Sums:
    """Return the money of a document, or of all that pays now (`payable`)."""
    spans = {}
    for nature in _NATURES:
        spans[nature] = Span.of(
            counts.get(f"{document}#{nature}_floor", 0),
            counts.get(f"{document}#{nature}_ceiling", 0),
            counts.get(f"{document}#{nature}_ceiling!open", 0),
        )
    return Sums(**spans)


def _conditions(clause: ClauseLine) -> Iterator[pl.Expr]:
    here = pl.col(clause.place) != NOT_MET if clause.place is not None else pl.col(clause.column).is_not_null()
    failed = [pl.col(each.name) == NOT_MET for each in clause.conditions]
    how_many = pl.sum_horizontal(failed)
    yield here.sum().alias(f"{clause.column}?asked")
    for each, wrong in zip(clause.conditions, failed, strict=True):
        yield (here & wrong).sum().alias(f"{each.name}?not_met")
        yield (here & wrong & (how_many == 1)).sum().alias(f"{each.name}?alone")


def _undetermined(name: str) -> pl.Expr:
    return pl.any_horizontal(
        pl.col(f"{name}#{nature}_floor").ne_missing(pl.col(f"{name}#{nature}_ceiling")) for nature in _NATURES
    )


def _binned(name: str, nature: str) -> Iterator[pl.Expr]:
    certain = pl.col(f"{name}#{nature}_floor")
    for at, least in enumerate(EDGES):
        inside = certain > 0 if at == 0 else certain >= least
        if at + 1 < len(EDGES):
            inside = inside & (certain < EDGES[at + 1])
        yield inside.sum().alias(f"{name}#{nature}[{at}]")


def _bins(counts: dict[str, int], name: str, nature: str) -> tuple[Bin, ...]:
    numbers = [counts.get(f"{name}#{nature}[{at}]", 0) for at in range(len(EDGES))]
    if not any(numbers):
        return ()
    ends = (*EDGES[1:], None)
    return tuple(
        Bin(least=least, below=below, applicants=number)
        for least, below, number in zip(EDGES, ends, numbers, strict=True)
    )


def _by_titles(document: DocumentLine) -> list[tuple[tuple[Any, ...], list[ClauseLine]]]:
    groups: dict[tuple[Any, ...], list[ClauseLine]] = {}
    for each in document.paying:
        if each.titles:
            groups.setdefault(tuple(sorted(each.titles)), []).append(each)
    return list(groups.items())


def _span(counts: dict[str, int], key: str) -> Span:
    """Return what a clause, or the clauses for the same titles, come to."""
    return Span.of(*(counts.get(f"{key}#{what}", 0) for what in ("floor", "ceiling", "open")))


def _parts(listed: str | None) -> list[str]:
    return listed.split(SEPARATOR) if listed else []


def _sums(listed: str | None) -> Iterator[tuple[str, str, str, bool]]:
    """Yield what each clause, or several for the same titles, comes to; at last whether it counts for its title as it stands."""
    found = [each.partition("=")[::2] for each in _parts(listed)]
    within = {clause for name, _ in found if TOGETHER in name for clause in name.split(TOGETHER)}
    for name, bounds in found:
        low, _, high = bounds.partition("..")
        yield name, low, high, name not in within


def _added(cells: Iterable[dict[str, int]]) -> dict[str, int]:
    total: defaultdict[str, int] = defaultdict(int)
    for cell in cells:
        for name, value in cell.items():
            total[name] += value
    return total
