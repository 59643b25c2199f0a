"""Dated facts given as columns of the applicants' own table (`InRow`): how a caller describes them, and how that is read.

A description is read before the table is: what it says is read as a profile reads it, and for every column that it names it
is known what field of what member stands there. The table is then read once, and what holds for the rows of a long table
is checked of the members in its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NO, TITLE_CODES, YES, Absent, Cell, FieldCell, _key, any_of, rows_where
from zjtx_rules.engines.columns.frames import inside, outside
from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.kinds import CellError, Kind, fen_of
from zjtx_rules.engines.columns.given.layout import REVERSED, TABLES, UNIT, Named, kinds_in, meaning_of, table_columns
from zjtx_rules.engines.columns.given.problems import Findings
from zjtx_rules.engines.columns.given.recognition_checks import first_day
from zjtx_rules.engines.columns.slots import Said, Slot, Sole, parts_of
from zjtx_rules.engines.columns.translated import KEPT, translated
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.terms import TITLES, Level, Money, SizeClass
from zjtx_rules.words import Words

OFFERED = ("recognitions", "registrations", "accounts", "incidents", "certificates", "awards_received")
"""The collections whose members may stand in columns of the applicants."""


@dataclass(frozen=True, slots=True)
class InRow:
    """A member of a collection that stands in columns of the applicants' own table; at most one for each applicant.

        InRow(says={"title": "little_giant", "level": "national", "kind": "new"}, columns={"date": "小巨人认定日期"})

    It is there where any of the columns has a value.
    """

    says: Mapping[str, Any] = field(default_factory=dict)
    """What is the same for all of them: fields, in English or Chinese, and what a profile would hold there."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The other fields, each with the header of its column; money names its unit in either (`revenue_yuan`)."""


@dataclass(slots=True)
class Draft:
    """A description as read: what it says in compact form, and for each field in a column the header and its column."""

    said: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Drafts:
    """All descriptions that a caller gave."""

    of: dict[str, list[Draft]] = field(default_factory=dict)
    """By collection, in the caller's order."""
    wanted: list[tuple[str, Named]] = field(default_factory=list)
    """The columns that are to be read for them, beside the applicants' own."""

    @property
    def headers(self) -> frozenset[str]:
        """The headers they name."""
        return frozenset(name for drafts in self.of.values() for each in drafts for _, name in each.columns.values())


def drafted(
    tables: Mapping[str, Any], headers: Iterable[str], own: Mapping[str, Named], findings: Findings
) -> tuple[Drafts, dict[str, Any]]:
    """Return what was given as columns of the applicants' table, and the long tables.

    Raises:
        InputError: If a collection cannot stand there.
    """
    drafts = Drafts()
    reader = _Reader({outside(each): each for each in headers}, own, findings, drafts)
    long = {}
    for name, one_or_all in tables.items():
        given = [one_or_all] if isinstance(one_or_all, InRow) else one_or_all
        if not isinstance(given, (list, tuple)) or not all(isinstance(each, InRow) for each in given):
            long[name] = given
        elif name not in OFFERED:
            message = Words("不能写在主体表的列中", "cannot stand in columns of the table of applicants")
            expected = Words("一事一行的表", "a table with one row for each of them")
            raise InputError([Problem("needs-rows", message, Place(name), expected=expected)])
        else:
            drafts.of[name] = [reader.draft(name, number, each) for number, each in enumerate(given)]
    return drafts, long


