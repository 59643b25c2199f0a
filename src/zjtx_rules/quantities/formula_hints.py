"""What to write instead, where a formula cannot be read: one suggestion for each slip that people are known to make."""

from __future__ import annotations

import re

from zjtx_rules.terms.numerals import chinese_number
from zjtx_rules.words import Words

_OF = re.compile(r"(?P<name>[^+−×÷()，,\s]+)的(?P<number>[0-9]+(?:\.[0-9]+)?)\s*$")
_IN_WORDS = re.compile(r"(?P<per>百分之|千分之)(?P<number>[零〇一二两三四五六七八九十百]+)$")
_ENGLISH = {
    "min": "较低",
    "max": "较高",
    "sum": "合计",
    "avg": "平均",
    "average": "平均",
    "mean": "平均",
    "round": "取整",
    "floor": "取整",
    "int": "取整",
    "growth": "增长率",
}
_EXAMPLES = {
    "超出": "超出(上年产值, 前年产值)",
    "取整": "取整(上年产值 ÷ 1000万元)",
    "每满": "每满(上年产值, 1000万元)",
    "较高": "较高(上年产值, 前年产值)",
    "较低": "较低(设备投资 × 5%, 100万元)",
    "增长率": "增长率(上年产值, 前年产值)",
}


def write(*ways: str) -> Words:
    """Return the suggestion to write it in one of some ways."""
    zh, en = "或".join(f"“{way}”" for way in ways), " or ".join(f"'{way}'" for way in ways)
    return Words(f"请写作{zh}", f"write {en}")


def of_sign(text: str, at: int) -> Words:
    """Return what to write instead of a sign that no formula has."""
    share = _OF.search(text[:at])
    if text[at] in "%‰" and share is not None:
        return write(f"{share['name']} × {share['number']}{text[at]}")
    if text[at] in "。；;.":
        return Words(f"去掉“{text[at]}”", f"leave out '{text[at]}'")
    return Words(
        "公式里只有数、名称、+ − × ÷、括号和逗号", "a formula has numbers, names, + − × ÷, parentheses and commas"
    )


def of_function(name: str) -> str | None:
    """Return the function that an English name means."""
    return _ENGLISH.get(name.casefold())


def of_operands(name: str) -> Words | None:
    """Return how a function is written."""
    return Words(f"例如 {_EXAMPLES[name]}", f"for example {_EXAMPLES[name]}") if name in _EXAMPLES else None


def of_name(name: str) -> Words | None:
    """Return the figure that a name says in words: 百分之五."""
    found = _IN_WORDS.match(name)
    number = chinese_number(found["number"]) if found else None
    return None if found is None or number is None else write(f"{number}{'%' if found['per'] == '百分之' else '‰'}")


def of_power(digits: str) -> Words:
    """Return how a number with a power of ten is written."""
    return Words(
        f"不写“{digits}e…”，把数写全，例如 80万元", f"write the number out instead of '{digits}e…', such as 80万元"
    )
