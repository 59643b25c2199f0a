"""Figures over all applicants in a run: reckoned in a run before it, and each applicant's money beside what it has alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import polars as pl

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.engines.columns.given.layout import ID_WORDS
from zjtx_rules.engines.columns.given.profiles import profiles_in
from zjtx_rules.engines.columns.money.answers import AMOUNTS, fen
from zjtx_rules.language import RuleSet
from zjtx_rules.language.population_facts import clause_of
from zjtx_rules.populations.files.chunks import Tables
from zjtx_rules.populations.models import BeforeAndAfter, ClauseTotals, OverAll, Span, Sums, Text, Together
from zjtx_rules.populations.simulation.asking import Side, given_to
from zjtx_rules.populations.together.figures import Asked, Figure, figures_over, has_population_facts, number_said
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile import Applicant
from zjtx_rules.quantities.reckoning import money_of
from zjtx_rules.words import Words

ALONE = "alone"
"""Begins the columns of what an applicant has when it is asked alone."""
LISTED = 1_000
"""How many applicants a report lists before and after."""
_NAMED = 20
"""How many undecided applicants, and how many groups of those who tie, a report names."""


def check_figures_apart(rules: RuleSet, against: RuleSet) -> None:
    """Refuse two sets of rules that reckon a figure over all applicants under one name: a profile has one figure of a name.

    Raises:
        InputError: With every such name.
    """
    shared = _names(rules) & _names(against)
    if not shared:
        return
    hint = Words(
        "两套规则各测算一次（不写 --against），再比较各自的合计",
        "run each set of rules by itself, without --against, and compare the totals",
    )
    raise InputError(
        [
            Problem(
                "figure-in-both",
                Words(
                    f"“{each}”在两套规则中都由全部主体算出，数可能不同，不能一起比较",
                    f"both sets of rules reckon '{each}' over all applicants, maybe differently: they cannot be compared in one run",
                ),
                Place("--against"),
                suggestion=hint,
            )
            for each in sorted(shared)
        ]
    )


def _names(rules: RuleSet) -> set[str]:
    facts = [fact for loaded in rules.files for fact in loaded.rules.facts if fact.over_applicants is not None]
    return {fact.id for fact in facts}


def figures_of(side: Side, tables: Callable[[], Iterable[Tables]]) -> Side:
    """Return a question with its figures over all applicants; applicants with problems in their rows count for nothing."""
    if not has_population_facts(side.asked):
        return side
    alone = side.alone()
    broken: set[Any] = set()
    for chunk in tables():
        answer = alone.ask(chunk).table
        broken |= set(answer.filter(pl.col("problem").is_not_null())[ID].to_list())

    def population() -> Iterator[tuple[Any, Applicant]]:
        for chunk in tables():
            known = given_to(side.asked, chunk)
            ids = [each for each in known["applicants"][_id(known["applicants"])].to_list() if each not in broken]
            yield from profiles_in(known, side.asked, ids)

    asked = Asked(side.asked, side.as_of, side.readings, side.adopting, side.adopted_from)
    return replace(side, figures=tuple(figures_over(population, asked)))


class Beside:
    """What applicants have alone, kept beside what they have once the figures are known; lives while one population is gone through."""

    def __init__(self, side: Side) -> None:
        """Begin with nobody."""
        self.side, self.alone_side = side, side.alone()
        self.sums: dict[str, int] = {}
        self.rows: list[tuple[int, BeforeAndAfter]] = []
        self.with_money = 0

    def add(self, tables: Tables, whole: pl.DataFrame, broken: pl.Series, at: pl.Series) -> pl.DataFrame:
        """Return the rows of a chunk with what each applicant has alone, and its figures."""
        answer = self.alone_side.ask(tables).table
        columns = [answer[f"payable#{each}"].set(broken, None).alias(f"{ALONE}#{each}") for each in AMOUNTS]
        ids = whole[ID].to_list()
        figures = [
            pl.Series(f"over#{each.fact.id}", [each.values.get(one) for one in ids], strict=False).cast(pl.String)
            for each in self.side.figures
        ]
        found = whole.with_columns(*columns)
        names = [f"{part}#{each}" for part in (ALONE, "payable") for each in AMOUNTS]
        for row, place, wrong in zip(
            found.select(ID, *names).iter_rows(named=True), at.to_list(), broken.to_list(), strict=True
        ):
            if not wrong:
                self._add(row, place)
        return found.with_columns(*figures)

    def _add(self, row: dict[str, Any], place: int) -> None:
        parts = {part: _sums_of(row, part) for part in (ALONE, "payable")}
        for name, amount in row.items():
            if name == ID:
                continue
            if amount is None:
                self.sums[f"{name}!open"] = self.sums.get(f"{name}!open", 0) + 1
            else:
                self.sums[name] = self.sums.get(name, 0) + amount
        if any(each.any for each in parts.values()):
            self.with_money += 1
            self.rows.append(
                (place, BeforeAndAfter(applicant=str(row[ID]), alone=parts[ALONE], after=parts["payable"]))
            )
            if len(self.rows) > 2 * LISTED:
                self._cut()

    def _cut(self) -> None:
        self.rows = sorted(self.rows, key=lambda each: each[0])[:LISTED]

    def result(self, clauses: Iterable[ClauseTotals]) -> Together:
        """Return what was found; of what the clauses come to, what is left of budgets is told."""
        self._cut()
        paid = {(each.document, each.clause): each.money for each in clauses}
        return Together(
            figures=tuple(_over_all(each, paid) for each in self.side.figures),
            alone=self._total(ALONE),
            after=self._total("payable"),
            applicants=tuple(each for _, each in self.rows),
            not_listed=self.with_money - len(self.rows),
        )

    def _total(self, part: str) -> Sums:
        def span(nature: str) -> Span:
            low, high = (self.sums.get(f"{part}#{nature}_{end}", 0) for end in ("floor", "ceiling"))
            return Span.of(low, high, self.sums.get(f"{part}#{nature}_ceiling!open", 0))

        return Sums(fixed=span("fixed"), up_to=span("up_to"))


def _sums_of(row: dict[str, Any], part: str) -> Sums:
    def span(nature: str) -> Span:
        high = row[f"{part}#{nature}_ceiling"]
        return Span.of(row[f"{part}#{nature}_floor"], high or 0, int(high is None))

    return Sums(fixed=span("fixed"), up_to=span("up_to"))


def _id(applicants: pl.DataFrame) -> str:
    return next(each for each in ID_WORDS if each in applicants.columns)


def _over_all(figure: Figure, paid: Mapping[tuple[str, str], Span]) -> OverAll:
    over, whole = figure.fact.over_applicants, figure.whole
    assert over is not None  # noqa: S101 - those alone
    found = clause_of(figure.file.rules, over.of)
    assert found is not None  # noqa: S101 - checked when the file was loaded
    return OverAll(
        fact=figure.fact.id,
        label=Text.of(figure.label),
        clause=over.of,
        figure=over.figure,
        members=figure.members,
        undecided=len(figure.undecided),
        undecided_first=tuple(map(str, figure.undecided[:_NAMED])),
        least=_said(figure, whole.low if whole is not None else None),
        most=_said(figure, whole.high if whole is not None else None),
        settled=len(figure.values),
        given=figure.given,
        ties=tuple(tuple(map(str, each)) for each in figure.ties[:_NAMED]),
        budget=fen(over.budget, up=False) if over.budget is not None else None,
        paid=paid.get((found[0].id, found[1].id)) if over.budget is not None else None,
    )


def _said(figure: Figure, end: Fraction | None) -> str | None:
    """Return an end of a figure as it is read; of what no decimal number is exactly so much, the fraction."""
    if end is None:
        return None
    if figure.fact.type == "money":
        amount, exactly = money_of(end)
        return str(amount) if exactly else f"{end / 100}元"
    return number_said(end) or str(end)