class _Reader:
    """Reads descriptions against the headers of a table."""

    def __init__(
        self, headers: Mapping[str, str], own: Mapping[str, Named], findings: Findings, drafts: Drafts
    ) -> None:
        self.headers, self.findings, self.drafts = headers, findings, drafts
        self._read: dict[tuple[str, str, str | None], str] = {}
        """What is read already: by header, kind of value and unit, the column; the same is not read twice."""
        for header in headers:
            meaning = meaning_of(header, own)
            if meaning is not None:
                self._read[header, meaning.kind.name, meaning.unit] = inside(meaning.field)

    def draft(self, table: str, number: int, given: InRow) -> Draft:
        """Return a description as read."""
        found = Draft()

        def wrong(code: str, words: Words, word: str, suggestion: Words | None = None) -> None:
            path = f"{number}.{word}" if word else str(number)
            self.findings.add(Problem(code, words, Place(table), path, suggestion=suggestion))

        known = table_columns(table)
        seen: set[str] = set()
        for word, value in [*given.says.items(), *given.columns.items()]:
            meaning = meaning_of(word, known)
            if meaning is None:
                message = Words(f"没有名为“{word}”的项", f"there is no field '{word}'")
                wrong("unknown-column", message, word, did_you_mean(word, known))
                continue
            if meaning.field in seen:
                wrong("named-twice", Words(f"“{word}”写了两次", f"'{word}' is given twice"), word)
                continue
            seen.add(meaning.field)
            try:
                if word in given.columns:
                    found.columns[meaning.field] = self._column(table, number, meaning, value)
                elif value is not None:
                    found.said[meaning.field] = _code(value, meaning)
            except CellError as error:
                wrong("wrong-cell" if word in given.says else "unknown-column", error.words, word, error.suggestion)
        if not given.columns:
            message = Words("没有写明哪些列", "no columns: nothing says who has it")
            wrong("no-columns", message, "", Words("在 columns 中写列名", "name them in columns"))
        for required in TABLES[table].required:
            if required not in seen:
                wrong("missing-column", Words(f"缺少“{required}”", f"'{required}' is missing"), required)
        for code, words, name in _impossible(table, found):
            wrong(code, words, name)
        return found

    def _column(self, table: str, number: int, meaning: Named, header: Any) -> tuple[str, str]:
        """Return the column in which a field will stand, and its header."""
        if header not in self.headers:
            words = Words(f"主体表没有“{header}”列", f"the table of applicants has no column '{header}'")
            raise CellError(words, did_you_mean(str(header), self.headers))
        unit = meaning.unit
        named = UNIT.fullmatch(header.strip()) if meaning.kind in kinds.MONIES else None
        if named and unit is None:
            unit = named[2] or named[3]
        elif named and kinds.UNITS[named[2] or named[3]] != kinds.UNITS[str(unit)]:
            raise CellError(Words(f"“{header}”另有单位", f"'{header}' names another unit"))
        key = (header, meaning.kind.name, unit)
        if key not in self._read:
            target = f"{table}.{number}.{meaning.field}"
            self._read[key] = inside(target)
            self.drafts.wanted.append((self.headers[header], Named(target, meaning.kind, unit)))
        return self._read[key], self.headers[header]


def _code(value: Any, meaning: Named) -> Any:
    """Return a value as a profile may hold it in its compact form.

    Raises:
        CellError: If it is not of its kind.
    """
    kind = meaning.kind
    if isinstance(value, Enum):
        value = value.id if isinstance(value, (Level, SizeClass)) else value.value
    if isinstance(value, str):
        return (kind.read if meaning.unit is None else kinds.money_in(meaning.unit, kind))(value.strip())
    if kind is kinds.YES_NO and isinstance(value, bool):
        return value
    if kind in (kinds.DATE, kinds.EXPIRY) and isinstance(value, date) and not isinstance(value, datetime):
        return kind.read(value.isoformat())
    if kind in kinds.MONIES and isinstance(value, Money):
        return fen_of(value) if kind is kinds.MONEY or value >= Money.ZERO else -fen_of(Money(-value.yuan))
    if isinstance(value, int) and not isinstance(value, bool):
        if kind is kinds.COUNT:
            return kind.read(str(value))
        if kind in kinds.MONIES and meaning.unit is not None:
            return kinds.money_in(meaning.unit, kind)(str(value))
    raise CellError(Words(f"{value!r}不能写在这里", f"{value!r} cannot stand here"))


# ------------------------------------------------------------------------------------------------------------- slots


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of the columns of the applicants' table: nothing, unless they are in memory."""

    full: Callable[[str], bool] = lambda _: False
    """Whether a column has no gap."""
    shift: Callable[[str], int] = lambda _: 0
    """How much less than in compact form the days of a column are; not zero where they are left as Polars has them."""
    values: Callable[[str], frozenset[Any] | None] = lambda _: None
    """Which values occur in a column, where that is known."""
    always: Callable[[Draft], Collection[str]] = lambda draft: draft.columns if len(draft.columns) == 1 else ()
    """Which columns say something of every member that a description stands for."""


def slots_of(table: str, drafts: Sequence[Draft], seen: Seen = Seen()) -> tuple[Slot, ...]:
    """Return the slots that descriptions come to, over the table as read."""
    return tuple(_slot(each, kinds_in(table), seen) for each in drafts)


def _slot(draft: Draft, known: Mapping[str, Kind], seen: Seen) -> Slot:
    fields: dict[str, FieldCell] = {name: Said(code, known[name].name) for name, code in draft.said.items()}
    always = seen.always(draft)
    for name, (column, _) in draft.columns.items():
        read, cell = outside(column), Sole if name in always else FieldCell
        shift = seen.shift(read)
        fields[name] = cell(
            nw.col(column).cast(nw.Int32) if shift else nw.col(column),
            _key("applicants", read),
            known[name].name,
            full=seen.full(read),
            values=seen.values(read),
            shift=shift,
        )
    return Slot(fields, draft.columns)


def always_there(drafts: Iterable[Draft], frame: nw.DataFrame[Any]) -> dict[int, frozenset[str]]:
    """Return for each description, by its identity, the fields in columns that no member lacks, for a table in memory."""
    several = [(each, tuple(column for column, _ in each.columns.values())) for each in drafts if len(each.columns) > 1]
    exprs = [expr for at, (_, columns) in enumerate(several) for expr in _lacking(columns, f"~{at}.")]
    lacks = frame.select(*exprs).to_dict(as_series=False) if exprs else {}
    return {
        id(each): frozenset(name for number, name in enumerate(each.columns) if not lacks[f"~{at}.{number}"][0])
        for at, (each, _) in enumerate(several)
    }


