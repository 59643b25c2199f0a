"""Lists with a row for each title, where others have a column: a firm that holds several stands in several rows.

The title is written in a column of its own (称号), or it is that of the sheet. What the rows of a firm say of the firm itself has to
agree; where it does not they stay several, and are refused as such.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl
from polars import selectors

from zjtx_rules.nearest import nearest
from zjtx_rules.populations.files.reading import AT, SHEET
from zjtx_rules.populations.firm_lists.headers import titled_in, titles_in
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.terms.titles import title_names
from zjtx_rules.words import Words

KINDS = {
    **dict.fromkeys(("新认定", "首次认定", "首次", "认定", "新增", "新获", "新获认定", "初次认定", "新"), "新认定"),
    **dict.fromkeys(("复核", "复审", "复核通过", "通过复核", "复审通过", "通过复审"), "复核"),
    **dict.fromkeys(("重新认定", "再次认定", "重新申报认定"), "重新认定"),
}
_PARTED = re.compile(r"[、，,；;/\n]|以及|和|及")


@dataclass(frozen=True, slots=True)
class RowColumns:
    """The columns of a list with a row for each title."""

    title: str
    """That of the titles, or `SHEET`."""
    level: str | None = None
    kind: str | None = None
    """What kind of recognition it is; a new one where no column says."""
    days: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By kind of recognition, the columns of its days by their fields."""

    @property
    def headers(self) -> frozenset[str]:
        """All of them."""
        days = {each for fields in self.days.values() for each in fields.values()}
        return frozenset({self.title, *days} | {each for each in (self.level, self.kind) if each is not None})


Titled = tuple[str, str | None]
"""A title and its level, by their ids."""


def kind_meant(text: str) -> str:
    """Return the kind of recognition that a cell names, as far as it is known."""
    return KINDS.get(text, text)


def titles_of(text: str) -> tuple[list[Titled], list[str]]:
    """Return the titles that a cell names, and what in it is no title."""
    whole = titled_in(text)
    if whole is not None:
        return [_ids(whole)], []
    found: list[Titled] = []
    others: list[str] = []
    for part in filter(None, (each.strip() for each in _PARTED.split(text))):
        titled = titled_in(part)
        if titled is not None:
            found.append(_ids(titled))
        elif len(several := titles_in(part)) == 1:
            found.append(_ids(next(iter(several))))
        else:
            others.append(part)
    return list(dict.fromkeys(found)), others


def names_titles(texts: Iterable[str]) -> bool:
    """Return whether most of some cells name titles."""
    found = [bool(titles_of(each)[0]) for each in texts]
    return bool(found) and sum(found) * 2 > len(found)


def _ids(titled: tuple[str, Level | None]) -> Titled:
    return titled[0], titled[1].id if titled[1] is not None else None


