"""The columns of one list of firms: which says what, what is wrong with them, and what they leave open.

A header that means nothing is kept and named once; one that looks like a slip is said with what was probably meant, and is an
error where the list claims to say everything about it, because what has no column would then pass for absent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.kinds import Kind
from zjtx_rules.engines.columns.given.layout import KNOWN, Named, applicant_columns, kinds_in
from zjtx_rules.populations.files.locating import HeaderLine
from zjtx_rules.populations.files.reading import ROW_ID, SHEET, TableFiles
from zjtx_rules.populations.files.sheet_layout import AGAIN
from zjtx_rules.populations.files.table_names import table_words, words_of
from zjtx_rules.populations.firm_lists.headers import Headers, Loose, Own, Unfolds, titles_in
from zjtx_rules.populations.firm_lists.row_by_row import RowColumns, Titled, names_titles
from zjtx_rules.populations.firm_lists.words_in_use import (
    KEPT,
    KIND_WORDS,
    LEVEL_WORDS,
    MAYBE_TITLES,
    NUMBERS,
    TITLE_WORDS,
)
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.words import Words

STATED = ("recognitions", "incidents", "certificates", "awards_received")
"""The tables of which a list can say that it names everything there is."""

Group = tuple[tuple[str, Any], ...]
Groups = dict[str, dict[Group, dict[str, tuple[str, str | None]]]]

_UNIT = re.compile(r"单位[:：](?:人民币)?(元|万元|亿元)")

_LOOKED_AT = 100
"""Of more headers that mean nothing, these many are compared with those that do."""
_NAMED = 12
_CELLS = 500
"""So many cells of a column tell whether it holds titles."""


@dataclass(slots=True)
class ListColumns:
    """What the columns of a list say."""

    identity: str
    own: dict[str, tuple[str, Named]] = field(default_factory=dict)
    """By the header of the table of applicants: that of the list, and what it means."""
    places: list[tuple[str, str]] = field(default_factory=list)
    """The columns of the place with their breadth, the widest first, where there are several."""
    groups: Groups = field(default_factory=dict)
    """By table and group, the header and the unit of each field."""
    by_row: RowColumns | None = None
    """The columns of a list that has a row for each title."""
    by_sheet: dict[str, Titled] = field(default_factory=dict)
    """The titles of the sheets, where these tell them."""
    stated: frozenset[str] = frozenset()
    """The tables of which the list, or the caller, says that it names everything there is."""
    kept: list[str] = field(default_factory=list)
    """The columns that play no part and are not to be ignored, in the order of the list."""
    problems: list[Problem] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)


def columns_read(
    table: TableFiles, known: Mapping[str, Named], as_of: date, *, complete: Collection[str], ignore: Collection[str]
) -> ListColumns:
    """Return what the columns of a list say.

    Raises:
        InputError: If `complete` names a table that there is not.
    """
    reader = _Reader(table, Headers(known, as_of.year - 1, ignore), ListColumns(table.identity or ROW_ID), ignore)
    stated = _tables(complete)
    present = set(table.header)
    for each in ignore:
        if each not in present:
            words = Words(f"--ignore：没有“{each}”一列", f"--ignore: there is no column '{each}'")
            hint = did_you_mean(each, table.header[:_LOOKED_AT])
            place = Place(str(table.pieces[0].path))
            reader.found.problems.append(Problem("unknown-column", words, place, suggestion=hint))
    reader.read()
    found = reader.found
    flagged = {each.field.removesuffix(KNOWN) for _, each in found.own.values() if each.field.endswith(KNOWN)}
    found.stated = frozenset({*stated, *flagged})
    reader.say_unknown()
    found.problems += _money_problems(reader.line, found.groups)
    return found


class _Reader:
    """Reads the headers of a list; lives while it is done."""

    def __init__(self, table: TableFiles, headers: Headers, found: ListColumns, ignore: Collection[str]) -> None:
        self.table, self.headers, self.found, self.ignore = table, headers, found, ignore
        self.line = HeaderLine(table)
        self.taken: set[Any] = set()
        self.unknown: list[str] = []
        self.kept: list[str] = []
        self.unused: list[str] = []
        """Numbers of rows, and days of no title."""
        self.last: Group | None = None
        """The recognition whose day stands in the column read last, or before it."""
        self.loose: list[tuple[str, Loose, Group | None]] = []
        self.places: list[tuple[str, str, Named]] = []
        said = next((unit for each in table.title if (unit := _UNIT.search("".join(each.split())))), None)
        self.unit = said[1] if said is not None else None
        """The unit of all money, where a line above the header says it."""
        self.in_unit: list[str] = []
        self.row_words: dict[str, str] = {}
        """The columns of a list with a row for each title: the title, its level, the kind of recognition."""

    def read(self) -> None:
        for header in self.table.header:
            plain = AGAIN.sub(r"\1", header)
            if header == self.found.identity and self._meaning(plain) is None:
                continue
            loose = self.headers.loose(plain)
            meaning = self._meaning(plain)
            if plain in self.headers.ignored:
                self.unused += [header] if plain in NUMBERS and plain not in self.ignore else []
                continue
            if meaning is None and loose is not None:
                self.loose.append((header, loose, self.last))
            elif meaning is None and self._of_rows(header, plain):
                continue
            elif meaning is None:
                (self.kept if plain in KEPT or plain in _IDENTITIES else self.unknown).append(header)
                continue
            elif isinstance(meaning, Own):
                self._own(header, plain, meaning)
            else:
                self._unfolds(header, meaning)
        self._places()
        self._by_row()
        self._loose()
        self._say_title()
        self._say_levels()
        if self.in_unit:
            names = "、".join(self.in_unit)
            self.found.notes.append(
                Words(
                    f"“{names}”按表头上方的“单位：{self.unit}”读。",
                    f"{names}: read in the unit named above the header, {self.unit}.",
                )
            )

    def _of_rows(self, header: str, plain: str) -> bool:
        """Keep a column that names the title of a row, its level or the kind of recognition; return whether it is one."""
        what = {"title": TITLE_WORDS, "level": LEVEL_WORDS, "kind": KIND_WORDS}
        found = next((name for name, words in what.items() if plain in words), None)
        if found is None and plain in MAYBE_TITLES and self._holds_titles(header):
            found = "title"
        if found is None or found in self.row_words:
            return False
        self.row_words[found] = header
        return True

    def _holds_titles(self, header: str) -> bool:
        cells = self.table.lazy().select(pl.col(header).cast(pl.String).str.strip_chars()).head(_CELLS).collect()
        return names_titles(each for each in cells[header].unique() if each)

    def _by_row(self) -> None:
        """Settle whether the list has a row for each title, named in a column or by its sheets."""
        words = dict(self.row_words)
        if "title" not in words and self.loose and not self.found.groups.get("recognitions"):
            self.found.by_sheet = self._of_sheets()
            if self.found.by_sheet:
                words["title"] = SHEET
        if "title" not in words:
            self.kept += words.values()
            return
        days: dict[str, dict[str, str]] = {}
        for each in list(self.loose):
            header, loose, last = each
            if last is None and loose.field not in days.setdefault(loose.kind, {}):
                days[loose.kind][loose.field] = header
                self.loose.remove(each)
        self.found.by_row = RowColumns(words["title"], words.get("level"), words.get("kind"), days)
        column = "工作表的名称" if words["title"] == SHEET else f"“{words['title']}”一列"
        english = "the names of the sheets" if words["title"] == SHEET else f"'{words['title']}'"
        self.found.notes.append(
            Words(
                f"称号按{column}逐行读，同一主体的几行合为一家。",
                f"Titles are read row by row from {english}; the rows of one applicant make up one firm.",
            )
        )

    def _of_sheets(self) -> dict[str, Titled]:
        """Return the title of every sheet, where all have one of their own and not all the same."""
        found: dict[str, Titled] = {}
        for piece in self.table.pieces:
            titles = _one_title([*(piece.plain.title if piece.plain is not None else ()), piece.sheet])
            if titles is None:
                return {}
            found[piece.sheet] = titles
        return found if len(set(found.values())) > 1 else {}

    def _with_unit(self, header: str, kind: Kind, unit: str | None) -> str | None:
        """Return the unit of a column of money: its own, or the one named above the header."""
        if kind not in kinds.MONIES or unit is not None or self.unit is None:
            return unit
        self.in_unit.append(header)
        return self.unit

    def _meaning(self, plain: str) -> Own | Unfolds | None:
        try:
            return self.headers.read(plain)
        except KeyError:
            return None

    def _own(self, header: str, plain: str, meaning: Own) -> None:
        self.last = None
        if meaning.meaning.field == "region":
            self.places.append((header, meaning.breadth, meaning.meaning))
        elif meaning.meaning.field in self.taken:
            if meaning.meaning.field == "name":  # 企业名称 and 申报单位: the first is the name
                self.kept.append(header)
            else:
                self._twice(header)
        else:
            self.taken.add(meaning.meaning.field)
            unit = self._with_unit(header, meaning.meaning.kind, meaning.meaning.unit)
            word = meaning.word or plain
            if unit != meaning.meaning.unit:
                word = f"{word}（{unit}）"
            self.found.own[word] = (header, replace(meaning.meaning, unit=unit))

    def _unfolds(self, header: str, meaning: Unfolds) -> None:
        self.last = meaning.group if meaning.table == "recognitions" else None
        fields = self.found.groups.setdefault(meaning.table, {}).setdefault(meaning.group, {})
        if meaning.field in fields:
            self._twice(header)
        else:
            kind = kinds_in(meaning.table).get(meaning.field, kinds.TEXT)
            fields[meaning.field] = (header, self._with_unit(header, kind, meaning.unit))

    def _twice(self, header: str) -> None:
        plain = AGAIN.sub(r"\1", header)
        words = Words(f"“{plain}”与另一列是同一项，写了两次", f"'{plain}' is given by another column already")
        self.found.problems.append(self._placed("named-twice", words, header))

    def _placed(self, code: str, words: Words, header: str, hint: Words | None = None) -> Problem:
        problem = Problem(code, words, Place(str(self.table.pieces[0].path)), AGAIN.sub(r"\1", header), suggestion=hint)
        return self.line.placed(header, problem)

    def _places(self) -> None:
        """Settle which column says where a firm is; columns of different breadth make up one place."""
        once: dict[str, str] = {}
        for header, breadth, _ in self.places:
            if breadth in once:
                self._twice(header)
            else:
                once[breadth] = header
        if not once:
            return
        meaning = self.places[0][2]
        order = ("province", "city", "place", "", "county")
        several = [(each, once[each]) for each in order if each in once]
        if len(several) > 1 and {each for each, _ in several} <= {"", "place"}:
            self._twice(once["place"])
            several = several[1:]
        if len(several) == 1:
            breadth, header = several[0]
            word = header if not breadth and header in applicant_columns() else "所在地"
            self.found.own[word] = (header, meaning)
        else:
            self.found.own["所在地"] = (several[-1][1], meaning)
            self.found.places = several

    def _loose(self) -> None:
        """Find whose days those are whose headers name no title: of the title beside them, or of the only one there is."""
        groups = self.found.groups.get("recognitions", {})
        titled = {group for group in groups if dict(group)["kind"] == "new"}
        left: list[str] = []
        about = self._of_title() if not titled else None
        for header, loose, last in self.loose:
            owner = last if last is not None else (next(iter(titled)) if len(titled) == 1 else about)
            if owner is None:
                left.append(header)
                continue
            group = tuple((name, loose.kind if name == "kind" else value) for name, value in owner)
            if last is not None and loose.kind == "new":
                group = last
            fields = self.found.groups.setdefault("recognitions", {}).setdefault(group, {})
            if loose.field in fields:
                left.append(header)
                continue
            fields[loose.field] = (header, None)
            said = dict(group)
            title = _title(said["title"], said["level"])
            if last is None:
                self.found.notes.append(
                    Words(
                        f"“{AGAIN.sub(chr(92) + '1', header)}”按“{title.zh}”的读。",
                        f"'{AGAIN.sub(chr(92) + '1', header)}' is read as that of {title.en}.",
                    )
                )
        self.unused += left
        if left:
            names = "、".join(AGAIN.sub(r"\1", each) for each in left)
            self.found.notes.append(
                Words(
                    f"“{names}”没有写明是哪一称号的，没有采用：请写作“省级专精特新中小企业认定日期”“省级专精特新中小企业有效期至”这样。",
                    f"{names}: the header does not say of which title, so it was not used; write it like "
                    "省级专精特新中小企业认定日期, 省级专精特新中小企业有效期至.",
                )
            )

    def _say_title(self) -> None:
        """Say what a list that is called after a title, and has no column of any, leaves unsaid."""
        about = self._of_title()
        if about is None or self.found.groups.get("recognitions") or self.found.by_row is not None:
            return
        said = dict(about)
        name = _title(said["title"], said["level"])
        self.found.notes.append(
            Words(
                f"名单像是关于“{name.zh}”的，但没有认定日期的列，没有当作都有这一称号；都有的，加一列“{name.zh}认定日期”，不知道日期的写“是”。",
                f"The list seems to be about {name.en} and has no column of the days it was given, so nobody is taken to hold it; if all "
                f"do, add a column {name.zh}认定日期, with 是 (yes) where the day is not known.",
            )
        )

    def _say_levels(self) -> None:
        """Say of which titles the headers leave the level open, and what to write."""
        for group, fields in self.found.groups.get("recognitions", {}).items():
            said = dict(group)
            title = TITLES[said["title"]]
            if said["level"] is None and len(title.levels) > 1:
                name, (header, _) = next(iter(fields.items()))
                header = AGAIN.sub(r"\1", header)
                written = f"{title.levels[-1].label}{title.label}{_KIND_WRITTEN[said['kind']].get(name, '')}"
                levels = "、".join(each.label for each in title.levels)
                self.found.notes.append(
                    Words(
                        f"“{header}”没有写是哪一级（{levels}），级别按未知处理；知道的把列名写作“{written}”这样。",
                        f"'{header}' does not say which level ({', '.join(each.english for each in title.levels)}), so that it is "
                        f"unknown; where it is known, write the header like {written}.",
                    )
                )

    def _of_title(self) -> Group | None:
        """Return the recognition of the one title that the texts above the headers, or the names of sheets and file, speak of."""
        of_sheets = {
            _one_title([*(each.plain.title if each.plain is not None else ()), each.sheet])
            for each in self.table.pieces
        }
        found = next(iter(of_sheets)) if len(of_sheets) == 1 else None
        if found is None and of_sheets == {None}:
            found = _one_title([self.table.pieces[0].path.stem])
        return (("title", found[0]), ("level", found[1]), ("kind", "new")) if found is not None else None

    def say_unknown(self) -> None:
        """Say once which columns play no part, and for which of them another header was probably meant."""
        slips: list[tuple[str, str]] = []
        plain: list[str] = []
        for header in self.unknown[:_LOOKED_AT]:
            written = AGAIN.sub(r"\1", header)
            guess = self.headers.nearest(written) if not self.headers.elsewhere(written) else None
            if guess is None:
                plain.append(header)
                continue
            meaning = self._meaning(guess)
            words = Words(f"没有名为“{header}”的列", f"there is no column '{header}'")
            if isinstance(meaning, Unfolds) and meaning.table in self.found.stated:
                name = words_of(meaning.table)[0]
                hint = Words(
                    f"是否想写“{guess}”？名单写明“{name}”已完整，这一列不能不算；确实无关的用 --ignore {header}",
                    f"did you mean '{guess}'? The list says that it names all of {meaning.table}, so the column cannot be left "
                    f"out; if it is something else: --ignore {header}",
                )
                self.found.problems.append(self._placed("unknown-column", words, header, hint))
            else:
                slips.append((header, guess))
        for header, guess in slips:
            place = self._placed("unknown-column", Words("", ""), header).place
            place = place._replace(file=Path(place.file).name)
            self.found.notes.append(
                Words(
                    f"{place}：没有名为“{header}”的列，没有采用；是否想写“{guess}”？",
                    f"{place}: there is no column '{header}', and it was not used; did you mean '{guess}'?",
                )
            )
        rest = [*self.kept, *plain, *self.unknown[_LOOKED_AT:]]
        order = {header: at for at, header in enumerate(self.table.header)}
        unused = {*rest, *(header for header, _ in slips), *self.unused}
        self.found.kept = sorted(unused, key=order.__getitem__)
        rest = [AGAIN.sub(r"\1", each) for each in sorted(rest, key=order.__getitem__)]
        if rest:
            more, others = (f"等{len(rest)}列", f" and {len(rest) - _NAMED} more") if len(rest) > _NAMED else ("", "")
            self.found.notes.append(
                Words(
                    f"不参与测算的列（照抄到 --out 的结果中）：{'、'.join(rest[:_NAMED])}{more}。",
                    f"columns that play no part (copied into the results of --out): {', '.join(rest[:_NAMED])}{others}.",
                )
            )


_KIND_WRITTEN = {
    "new": {"date": "认定日期", "expires": "有效期至"},
    "renewal": {"date": "复核日期", "expires": "复核有效期至"},
    "re_recognition": {"date": "重新认定日期", "expires": "重新认定有效期至"},
}
"""How the header of a day of a title is written, after level and title."""

_IDENTITIES = ("applicant", "申请主体", "主体编号", "编号", "企业编号")


def _one_title(texts: Iterable[str]) -> Titled | None:
    """Return the title that the first of some texts which speak of any speaks of, if that is only one."""
    for text in texts:
        found = titles_in(text)
        if found:
            title, level = next(iter(found))
            return (title, level.id if level is not None else None) if len(found) == 1 else None
    return None


def _title(title: str, level: str | None) -> Words:
    found = TITLES[title]
    if level is None or len(found.levels) == 1:
        return Words(found.label, found.english)
    return Words(f"{Level.parse(level).label}{found.label}", f"{Level.parse(level).english} {found.english}")


def _tables(names: Collection[str]) -> set[str]:
    known = {word: name for word, name in table_words().items() if name in STATED}
    problems = []
    for each in names:
        if each not in known:
            words = Words(f"没有“{each}”这张表", f"there is no table '{each}'")
            expected = Words("、".join(dict.fromkeys(words_of(name)[0] for name in known.values())), ", ".join(STATED))
            hint = did_you_mean(each, known)
            problems.append(Problem("unknown-table", words, Place("--complete"), expected=expected, suggestion=hint))
    if problems:
        raise InputError(problems)
    return {known[each] for each in names}


def _money_problems(line: HeaderLine, groups: Mapping[str, Mapping[Group, Mapping[str, Any]]]) -> Iterator[Problem]:
    money = groups.get("awards_received", {})
    lumps = [fields for group, fields in money.items() if dict(group)["title"] is None]
    titled = [fields for group, fields in money.items() if dict(group)["title"] is not None]
    file = Place(str(line.piece.path))
    if lumps and titled:
        header = next(iter(titled[0].values()))[0]
        words = Words(
            "既有合计又有分称号的已领奖补，同一笔会计两次", "sums by title and in all: the same money would count twice"
        )
        yield line.placed(header, Problem("named-twice", words, file, header))
    for fields in titled:
        if "amount" not in fields:
            header = next(iter(fields.values()))[0]
            words = Words(
                "有发放日期或所属年度而没有金额一列", "a date or a year of payment without a column of the amount"
            )
            yield line.placed(header, Problem("missing-column", words, file, header))
    if len(lumps) > 1 and any(dict(group)["kind"] is None and dict(group)["title"] is None for group in money):
        words = Words("“已领奖补”已含奖励和补贴，不能再分列", "已领奖补 holds both awards and subsidies already")
        yield Problem("named-twice", words, file)
