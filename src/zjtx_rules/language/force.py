"""What a sentence binds: whether it must be granted, may be, comes first, is open to join, is only encouraged, or is for others to do.

The kind of a clause says what is given (money, a right, a service); the force says how firmly, and to whom the sentence speaks.
"""

from __future__ import annotations

from typing import Literal

from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.words import Words

Force = Literal["mandatory", "discretionary", "priority", "programme", "encouraged", "third_party", "government"]
"""What a sentence binds, from the firmest for the applicant to that which does not speak to it."""

Entry = Literal["apply", "sign_up", "recommended", "selected", "invited", "automatic"]
"""By what act one comes to have it."""

FORCES: dict[Force, Words] = {
    "mandatory": Words("应当给付", "shall be granted"),
    "discretionary": Words("可以", "may be granted"),
    "priority": Words("优先", "priority"),
    "programme": Words("可报名的项目", "programme to join"),
    "encouraged": Words("鼓励支持", "encouraged"),
    "third_party": Words("他人职责", "for others to do"),
    "government": Words("政府工作", "government work"),
}
ENTRIES: dict[Entry, Words] = {
    "apply": Words("申报", "on application"),
    "sign_up": Words("报名参加", "on signing up"),
    "recommended": Words("由部门推荐", "on recommendation by the offices"),
    "selected": Words("择优选取", "by selection"),
    "invited": Words("由部门组织或邀请", "on invitation by the offices"),
    "automatic": Words("无须申请", "without an application"),
}
BY_KIND: dict[str, Force] = {
    "award": "mandatory",
    "subsidy": "mandatory",
    "right": "mandatory",
    "service": "programme",
    "duty": "government",
}
"""What is taken where a clause does not state its force; `zjtx check` points at rights and services that do not."""

RANKS: dict[object, int] = {
    "mandatory": 6,
    "discretionary": 5,
    "priority": 4,
    "programme": 3,
    "encouraged": 2,
    "third_party": 1,
    "government": 0,
}
"""How much an applicant may make of it."""


PAYING: frozenset[Force] = frozenset({"mandatory", "discretionary", "priority"})
"""Under which an office gives something to whoever comes with the conditions met."""


def force_of(clause: object) -> Force | ByReading[Force] | None:
    """Return what the sentence of a clause binds as the file says, or as its kind has it; None for kinds that bind nobody."""
    stated: Force | ByReading[Force] | None = getattr(clause, "force", None)
    return BY_KIND.get(str(getattr(clause, "kind", ""))) if stated is None else stated


__all__ = ["BY_KIND", "ENTRIES", "FORCES", "PAYING", "RANKS", "Entry", "Force", "force_of"]
