"""A list of firms, one row each, unfolded into the tables that the rules are asked over.

What an empty cell means depends on the column. In a column of the firm itself, and of its accounts, it is unknown. In a
column for a title, a certificate or an accident it says that there is none. Where the rules ask for a title that has no
column, the titles listed are at least these: any other may be held as well, unless the list, or the caller, says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import polars as pl
from polars import selectors

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.declared import declared_columns
from zjtx_rules.engines.columns.given.layout import KNOWN, TABLES, Named, applicant_columns, kinds_in
from zjtx_rules.language import RuleSet
from zjtx_rules.populations.files.reading import AT, ROW_ID, SHEET, TableFiles
from zjtx_rules.populations.files.table_names import words_of
from zjtx_rules.populations.firm_lists.asked import asked_of_enterprises
from zjtx_rules.populations.firm_lists.cells_meant import (
    NO_DAY,
    PLAIN_NUMBER,
    count_meant,
    read_as_meant,
    sum_meant,
    yes_no_meant,
)
from zjtx_rules.populations.firm_lists.columns_read import STATED, Group, Groups, ListColumns, columns_read
from zjtx_rules.populations.firm_lists.day_cells import GIVEN, WITHIN, DayCells
from zjtx_rules.populations.firm_lists.headers import HELD, titled_in
from zjtx_rules.populations.firm_lists.places import joined_places
from zjtx_rules.populations.firm_lists.row_by_row import KINDS, TitleCells, kind_meant, merged
from zjtx_rules.populations.models import Text
from zjtx_rules.problems import Problem
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.words import Words

_EXACT = 2**53
"""Whole numbers up to this one are exact as floats."""

_SUFFIX = {"元": "yuan", "万元": "wan", "分": "fen"}
_DAYS = (kinds.DATE, kinds.EXPIRY)
_PLACE = "所在地"


@dataclass(slots=True)
class Unfolding:
    """How a list of firms unfolds; made once, and then only used."""

    columns: ListColumns
    complete: frozenset[str]
    """The tables that are known to say everything."""
    notes: list[Text] = field(default_factory=list)
    days: DayCells = field(default_factory=DayCells)
    titles: TitleCells = field(default_factory=TitleCells)

    @property
    def identity(self) -> str:
        """The column of the ids."""
        return self.columns.identity

    @property
    def own(self) -> dict[str, Named]:
        """The columns of the firm itself, by their headers in the tables that are made."""
        return {word: meaning for word, (_, meaning) in self.columns.own.items()}

    @property
    def groups(self) -> Groups:
        """By table and group, the header and the unit of each field."""
        return self.columns.groups

    @property
    def kept(self) -> list[str]:
        """The columns that play no part, which the results repeat."""
        return self.columns.kept

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the columns."""
        return self.columns.problems

    def plain(self, firms: pl.DataFrame, *, counted: bool = True) -> pl.DataFrame:
        """Return firms with days, places and numbers as they are meant; `counted`: what is read otherwise is to be said."""
        firms = _plain(firms)
        read = []
        for header, meaning in self.columns.own.values():
            if meaning.kind in _DAYS:
                days = self.days.read(firms[header], last=meaning.kind is kinds.EXPIRY, counted=counted)
                read.append(_or_unknown(days))
            else:
                read.append(_as_meant(firms[header], meaning.kind, meaning.unit))
        for table, groups in self.groups.items():
            for group, fields in groups.items():
                for name, (header, unit) in fields.items():
                    if name == HELD:
                        batch = "批次" in header
                        read.append(self.days.held(firms[header], _naming(group), batch=batch, counted=counted))
                    elif kinds_in(table)[name] in _DAYS:
                        bounded = (table, name) == ("recognitions", "date")
                        last = name in ("expires", "until")
                        days = self.days.read(firms[header], last=last, bounded=bounded, counted=counted)
                        # Who is registered is so from some day on, and whose certificate is valid has one.
                        if table not in ("recognitions", "certificates", "incidents"):
                            days = _or_unknown(days)
                        read.append(days)
                    else:
                        read.append(_as_meant(firms[header], kinds_in(table)[name], unit))
        if self.columns.by_row is not None:
            for fields_of_row in self.columns.by_row.days.values():
                for name, header in fields_of_row.items():
                    last = name == "expires"
                    read.append(self.days.read(firms[header], last=last, bounded=not last, counted=counted))
        return firms.with_columns(read)

    def __call__(self, firms: pl.DataFrame, *, counted: bool = True) -> dict[str, pl.DataFrame]:
        """Return the tables of some firms, which have been made plain; `counted`: as for `plain`."""
        rows = firms
        if self.columns.by_row is not None and self.identity != ROW_ID:
            firms = merged(firms, self.identity, *self._headers())
        own = [pl.col(header).alias(word) for word, (header, _) in self.columns.own.items()]
        applicants = firms.select(pl.col(self.identity).alias(ID), *own, AT)
        if len(self.columns.places) > 1:
            applicants = applicants.with_columns(joined_places(firms, self.columns.places).alias(_PLACE))
        said = {each.field for each in self.own.values()}
        tables: dict[str, pl.DataFrame] = {}
        for table in {*self.groups, *self.complete, *(["recognitions"] if self.columns.by_row is not None else [])}:
            known = f"{table}{KNOWN}"
            tables[table] = (
                self._rows(table, firms, applicants) if table in self.groups else self._no_rows(table, firms)
            )
            if table == "recognitions" and self.columns.by_row is not None:
                tables[table] = pl.concat([tables[table], self._by_row(rows, counted=counted)], how="diagonal")
            if table == "awards_received" and table in self.groups and known not in said:
                applicants = applicants.with_columns(self._money_known(firms).alias(known))
            elif table not in self.complete and table in STATED:
                # What has a column counts as at least these.
                applicants = applicants.with_columns(pl.lit(value=False).alias(known))
        recognitions = tables.get("recognitions")
        if recognitions is not None and "given_in" in recognitions.columns and recognitions["given_in"].is_null().all():
            tables["recognitions"] = recognitions.drop("given_in")
        return {"applicants": applicants, **tables}

    def cell_notes(self) -> Iterator[Words]:
        """Yield what was found in cells and read otherwise than it stands there, or not used."""
        yield from self.days.notes()
        if self.columns.by_row is not None:
            yield from self.titles.notes(self.columns.by_row.title, dated=bool(self.columns.by_row.days))

    def origins(self) -> dict[tuple[str, str], list[str]]:
        """Return the headers that each field of an unfolded table comes from."""
        found: dict[tuple[str, str], list[str]] = {}
        for header, meaning in self.columns.own.values():
            found.setdefault(("applicants", meaning.field), []).append(header)
        for _, header in self.columns.places:
            found.setdefault(("applicants", "region"), []).append(header)
        for table, groups in self.groups.items():
            for fields in groups.values():
                for name, (header, _) in fields.items():
                    if name != HELD:
                        found.setdefault((table, name), []).append(header)
        by_row = self.columns.by_row
        if by_row is not None:
            for name, own in (("title", by_row.title), ("level", by_row.level), ("kind", by_row.kind)):
                if own is not None and own != SHEET:
                    found.setdefault(("recognitions", name), []).append(own)
            for days in by_row.days.values():
                for name, header in days.items():
                    found.setdefault(("recognitions", name), []).append(header)
        if ("recognitions", "date") in found:
            found["recognitions", "given_in"] = list(found["recognitions", "date"])
        # A cell that should say whether a title is held, and does not, passes for a day that cannot be read.
        for fields in self.groups.get("recognitions", {}).values():
            if HELD in fields:
                found.setdefault(("recognitions", "date"), []).append(fields[HELD][0])
        return found

    def _rows(self, table: str, firms: pl.DataFrame, applicants: pl.DataFrame) -> pl.DataFrame:
        units: dict[str, set[str | None]] = {}
        for fields in self.groups[table].values():
            for name, (_, unit) in fields.items():
                units.setdefault(name, set()).add(unit)
        if table == "registrations":
            place = applicants[_PLACE] if _PLACE in applicants.columns else self._place(applicants)
            firms = firms.with_columns(place.alias(_REGION))
        frames = [self._group(table, group, fields, firms, units) for group, fields in self.groups[table].items()]
        return pl.concat(frames, how="diagonal")

    def _headers(self) -> tuple[list[str], list[str]]:
        """Return the columns that say something of a firm, and those of what it received, apart from those of its titles."""
        by_row = self.columns.by_row.headers if self.columns.by_row is not None else frozenset[str]()
        own = [header for header, _ in self.columns.own.values()] + [header for _, header in self.columns.places]
        sums: list[str] = []
        for table, groups in self.groups.items():
            for fields in groups.values():
                for name, (header, _) in fields.items():
                    (sums if table == "awards_received" and name == "amount" else own).append(header)
        return [each for each in dict.fromkeys(own) if each not in by_row], list(dict.fromkeys(sums))

    def _by_row(self, rows: pl.DataFrame, *, counted: bool) -> pl.DataFrame:
        """Return the recognitions of a list with a row for each title."""
        columns = self.columns.by_row
        assert columns is not None  # noqa: S101 - for the type checker: only called for such a list
        named = self.titles.rows(rows, columns.title, counted=counted)
        level = pl.coalesce(_cell(columns.level), pl.col("~level")) if columns.level is not None else pl.col("~level")
        if counted:
            self.titles.count_levels(named.select(pl.col("~title").alias("title"), level.alias("level")))
        frames = []
        for kind, days in {"new": {}, **columns.days}.items():
            cells = [
                pl.when("~alone").then(cell).alias(said)
                for name, header in days.items()
                for said, cell in _days_said(name, _cell(header)).items()
            ]
            said: pl.Expr = pl.lit(kind)
            if kind == "new" and columns.kind is not None:
                words = _cell(columns.kind)
                said = pl.coalesce(words.replace({each: kind_meant(each) for each in KINDS}), pl.lit(kind))
            own = (
                named
                if kind == "new"
                else named.filter(pl.any_horizontal(_cell(each).is_not_null() for each in days.values()))
            )
            frames.append(
                own.select(
                    pl.col(self.identity).alias(ID),
                    pl.col("~title").alias("title"),
                    level.alias("level"),
                    said.alias("kind"),
                    *cells,
                )
            )
        return pl.concat(frames, how="diagonal").unique(maintain_order=True)

    def _place(self, applicants: pl.DataFrame) -> pl.Series:
        header = next((word for word, each in self.own.items() if each.field == "region"), None)
        if header is not None:
            return applicants[header]
        return pl.Series([None], dtype=pl.String).new_from_index(0, applicants.height)

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
            if name == HELD:
                continue
            if name == "date" and HELD in fields:
                cell = pl.coalesce(_neither(fields[HELD][0]), cell)
            if name == "amount":
                given[-1] = given[-1] & ~cell.str.contains(r"^0+(\.0+)?\s*(元|万元|亿元)?$")
            if unit is None:
                days = _days_said(name, cell) if table == "recognitions" else {name: cell}
                cells += [pl.when(each != GIVEN).then(each).alias(said) for said, each in days.items()]
            elif len(units[name]) == 1 and unit in _SUFFIX:
                cells.append(cell.alias(f"{name}_{_SUFFIX[unit]}"))
            else:
                bare = cell.str.contains(PLAIN_NUMBER)
                cells.append(pl.when(bare).then(cell + pl.lit(unit)).otherwise(cell).alias(name))
        if HELD in fields and "date" not in fields:
            cells.append(_neither(fields[HELD][0]).alias("date"))
        constants = [
            pl.lit(value, pl.Int64 if isinstance(value, int) else pl.String).alias(name) for name, value in group
        ]
        some = pl.any_horizontal(given)
        if table == "registrations":
            # The row says where the firm is registered now, also where it is not said since when.
            constants.append(pl.col(_REGION).alias("region"))
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
    """Return how a list of firms unfolds, with everything that is wrong with its columns.

    Args:
        table: The file of the firms.
        rules: The rules to be asked; they say which titles must have a column.
        as_of: The day of the question; 上年度 is the year before.
        complete: Tables of which the caller says that the list says everything.
        ignore: Headers that are to be passed over.

    Raises:
        InputError: If `complete` names a table that there is not.
    """
    known = applicant_columns() | declared_columns(rules)
    columns = columns_read(table, known, as_of, complete=complete, ignore=ignore)
    notes = [Text.of(each) for each in columns.notes]
    given = {*columns.groups, *(["recognitions"] if columns.by_row is not None else [])}
    covered = frozenset(_covered(rules, columns.groups, notes, columns.stated, given))
    return Unfolding(columns, columns.stated | covered, notes, titles=TitleCells(columns.by_sheet))


