"""The recognition that another one follows upon: the latest earlier one of the same title and level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import AtLeast
from zjtx_rules.terms import TITLES
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth


def previous_expiry(recognitions: Sequence[Recognition], index: int) -> date | Literal["never"] | None:
    """Return the last day of the title that this recognition follows upon; None if it is not known.

    Either the profile says it on the recognition itself, or the latest earlier recognition of the same title and level
    does. One that may or may not be that latest, because its date or level is missing, leaves it unknown.
    """
    recognition = recognitions[index]
    if recognition.previous_expires is not None:
        return recognition.previous_expires
    if recognition.date is None or isinstance(recognitions, AtLeast):
        # One that is not listed may be the latest.
        return None
    latest: Recognition | None = None
    unsure: list[Recognition] = []
    for at, each in enumerate(recognitions):
        alike = same_level(recognition, each)
        if at == index or each.title != recognition.title or alike is False:
            continue
        if each.date is not None and each.date >= recognition.date:
            continue
        if each.date is None or alike is None:
            unsure.append(each)
        elif latest is None or _later(each, latest):
            latest = each
    if latest is None or any(each.date is None or not _later(latest, each) for each in unsure):
        return None
    return latest.expires


def same_level(one: Recognition, other: Recognition) -> bool | None:
    """Return whether two recognitions of one title are of one level; None if that is not known."""
    if one.level is None or other.level is None:
        return True if len(TITLES[one.title].levels) == 1 else None
    return one.level == other.level


def _later(one: Recognition, other: Recognition) -> bool:
    """Return whether the first was given later; of two on one day the one that ends later, or whose end is unknown."""
    return _when(one) > _when(other)


def _when(recognition: Recognition) -> tuple[date, date]:
    expires = recognition.expires
    return recognition.date or date.min, expires if isinstance(expires, date) else date.max


def none_earlier(
    recognitions: Sequence[Recognition], index: int, kinds: frozenset[RecognitionKind]
) -> tuple[Truth, tuple[str, ...]]:
    """Return whether no earlier recognition of the same title and level is of these kinds, and what is missing to tell."""
    this = recognitions[index]
    missing: tuple[str, ...] = ()
    for at, each in enumerate(recognitions):
        if at == index or each.title != this.title or (each.kind is not None and each.kind not in kinds):
            continue
        if this.date is not None and each.date is not None and each.date >= this.date:
            continue
        alike = same_level(this, each)
        if alike is False:
            continue
        untold = _untold(this, each, at, level=alike is None)
        if not untold:
            return NOT_MET, ()
        missing += untold
    if isinstance(recognitions, AtLeast):
        missing += ("recognitions",)
    return (UNKNOWN, missing) if missing else (MET, ())


def _untold(this: Recognition, other: Recognition, at: int, *, level: bool) -> tuple[str, ...]:
    """Return what two recognitions do not say and would have to, so that one is known to be the earlier of its kind.

    Args:
        this: The recognition that is asked about; its own fields are named without a path.
        other: The one that may be earlier.
        at: Its position.
        level: Whether it is open if both are of one level.
    """
    absent = [name for name in ("kind", "date") if getattr(other, name) is None]
    if level and other.level is None:
        absent.append("level")
    own = ["date"] if this.date is None else []
    if level and this.level is None:
        own.append("level")
    return (*(f"recognitions.{at}.{name}" for name in absent), *own)
