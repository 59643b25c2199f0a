"""The figures that stand in the words of a policy: sums, percentages and plain numbers, however they are spelt.

Lists share a unit (50、30和20万元), white space carries no meaning (300 万元), 1000万 of money means 1000万元, and small
numbers may be spelt in Chinese (两年, 百分之五十). In scanned texts a row of I and O may stand for digits.
"""

from __future__ import annotations

import re
from decimal import Decimal

from zjtx_rules.terms import Money, Percentage

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_LISTED = re.compile(
    rf"((?:{_NUMBER}(?:、|和|及|或|与|至|到|—|–|-|~|～)+)*{_NUMBER})(亿元|千万元|百万元|万元|元|%|万(?![家户人名个台套件吨亩次项平])|亿(?![家户人名个台套件吨亩次项平]))"
)
_NUMBERS = re.compile(_NUMBER)
_POWERS = {"亿元": 8, "亿": 8, "千万元": 7, "百万元": 6, "万元": 4, "万": 4, "元": 0}
_WIDE = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_MISREAD = re.compile(r"(?<![A-Za-z0-9])[IlO0-9]*[IlO][IlO0-9]{2,}(?![A-Za-z])")
"""A number of a scanned text in which letters stand for digits: IOOO家."""
_MEANT = str.maketrans("IlO", "110")
_SPELT = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_SPELT_MONEY = re.compile(r"([零〇一二两三四五六七八九十百千万亿]+)元")
_SPELT_PERCENTAGE = re.compile(r"百分之([零〇一二两三四五六七八九十百]+|[0-9]+(?:\.[0-9]+)?)")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1_000}

CEILING = re.compile("最高|不超过|不得超过|不高于|上限|封顶|以内|至多|最多|为限")
"""Words that make a figure a ceiling."""

_CLAUSE_END = re.compile("[。；;！!？?]")


def bare(text: str) -> str:
    """Return a text without white space, its digits and signs in half width."""
    plain = re.sub(r"\s+", "", text).translate(_WIDE)
    return _MISREAD.sub(lambda found: found[0].translate(_MEANT), plain)


def spelt(numeral: str) -> int | None:
    """Return the number that a Chinese numeral spells (二百五十, 三千), or None where it spells none."""
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SCALES:
            section += (digit or 1) * _SCALES[char]
            digit = 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        elif char == "亿":
            total, section, digit = (total + section + digit) * 100_000_000, 0, 0
        else:
            return None
    return total + section + digit


def sums(text: str) -> frozenset[Money]:
    """Return every sum of money that a text names."""
    plain = bare(text)
    found = {
        Money(Decimal(number.replace(",", "")).scaleb(_POWERS[unit]))
        for numbers, unit in _LISTED.findall(plain)
        if unit != "%"
        for number in _NUMBERS.findall(numbers)
    }
    found |= {Money(number) for each in _SPELT_MONEY.findall(plain) if (number := spelt(each))}
    return frozenset(found)


def percentages(text: str) -> frozenset[Percentage]:
    """Return every percentage that a text names."""
    plain = bare(text)
    found = {
        Percentage(Decimal(number).scaleb(-2))
        for numbers, unit in _LISTED.findall(plain)
        if unit == "%"
        for number in _NUMBERS.findall(numbers)
    }
    for each in _SPELT_PERCENTAGE.findall(plain):
        number = Decimal(each) if each[0].isascii() else spelt(each)
        if number is not None:
            found.add(Percentage(Decimal(number).scaleb(-2)))
    return frozenset(found)


def numbers(text: str) -> frozenset[Decimal]:
    """Return every number in a text, whatever it counts, spelt in digits or in Chinese."""
    plain = bare(text)
    found = {Decimal(each.replace(",", "")) for each in _NUMBERS.findall(plain)}
    return frozenset(found | {Decimal(number) for each in _SPELT.findall(plain) if (number := spelt(each)) is not None})


def segments(text: str) -> list[str]:
    """Return the parts of a quote between full stops and semicolons: what says 最高 says it of its own part only."""
    return [each for each in _CLAUSE_END.split(text) if each.strip()]
