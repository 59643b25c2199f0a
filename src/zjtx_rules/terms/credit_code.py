"""统一社会信用代码: the 18 characters by which an organisation is registered.

GB 32100-2015 法人和其他组织统一社会信用代码编码规则: digits and capital letters without I, O, S, V and Z. The first character is the
registering authority, the second its kind of organisation, the third to eighth the division of GB/T 2260 where it was registered,
nine characters the organisation, and the last a check over the other 17, with the powers of 3 modulo 31 as weights.

Codes were issued whose check character does not fit; they are taken, and spoken of (`doubt_credit_code`).
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
# 登记管理部门, 机构类别, and of the division the province (10 for the nation), which no number of an identity card has there.
_AUTHORITIES = "123456789ANY"
_CATEGORIES = "123459"
_PROVINCES = "10|1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]"
_ISSUED = re.compile(f"[{_AUTHORITIES}][{_CATEGORIES}](?:{_PROVINCES})[0-9]{{4}}[{_ALPHABET}]{{10}}")
# 公民身份号码 (GB 11643-1999): a division, a day of birth, a number, and a check modulo 11.
_IDENTITY = re.compile(r"[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]")
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
    """Return what is wrong with a 统一社会信用代码, its check character included, or None when nothing is."""
    error = _complaint(text)
    return error.words if error else _wrong_check(text)


def doubt_credit_code(text: str) -> Words | None:
    """Return what is doubtful in a code that is taken as it is, or None: a check character that does not fit.

    >>> doubt_credit_code("91350203M0002ABC19").en
    "the check character of the credit code is wrong: the first 17 call for '6', not '9'"
    """
    if _complaint(text):
        return None
    return _wrong_check(text) or (_LIKE_IDENTITY if _like_identity(text) else None)


_LIKE_IDENTITY = Words("像是身份证号码，不像统一社会信用代码", "it looks like the number of an identity card")


def _like_identity(text: str) -> bool:
    return _IDENTITY.fullmatch(text) is not None


def _wrong_check(text: str) -> Words | None:
    """Return what is wrong with the check character of a code whose characters are all right."""
    total: int = sum(map(mul, map(_VALUES.__getitem__, text), _ALL_WEIGHTS))
    if total % 31 == 0:
        return None
    expected = make_check_character(text[:-1])
    return Words(
        f"信用代码校验位不符：前17位对应的校验位是“{expected}”，现为“{text[-1]}”",
        f"the check character of the credit code is wrong: the first 17 call for '{expected}', not '{text[-1]}'",
    )


def _complaint(text: object) -> CreditCodeError | None:
    """Return why a code cannot be taken, the most telling reason first, or None."""
    if not isinstance(text, str):
        return CreditCodeError(Words(f"“{shown(text)}”不是文本", f"'{shown(text)}' is not a text"), _quoted(text))
    if _ISSUED.fullmatch(text) and not _like_identity(text):
        return None
    return _misspelt(text) or _wrong_character(text) or _wrong_part(text)


def _quoted(value: object) -> Words | None:
    """Return the suggestion to quote a number that has as many digits as a code."""
    if isinstance(value, bool) or not isinstance(value, int) or len(str(value)) != _LENGTH:
        return None
    return Words(f'请加引号，写作 "{value}"', f'put it in quotation marks: "{value}"')


def _misspelt(text: str) -> CreditCodeError | None:
    """Return what is wrong with the width, the spaces, the case or the length of a code."""
    tidy = half_width(text).upper()
    tidy = "".join(tidy.split())
    hint = write_as(tidy) if tidy != text and len(tidy) == _LENGTH and not _complaint(tidy) else None
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
    return None


def _wrong_part(text: str) -> CreditCodeError | None:
    """Return which part of a code of legal characters is none that is issued."""
    if _like_identity(text) and not (_ISSUED.fullmatch(text) and _wrong_check(text) is None):
        return CreditCodeError(
            Words(
                "这是身份证号码的写法，不是统一社会信用代码",
                "this is the number of an identity card, not a credit code",
            )
        )
    if text[0] not in _AUTHORITIES or text[1] not in _CATEGORIES:
        return CreditCodeError(
            Words(
                f"信用代码前2位“{text[:2]}”不是登记管理部门和机构类别，企业为“91”",
                f"the credit code begins with '{text[:2]}', which is no registering authority and category; '91' is an enterprise",
            )
        )
    if not _ISSUED.fullmatch(text):
        return CreditCodeError(
            Words(
                f"信用代码第3至8位“{text[2:8]}”不是行政区划代码",
                f"characters 3 to 8 of the credit code, '{text[2:8]}', are no administrative division",
            )
        )
    return None


def _take(value: object) -> object:
    """Return a code as it is, or raise what is wrong with it."""
    error = _complaint(value)
    if error:
        raise error
    return value


CreditCode = Annotated[
    str,
    BeforeValidator(reading(_take)),
    WithJsonSchema({"type": "string", "title": "统一社会信用代码", "pattern": f"^{_ISSUED.pattern}$"}),
]
"""A 统一社会信用代码 as a field of a model."""