def _covered(
    rules: RuleSet,
    groups: Mapping[str, Mapping[Group, Any]],
    notes: list[Text],
    stated: Collection[str],
    given: Collection[str],
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
            notes.append(_lacking(table, lacking, given=table in given))
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


_REGION = "~region"


def _or_unknown(days: pl.Series) -> pl.Series:
    """Return days with a gap where a cell is filled in and does not say the day."""
    return days.replace(GIVEN, None) if days.dtype == pl.String else days


def _days_said(name: str, cell: pl.Expr) -> dict[str, pl.Expr]:
    """Return the fields of a recognition that a cell of days says something of: of a date its year or month also alone."""
    day = pl.when(~cell.str.starts_with("~")).then(cell)
    if name != "date":
        return {name: day}
    return {name: day, "given_in": pl.when(cell.str.starts_with(WITHIN)).then(cell.str.strip_prefix(WITHIN))}


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


def _as_meant(column: pl.Series, kind: kinds.Kind, unit: str | None) -> pl.Series:
    """Return a column of yes and no, of something counted or of money with its cells as they are meant; any other as it is."""
    if kind is kinds.YES_NO:
        return read_as_meant(column, yes_no_meant, numbers=False)
    if kind is kinds.COUNT:
        return read_as_meant(column, count_meant, numbers=True)
    return read_as_meant(column, sum_meant(unit), numbers=True) if kind in kinds.MONIES else column


def _naming(group: Group) -> Callable[[str], bool]:
    """Return whether a text names the title of a group, and no level but its own."""
    said = dict(group)

    def names(text: str) -> bool:
        titled = titled_in(text)
        return titled is not None and titled[0] == said["title"] and _level(titled[1]) in (None, said["level"])

    return names


def _level(level: Level | None) -> str | None:
    return level.id if level is not None else None


def _neither(header: str) -> pl.Expr:
    """Return the cells that should say whether a title is held, and say neither."""
    cell = _cell(header)
    return pl.when(cell != GIVEN).then(cell)


def _cell(header: str) -> pl.Expr:
    text = pl.col(header).cast(pl.String).str.strip_chars()
    return pl.when(~text.is_in(NO_DAY)).then(text)
