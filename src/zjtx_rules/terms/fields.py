"""How the terms of this room become fields of pydantic models, and how they complain.

Every term that can be misspelt raises a `TermError` with its message in both languages. As a field of a model the same
error reaches pydantic as a `PydanticCustomError` whose context holds `zh`, `en` and, where a suggestion can be made,
`suggest_zh` and `suggest_en`, so that another room can render it in either language.
"""

import re
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from pydantic_core import PydanticCustomError, core_schema

# The module, not its names: `problems` itself imports the words of this room, so it may be only half loaded here.
from zjtx_rules import problems
from zjtx_rules.words import Words

T = TypeVar("T")

MAX_LENGTH = 40
"""No amount, date, duration or percentage of a policy is longer than this many characters."""

# ！ to ～ lie at a fixed distance from ! to ~ in Unicode; the ideographic space stands apart.
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ．，％＋－／]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class TermError(ValueError):
    """Raised when a text is not the term it should be; `words` says why, `suggestion` what was probably meant."""

    code: ClassVar[str] = "term"

    def __init__(self, words: Words, suggestion: Words | None = None) -> None:
        super().__init__(words.zh)
        self.words = words
        self.suggestion = suggestion


def custom_error(error: TermError) -> PydanticCustomError:
    """Return the error in the form in which pydantic collects it."""
    context: dict[str, Any] = {"zh": error.words.zh, "en": error.words.en}
    if error.suggestion:
        context |= {"suggest_zh": error.suggestion.zh, "suggest_en": error.suggestion.en}
    return PydanticCustomError(error.code, "{zh}", context)


def reading(parse: Callable[[Any], T]) -> Callable[[Any], T]:
    """Return `parse` as a pydantic validator: its `TermError` becomes a `PydanticCustomError`."""

    def read(value: Any) -> T:
        try:
            return parse(value)
        except TermError as error:
            raise custom_error(error) from None

    return read


def quantity_schema(kind: type[T], parse: Callable[[Any], T]) -> core_schema.CoreSchema:
    """Return the schema of a quantity that is read from its spelling, or taken as it is, and written as its spelling."""

    def take(value: Any) -> T:
        return value if isinstance(value, kind) else parse(value)

    return core_schema.no_info_plain_validator_function(
        reading(take), serialization=core_schema.to_string_ser_schema(when_used="json")
    )


def write_as(text: str) -> Words:
    """Return the suggestion to write `text`."""
    return Words(f"请写作“{text}”", f"write '{text}'")


def guess(word: str, known: list[str]) -> Words | None:
    """Return "did you mean …" for a misspelt word, or None where nothing is close."""
    return problems.did_you_mean(word, known)


def half_width(text: str) -> str:
    """Return `text` with full-width digits, letters and signs (２００，％) as the half-width ones."""
    return text.translate(_HALF_WIDTH)


def has_full_width(text: str) -> bool:
    """Return whether `text` has a full-width digit, letter or sign of a number; brackets may well be meant."""
    return _FULL_WIDTH.search(text) is not None


def shown(value: object) -> str:
    """Return what was found, short enough to be quoted in a message."""
    text = str(value)
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + "…"
