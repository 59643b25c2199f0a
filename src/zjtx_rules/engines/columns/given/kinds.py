"""The kinds of value that a column may hold: how a cell is read, the way a profile reads it, and its compact form.

Inside, a day is its number since the calendar began, money whole 分, a choice its place among the choices: integers and
yes-no columns mean the same on every engine, which dates, categories and decimals do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw
from pydantic import TypeAdapter, ValidationError

from zjtx_rules.engines.columns.cells import NEVER, TITLE_CODES, TITLE_IDS, day_code
from zjtx_rules.profile.choices import (
    Application,
    CertificateKind,
    IncidentKind,
    LegalForm,
    MoneyKind,
    ProductivityGrade,
    RecognitionKind,
    TrainingKind,
)
from zjtx_rules.profile.model import Labelled, YesNo
from zjtx_rules.profile.occasion import Occasion
from zjtx_rules.profile.records import Expiry, Profit
from zjtx_rules.terms import (
    NO_PLACES,
    CreditCode,
    LegalDate,
    Level,
    LevelField,
    Money,
    Places,
    SizeClass,
    SizeClassField,
    TermError,
    TitleId,
)
from zjtx_rules.terms.regions import read_region
from zjtx_rules.words import Words

UNITS = {"fen": 1, "分": 1, "yuan": 100, "元": 100, "wan": 1_000_000, "万元": 1_000_000, "亿元": 10_000_000_000}
"""How many 分 a unit of money is; a column of bare numbers names its unit (营业收入（万元）, revenue_yuan)."""

_UNIT_LABELS = {"fen": "分", "yuan": "元", "wan": "万元"}

_LONGEST = 40
"""No number that makes sense has more characters."""

MOST_FEN = 10**16
"""一百万亿元: more than any sum a policy speaks of, and small enough for exact products."""


class CellError(ValueError):
    """Raised when a cell is not of its kind."""

    def __init__(self, words: Words, suggestion: Words | None = None) -> None:
        """Keep what is wrong, and what was probably meant."""
        super().__init__(words.zh)
        self.words = words
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value."""

    name: str
    dtype: Any
    read: Callable[[str], Any]
    """Reads a cell that is text into its compact form."""
    restore: Callable[[Any], Any]
    """Turns the compact form back into what the profile holds."""
    short: Any = None
    """A narrower type that has room for it, if there is one; half as much to move, or less."""
    numeric: bool = False
    """Whether a text of it may stand in a column of whole numbers or decimals just as well."""


def _by(adapter: TypeAdapter[Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        try:
            return adapter.validate_python(text)
        except ValidationError as error:
            first = error.errors()[0]
            context = first.get("ctx", {})
            words = Words(str(context.get("zh", first["msg"])), str(context.get("en", first["msg"])))
            hint = context.get("suggest_zh")
            raise CellError(words, Words(str(hint), str(context.get("suggest_en"))) if hint else None) from None

    return read


_AS_IN_SHEETS = re.compile(r"(?P<year>[0-9]{4})([/.-])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})(?: 0?0:00(?::00)?)?")
"""A day as spreadsheets save it (2023/5/10, 2023/5/10 0:00): the year first, so that it can mean nothing else."""


_COMPACT = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])")
"""A day as programs save it: 20230510."""
_SERIAL = re.compile(r"([1-9][0-9]{4})(?:\.0+)?")
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_415
"""1950-01-01 and 2100-12-31 as spreadsheets number the days."""
_PARTLY = re.compile(r"(?:19|20)[0-9]{2}(?:年度?)?|(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2}|年[0-9]{1,2}月份?)")


def serial_day(text: str) -> date | None:
    """Return the day that a spreadsheet numbers so (45121 is 2023-07-14), or None where it is no such number."""
    found = _SERIAL.fullmatch(text)
    if found is None or not _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:
        return None
    return date(1899, 12, 30) + timedelta(days=int(found[1]))


def is_part_of_a_day(text: str) -> bool:
    """Return whether a text names a year or a month (2023, 2023年, 2023-07, 2023年7月) and no day."""
    return _PARTLY.fullmatch(text) is not None


def _dated(read: Callable[[str], Any]) -> Callable[[str], int]:
    def code(text: str) -> int:
        found = _AS_IN_SHEETS.fullmatch(text) or _COMPACT.fullmatch(text)
        try:
            value = read(f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}" if found else text)
        except CellError as error:
            raise CellError(error.words, _hint_for_day(text) or error.suggestion) from None
        return NEVER if value == "never" else day_code(value)

    return code


