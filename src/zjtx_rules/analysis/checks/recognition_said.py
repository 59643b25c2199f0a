"""`recognition-said`: titles, levels, periods and 新 of the conditions, against the words of the quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.figures import numbers
from zjtx_rules.analysis.visit import clauses, parts
from zjtx_rules.conditions.cultivated import Cultivated
from zjtx_rules.conditions.holds import Holds
from zjtx_rules.conditions.newly_recognised import NewlyRecognised
from zjtx_rules.conditions.recognitions import TitleAndLevel
from zjtx_rules.conditions.renewed import Renewed
from zjtx_rules.files import Path
from zjtx_rules.language.clauses import Pays
from zjtx_rules.payments.same_as import SameAs
from zjtx_rules.payments.yearly import Instalments
from zjtx_rules.terms import TITLES, Duration, Level
from zjtx_rules.words import Words

_NEW = re.compile("新获得?认定|新获评|新认定|新评定|首次获得|首次认定")
_SAID: dict[Level, re.Pattern[str]] = {
    Level.NATIONAL: re.compile("国家|全国"),
    Level.PROVINCIAL: re.compile("省"),
    Level.CITY: re.compile("市级|市里"),
    Level.COUNTY: re.compile("区县级|县级|区级"),
}
_ENDING = re.compile("(?:培育)?(?:中小)?企业$|产品$")
_IGNORED = re.compile(r"[\s“”‘’\"'「」『』()（）]")


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        if isinstance(clause, Pays) and not isinstance(clause.pays, SameAs):
            quote = _IGNORED.sub("", "。".join(clause.quote))
            inside = [pair for key in ("when", "pays") for pair in parts(getattr(clause, key), (*path, key))]
            for where, part in inside:
                message = _of_titles(part, quote) if isinstance(part, TitleAndLevel) else _of_period(part, quote)
                if message is not None:
                    yield Found(where, message)
            yield from _newness(inside, quote)


def _of_titles(which: TitleAndLevel, quote: str) -> Words | None:
    names = {title: _names(title) for title in which.titles}
    if not any(name in quote for found in names.values() for name in found):
        if not any(name in quote for title in TITLES for name in _names(title)):
            return None  # only a part of the sentence is quoted
        listed = "、".join(TITLES[title].label for title in which.titles)
        return Words(f"条件问“{listed}”，引文没有写", f"the condition asks for {listed}, which the quote does not name")
    level = which.level if which.level is not None else which.level_at_least
    if level is None or all(len(TITLES[title].levels) == 1 for title in which.titles):
        return None
    others = [each.label for each, pattern in _SAID.items() if each != level and pattern.search(quote)]
    if others and not _SAID[level].search(quote):
        listed = "、".join(others)
        return Words(
            f"条件问{level.label}，引文写的是{listed}", f"the level is {level.english}, the quote says {listed}"
        )
    return None


@lru_cache(maxsize=256)
def _names(title: str) -> list[str]:
    """Return the names of a title, each also without what all titles end with: 瞪羚 for 瞪羚企业."""
    every = (TITLES[title].label, *TITLES[title].aliases)
    bare = [_IGNORED.sub("", each) for each in every]
    return [name for each in bare for name in (each, _ENDING.sub("", each)) if len(name) > 1]


def _of_period(part: object, quote: str) -> Words | None:
    stated = numbers(quote)
    if isinstance(part, Instalments) and part.years not in stated:
        return Words(f"给付{part.years}年，引文没有这个年数", f"{part.years} years are not in the quote")
    if isinstance(part, Duration) and not {part.months, part.days, part.months / 12} & stated:
        return Words(f"期限“{part}”不在引文之中", f"the period '{part}' is not in the quote")
    return None


def _newness(inside: list[tuple[Path, object]], quote: str) -> Iterator[Found]:
    new = _NEW.search(quote)
    if new is None or any(isinstance(part, NewlyRecognised | Renewed | Cultivated) for _, part in inside):
        return
    for where, part in inside:
        if isinstance(part, Holds):
            yield Found(
                where,
                Words(
                    f"引文写“{new[0]}”，条件只问称号有效",
                    f"the quote says {new[0]}, the condition only asks to hold it",
                ),
                remedy=Words("改写 newly_recognised", "write newly_recognised"),
            )


CHECK = Check(
    "recognition-said",
    Severity.WARNING,
    Words("与引文不符的称号、级别、期限或新认定", "titles, levels, periods or newness that differ from the quote"),
    Words(
        "对照原文改正，或补全引文；有意为之的，注明理由", "correct it by the text, quote all of it, or give the reason"
    ),
    _find,
)
