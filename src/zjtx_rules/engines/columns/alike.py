"""Applicants whose money hangs on single days or on money received before: of those that are alike the reference settles one.

Two applicants are alike under a document if everything that its paying clauses ask beside the recognitions has the same
answer and the same facts missing, and if their recognitions and the money they received differ in nothing but days which
no rule can tell apart: which lie in the same year on the same side of every day that the document names, and in the same
order among themselves. So nothing here decides anything about money.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NEVER, NO, Cell, any_of
from zjtx_rules.engines.columns.claims import AMOUNTS, ANSWERS, SEPARATOR, answers_of
from zjtx_rules.engines.columns.frames import beside, inside, rows_of
from zjtx_rules.engines.columns.inputs import Inputs
from zjtx_rules.engines.columns.kinds import day_of
from zjtx_rules.engines.columns.profiles import profiles_of
from zjtx_rules.language import RuleSet
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.evaluation import run
from zjtx_rules.reasoning.program import Program
from zjtx_rules.reasoning.worlds import turning_days

_ENOUGH = 3
"""How many days apart is as good as further: the reference tries the days beside a day, so two gaps of three are alike."""

_DAYS = {"recognitions": ("date", "expires", "previous_expires"), "awards_received": ("date",)}
_REST = {
    "recognitions": ("title", "level", "kind", "body_is_ministry"),
    "awards_received": ("clause", "title", "level", "kind", "amount", "payer"),
}
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """The applicants whose money under a document is settled this way, and what tells them apart."""

    program: Program
    where: Cell
    packed: tuple[nw.Expr, ...]
    """What the paying clauses ask beside the recognitions, as columns whose names begin with the prefix."""
    prefix: str


class Calendar:
    """Tells days apart as far as rules do."""

    def __init__(self, program: Program, as_of: date) -> None:
        """Keep the days that the document names."""
        self.fixed = sorted(day.toordinal() for day in turning_days(program, as_of))
        self._known: dict[int, tuple[int, tuple[int, int]]] = {}

    def _place(self, code: int) -> tuple[int, tuple[int, int]]:
        """Return a day, and between which days that rules name it lies: the first of them and how close to both."""
        found = self._known.get(code)
        if found is None:
            day = day_of(code)
            number, begins = day.toordinal(), date(day.year, 1, 1).toordinal()
            at = bisect_right(self.fixed, number)
            before = max(begins, self.fixed[at - 1]) if at else begins
            after = date(day.year, 12, 31).toordinal() + 1
            after = min(after, self.fixed[at]) if at < len(self.fixed) else after
            close = min(number - before, _ENOUGH) * (_ENOUGH + 1) + min(after - number, _ENOUGH)
            # On a day that is named there is only that day.
            found = self._known[code] = number, (before, close if number > before else -1)
        return found

    def told_apart(self, codes: Sequence[int]) -> Key:
        """Return what rules can tell of the days of one applicant, each for itself and among one another; 0 is no day."""
        numbers: dict[int, int] = {}
        spans: dict[int, set[int]] = {}
        result: list[Any] = []
        for code in codes:
            if code in (0, NEVER):
                result.append(code)
                continue
            number, place = self._place(code)
            numbers[len(result)] = number
            spans.setdefault(place[0], set()).add(number)
            result.append(place)
        if all(len(each) == 1 for each in spans.values()):
            return tuple(result)
        for at, number in numbers.items():
            before = result[at][0]
            if len(spans[before]) > 1:
                result[at] = (before, *_chain(before, sorted(spans[before]), number, result[at][1]))
        return tuple(result)


def _chain(before: int, together: list[int], number: int, close: int) -> Key:
    """Return the place of a day among several days of one applicant between the same two days that rules name."""
    gaps = [min(other - one, _ENOUGH) for one, other in zip([before, *together], together, strict=False)]
    return together.index(number), close, tuple(gaps)


def settled_alike(
    inputs: Inputs, frame: nw.LazyFrame[Any], kind: str, every: Sequence[Apart], as_of: date, rules: RuleSet
) -> tuple[nw.LazyFrame[Any], int]:
    """Return the frame with the answers of the applicants that are settled this way, and how many cases these were.

    The answers stand in columns `~DOCUMENT#…`, which have a gap for all others.
    """
    home, key = inputs.home, inputs.home.key
    key_dtype = nw.Int64 if home.eager else inputs.id_dtype
    asked = [each for each in every if each.where is not NO]
    if not asked:
        return frame, 0
    flags = [each.where.expr.alias(f"~apart {each.program.document.id}") for each in asked]
    known = [inside(f"{name}_known") for name in _DAYS if f"{name}_known" in inputs.columns]
    packed = [expr for each in asked for expr in each.packed]
    rows = rows_of(frame.filter(any_of(each.where for each in asked).expr).select(key, *known, *flags, *packed))
    if not rows[key]:
        return frame, 0
    members = _members(inputs, home.small({key: rows[key]}, {key: key_dtype}))
    cases = [_cases(inputs, rows, each, members, as_of) for each in asked]
    first = {identity: None for each in cases for identity in each.values()}
    applicants = profiles_of(inputs, kind, home.small({key: list(first)}, {key: key_dtype}), rules)
    situations = {
        row if home.eager else identity: Situation.of(applicant, as_of) for identity, row, applicant in applicants
    }
    for each, its_cases in zip(asked, cases, strict=True):
        document = each.program.document.id
        settled = {identity: _settled(each.program, situations[identity]) for identity in set(its_cases.values())}
        names = [f"~{document}#{answer}" for answer in ANSWERS]
        ids = list(its_cases)
        columns: dict[str, list[Any]] = {key: ids}
        for name, answer in zip(names, ANSWERS, strict=True):
            columns[name] = [settled[its_cases[identity]][answer] for identity in ids]
        types = [nw.Int64 if answer in AMOUNTS else nw.String for answer in ANSWERS]
        small = home.small(columns, {key: key_dtype, **dict(zip(names, types, strict=True))})
        frame = beside(frame, small, home)
    return frame, sum(len(set(each.values())) for each in cases)


def _settled(program: Program, situation: Situation) -> dict[str, Any]:
    outcome = run(program, situation, explain=False)
    answers = answers_of(outcome.settlement, outcome.totals, outcome.open_groups)
    return answers | {"deciding": SEPARATOR.join(sorted(answers["deciding"]))}


def _cases(
    inputs: Inputs, rows: Mapping[str, list[Any]], each: Apart, members: Mapping[str, Mapping[Any, Any]], as_of: date
) -> dict[Any, Any]:
    """Return for each applicant whose money is settled this way the one that stands for all that are like it."""
    calendar = Calendar(each.program, as_of)
    known: dict[Any, Key] = {}
    first: dict[Key, Any] = {}
    found = {}
    flags = {name: rows.get(inside(f"{name}_known")) for name in _DAYS}
    given = [name in inputs.tables for name in _DAYS]
    names = [name for name in rows if name.startswith(each.prefix)]
    where = rows[f"~apart {each.program.document.id}"]
    for at, identity in enumerate(rows[inputs.home.key]):
        if not where[at]:
            continue
        facts = tuple(
            tuple(members[name].get(identity, ())) if there and ((flag := flags[name]) is None or flag[at]) else None
            for name, there in zip(_DAYS, given, strict=True)
        )
        alike = known.get(facts)
        if alike is None:
            alike = known[facts] = _told_apart(facts, calendar)
        found[identity] = first.setdefault((alike, *(rows[name][at] for name in names)), identity)
    return found


def _told_apart(facts: tuple[Any, ...], calendar: Calendar) -> Key:
    rest, days = [], []
    for members in facts:
        rest.append(None if members is None else tuple(each for each, _ in members))
        days += [day for _, its_days in members or () for day in its_days]
    return *rest, calendar.told_apart(days)


def _members(inputs: Inputs, ids: nw.LazyFrame[Any]) -> dict[str, dict[Any, Any]]:
    """Return the recognitions and the money received of some applicants, as far as money can hang on them, in a fixed order."""
    found: dict[str, dict[Any, Any]] = {}
    key = inputs.home.key
    for name, days in _DAYS.items():
        if name not in inputs.tables:
            continue
        columns = inputs.table_columns[name]
        rows = rows_of(inputs.tables[name].join(ids, on=key, how="semi"))
        nothing = [None] * len(rows[key])
        none = [0] * len(rows[key])
        rest = zip(*(rows[each] if each in columns else nothing for each in _REST[name]), strict=True)
        its_days = zip(*([day or 0 for day in rows[each]] if each in columns else none for each in days), strict=True)
        mine: dict[Any, list[Any]] = defaultdict(list)
        for identity, member in zip(rows[key], zip(rest, its_days, strict=True), strict=True):
            mine[identity].append(member)
        for several in mine.values():
            if len(several) > 1:
                several.sort(key=lambda member: (tuple(map(_sortable, member[0])), member[1]))
        found[name] = mine
    return found


def _sortable(value: Any) -> tuple[bool, Any]:
    return (False, 0) if value is None else (True, value)
