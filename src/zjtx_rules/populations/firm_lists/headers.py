"""What the columns of a list of firms mean: a small closed grammar, so that an office's own table can be read as it is.

Besides the columns of the table of applicants (企业名称, 所在地, 行业代码 …) and other words for them in use (`words_in_use.py`) a
header may say:

    [级别]称号 + 认定日期 | 有效期至 | 复核日期 | 复核有效期至 | 重新认定日期 | 重新认定有效期至
    [级别]称号 | 是否 + [级别]称号 | [级别]称号 + 批次
    [某年 | 某年度 | 上年度 | 上年末] + 财务数据的一项（单位）, and the other spellings of a year (`years_in_headers`)
    某年 + 规则文件声明的分年度的事实（单位）, in the same spellings
    类别 + 事故日期 | 处罚日期 | 事故或处罚日期
    体系 + [认证] + 发证日期 | 有效期至
    [级别称号] + 已领奖励 | 已领补贴 | 已领奖补（单位）; 级别称号 + 奖励发放日期 | 奖励所属年度
    登记注册日期

认定日期 and 有效期至 alone say of no title whose they are; the list around them may (`Loose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from zjtx_rules.engines.columns.given.declared import declared_elsewhere
from zjtx_rules.engines.columns.given.kinds import COUNT
from zjtx_rules.engines.columns.given.layout import Named, fields_of, meaning_of
from zjtx_rules.populations.firm_lists.words_in_use import (
    DAY_WORDS,
    KEPT,
    NUMBERS,
    REGISTERED,
    SYNONYMS,
    bare,
)
from zjtx_rules.populations.firm_lists.years_in_headers import Dated, dated
from zjtx_rules.problems import nearest
from zjtx_rules.profile.choices import CertificateKind, IncidentKind
from zjtx_rules.profile.records import Account
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.terms.titles import find_title, split_level, title_names

_RECOGNITION = dict(sorted(DAY_WORDS.items(), key=lambda each: -len(each[0])))
"""What follows a title in a header: which recognition of it, and which of its days; longer words first."""
HELD = "held"
"""The field of a column that says whether a title is held, and not since when."""

_INCIDENT = {"事故或处罚日期": None, "事故日期": "否", "处罚日期": "是"}
_INCIDENT_WORDS = {each.label: each.value for each in IncidentKind} | {"安全": "safety", "环境": "environment"}
_CERTIFICATE = {"认证发证日期": "since", "发证日期": "since", "认证有效期至": "expires", "有效期至": "expires"}
_AWARD = {"奖励发放日期": "date", "奖励所属年度": "occasion", "奖励所属期": "occasion"}
_MONEY = {"已领奖补": None, "已领奖励": "award", "已领补贴": "subsidy"}
_UNIT = re.compile(r"(.+?)\s*[(（](元|万元|亿元|分)[)）]")


@dataclass(frozen=True, slots=True)
class Own:
    """A column of the table of applicants."""

    meaning: Named
    breadth: str = ""
    """Of a place: whether it is a province, a city, a county, or any place (nothing)."""
    word: str = ""
    """The header of that table that means the same, where this is another word for it."""


@dataclass(frozen=True, slots=True)
class Unfolds:
    """A column that makes rows of another table: one for every cell that is not empty."""

    table: str
    group: tuple[tuple[str, str | int | None], ...]
    """What all its rows say alike; the columns of one group make up one row."""
    field: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Loose:
    """A day of a recognition of which the header does not say the title (认定时间, 有效期)."""

    kind: str
    field: str


Meaning = Own | Unfolds | None
"""None: a column that is passed over."""


class Headers:
    """Reads headers; made once for a population."""

    def __init__(self, known: Mapping[str, Named], last_year: int, ignored: Iterable[str] = ()) -> None:
        """Keep what the columns of applicants mean, and which fiscal year 上年度 is."""
        self.known = dict(known)
        self.last_year = last_year
        self.ignored = NUMBERS | frozenset(ignored)
        self.accounts = {word: name for word, name in fields_of(Account).items() if name != "year"}
        self.yearly = frozenset(word.partition("@")[0] for word in self.known if "@" in word)
        """The names of the facts of each year that rule files declare."""

    def read(self, header: str) -> Meaning:
        """Return what a header means.

        Raises:
            KeyError: If it means nothing.
        """
        plain = header.strip()
        if plain in self.ignored or header in self.ignored:
            return None
        own = meaning_of(plain, self.known)
        if own is not None:
            return Own(own)
        synonym = SYNONYMS.get(bare(plain))
        if synonym is not None:
            word, breadth = synonym
            return Own(self.known[word], breadth, word)
        for reader in (_recognition, _incident, _certificate, _money, self._of_year, _held):
            found = reader(plain)
            if found is not None:
                return found
        if plain in REGISTERED:
            return Unfolds("registrations", (), "since")
        raise KeyError(header)

    def knows(self, header: str) -> bool:
        """Return whether a header is one that lists have, with or without a meaning for the rules."""
        if not header or len(header) > _LONGEST:
            return False
        if header in KEPT or header.strip() in KEPT or self.loose(header) is not None:
            return True
        try:
            self.read(header)
        except KeyError:
            return False
        return True

    def elsewhere(self, header: str) -> bool:
        """Return whether a header is one of a fact that a rule file declares which is not asked."""
        others = declared_elsewhere()
        found = dated(header, self.last_year) if len(header) <= _LONGEST else None
        return header in others or (
            found is not None and found.year is not None and f"{found.name}@{found.year}" in others
        )

    def loose(self, header: str) -> Loose | None:
        """Return what a header means that names a day of a recognition and not the title."""
        found = DAY_WORDS.get(header.strip())
        return Loose(*found) if found is not None else None

    def _of_year(self, header: str) -> Meaning:
        """Read a header of a figure of a year: of the accounts, or one that a rule file declares."""
        found = dated(header, self.last_year)
        if found is None:
            return None
        field = self.accounts.get(found.name)
        if field is not None and (field == "employees" or not found.counted):
            year = found.year if found.year is not None else self.last_year
            return Unfolds("accounts", (("year", year),), field, found.unit)
        if found.year is None:
            return None
        word = found.written(found.name, found.year)
        declared = meaning_of(word, self.known)
        if declared is None or (found.counted and declared.kind is not COUNT):
            return None
        return Own(declared, word=word)

    def nearest(self, header: str) -> str | None:
        """Return a header that was most likely meant, or None."""
        if len(header) > _LONGEST:
            return None
        found = dated(header, self.last_year)
        if found is not None and found.year is not None and (found.name in self.yearly or found.name in self.accounts):
            return None  # of a year, or in a unit, that no column has: no other header says the same
        figure = self._figure(found) if found is not None else None
        if figure is not None:
            return figure
        words = [word for word in self.known if not word.isascii() and "." not in word]
        accounts = [word for word in self.accounts if not word.isascii()]
        return nearest(header.strip(), [*words, *accounts, *_other_headers()])

    def _figure(self, found: Dated) -> str | None:
        """Return how to write a header that looks like a figure of a year: its name misspelt, or without the year it needs."""
        if found.year is None and found.name in self.yearly:
            return found.written(found.name, self.last_year)
        if found.year is None and found.unit is None:
            return None
        accounts = [word for word in self.accounts if not word.isascii()]
        declared = [word for word in self.yearly if not word.isascii() and "." not in word]
        name = nearest(found.name, [*accounts, *declared])
        if name is None:
            return None
        year = found.year if found.year is not None else self.last_year
        written = f"{found.year}年{name}" if found.year is not None else name
        unit = f"（{found.unit}）" if found.unit is not None else ""
        suggested = f"{written}{unit}" if name in self.accounts else found.written(name, year)
        return suggested if self.knows(suggested) else None


_LONGEST = 60
"""No header that means anything is longer."""


@cache
def _other_headers() -> tuple[str, ...]:
    """Return the headers that a slip may have been meant for, besides those of the table of applicants."""
    titles = [
        f"{level.label}{word}" for title in TITLES.values() for level in title.levels for word in _names(title.id)
    ]
    suggested = ("认定日期", "有效期至", "复核日期", "复核有效期至", "重新认定日期", "重新认定有效期至")
    words = [f"{title}{part}" for title in titles for part in suggested]
    words += [f"{kind}{part}" for kind in _INCIDENT_WORDS for part in _INCIDENT]
    words += [f"{kind.label}{part}" for kind in CertificateKind for part in _CERTIFICATE]
    words += [f"{part}（万元）" for part in _MONEY]
    return (*words, *REGISTERED)


def _names(title: str) -> list[str]:
    return [word for word in title_names() if (found := find_title(word)) is not None and found.id == title]


def _without_unit(header: str) -> tuple[str, str | None]:
    parts = _UNIT.fullmatch(header)
    return (parts[1], parts[2]) if parts else (header, None)


def titled_in(words: str) -> tuple[str, Level | None] | None:
    """Return the title that words name, with its level where they name one or there is only one."""
    both = split_level(words)
    if both is not None:
        level, title = both
        return (title.id, level) if level in title.levels else None
    alone = find_title(words)
    if alone is None:
        return None
    return alone.id, alone.levels[0] if len(alone.levels) == 1 else None


_ALL_PARTS = tuple(_RECOGNITION)


def _recognition(header: str) -> Unfolds | None:
    if not header.endswith(_ALL_PARTS):
        return None
    for part, (kind, field) in _RECOGNITION.items():
        if header.endswith(part):
            titled = titled_in(header.removesuffix(part))
            if titled is not None:
                title, level = titled
                group = (("title", title), ("level", level.id if level is not None else None), ("kind", kind))
                return Unfolds("recognitions", group, field)
    return None


_WHETHER = re.compile(r"(?:是否|是不是)(?:为|是|属于|属|获得|获评|取得)?(.+)|(.+?)(?:所属|认定|公布)?批次")


def _held(header: str) -> Unfolds | None:
    """Read a header that names a title and nothing of its days: it is held where the cell says so, or names a batch."""
    found = _WHETHER.fullmatch(header)
    titled = titled_in((found[1] or found[2]) if found else header)
    if titled is None:
        return None
    title, level = titled
    return Unfolds(
        "recognitions", (("title", title), ("level", level.id if level is not None else None), ("kind", "new")), HELD
    )


def titles_in(text: str) -> set[tuple[str, Level | None]]:
    """Return the titles that a text speaks of, longer names first, with the level that stands before each."""
    found: set[tuple[str, Level | None]] = set()
    left = text
    for word in sorted((each for each in title_names() if not each.isascii()), key=len, reverse=True):
        while (at := left.find(word)) >= 0:
            title = find_title(word)
            if title is not None:
                level = next((each for each in title.levels if left[:at].endswith(each.label)), None)
                found.add((title.id, level or (title.levels[0] if len(title.levels) == 1 else None)))
            left = f"{left[:at]}\n{left[at + len(word) :]}"
    return found


def _incident(header: str) -> Unfolds | None:
    for part, penalty in _INCIDENT.items():
        kind = _INCIDENT_WORDS.get(header.removesuffix(part)) if header.endswith(part) else None
        if kind is not None:
            return Unfolds("incidents", (("kind", kind), ("penalty", penalty)), "date")
    return None


_CERTIFICATES = {each.label: each.value for each in CertificateKind}


def _certificate(header: str) -> Unfolds | None:
    for part, field in _CERTIFICATE.items():
        kind = _CERTIFICATES.get(header.removesuffix(part)) if header.endswith(part) else None
        if kind is not None:
            return Unfolds("certificates", (("kind", kind),), field)
    return None


def _money(header: str) -> Unfolds | None:
    bare, unit = _without_unit(header.replace("已获", "已领"))
    for part, field in _AWARD.items():
        if bare.endswith(part):
            titled = titled_in(bare.removesuffix(part))
            return None if titled is None else _received(titled, "award", field, None)
    for part, kind in _MONEY.items():
        if bare == part:
            return _received((None, None), kind, "amount", unit)
        titled = titled_in(bare.removesuffix(part)) if bare.endswith(part) else None
        if titled is not None:
            return _received(titled, kind, "amount", unit)
    return None


def _received(titled: tuple[str | None, Level | None], kind: str | None, field: str, unit: str | None) -> Unfolds:
    title, level = titled
    group = (("title", title), ("level", level.id if level is not None else None), ("kind", kind))
    return Unfolds("awards_received", group, field, unit)
