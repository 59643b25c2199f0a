"""Applicants whose money hangs on single days or on money received before: of those that are alike the reference settles one.

Two applicants are alike under a document if everything that its paying clauses ask beside the recognitions has the same
answer and the same facts missing, and if their recognitions and the money they received differ in nothing but days which
no rule can tell apart: which lie in the same year on the same side of every day that the document names, and in the same
order among themselves. So nothing here decides anything about money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NO, Cell, any_of, rows_where
from zjtx_rules.engines.columns.frames import beside, inside, rows_of
from zjtx_rules.engines.columns.given.inputs import Inputs
from zjtx_rules.engines.columns.given.kinds import restored
from zjtx_rules.engines.columns.given.layout import kind_of
from zjtx_rules.engines.columns.given.profiles import profiles_of
from zjtx_rules.engines.columns.money.answers import AMOUNTS, ANSWERS, BACK, SEPARATOR, answers_of
from zjtx_rules.engines.columns.money.days import Calendar, Key
from zjtx_rules.language import RuleSet
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.claims import claims_of
from zjtx_rules.reasoning.ledger import may_count, same_place
from zjtx_rules.reasoning.program import Program
from zjtx_rules.reasoning.received import entry_of
from zjtx_rules.reasoning.reckoning import reckon
from zjtx_rules.reasoning.settlement import Settlement
from zjtx_rules.reasoning.totals import Totals

_MOST_KEPT = 50_000
"""How many cases are kept with a program before it begins anew."""

_DAYS = {"recognitions": ("date", "expires", "previous_expires"), "awards_received": ("date",)}
_REST = {
    "recognitions": ("title", "level", "kind", "body_is_ministry", "given_in"),
    "awards_received": ("document", "clause", "title", "level", "occasion", "kind", "amount", "payer"),
}


@dataclass(frozen=True, slots=True)
class Apart:
    """The applicants whose money under a document is settled this way, and what tells them apart."""

    program: Program
    where: Cell
    packed: tuple[nw.Expr, ...]
    """What the paying clauses ask beside the recognitions, as columns whose names begin with the prefix."""
    prefix: str
    ends_matter: bool
    """Whether paying clauses look at the ends of validities also of recognitions whose first day is given."""
    of_use: Cell
    """The recognitions that some paying clause does not rule out."""
    signature: tuple[object, ...]
    """What the paying clauses ask and is the same for everybody."""
    tables: frozenset[str]
    """The tables that paying clauses look at."""


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
    rows = rows_of(rows_where(frame, any_of(each.where for each in asked)).select(key, *known, *flags, *packed))
    if not rows[key]:
        return frame, 0
    members = _members(inputs, home.small({key: rows[key]}, {key: key_dtype}), asked)
    settled = [_Settled(each, as_of) for each in asked]
    cases = [_cases(inputs, rows, each, at, members, as_of) for at, each in enumerate(asked)]
    new = [
        {of_case: identity for identity, of_case in its_cases.items() if of_case not in done.known}
        for its_cases, done in zip(cases, settled, strict=True)
    ]
    tables = frozenset(_DAYS).union(*(each.tables for each in asked))
    ids = list(dict.fromkeys(identity for each in new for identity in each.values()))
    applicants = profiles_of(inputs, kind, home.small({key: ids}, {key: key_dtype}), rules, tables) if ids else ()
    situations = {row if home.eager else name: Situation.of(applicant, as_of) for name, row, applicant in applicants}
    for each, its_cases, done, its_new in zip(asked, cases, settled, new, strict=True):
        for of_case, identity in its_new.items():
            done.ask(of_case, situations[identity])
        document = each.program.document.id
        names = [f"~{document}#{answer}" for answer in ANSWERS]
        columns: dict[str, list[Any]] = {key: list(its_cases)}
        answers = [done.known[of_case] for of_case in its_cases.values()]
        for name, answer in zip(names, ANSWERS, strict=True):
            columns[name] = [each[answer] for each in answers]
        types = [nw.Int64 if answer in (*AMOUNTS, *BACK) else nw.String for answer in ANSWERS]
        small = home.small(columns, {key: key_dtype, **dict(zip(names, types, strict=True))})
        frame = beside(frame, small, home, inputs.everybody)
    return frame, sum(len(set(each.values())) for each in cases)


class _Settled:
    """What is known of the cases under one document; kept with its program, for the next part of a large population."""

    def __init__(self, each: Apart, as_of: date) -> None:
        self.program, self.as_of = each.program, as_of
        kept = self.program.alike
        if sum(map(len, kept.values())) > _MOST_KEPT:
            kept.clear()
        self.known: dict[Key, dict[str, Any]] = kept.setdefault((as_of, each.signature), {})

    def ask(self, of_case: Key, situation: Situation) -> None:
        """Ask the reference about the applicant that stands for a case."""
        found = {each.clause.id: each.whole.judge(situation) for each in self.program.paying}
        claims = claims_of(self.program, found, situation)
        settled = reckon(self.program, situation, claims) if claims else (Settlement(), Totals(), ())
        answers = answers_of(*settled)
        self.known[of_case] = answers | {"deciding": SEPARATOR.join(sorted(answers["deciding"]))}


def _cases(
    inputs: Inputs,
    rows: Mapping[str, list[Any]],
    each: Apart,
    position: int,
    members: Mapping[str, Mapping[Any, Any]],
    as_of: date,
) -> dict[Any, Key]:
    """Return for each applicant whose money is settled this way what tells its case from others."""
    telling = _Telling(each, position, as_of)
    known: dict[Any, Key] = {}
    found = {}
    flags = {name: rows.get(inside(f"{name}_known")) for name in _DAYS}
    given = [inputs.gives(name) for name in _DAYS]
    asked = [rows[name] for name in rows if name.startswith(each.prefix)]
    where = rows[f"~apart {each.program.document.id}"]
    for at, identity in enumerate(rows[inputs.home.key]):
        if not where[at]:
            continue
        whole = tuple((flag := flags[name]) is None or bool(flag[at]) for name in _DAYS)
        facts = tuple(
            (tuple(members[name].get(identity, ())) or (() if all_of_it else None)) if there else None
            for name, there, all_of_it in zip(_DAYS, given, whole, strict=True)
        )
        alike = known.get(facts)
        if alike is None:
            alike = known[facts] = telling.apart(*facts)
        found[identity] = (alike, whole, *(column[at] for column in asked))
    return found


class _Telling:
    """Tells applicants apart by their recognitions and the money they received, as far as one document can."""

    def __init__(self, each: Apart, position: int, as_of: date) -> None:
        self.each, self.position = each, position
        self.program = each.program
        self.calendar = Calendar(each.program, as_of)
        self._entries: dict[Key, Key | None] = {}

    def apart(self, held: Any, received: Any) -> Key:
        """Return what tells these recognitions and this money received from those of others."""
        idle: Any = None
        undated = False
        unused: list[Any] = []
        entries = None if received is None else [(self._entry(rest), days) for rest, days, _ in received]
        counting = sorted((each for each in entries or () if each[0] is not None), key=_place)
        if held is not None:
            # What money was for, a recognition may say that is itself of no use any more.
            of_any_use = [bool(counting) or of_use[self.position] for _, _, of_use in held]
            mine = [(rest, days) for (rest, days, _), use in zip(held, of_any_use, strict=True) if use]
            unused = [(rest, days) for (rest, days, _), use in zip(held, of_any_use, strict=True) if not use]
            # A day that is missing could be before or after any other day; otherwise days of no use tell nothing apart.
            undated = any(not days[0] for _, days in mine)
            idle = any(rest[1] is None or rest[2] is None or not days[0] for rest, days in unused)
            if not self.each.ends_matter and not undated:
                # Nobody asks when it ends; only a day that is missing could be before that.
                mine = [(rest, days[:1]) for rest, days in mine]
            held = mine
        if entries is not None:
            unused += [each for each in entries if each[0] is None]
            # Those that differed in what no rule looks at are alike now, and stand in the order of their days.
            received = counting
        days = [day for _, its_days in held or () for day in its_days]
        if undated:
            days += sorted({day for _, its_days in unused for day in its_days})
        own = len(days)
        days += [day for _, its_days in received or () for day in its_days]
        return (
            None if held is None else tuple(rest for rest, _ in held),
            None if received is None else tuple(rest for rest, _ in received),
            idle,
            own,
            # A month or a day for which money was paid may lie anywhere among the days.
            tuple(days)
            if any(_finer_than_years(rest) for rest, _ in counting if rest)
            else self.calendar.told_apart(days),
        )

    def _entry(self, rest: Key) -> Key | None:
        """Return what a document can tell of money received apart from its day; None if it counts against nothing."""
        if rest not in self._entries:
            values = {
                name: restored(kind_of(AwardReceived, name), code, self.program.places)
                for name, code in zip(_REST["awards_received"], rest, strict=True)
                if code is not None
            }
            told: Key | None = None
            record = AwardReceived.model_construct(**values)
            if may_count(record, self.program):
                # What it refers to is told by the reference; of the payer only whether it is the document's own government.
                reference = self.program.directory.resolve(record, self.program.kind)
                payer, region = entry_of(record, 0, self.program.directory, self.program).payer, self.program.region
                clauses = sorted(f"{each.document}:{each.id}" for each in reference.clauses)
                told = (
                    f"{reference.document} {reference.foreign} {' '.join(clauses)}",
                    *rest[2:-1],
                    None if payer is None or region is None else same_place(payer, region),
                )
            self._entries[rest] = told
        return self._entries[rest]


_OCCASION = 3
"""Where the occasion stands in what is told of an entry."""
_OF_A_YEAR = 10_000
"""Occasions that are whole years are multiples of this."""


def _finer_than_years(told: Key) -> bool:
    return bool(told[_OCCASION] is not None and told[_OCCASION] % _OF_A_YEAR)


def _place(member: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(map(_sortable, member[0])), member[1]


def _members(inputs: Inputs, ids: nw.LazyFrame[Any], asked: Sequence[Apart]) -> dict[str, dict[Any, Any]]:
    """Return the recognitions and the money received of some applicants, as far as money can hang on them, in a fixed order.

    Each with its fields, its days, and under which documents it is of use.
    """
    found: dict[str, dict[Any, Any]] = {}
    key = inputs.home.key
    for name, days in _DAYS.items():
        if not inputs.gives(name):
            continue
        columns = inputs.table_columns[name]
        of_use = {f"~use{at}": each.of_use for at, each in enumerate(asked)} if name == "recognitions" else {}
        rows = rows_of(inputs.rows(name, ids, of_use))
        count = len(rows[key])
        rest = zip(*(rows[each] if each in columns else [None] * count for each in _REST[name]), strict=True)
        its_days = zip(
            *([day or 0 for day in rows[each]] if each in columns else [0] * count for each in days), strict=True
        )
        use = zip(*(rows.get(f"~use{at}", [True] * count) for at in range(len(asked))), strict=True)
        mine: dict[Any, list[Any]] = defaultdict(list)
        for identity, member in zip(rows[key], zip(rest, its_days, use, strict=True), strict=True):
            mine[identity].append(member)
        for several in mine.values():
            if len(several) > 1:
                several.sort(key=_place)
        found[name] = mine
    return found


def _sortable(value: Any) -> tuple[bool, Any]:
    return (False, 0) if value is None else (True, value)
