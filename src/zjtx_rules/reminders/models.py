"""What a reminder says: its kind, its day, whom it concerns, and on which clause it rests."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zjtx_rules.analysis.diffing.models import Frozen, Text
from zjtx_rules.terms import LegalDate
from zjtx_rules.words import Words

Kind = Literal[
    "title_expires",
    "review",
    "document_begins",
    "document_ends",
    "window",
    "money_unclaimed",
    "document_new",
    "document_changed",
]

KINDS: dict[Kind, Words] = {
    "title_expires": Words("称号到期", "title expires"),
    "review": Words("复核", "review of a title"),
    "document_begins": Words("文件施行", "document comes into force"),
    "document_ends": Words("文件到期", "document ends"),
    "window": Words("申报时间", "time to apply"),
    "money_unclaimed": Words("可领未领", "money unclaimed"),
    "document_new": Words("新文件", "new document"),
    "document_changed": Words("条款修订", "clauses changed"),
}
"""Every kind of reminder."""


class Reminder(Frozen):
    """One thing to know of."""

    kind: Kind
    day: LegalDate = Field(description="the day that matters; for what holds already, the day of the question")
    until: LegalDate | None = Field(
        default=None, description="the last day on which it can be acted on, where one is known"
    )
    text: Text
    details: tuple[Text, ...] = ()
    firms: tuple[str, ...] = Field(description="whom it concerns, in the order of the list")
    document: str | None = None
    clause: str | None = None
    source: str = Field(default="", description="number of the document and of the clause")
    offices: tuple[str, ...] = ()


class Reminders(Frozen):
    """All reminders on a day, in the order of their days."""

    format: Literal["zjtx-reminders-1"] = "zjtx-reminders-1"
    as_of: LegalDate
    to: LegalDate = Field(description="the last day that was looked at")
    since: str | None = None
    firms: int
    reminders: tuple[Reminder, ...]
    notes: tuple[Text, ...] = ()
    """What could not be looked at, such as titles whose last day is not known."""
