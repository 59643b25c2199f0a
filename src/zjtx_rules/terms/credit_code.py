"""统一社会信用代码: the 18 characters by which an organisation is registered.

GB 32100-2015 法人和其他组织统一社会信用代码编码规则: digits and capital letters without I, O, S, V and Z; the last character is a
check over the other 17, with the powers of 3 modulo 31 as weights.
"""

from __future__ import annotations

import re
from operator import mul
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from zjtx_rules.terms.fields import TermError, half_width, has_full_width, reading, shown, write_as
from zjtx_rules.words import Words

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, power, 31) for power in range(17))
# The check character makes the weighted sum of all 18 divisible by 31.
_ALL_WEIGHTS = (*_WEIGHTS, 1)
_LENGTH = 18
_WELL_FORMED = re.compile(f"[{_ALPHABET}]{{{_LENGTH}}}")
# What a person most likely read or typed wrongly.
_LOOKALIKES = str.maketrans("IOSZV", "1052U")


class CreditCodeError(TermError):
    """Raised when a text is not a 统一社会信用代码."""

    code: ClassVar[str] = "credit-code"


def make_check_character(first17: str) -> str:
    """Return the eighteenth character for the first seventeen.

    Raises:
        CreditCodeError: when they are not seventeen characters of the code.
    """
    if len(first17) != _LENGTH - 1 or any(char not in _VALUES for char in first17):
        raise CreditCodeError(
            Words(
                "前17位须为数字或除I、O、S、V、Z以外的大写字母",
                "the first 17 are digits or capitals other than I, O, S, V, Z",
            )
        )
    return _ALPHABET[-sum(_VALUES[char] * weight for char, weight in zip(first17, _WEIGHTS, strict=True)) % 31]


def check_credit_code(text: str) -> Words | None:
    """Return what is wrong with a 统一社会信用代码, or None when nothing is."""
    error = None if _is_right(text) else _complaint(text)
    return error.words if error else None


def _is_right(text: object) -> bool:
    """Return whether a code is right, without looking for the reason where it is not."""
    if not isinstance(text, str) or not _WELL_FORMED.fullmatch(text):
        return False
    total: int = sum(map(mul, map(_VALUES.__getitem__, text), _ALL_WEIGHTS))
    return total % 31 == 0


def _complaint(text: object) -> CreditCodeError | None:
    """Return what is wrong with a code, the most telling reason first, or None."""
    if not isinstance(text, str):
        return CreditCodeError(Words(f"“{shown(text)}”不是文本", f"'{shown(text)}' is not a text"))
    return _misspelt(text) or _wrong_character(text)


def _misspelt(text: str) -> CreditCodeError | None:
    """Return what is wrong with the width, the spaces, the case or the length of a code."""
    tidy = half_width(text).upper()
    tidy = "".join(tidy.split())
    hint = write_as(tidy) if tidy != text and len(tidy) == _LENGTH and not _wrong_character(tidy) else None
    if has_full_width(text):
        return CreditCodeError(
            Words("信用代码含有全角字符，应为半角", "the credit code has full-width characters; use half-width ones"),
            hint,
        )
    if any(char.isspace() for char in text):
        return CreditCodeError(Words("信用代码含有空白", "the credit code contains white space"), hint)
    if len(text) != _LENGTH:
        return CreditCodeError(
            Words(f"信用代码应为18位，现为{len(text)}位", f"a credit code has 18 characters, this has {len(text)}"),
            hint,
        )
    if any("a" <= char <= "z" for char in text):
        return CreditCodeError(
            Words("信用代码含有小写字母，应为大写", "the credit code has lower-case letters; use capitals"), hint
        )
    return None


def _wrong_character(text: str) -> CreditCodeError | None:
    """Return which character of a code of the right length is illegal or fails the check."""
    for place, char in enumerate(text, start=1):
        if char not in _VALUES:
            likely = text.translate(_LOOKALIKES)
            right = all(each in _VALUES for each in likely) and make_check_character(likely[:-1]) == likely[-1]
            return CreditCodeError(
                Words(
                    f"信用代码第{place}位“{char}”不合规：只用数字和除I、O、S、V、Z以外的大写字母",
                    f"character {place} of the credit code, '{char}', is not allowed: digits and capitals but I, O, S, V, Z",
                ),
                write_as(likely) if right else None,
            )
    expected = make_check_character(text[:-1])
    if text[-1] != expected:
        return CreditCodeError(
            Words(
                f"信用代码校验位不符：前17位对应的校验位是“{expected}”，现为“{text[-1]}”",
                f"the check character of the credit code is wrong: the first 17 call for '{expected}', not '{text[-1]}'",
            )
        )
    return None


def _take(value: object) -> object:
    """Return a code as it is, or raise what is wrong with it."""
    error = None if _is_right(value) else _complaint(value)
    if error:
        raise error
    return value


CreditCode = Annotated[
    str,
    BeforeValidator(reading(_take)),
    WithJsonSchema({"type": "string", "title": "统一社会信用代码", "pattern": f"^[{_ALPHABET}]{{18}}$"}),
]
"""A 统一社会信用代码 as a field of a model."""
