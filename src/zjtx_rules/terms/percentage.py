"""Percentages: exact shares, written with their sign (50%).

A percentage is not money and not a bare number: 0.5 and 50 are both refused, because each could mean the other.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, final

from zjtx_rules.terms.exact import EXACT, decimal_of, plain
from zjtx_rules.terms.fields import MAX_LENGTH, TermError, half_width, has_full_width, quantity_schema, shown, write_as
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_PERCENTAGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
PERCENTAGE_PATTERN = _PERCENTAGE.pattern
"""How a percentage is written, as a JSON Schema says it."""
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_IN_WORDS = re.compile(r"百分之\s*([0-9]+(?:\.[0-9]+)?)")
_HOW = Words("比例写作数字加%，如“50%”", "a percentage is a number with %: 50%")


class PercentageError(TermError):
    """Raised when a text is not a percentage."""

    code: ClassVar[str] = "percentage"


@final
class Percentage:
    """A share of a hundred, exact and immutable.

    Args:
        ratio: the share of one: 0.5 is 50%.

    Raises:
        TypeError: for a float, a bool or any other type.
        ValueError: for a ratio that is not finite or out of all proportion.
    """

    __slots__ = ("ratio",)

    ratio: Decimal

    def __init__(self, ratio: Decimal | int) -> None:
        object.__setattr__(self, "ratio", decimal_of(ratio, "Percentage"))

    @classmethod
    def parse(cls, text: str) -> Percentage:
        """Return the percentage written as `text`, such as 50%.

        Raises:
            PercentageError: when the text is not a number with %; with a suggestion where one can be made.
        """
        if isinstance(text, str) and len(text) <= MAX_LENGTH:
            found = _PERCENTAGE.fullmatch(text.strip())
            if found:
                return cls(EXACT.scaleb(Decimal(found[1]), -2))
        raise _complaint(text)

    def english(self) -> str:
        """Return the percentage as English readers know it, which is the same."""
        return str(self)

    def __str__(self) -> str:
        return plain(EXACT.scaleb(self.ratio, 2)) + "%"

    def __repr__(self) -> str:
        return f"<Percentage {self}>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"Percentage is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"Percentage is immutable: cannot delete {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Percentage, (self.ratio,)

    def __hash__(self) -> int:
        return hash(self.ratio)

    def __eq__(self, other: object) -> bool:
        return self.ratio == other.ratio if isinstance(other, Percentage) else NotImplemented

    def __lt__(self, other: Percentage) -> bool:
        return self.ratio < other.ratio if isinstance(other, Percentage) else NotImplemented

    def __le__(self, other: Percentage) -> bool:
        return self.ratio <= other.ratio if isinstance(other, Percentage) else NotImplemented

    def __gt__(self, other: Percentage) -> bool:
        return self.ratio > other.ratio if isinstance(other, Percentage) else NotImplemented

    def __ge__(self, other: Percentage) -> bool:
        return self.ratio >= other.ratio if isinstance(other, Percentage) else NotImplemented

    def __add__(self, other: Percentage) -> Percentage:
        if not isinstance(other, Percentage):
            return NotImplemented
        return Percentage(EXACT.add(self.ratio, other.ratio))

    def __sub__(self, other: Percentage) -> Percentage:
        if not isinstance(other, Percentage):
            return NotImplemented
        return Percentage(EXACT.subtract(self.ratio, other.ratio))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Accept Percentage or its spelling; write its spelling to JSON."""
        return quantity_schema(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the spelling to an editor."""
        return {"type": "string", "title": "比例", "examples": ["50%"]}


def _complaint(value: object) -> PercentageError:
    """Return what is wrong with a percentage that did not parse."""
    found = shown(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return PercentageError(Words(f"“{found}”不是比例；{_HOW.zh}", f"'{found}' is not a percentage; {_HOW.en}"))
    text = str(value).strip()
    if len(text) > MAX_LENGTH:
        return PercentageError(Words("比例过长，不可能是比例", "this is too long to be a percentage"))
    if has_full_width(text):
        plainly = half_width(text)
        hint = write_as(plainly) if _PERCENTAGE.fullmatch(plainly) else _complaint(plainly).suggestion
        return PercentageError(
            Words(f"“{text}”含有全角字符，比例用半角", f"'{text}' has full-width characters; use half-width ones"), hint
        )
    if text.startswith(("-", "−", "–", "负")):
        return PercentageError(Words(f"“{text}”：比例不能为负", f"'{text}': a percentage cannot be negative"))
    if _NUMBER.fullmatch(text):
        number = Decimal(text)
        # Up to 1 a bare number is more likely the share of one (0.5), above it the share of a hundred (50).
        meant = plain(EXACT.scaleb(number, 2) if number <= 1 else number) + "%"
        return PercentageError(Words(f"比例“{text}”没有%", f"the percentage '{text}' has no %"), write_as(meant))
    in_words = _IN_WORDS.fullmatch(text)
    return PercentageError(
        Words(f"“{text}”不是比例；{_HOW.zh}", f"'{text}' is not a percentage; {_HOW.en}"),
        write_as(f"{in_words[1]}%") if in_words else None,
    )
