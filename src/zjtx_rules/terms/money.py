"""Money: exact sums of yuan, written the way policies write them (200万元, 0.5亿元, 3000元).

A sum is never a float and never without its unit. Rounding is the business of a rule that declares it, so nothing here
rounds: arithmetic that cannot be exact raises.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, final

from zjtx_rules.terms.exact import EXACT, decimal_of, decimals, plain
from zjtx_rules.terms.fields import MAX_LENGTH, TermError, half_width, has_full_width, quantity_schema, shown, write_as
from zjtx_rules.terms.percentage import Percentage
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_POWERS = {"元": 0, "万元": 4, "亿元": 8}
_AMOUNT = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(亿元|万元|元)")

AMOUNT_PATTERN = _AMOUNT.pattern
"""How an amount is written, as a JSON Schema says it."""

# Spellings that are understood well enough to suggest the right one, and no further.
_LOOSE_NUMBER = r"([0-9][0-9,]*(?:\.[0-9]+)?)"
_BARE_NUMBER = re.compile(_LOOSE_NUMBER)
_LOOSE_AMOUNT = re.compile(
    _LOOSE_NUMBER + r"\s*(十|百|千|万|十万|百万|千万|亿|十亿|百亿|千亿)?(元|块钱|块|圆|元?人民币)?"
)
_LOOSE_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7}
_LOOSE_POWERS |= {"亿": 8, "十亿": 9, "百亿": 10, "千亿": 11}
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|无穷大?)\s*(亿元|万元|元)?", re.IGNORECASE)

_HOW = Words(
    "金额写作数字加单位，如“200万元”“0.5亿元”“3000元”", "an amount is a number with a unit: 200万元, 0.5亿元, 3000元"
)


class MoneyError(TermError):
    """Raised when a text is not an amount of money."""

    code: ClassVar[str] = "money"


@final
class Money:
    """A sum of money, exact and immutable.

    Args:
        yuan: the sum in 元 (not 万元); a negative sum is a difference and cannot be parsed.

    Raises:
        TypeError: for a float, a bool or any other type.
        ValueError: for a sum that is not finite or out of all proportion.
    """

    __slots__ = ("yuan",)

    yuan: Decimal
    ZERO: ClassVar[Money]

    def __init__(self, yuan: Decimal | int) -> None:
        object.__setattr__(self, "yuan", decimal_of(yuan, "Money"))

    @classmethod
    def parse(cls, text: str) -> Money:
        """Return the sum written as `text`, such as 200万元.

        Raises:
            MoneyError: when the text is not an amount with its unit; with a suggestion where one can be made.
        """
        if isinstance(text, str) and len(text) <= MAX_LENGTH:
            found = _AMOUNT.fullmatch(text.strip())
            if found:
                whole, fraction, unit = found.groups()
                return _money(EXACT.scaleb(Decimal(whole.replace(",", "") + (fraction or "")), _POWERS[unit]))
        raise _complaint(text)

    @classmethod
    def total(cls, sums: Iterable[Money]) -> Money:
        """Return the sum of the given sums; of none, zero."""
        total = cls.ZERO.yuan
        for each in sums:
            if not isinstance(each, Money):
                raise TypeError(f"Money.total adds Money, not {type(each).__name__}")
            total = EXACT.add(total, each.yuan)
        return _money(total)

    def share(self, percentage: Percentage) -> Money:
        """Return this percentage of the sum, exactly."""
        if not isinstance(percentage, Percentage):
            raise TypeError(f"a share of Money is a Percentage, not {type(percentage).__name__}")
        return _money(EXACT.multiply(self.yuan, percentage.ratio))

    @property
    def fen(self) -> int:
        """The sum in whole 分.

        Raises:
            ValueError: when the sum has a fraction of a 分.
        """
        fen = EXACT.scaleb(self.yuan, 2)
        if fen != int(fen):
            raise MoneyError(
                Words(f"{plain(self.yuan)}元不是整数分", f"CNY {plain(self.yuan)} is not a whole number of fen")
            )
        return int(fen)

    def english(self) -> str:
        """Return the sum as English readers know it: CNY 2,000,000."""
        places = decimals(self.yuan)
        number = f"{Decimal(plain(self.yuan)):,f}"
        return f"CNY {number}0" if places == 1 else f"CNY {number}"

    def __str__(self) -> str:
        size = self.yuan.copy_abs()
        for unit in ("亿元", "万元"):
            power = _POWERS[unit]
            if size and size.adjusted() >= power:
                scaled = EXACT.scaleb(self.yuan, -power)
                if decimals(scaled) <= 4:
                    return plain(scaled) + unit
        return plain(self.yuan) + "元"

    def __repr__(self) -> str:
        return f"<Money {self}>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"Money is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"Money is immutable: cannot delete {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Money, (self.yuan,)

    def __hash__(self) -> int:
        return hash(self.yuan)

    def __eq__(self, other: object) -> bool:
        return self.yuan == other.yuan if isinstance(other, Money) else NotImplemented

    def __lt__(self, other: Money) -> bool:
        return self.yuan < other.yuan if isinstance(other, Money) else NotImplemented

    def __le__(self, other: Money) -> bool:
        return self.yuan <= other.yuan if isinstance(other, Money) else NotImplemented

    def __gt__(self, other: Money) -> bool:
        return self.yuan > other.yuan if isinstance(other, Money) else NotImplemented

    def __ge__(self, other: Money) -> bool:
        return self.yuan >= other.yuan if isinstance(other, Money) else NotImplemented

    def __add__(self, other: Money) -> Money:
        return _money(EXACT.add(self.yuan, other.yuan)) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return _money(EXACT.subtract(self.yuan, other.yuan)) if isinstance(other, Money) else NotImplemented

    def __mul__(self, factor: int | Decimal) -> Money:
        if isinstance(factor, bool) or not isinstance(factor, int | Decimal):
            return NotImplemented
        return _money(EXACT.multiply(self.yuan, decimal_of(factor, "a factor of Money")))

    __rmul__ = __mul__

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Accept Money or its spelling; write its spelling to JSON."""
        return quantity_schema(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the spelling to an editor."""
        return {"type": "string", "title": "金额", "examples": ["200万元"]}


def _money(yuan: Decimal) -> Money:
    """Return a sum whose yuan is known to be a proper Decimal, without checking it again."""
    money = object.__new__(Money)
    object.__setattr__(money, "yuan", yuan)
    return money


Money.ZERO = Money(0)


def _complaint(value: object) -> MoneyError:
    """Return what is wrong with an amount that did not parse."""
    if isinstance(value, str):
        return _complaint_about_text(value.strip()) or _complaint_about_unit(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"):
        return _without_unit(str(value))
    return MoneyError(Words(f"“{shown(value)}”不是金额；{_HOW.zh}", f"'{shown(value)}' is not an amount; {_HOW.en}"))


def _complaint_about_text(text: str) -> MoneyError | None:
    """Return why a text cannot be an amount, whatever its unit, or None."""
    hint = None
    if len(text) > MAX_LENGTH:
        words = Words("金额过长，不可能是金额", "this is too long to be an amount")
    elif "%" in text or "％" in text:
        words = Words(f"“{text}”是比例，不是金额；{_HOW.zh}", f"'{text}' is a percentage, not an amount; {_HOW.en}")
    elif has_full_width(text):
        words = Words(f"“{text}”含有全角字符，金额用半角", f"'{text}' has full-width characters; use half-width ones")
        meant = half_width(text)
        hint = write_as(meant) if _AMOUNT.fullmatch(meant) else _complaint(meant).suggestion
    elif _NOT_FINITE.fullmatch(text):
        words = Words(f"“{text}”不是有限的数", f"'{text}' is not a finite number")
    elif text.startswith(("-", "−", "–", "负")):
        words = Words(f"“{text}”：金额不能为负", f"'{text}': an amount cannot be negative")
    else:
        return None
    return MoneyError(words, hint)


def _complaint_about_unit(text: str) -> MoneyError:
    """Return what is wrong with an amount whose digits can be read, but not its unit or its commas."""
    if _BARE_NUMBER.fullmatch(text):
        return _without_unit(text)
    found = _LOOSE_AMOUNT.fullmatch(text)
    if not found:
        return MoneyError(Words(f"“{text}”不是金额；{_HOW.zh}", f"'{text}' is not an amount; {_HOW.en}"))
    number, scale, currency = found.groups()
    digits = number.replace(",", "")
    meant = digits + scale + "元" if scale in {"万", "亿"} else None
    meant = meant or str(Money(EXACT.scaleb(Decimal(digits), _LOOSE_POWERS.get(scale, 0))))
    if currency == "元" and scale in {None, "万", "亿"}:
        words = Words(f"“{text}”：千分位逗号应每三位一个", f"'{text}': commas must part the digits in threes")
    else:
        unit = (scale or "") + (currency or "")
        words = Words(
            f"“{text}”：单位应为元、万元或亿元，不是“{unit}”", f"'{text}': the unit is 元, 万元 or 亿元, not '{unit}'"
        )
    return MoneyError(words, write_as(meant))


def _without_unit(number: str) -> MoneyError:
    """Return the complaint about a bare number, which could be yuan or ten thousands of them."""
    return MoneyError(
        Words(f"金额“{shown(number)}”没有单位", f"the amount '{shown(number)}' has no unit"),
        Words(
            f"请写作“{shown(number)}万元”或“{shown(number)}元”", f"write '{shown(number)}万元' or '{shown(number)}元'"
        ),
    )
