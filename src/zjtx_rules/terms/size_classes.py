"""Size classes of enterprises: 大型, 中型, 小型, 微型.

《中小企业划型标准规定》（工信部联企业〔2011〕300号，2011-06-18 in force, without an end）, with the industry codes of
GB/T 4754-2017 as in 统计上大中小微型企业划分办法（2017）. The table is `data/size_classes.yaml`.

“大型、中型和小型企业须同时满足所列指标的下限，否则下划一档；微型企业只须满足所列指标中的一项即可”: an enterprise has the
lowest of the classes that its indicators reach one by one.
"""

from bisect import bisect_right
from decimal import Decimal
from enum import IntEnum
from functools import cache
from typing import Annotated, ClassVar, NamedTuple

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from zjtx_rules.terms.classification import find_industry
from zjtx_rules.terms.fields import TermError, guess, reading, shown
from zjtx_rules.terms.industries import INDICATORS, SizeIndustry, candidate_rows, industry_row
from zjtx_rules.terms.money import Money
from zjtx_rules.words import Words

__all__ = [
    "SizeClass",
    "SizeClassError",
    "SizeClassField",
    "SizeFinding",
    "SizeIndustry",
    "industry_row",
    "possible_size_classes",
]


class SizeClassError(TermError):
    """Raised when a word is not a size class."""

    code: ClassVar[str] = "size-class"


class SizeClass(IntEnum):
    """A size class; a larger one is greater. An SME (中小微企业) is any but a large one."""

    MICRO = 1
    SMALL = 2
    MEDIUM = 3
    LARGE = 4

    @property
    def id(self) -> str:
        """The name by which rule files and JSON know the class: `small`."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """The class in Chinese: 小型."""
        return _LABELS[self]

    @property
    def english(self) -> str:
        """The class in English, which is its id."""
        return self.id

    @classmethod
    def parse(cls, word: str) -> "SizeClass":
        """Return the class called `word`: its id, 小型 or 小型企业.

        Raises:
            SizeClassError: when there is no such class; with a suggestion where one can be made.
        """
        found = _WORDS.get(word.strip()) if isinstance(word, str) else None
        if found is None:
            names, ids = "、".join(_LABELS.values()), ", ".join(each.id for each in cls)
            raise SizeClassError(
                Words(
                    f"没有“{shown(word)}”这一规模；规模有{names}",
                    f"'{shown(word)}' is not a size class; they are {ids}",
                ),
                guess(word, list(_WORDS)) if isinstance(word, str) else None,
            )
        return found


_LABELS = {SizeClass.MICRO: "微型", SizeClass.SMALL: "小型", SizeClass.MEDIUM: "中型", SizeClass.LARGE: "大型"}
_WORDS = {word: each for each in SizeClass for word in (each.id, each.label, each.label + "企业")}


class SizeFinding(NamedTuple):
    """What is known of the size of an enterprise.

    Attributes:
        classes: the classes that are still possible; one when it is settled.
        row: the row of the standard that applies, None when there is none or it is not known which.
        missing: the facts that could still change `classes`: industry, employees, revenue, total_assets.
        undetermined: the industry is known, and the standard has no row for it: a matter for a person. `classes` then
            excludes nothing, so that no one takes the enterprise for a small one.
    """

    classes: frozenset[SizeClass]
    row: SizeIndustry | None
    missing: tuple[str, ...]
    undetermined: bool


_ALL = frozenset(SizeClass)
# _UP_TO[n]: the classes left open when what is known reaches the n-th class and something is missing.
_UP_TO = tuple(frozenset(SizeClass(value) for value in range(1, top + 1)) for top in range(5))
_EXACTLY = (frozenset[SizeClass](), *(frozenset({each}) for each in SizeClass))


def possible_size_classes(
    industry: str | None, employees: int | None, revenue: Money | None, assets: Money | None
) -> SizeFinding:
    """Return the size classes that an enterprise may have, given what is known of it.

    Args:
        industry: its code of GB/T 4754-2017, with or without the letter of the section (C3670, 3670, 65, A).
        employees: 从业人员, in persons.
        revenue: 营业收入 of the year.
        assets: 资产总额.
    """
    known = (
        employees,
        None if revenue is None else revenue.yuan,
        None if assets is None else assets.yuan,
    )
    rows, beyond = candidate_rows(industry)
    if not rows:
        return SizeFinding(_ALL, None, (), undetermined=True)
    if len(rows) == 1 and not beyond:
        return _settle(rows[0], *_reach(rows[0], known))
    # Of an industry that is not known it is not said that it lies outside; the caller knows that it may.
    return _across(rows, known, beyond=beyond and industry is not None and bool(find_industry(industry).codes))


def _reach(row: SizeIndustry, known: tuple[int | Decimal | None, ...]) -> tuple[int, int]:
    """Return the class that the known indicators of a row reach together, and the missing ones as bits."""
    lowest, missing = 4, 0
    for position, bounds in row.scales:
        value = known[position]
        if value is None:
            missing |= 1 << position
        else:
            reached = bisect_right(bounds, value) + 1
            lowest = min(lowest, reached)
    return lowest, missing


@cache  # at most 16 rows, 4 classes and 8 sets of missing indicators
def _settle(row: SizeIndustry, lowest: int, missing: int) -> SizeFinding:
    """Return the finding for one row: a missing indicator can only lower the class, and micro has none below it."""
    if not missing or lowest == SizeClass.MICRO:
        return SizeFinding(_EXACTLY[lowest], row, (), undetermined=False)
    return SizeFinding(_UP_TO[lowest], row, _names(missing), undetermined=False)


def _across(rows: tuple[SizeIndustry, ...], known: tuple[int | Decimal | None, ...], *, beyond: bool) -> SizeFinding:
    """Return the finding where the row is not known: whatever one of the possible rows leaves open.

    Where the industry may also be one that the standard does not divide, no class can be ruled out.
    """
    classes: frozenset[SizeClass] = frozenset()
    missing = 0
    for row in rows:
        lowest, lacking = _reach(row, known)
        finding = _settle(row, lowest, lacking)
        classes |= finding.classes
        missing |= lacking if finding.missing else 0
    if beyond:
        classes = _ALL
    if len(classes) == 1:
        return SizeFinding(classes, None, (), undetermined=False)
    return SizeFinding(classes, None, ("industry", *_names(missing)), undetermined=False)


def _names(bits: int) -> tuple[str, ...]:
    """Return the indicators that the bits stand for, in their fixed order."""
    return tuple(name for position, name in enumerate(INDICATORS) if bits >> position & 1)


def _take(value: object) -> SizeClass:
    """Return a class as it is and a word as the class it names; a number is neither."""
    return value if isinstance(value, SizeClass) else SizeClass.parse(value)  # type: ignore[arg-type]  # refuses no text


SizeClassField = Annotated[
    SizeClass,
    PlainValidator(reading(_take)),
    PlainSerializer(lambda each: each.id, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "title": "企业规模", "enum": list(_WORDS)}),
]
"""A size class as a field of a model; in JSON it is the id, such as `small`."""