@dataclass(slots=True)
class TitleCells:
    """Reads the cells of titles of a list; lives while it is gone through."""

    by_sheet: Mapping[str, Titled] = field(default_factory=dict)
    """The title of every sheet, where these tell."""
    unknown: dict[str, int] = field(default_factory=dict)
    """What is no title that the rules know, and in how many cells."""
    several: int = 0
    """How many cells name more than one title."""
    no_level: dict[str, int] = field(default_factory=dict)
    """Of titles that exist at several levels, how many rows do not say at which."""

    def rows(self, firms: pl.DataFrame, header: str, *, counted: bool) -> pl.DataFrame:
        """Return the rows that name a title, one for each that they name, with its id (`~title`) and level (`~level`)."""
        cells = firms[header].cast(pl.String).str.strip_chars()
        texts: list[str] = []
        titles: list[str] = []
        levels: list[str | None] = []
        alone: list[bool] = []
        for text, count in cells.drop_nulls().value_counts(name="~n").iter_rows():
            found, others = self._read(text, header)
            for each in others:
                if nearest(each, [word for word in title_names() if not word.isascii()]) is not None:
                    found.append((each, None))  # a slip is said where titles are read
                elif counted:
                    self.unknown[each] = self.unknown.get(each, 0) + count
            if counted and len(found) > 1:
                self.several += count
            for title, level in found:
                texts.append(text)
                titles.append(title)
                levels.append(level)
                alone.append(len(found) == 1)
        schema = {"~text": pl.String, "~title": pl.String, "~level": pl.String, "~alone": pl.Boolean}
        named = pl.DataFrame([texts, titles, levels, alone], schema=schema)
        return firms.with_columns(cells.alias("~text")).join(named, on="~text", how="inner", maintain_order="left")

    def _read(self, text: str, header: str) -> tuple[list[Titled], list[str]]:
        if header == SHEET:
            return ([self.by_sheet[text]] if text in self.by_sheet else []), []
        return ([], []) if text in ("", "无", "/", "-", "—") else titles_of(text)

    def count_levels(self, titles: pl.DataFrame) -> None:
        """Count the rows, of a title and a level each, that leave open which level it is."""
        for title, count in titles.filter(pl.col("level").is_null())["title"].value_counts().iter_rows():
            if title in TITLES and len(TITLES[title].levels) > 1:
                self.no_level[title] = self.no_level.get(title, 0) + count

    def notes(self, header: str, *, dated: bool) -> Iterable[Words]:
        """Yield what was not used; `dated`: the list has days."""
        if self.unknown:
            names = sorted(self.unknown)
            shown, english = "、".join(names[:8]), ", ".join(names[:8])
            more, others = (f"等{len(names)}种", f" and {len(names) - 8} more") if len(names) > 8 else ("", "")
            yield Words(
                f"“{header}”有{sum(self.unknown.values())}格写的不是规则所知的称号，没有采用：{shown}{more}。",
                f"'{header}': {sum(self.unknown.values())} cell(s) name no title known here, and were not used: {english}{others}.",
            )
        if self.no_level:
            title = TITLES[min(self.no_level)]
            level = title.levels[-1].label
            yield Words(
                f"{sum(self.no_level.values())}行没有写称号是哪一级，级别按未知处理；请写作“{level}{title.label}”这样，或加一列“级别”。",
                f"{sum(self.no_level.values())} row(s) do not say which level the title is of, so that it is unknown; write the title "
                f"like {level}{title.label}, or add a column 级别.",
            )
        if self.several and dated:
            yield Words(
                f"“{header}”有{self.several}格写了几项称号：同一行的日期属于哪一项不明，按未知处理；请一行写一项。",
                f"'{header}': {self.several} cell(s) name several titles; of which the day in the row is, is not said, so it is "
                "unknown. Write a row for each.",
            )


def merged(firms: pl.DataFrame, identity: str, own: Collection[str], sums: Sequence[str]) -> pl.DataFrame:
    """Return one row for each firm; the rows of one that contradict each other stay as they are.

    Args:
        firms: The rows of the list.
        identity: The column of the ids.
        own: The columns that say something of the firm.
        sums: Those of money received, of which only one row may name any: nobody can say whether two sums are the same money.
    """
    if not firms[identity].is_duplicated().any():
        return firms
    texts = selectors.string()
    plain = firms.with_columns(pl.when(texts.str.strip_chars() != "").then(texts.str.strip_chars()))
    some = [~pl.col(each).cast(pl.String).str.contains(r"^0+(\.0+)?$") for each in sums]
    counts = plain.group_by(identity, maintain_order=True).agg(
        *(pl.col(each).drop_nulls().n_unique().alias(f"~own {each}") for each in own if each != identity),
        *(given.sum().alias(f"~sum {each}") for each, given in zip(sums, some, strict=True)),
    )
    sound = counts.filter(pl.all_horizontal(pl.exclude(identity) <= 1)).select(identity)
    received = [
        pl.coalesce(pl.col(each).filter(given).first(), pl.col(each).drop_nulls().first()).alias(each)
        for each, given in zip(sums, some, strict=True)
    ]
    others = pl.exclude(identity, *sums).drop_nulls().first()
    together = plain.join(sound, on=identity, how="semi", maintain_order="left")
    together = together.group_by(identity, maintain_order=True).agg(others, *received).select(plain.columns)
    apart = plain.join(sound, on=identity, how="anti", maintain_order="left")
    return pl.concat([together, apart]).sort(AT)
