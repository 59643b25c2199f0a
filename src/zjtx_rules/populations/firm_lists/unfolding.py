"""A list of firms, one row each, unfolded into the tables that the rules are asked over.

What an empty cell means depends on the column. In a column of the firm itself, and of its accounts, it is unknown. In a
column for a title, a certificate or an accident it says that there is none. Where the rules ask for a title that has no
column, the titles listed are at least these: any other may be held as well, unless the list, or the caller, says otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import polars as pl
from polars import selectors

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.engines.columns.given.declared import declared_columns
from zjtx_rules.engines.columns.given.layout import KNOWN, TABLES, Named, applicant_columns
from zjtx_rules.language import RuleSet
from zjtx_rules.populations.files.reading import AT, TableFiles, table_words, words_of
from zjtx_rules.populations.firm_lists.asked import asked_of_enterprises
from zjtx_rules.populations.firm_lists.headers import Headers, Own
from zjtx_rules.populations.models import Text
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.words import Words

NOTHING = ("", "无", "/", "-", "—")
"""What stands in a cell for nothing at all."""

_EXACT = 2**53
"""Whole numbers up to this one are exact as floats."""

_STATED = ("recognitions", "incidents", "certificates", "awards_received")
"""The tables of which a list can say that it names everything there is."""

_SUFFIX = {"元": "yuan", "万元": "wan", "分": "fen"}
Group = tuple[tuple[str, Any], ...]


@dataclass(slots=True)
class Unfolding:
    """How a list of firms unfolds; made once, and then only used."""

    identity: str
    own: dict[str, Named]
    groups: dict[str, dict[Group, dict[str, tuple[str, str | None]]]]
    """By table and group, the header and the unit of each field."""
    complete: frozenset[str]
    """The tables that are known to say everything."""
    notes: list[Text] = field(default_factory=list)

    def __call__(self, firms: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """Return the tables of some firms."""
        firms = _plain(firms)
        own = [each for each in self.own if each != self.identity]
        applicants = firms.select(self.identity, *own, AT)
        said = {each.field for each in self.own.values()}
        tables: dict[str, pl.DataFrame] = {}
        for table in {*self.groups, *self.complete}:
            tables[table] = self._rows(table, firms) if table in self.groups else self._no_rows(table, firms)
            known = f"{table}{KNOWN}"
            if table == "awards_received" and table in self.groups and known not in said:
                applicants = applicants.with_columns(self._money_known(firms).alias(known))
            elif table not in self.complete and table in _STATED:
                # What has a column counts as at least these.
                applicants = applicants.with_columns(pl.lit(value=False).alias(known))
        return {"applicants": applicants, **tables}

    def origins(self) -> dict[tuple[str, str], list[str]]:
        """Return the headers that each field of an unfolded table comes from."""
        found: dict[tuple[str, str], list[str]] = {}
        for table, groups in self.groups.items():
            for fields in groups.values():
                for name, (header, _) in fields.items():
                    found.setdefault((table, name), []).append(header)
        return found

    def _rows(self, table: str, firms: pl.DataFrame) -> pl.DataFrame:
        units: dict[str, set[str | None]] = {}
        for fields in self.groups[table].values():
            for name, (_, unit) in fields.items():
                units.setdefault(name, set()).add(unit)
        frames = [self._group(table, group, fields, firms, units) for group, fields in self.groups[table].items()]
        return pl.concat(frames, how="diagonal")

    def _group(
        self,
        table: str,
        group: Group,
        fields: Mapping[str, tuple[str, str | None]],
        firms: pl.DataFrame,
        units: Mapping[str, Collection[str | None]],
    ) -> pl.DataFrame:
        cells: list[pl.Expr] = []
        given: list[pl.Expr] = []
        for name, (header, unit) in fields.items():
            cell = _cell(header)
            given.append(cell.is_not_null())
            if name == "amount":
                given[-1] = given[-1] & ~cell.str.contains(r"^0+(\.0+)?\s*(元|万元|亿元)?$")
            if unit is None:
                cells.append(cell.alias(name))
            elif len(units[name]) == 1 and unit in _SUFFIX:
                cells.append(cell.alias(f"{name}_{_SUFFIX[unit]}"))
            else:
                cells.append((cell + pl.lit(unit)).alias(name))
        constants = [
            pl.lit(value, pl.Int64 if isinstance(value, int) else pl.String).alias(name) for name, value in group
        ]
        some = pl.any_horizontal(given)
        if table == "registrations":
            # The row says where the firm is registered now, also where it is not said since when.
            place = next((header for header, each in self.own.items() if each.field == "region"), None)
            constants.append((pl.col(place) if place is not None else pl.lit(None, pl.String)).alias("region"))
            some = pl.lit(value=True)
        if table == "awards_received":
            some = next(flag for flag, name in zip(given, fields, strict=True) if name == "amount")
        return firms.filter(some).select(pl.col(self.identity).alias(ID), *constants, *cells)

    def _money_known(self, firms: pl.DataFrame) -> pl.Series:
        """Return of whom it is known what money they have received: every lump sum is filled in, or the list is complete."""
        if "awards_received" in self.complete:
            return pl.Series([True]).new_from_index(0, firms.height)
        lumps = {
            dict(group)["kind"]: fields["amount"][0]
            for group, fields in self.groups["awards_received"].items()
            if dict(group)["title"] is None
        }
        wanted = [lumps[None]] if None in lumps else [lumps.get("award"), lumps.get("subsidy")]
        if any(each is None for each in wanted):
            return pl.Series([False]).new_from_index(0, firms.height)
        return firms.select(
            pl.all_horizontal(_cell(each).is_not_null() for each in wanted if each is not None).alias("known")
        )["known"]

    def _no_rows(self, table: str, firms: pl.DataFrame) -> pl.DataFrame:
        columns = {ID: firms.schema[self.identity]} | dict.fromkeys(TABLES[table].required, pl.String())
        return pl.DataFrame(schema=columns)


def unfolding(
    table: TableFiles,
    rules: RuleSet,
    as_of: date,
    *,
    complete: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Unfolding:
    """Return how a list of firms unfolds.

    Args:
        table: The file of the firms.
        rules: The rules to be asked; they say which titles must have a column.
        as_of: The day of the question; 上年度 is the year before.
        complete: Tables of which the caller says that the list says everything.
        ignore: Headers that are to be passed over.

    Raises:
        InputError: With every header that means nothing, or the same as another.
    """
    stated = _tables(complete)
    known = applicant_columns() | declared_columns(rules)
    headers = Headers(known, as_of.year - 1, ignore)
    problems: list[Problem] = []
    own: dict[str, Named] = {}
    groups: dict[str, dict[Group, dict[str, tuple[str, str | None]]]] = {}
    taken: set[Any] = set()
    identity = table.identity
    if identity is None:
        expected = Words("统一社会信用代码、编号 或 applicant", "applicant, credit_code")
        words = Words("没有指明主体的列", "no column says which applicant a row is about")
        raise InputError([Problem("no-id-column", words, _place(table), expected=expected)])
    missing = [each for each in ignore if each not in table.header]
    for each in missing:
        words = Words(f"--ignore：没有“{each}”一列", f"--ignore: there is no column '{each}'")
        problems.append(Problem("unknown-column", words, _place(table), suggestion=did_you_mean(each, table.header)))
    for header in table.header:
        if header == identity and header not in applicant_columns():
            continue
        try:
            meaning = headers.read(header)
        except KeyError:
            problems.append(_unknown(table, header, headers.nearest(header)))
            continue
        if meaning is None:
            continue
        key = meaning.meaning.field if isinstance(meaning, Own) else (meaning.table, meaning.group, meaning.field)
        if key in taken:
            words = Words(f"“{header}”与另一列是同一项，写了两次", f"'{header}' is given by another column already")
            problems.append(Problem("named-twice", words, _place(table, header), header))
        taken.add(key)
        if isinstance(meaning, Own):
            own[header] = meaning.meaning
        else:
            groups.setdefault(meaning.table, {}).setdefault(meaning.group, {})[meaning.field] = (header, meaning.unit)
    problems += _money_problems(table, groups)
    if problems:
        raise InputError(problems)
    flagged = {each.field.removesuffix(KNOWN) for each in own.values() if each.field.endswith(KNOWN)}
    found = Unfolding(identity, own, groups, frozenset())
    found.complete = frozenset({*stated, *flagged, *_covered(rules, groups, found.notes, {*stated, *flagged})})
    return found


def _tables(names: Collection[str]) -> set[str]:
    known = {word: name for word, name in table_words().items() if name in _STATED}
    problems = []
    for each in names:
        if each not in known:
            words = Words(f"没有“{each}”这张表", f"there is no table '{each}'")
            expected = Words("、".join(dict.fromkeys(words_of(name)[0] for name in known.values())), ", ".join(_STATED))
            hint = did_you_mean(each, known)
            problems.append(Problem("unknown-table", words, Place("--complete"), expected=expected, suggestion=hint))
    if problems:
        raise InputError(problems)
    return {known[each] for each in names}


def _covered(
    rules: RuleSet, groups: Mapping[str, Mapping[Group, Any]], notes: list[Text], stated: Collection[str]
) -> Iterator[str]:
    """Yield the tables that have a column for all that is asked, and note what the others lack."""
    asked = asked_of_enterprises(rules)
    covered: dict[str, set[Any]] = {"recognitions": set(), "incidents": set(), "certificates": set()}
    penalties: dict[str, set[Any]] = {}
    for group in groups.get("recognitions", {}):
        said = dict(group)
        title = TITLES[said["title"]]
        levels = title.levels if said["level"] is None else (Level.parse(said["level"]),)
        if said["kind"] == "new":
            covered["recognitions"] |= {(title.id, level) for level in levels}
    for group in groups.get("incidents", {}):
        said = dict(group)
        penalties.setdefault(said["kind"], set()).add(said["penalty"])
    covered["incidents"] = {kind for kind, each in penalties.items() if None in each or {"是", "否"} <= each}
    covered["certificates"] = {dict(group)["kind"] for group in groups.get("certificates", {})}
    for table, wanted in asked.items():
        lacking = wanted - covered[table]
        if not lacking:
            yield table
        elif table not in stated:
            notes.append(_lacking(table, lacking, given=table in groups))
    if "awards_received" not in groups and "awards_received" not in stated:
        notes.append(_lacking("awards_received", set(), given=False))


def _lacking(table: str, lacking: set[Any], *, given: bool) -> Text:
    name = words_of(table)[0]
    names = sorted(_name(each) for each in lacking)
    shown = "、".join(names[:8]) + (f"等{len(names)}项" if len(names) > 8 else "")
    what = f"（规则问到而名单没有的：{shown}）" if names else ""
    zh = f"“{name}”不齐全{what}：已有的列照用，名单没有的按未知处理。" if given else f"“{name}”未知{what}。"
    en = f"'{table}' is {'incomplete' if given else 'unknown'}"
    en += f" (asked for, without a column: {shown})." if names else "."
    en += " What has a column is used, everything else is unknown." if given else ""
    return Text(
        zh=f"{zh}如名单已完整，加“{name}齐全”一列写“是”，或用 --complete {name}。",
        en=f"{en} If the list is complete, say so in a column {table}_complete, or by --complete {table}.",
    )


def _name(each: Any) -> str:
    if isinstance(each, tuple):
        title, level = each
        return f"{level.label}{TITLES[title].label}"
    from zjtx_rules.profile.choices import CertificateKind, IncidentKind  # noqa: PLC0415 - beside its only use

    return next(kind.label for kinds in (CertificateKind, IncidentKind) for kind in kinds if kind.value == each)


def _money_problems(table: TableFiles, groups: Mapping[str, Mapping[Group, Mapping[str, Any]]]) -> list[Problem]:
    problems = []
    money = groups.get("awards_received", {})
    lumps = [fields for group, fields in money.items() if dict(group)["title"] is None]
    titled = [fields for group, fields in money.items() if dict(group)["title"] is not None]
    if lumps and titled:
        header = next(iter(titled[0].values()))[0]
        words = Words(
            "既有合计又有分称号的已领奖补，同一笔会计两次", "sums by title and in all: the same money would count twice"
        )
        problems.append(Problem("named-twice", words, _place(table, header), header))
    for fields in titled:
        if "amount" not in fields:
            header = next(iter(fields.values()))[0]
            words = Words("有发放日期而没有金额一列", "a date of payment without a column of the amount")
            problems.append(Problem("missing-column", words, _place(table, header), header))
    if len(lumps) > 1 and any(dict(group)["kind"] is None and dict(group)["title"] is None for group in money):
        words = Words("“已领奖补”已含奖励和补贴，不能再分列", "已领奖补 holds both awards and subsidies already")
        problems.append(Problem("named-twice", words, _place(table)))
    return problems


def _unknown(table: TableFiles, header: str, guess: str | None) -> Problem:
    words = Words(f"没有名为“{header}”的列", f"there is no column '{header}'")
    hint = Words(
        f"是否想写“{guess}”？不参与测算的列用 --ignore {header}" if guess else f"不参与测算的列用 --ignore {header}",
        f"did you mean '{guess}'? A column that is to be passed over: --ignore {header}"
        if guess
        else f"a column that is to be passed over: --ignore {header}",
    )
    excerpt = ",".join(table.header) if table.pieces[0].format == "csv" else ""
    return Problem("unknown-column", words, _place(table, header), header, suggestion=hint, excerpt=excerpt)


def _place(table: TableFiles, header: str | None = None) -> Place:
    piece = table.pieces[0]
    if piece.format != "csv" or header is None:
        return Place(str(piece.path))
    number = piece.header.index(header)
    at = sum(len(each) + 1 for each in piece.header[:number]) + 1
    return Place(str(piece.path), 1, at, at + len(header))


def _plain(firms: pl.DataFrame) -> pl.DataFrame:
    """Return a list with days for moments, and whole numbers for those that gaps turned into floats, where nothing is lost by it.

    A moment with a time zone is a day only at midnight: at any other hour it may be another day where the firm is.
    """
    days = selectors.datetime(time_zone=None).dt.date()
    elsewhere = selectors.datetime(time_zone="*")
    midnight = elsewhere.dt.time() == time(0)
    zoned = pl.when(midnight).then(elsewhere.dt.date().cast(pl.String)).otherwise(elsewhere.cast(pl.String))
    numbers = selectors.float()
    exact = (numbers == numbers.floor()) & (numbers.abs() <= _EXACT)
    texts = (
        pl.when(exact)
        .then(pl.when(exact).then(numbers).cast(pl.Int64).cast(pl.String))
        .otherwise(numbers.cast(pl.String))
    )
    return firms.with_columns(days).with_columns(zoned).with_columns(texts)


def _cell(header: str) -> pl.Expr:
    text = pl.col(header).cast(pl.String).str.strip_chars()
    return pl.when(~text.is_in(NOTHING)).then(text)