def _hint_for_day(text: str) -> Words | None:
    """Return what to write for a cell that spreadsheets or offices fill with something else than a day."""
    day = serial_day(text)
    if day is not None:
        return Words(
            f"像是电子表格的日期序号，即 {day}：把该列设为日期格式，或写作 {day}",
            f"it looks like the number of a day in a spreadsheet, {day}: format the column as dates, or write {day}",
        )
    if is_part_of_a_day(text):
        return Words(
            "写到日；不知道是哪一日的留空（未知）", "give the day; leave the cell empty (unknown) if it is not known"
        )
    if text in ("0", "1900-01-00", "1900/1/0"):
        return Words("这是电子表格的空日期：留空", "this is an empty date of a spreadsheet: leave the cell empty")
    return None


def day_of(code: int) -> date:
    """Return the day that a number stands for."""
    return date.fromordinal(code)


_YES_NO = {"true": True, "false": False, "是": True, "否": False}
_read_yes_no = _by(TypeAdapter(YesNo))


def _yes_no(text: str) -> bool:
    return _YES_NO[text.lower()] if text.lower() in _YES_NO else bool(_read_yes_no(text))


def _never_moved(text: str) -> str:
    if text not in ("none", "无"):
        words = Words(
            f"“{text}”：未迁入过写“无”，其余写在“迁入情况.迁入地”等列",
            f"'{text}': write none for a firm that never moved in; the rest belongs in relocation.into and so on",
        )
        raise CellError(words)
    return "none"


_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?")
_WHOLE = re.compile(r"([0-9]+)(?:\.0+)?")


def _ungrouped(text: str) -> str:
    """Return a number without the commas between its thousands; a comma anywhere else is left, and so refused."""
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


def _count(text: str) -> int:
    found = _WHOLE.fullmatch(_ungrouped(text)) if len(text) <= _LONGEST else None
    number = int(found[1]) if found is not None else None
    if number is None or number >= 2**53:
        raise CellError(Words(f"“{text}”不是0或正整数", f"'{text}' is not zero or a positive whole number"))
    return number


def fen_of(money: Money) -> int:
    """Return a sum in whole 分, within what columns can hold."""
    try:
        fen = money.fen
    except TermError as error:
        raise CellError(error.words) from None
    if not 0 <= fen <= MOST_FEN:
        raise CellError(Words(f"金额{money}超出范围", f"the amount {money.english()} is out of range"))
    return fen


def _money(text: str) -> int:
    try:
        return fen_of(Money.parse(text))
    except TermError as error:
        hint = Words(
            "写明单位，或在列名中写明，如“营业收入（万元）”", "name the unit, or name it in the header: revenue_wan"
        )
        raise CellError(error.words, error.suggestion or hint) from None


_read_profit = _by(TypeAdapter(Profit))


def _profit(text: str) -> int:
    money: Money = _read_profit(text)
    return -fen_of(Money(-money.yuan)) if money < Money.ZERO else fen_of(money)


def money_in(unit: str, kind: Kind) -> Callable[[str], int]:
    """Return how a bare number in a column of money, or of profit, in this unit is read."""
    least = -MOST_FEN if kind is PROFIT else 0

    def read(text: str) -> int:
        plain = _ungrouped(text.strip())
        if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain):
            label = _UNIT_LABELS.get(unit, unit)
            hint = Words(f"只写数字，单位是{label}", f"write the number only; the unit is {label}")
            raise CellError(Words(f"“{text}”不是数", f"'{text}' is not a number"), hint)
        fen = Decimal(plain) * UNITS[unit]
        if not least <= fen <= MOST_FEN or fen != int(fen):
            words = Words(f"“{text}”不是整数分，或超出范围", f"'{text}' is not whole fen, or out of range")
            raise CellError(words)
        return int(fen)

    return read


def _choice(kind: type[Labelled]) -> Kind:
    members = list(kind)
    read = _by(TypeAdapter(kind))
    words = {word: number for number, each in enumerate(members, start=1) for word in (each.value, each.label)}

    def code(text: str) -> int:
        if text in words:
            return words[text]
        from pydantic_core import PydanticCustomError  # noqa: PLC0415 - only for a cell that is wrong

        try:
            kind.read(text)
        except PydanticCustomError as error:
            said = error.context or {}
            hint = Words(str(said["suggest_zh"]), str(said["suggest_en"])) if said.get("suggest_zh") else None
            raise CellError(Words(str(said.get("zh")), str(said.get("en"))), hint) from None
        return members.index(read(text)) + 1

    return Kind(kind.__name__, nw.Int64, code, lambda number: members[number - 1])