@lru_cache(maxsize=KEPT)
def _lacking(columns: tuple[str, ...], prefix: str) -> tuple[nw.Expr, ...]:
    """Return for each of some columns whether it has a gap where another has none."""
    gaps = [nw.col(column).is_null() for column in columns]
    nobody = gaps[0]
    for gap in gaps[1:]:
        nobody = nobody & gap
    return tuple(translated((gap & ~nobody).any().alias(f"{prefix}{number}")) for number, gap in enumerate(gaps))


def narrow(table: str, slots: Sequence[Slot]) -> bool:
    """Return whether it is said of every slot what its members are about, so that most conditions fold away."""
    about = {"title", "kind", "year"} & kinds_in(table).keys()
    return not any(about & set(slot.columns) for slot in slots)


Wrong = tuple[str, Words, str, Cell]
"""A code, what is wrong, the field that shows it, and where."""


def _together(table: str, slot: Slot) -> list[Wrong]:
    """Return what cannot be true together within a member."""
    found: list[Wrong] = []
    if table in REVERSED:
        first, last, words = REVERSED[table]
        if first in slot.fields and last in slot.fields:
            found.append(("dates-reversed", words, last, slot.fields[last].before(slot.fields[first])))
        given = slot.fields.get("given_in")
        if given is not None and not isinstance(given, Absent) and last in slot.fields:
            begins = FieldCell(first_day(given.expr), _key("first day", given.key), "date")
            found.append(("dates-reversed", words, last, slot.fields[last].before(begins)))
    if table == "recognitions" and "level" in slot.fields and "title" in slot.fields:
        title, level = slot.fields["title"], slot.fields["level"]
        possible = [each for each in TITLES.values() if title.values is None or TITLE_CODES[each.id] in title.values]
        right = any_of(title.is_(each.id) & level.is_in(each.levels) for each in possible)
        words = Words("该称号没有这一级别", "the title does not exist at this level")
        found.append(("no-such-level", words, "level", ~title.absent & ~level.absent & ~right))
    if "year" in slot.fields:
        year = slot.fields["year"]
        words = Words("年度应在1949至2200之间", "a year lies between 1949 and 2200")
        found.append(("wrong-year", words, "year", year.before(1949) | year.after(2200)))
    return found


def _impossible(table: str, draft: Draft) -> list[tuple[str, Words, str]]:
    """Return what cannot be true of any member that a description stands for."""
    only_said = slots_of(table, [Draft(draft.said)])[0]
    return [(code, words, name) for code, words, name, where in _together(table, only_said) if where is YES]


def check_slots(table: str, slots: Sequence[Slot], frame: nw.LazyFrame[Any], findings: Findings) -> None:
    """Report of the members in the rows of the applicants what is reported of the rows of a long table."""
    for at, slot in enumerate(slots):
        wrong = _together(table, slot)
        empty = Words("必填项为空", "a required cell is empty")
        wrong += [
            ("missing-cell", empty, name, slot.fields[name].absent)
            for name in TABLES[table].required
            if name in slot.fields
        ]
        if table == "accounts" and "year" in slot.fields:
            twice = Words("同一年度写了两次", "a year is given twice")
            wrong += [
                ("year-twice", twice, "year", other.present & slot.fields["year"].same(other.fields["year"]))
                for other in slots[:at]
                if "year" in other.fields
            ]
        for code, words, name, where in wrong:
            bad = where & slot.present
            if bad is not NO:
                _, header = slot.columns.get(name) or next(iter(slot.columns.values()))
                findings.check(code, words, "applicants", outside(header), frame, None if bad is YES else bad.expr)


# -------------------------------------------------------------------------------------------------------- as a table


def unfolded(
    frame: nw.LazyFrame[Any], key: str, table: str, slots: Sequence[Slot], also: Mapping[str, Cell]
) -> nw.LazyFrame[Any]:
    """Return the members of some applicants as the rows of a long table, with yes-no columns of their own."""
    kinds_of = kinds_in(table)
    names = sorted({name for each in slots for name in each.fields})
    parts = [] if slots else [frame.head(0).select(key)]
    for at, slot in enumerate(slots):
        fields = [
            (slot.fields[name].expr if name in slot.fields else nw.lit(None)).cast(kinds_of[name].dtype).alias(name)
            for name in names
        ]
        flags = [parts_of(cell, len(slots))[at].expr.alias(name) for name, cell in also.items()]
        those = rows_where(frame, slot.present)
        parts.append(those.select(key, *fields, *flags))
    return nw.concat(parts, how="vertical") if len(parts) > 1 else parts[0]


__all__ = ["OFFERED", "InRow", "Seen", "always_there", "check_slots", "drafted", "narrow", "slots_of", "unfolded"]
