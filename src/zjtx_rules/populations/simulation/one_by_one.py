"""Applicants of whom something is open, compared under two sets of rules one by one, as `zjtx diff --profiles` does.

The reference decides within each way in which what is open could turn out; of applicants that differ in nothing but their name it is
asked once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.engines.columns.given.profiles import profiles_in
from zjtx_rules.engines.columns.money.answers import fen
from zjtx_rules.language import RuleSet
from zjtx_rules.populations.files.chunks import Tables
from zjtx_rules.populations.simulation.asking import Side, given_to
from zjtx_rules.profile import Applicant
from zjtx_rules.reasoning.cases import Question
from zjtx_rules.reasoning.choosing import adopted_region
from zjtx_rules.reasoning.differences import NATURES, Changes, Compared, Part, compare
from zjtx_rules.reasoning.evaluation import programs_for
from zjtx_rules.reasoning.program import Program, assuming

_MOST_KEPT = 50_000


class OneByOne:
    """Compares applicants under two sets of rules; what it finds is kept while one population is gone through."""

    def __init__(self, everything: RuleSet, ours: Side, theirs: Side) -> None:
        """Keep both sides; `everything` has the rules of both, to read declared facts with."""
        self.everything, self.sides = everything, (ours, theirs)
        self.programs: dict[tuple[str, int], tuple[Program, ...]] = {}
        self.known: dict[str, tuple[Compared, bool]] = {}
        self.not_every_way = 0
        """Of how many what is open could turn out in too many ways to look at each."""

    def compared(self, tables: Tables, ids: pl.Series) -> pl.DataFrame:
        """Return for some applicants what becomes of each, and by how much its money changes, in whole 分."""
        rows = []
        for identity, applicant in self._profiles(tables, ids.to_list()):
            found, whole = self._of(applicant)
            self.not_every_way += not whole
            rows.append({ID: identity, "upshot": _NAMES.get(found.upshot, found.upshot), **_ends(found.changes)})
        schema: dict[str, Any] = {ID: ids.dtype, "upshot": pl.String} | dict.fromkeys(_ends(Changes()), pl.Int64)
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _profiles(self, tables: Tables, ids: Sequence[Any]) -> Iterator[tuple[Any, Applicant]]:
        yield from profiles_in(given_to(self.everything, tables), self.everything, ids)

    def _of(self, applicant: Applicant) -> tuple[Compared, bool]:
        nameless = applicant.replaced(name=None, credit_code=None)
        key = repr(nameless)
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= _MOST_KEPT:
                self.known.clear()
            found = self.known[key] = self._compare(nameless)
        return found

    def _compare(self, applicant: Applicant) -> tuple[Compared, bool]:
        kind: str = applicant.kind  # type: ignore[attr-defined]
        mine, its = (self._programs(kind, at) for at in (0, 1))
        part = Part(tuple(range(len(mine))), tuple(range(len(its))))
        questions = [Question(each, side.as_of) for each, side in zip((mine, its), self.sides, strict=True)]
        found = compare(applicant, questions[0], questions[1], [part])
        return found.parts[0], found.whole

    def _programs(self, kind: str, at: int) -> tuple[Program, ...]:
        if (kind, at) not in self.programs:
            side = self.sides[at]
            region = adopted_region(side.adopting, side.rules.places) if side.adopting is not None else None
            made = programs_for(side.asked, kind, side.readings, region, side.adopted_from)
            self.programs[kind, at] = tuple(assuming(each) for each in made if each.paying)
        return self.programs[kind, at]


_NAMES = {"open": "undetermined"}


def _ends(changes: Changes) -> dict[str, int | None]:
    """Return the ends of changes in whole 分; a fraction of a 分 widens them."""
    found: dict[str, int | None] = {}
    for nature in NATURES:
        change = getattr(changes, nature)
        found[f"{nature}_least"] = fen(change.floor, up=False)
        found[f"{nature}_most"] = fen(change.ceiling, up=True)
    return found