_PLACES: ContextVar[Places] = ContextVar("places", default=NO_PLACES)
"""The places that the rule files of the question declare, while its tables are read."""


@contextmanager
def reading_with(places: Places) -> Iterator[None]:
    """Read cells that name regions as the rule files which declare these places would."""
    token = _PLACES.set(places)
    try:
        yield
    finally:
        _PLACES.reset(token)


def _region(text: str) -> int:
    """Return the code of a region: a declared place has one of its own, another zone counts as the place it lies in."""
    return int(_place(text).partition("/")[0])


def _payer(text: str) -> int:
    """Return the code of a paying government: a zone that is not declared has one of its own, other than the place it lies in."""
    outer, zone, _ = _place(text).partition("/")
    return int(f"{outer[:4]}{_OF_A_ZONE}" if zone else outer)


_OF_A_ZONE = "99"
"""Ends the code of some zone in a city; no county has it."""


def _place(text: str) -> str:
    places = _PLACES.get()
    try:
        return places.code(read_region(text, places))
    except TermError as error:
        raise CellError(error.words, error.suggestion) from None


def restored(kind: Kind, code: Any, places: Places) -> Any:
    """Return what a profile holds for a value in its compact form, where rule files declare these places."""
    value = kind.restore(code)
    return places.find(value) or value if kind in (REGION, PAYER) and places else value


_read_occasion = _by(TypeAdapter(Occasion))


def _occasion(text: str) -> int:
    found = _AS_IN_SHEETS.fullmatch(text)
    parts = _read_occasion(f"{found[1]}-{found[3]:0>2}-{found[4]:0>2}" if found else text).split("-")
    return int("".join((*parts, "00", "00")[:3]))


def occasion_of(code: int) -> str:
    """Return the year, month or day that a number stands for."""
    year, month, day = code // 10_000, code // 100 % 100, code % 100
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}" if month else f"{year}"


_titles, _levels = _by(TypeAdapter(TitleId)), _by(TypeAdapter(LevelField))
_sizes = _by(TypeAdapter(SizeClassField))

TEXT = Kind("text", nw.String, str, str)
YES_NO = Kind("yes_no", nw.Boolean, _yes_no, bool)
COUNT = Kind("count", nw.Int64, _count, int)
DATE = Kind("date", nw.Int64, _dated(_by(TypeAdapter(LegalDate))), day_of, nw.Int32)
EXPIRY = Kind(
    "expiry",
    nw.Int64,
    _dated(_by(TypeAdapter(Expiry))),
    lambda code: "never" if code == NEVER else day_of(code),
    nw.Int32,
)
TITLE = Kind("title", nw.Int64, lambda text: TITLE_CODES[_titles(text)], lambda code: TITLE_IDS[code])
LEVEL = Kind("level", nw.Int64, lambda text: int(_levels(text)), Level)
SIZE = Kind("size_class", nw.Int64, lambda text: int(_sizes(text)), SizeClass, nw.Int8)
REGION = Kind("region", nw.Int64, _region, lambda code: f"{code:06}", nw.Int32)
PAYER = Kind("payer", nw.Int64, _payer, lambda code: f"{code:06}", nw.Int32)
MONEY = Kind("money", nw.Int64, _money, lambda fen: Money(Decimal(fen).scaleb(-2)))
PROFIT = Kind("profit", nw.Int64, _profit, MONEY.restore)
"""Money that may be negative: a loss."""
MONIES = (MONEY, PROFIT)
OCCASION = Kind("occasion", nw.Int64, _occasion, occasion_of)
"""A year, a month or a day: 20230000, 20230700, 20230714."""
NEVER_MOVED = Kind("never_moved", nw.String, _never_moved, str)
CREDIT_CODE = Kind("credit_code", nw.String, _by(TypeAdapter(CreditCode)), str)

CHOICES: dict[str, Kind] = {
    each.__name__: _choice(each)
    for each in (
        Application,
        LegalForm,
        RecognitionKind,
        IncidentKind,
        CertificateKind,
        TrainingKind,
        MoneyKind,
        ProductivityGrade,
    )
}
