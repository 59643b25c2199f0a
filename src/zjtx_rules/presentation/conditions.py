"""How conditions and the values found are said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from zjtx_rules.conditions.base import Found, Prepared
from zjtx_rules.presentation.models import ConditionOut
from zjtx_rules.profile.facts import Possible, Undetermined
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.terms.truth import VERDICTS
from zjtx_rules.words import Language, Words


def condition_out(
    prepared: Prepared, found: Found, language: Language, name: Callable[[str], Words]
) -> ConditionOut | None:
    """Return a condition with what was found of it and of its parts; None where no more than the truth was kept.

    `name` says the path of a missing fact in words.
    """
    truth, value, missing = found
    if prepared.parts and value is None:
        return None
    parts = []
    if prepared.parts:
        # Where the place already decides, the parts after it were not looked at.
        parts = [
            out
            for part, inner in zip(prepared.parts, value, strict=False)
            for out in [condition_out(part, inner, language, name)]
            if out is not None
        ]
        shown = None
    elif prepared.got is not None and not isinstance(value, list):
        shown = prepared.got(value).say(language) if value is not None else None
    else:
        shown = None if value is None or isinstance(value, list) else value_text(value, language)
    return ConditionOut(
        text=prepared.say.say(language),
        verdict=VERDICTS[truth].value,
        value=shown,
        missing=list(dict.fromkeys(missing)),
        lacks=[] if parts else list(dict.fromkeys(name(path).say(language) for path in missing)),
        parts=parts,
    )


def value_text(value: Any, language: Language) -> str:
    """Return a value as a person reads it."""
    if isinstance(value, bool):
        return (Words("是", "yes") if value else Words("否", "no")).say(language)
    if isinstance(value, (Money, Percentage)):
        return value.english() if language == "en" else _short(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Possible):
        return value.said.say(language) if value.said else "/".join(sorted(str(each) for each in value))
    if isinstance(value, Undetermined):
        return value.why.say(language)
    return str(value)


def _short(value: Money | Percentage) -> str:
    """Return money as it is and a percentage to two places, which is how people compare it; the test used it exactly."""
    if isinstance(value, Money):
        return str(value)
    text = str(value)
    number = text.rstrip("%")
    return f"{round(value.ratio * 100, 2).normalize():f}%" if len(number.partition(".")[2]) > 2 else text
