"""The year in the header of a figure of each year, in the spellings that lists have: 2025年营业收入, 负债总额@2025, 资产总额（2025，万元）."""

from __future__ import annotations

import re
from dataclasses import dataclass

RELATIVE = {
    **dict.fromkeys(("上年度", "上年末", "上年", "上一年度", "上一年末", "上一年", "去年"), 0),
    **dict.fromkeys(("当年", "当年度"), 1),
    "前年": -1,
    "大前年": -2,
}
"""Words for a year, and how many years after the last fiscal year it is."""

_WORDS = "|".join(sorted(RELATIVE, key=lambda each: -len(each)))
_DIGITS = r"(?:19|20)\d{2}"
_YEAR = re.compile(rf"(?:({_DIGITS})年?(?:度|末|底)?|({_WORDS}))")
_BEFORE = re.compile(rf"(?:({_DIGITS})年(?:度|末|底)?|({_WORDS}))(.+)")
_AT = re.compile(rf"(.+?)@(?:({_DIGITS})年?(?:度|末|底)?|({_WORDS}))")
_AFTER = re.compile(rf"(.+?)({_DIGITS})年?(?:度|末|底)?")
_BRACKETS = re.compile(r"(.+?)\s*[(（]([^()（）]*)[)）]")
_MONEY = frozenset({"元", "万元", "亿元", "分"})
_COUNTED = frozenset("人名个家项件")


@dataclass(frozen=True, slots=True)
class Dated:
    """What a header says that is about a figure of a year."""

    name: str
    year: int | None
    """None where the header names no year."""
    unit: str | None = None
    """That of a sum of money."""
    counted: bool = False
    """Whether it names the unit of something counted (人)."""

    def written(self, name: str, year: int) -> str:
        """Return the header as a declared fact of each year has it, with the unit of this one."""
        return f"{name}@{year}{f'（{self.unit}）' if self.unit is not None else ''}"


def dated(header: str, last_year: int) -> Dated | None:
    """Return the name, the year and the unit that a header puts together; None where it names two years or two units.

    >>> dated("负债总额（2025，万元）", 2025)
    Dated(name='负债总额', year=2025, unit='万元', counted=False)
    >>> dated("2025年营业收入", 2025) == dated("营业收入@上年", 2025)
    True
    """
    words, years, units = header.strip(), list[int](), list[str]()
    while (found := _BRACKETS.fullmatch(words)) is not None:
        parts = [each.strip() for each in re.split("[，,、；;]", found[2])]
        said = [_year(each, last_year) for each in parts]
        if any(year is None and part not in _MONEY | _COUNTED for part, year in zip(parts, said, strict=True)):
            break
        years += [each for each in said if each is not None]
        units += [part for part, year in zip(parts, said, strict=True) if year is None]
        words = found[1]
    name, year = _beside(words, last_year)
    years += [year] if year is not None else []
    if len(years) > 1 or len(units) > 1:
        return None
    unit = units[0] if units and units[0] in _MONEY else None
    return Dated(name, years[0] if years else None, unit, bool(units) and unit is None)


def _beside(words: str, last_year: int) -> tuple[str, int | None]:
    """Return the name and the year of a header without its brackets."""
    if found := _AT.fullmatch(words):
        return found[1].strip(), _meant(found[2], found[3], last_year)
    if found := _BEFORE.fullmatch(words):
        return found[3].strip(), _meant(found[1], found[2], last_year)
    if found := _AFTER.fullmatch(words):
        return found[1].strip(), int(found[2])
    return words, None


def _year(text: str, last_year: int) -> int | None:
    found = _YEAR.fullmatch(text)
    return _meant(found[1], found[2], last_year) if found else None


def _meant(digits: str | None, word: str | None, last_year: int) -> int:
    return int(digits) if digits else last_year + RELATIVE[word or ""]
