"""What an unquoted word of a YAML text means: far less than YAML 1.1 would have it, so that nothing surprises."""

import re
from decimal import Decimal

Scalar = str | bool | int | Decimal | None

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMBER_STARTS = frozenset("-0123456789")

FULL_WIDTH_KEY = re.compile(r"([^\W\d][\w-]{0,19})：")
"""A word and a full-width colon: a key, where a mapping was evidently meant."""
FULL_WIDTH_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*：")
"""A word of ASCII letters and a full-width colon: a key wherever it stands."""
TIGHT_KEY = re.compile(r"([^\W\d][\w-]*):(?!//)\S")
"""A word and a colon with no space behind it; addresses (`https://…`) are none."""
WIDE_SPACES = ("\u3000", "\u00a0")


def resolve(text: str) -> Scalar:
    """Return the value of a plain scalar; whatever is no word or plain decimal number is text.

    Raises:
        ValueError: If the number has more digits than Python converts.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        number = _NUMBER.fullmatch(text)
        if number:
            return Decimal(text) if number[1] else int(text)
    return text
