"""Reminders as a calendar (iCalendar, RFC 5545), an event of the day for each; needs the extra `calendar`."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time

import icalendar

from zjtx_rules.reminders.models import KINDS, Reminder, Reminders
from zjtx_rules.reminders.text import facts
from zjtx_rules.shown import shown
from zjtx_rules.terms.dates import days_later
from zjtx_rules.version import __version__
from zjtx_rules.words import Language, Words

_NAME = Words("政策提醒", "Policy reminders")


def reminders_calendar(found: Reminders, language: Language = "zh") -> str:
    """Return reminders as the text of an .ics file, the same for the same reminders.

    Every event lasts the whole of its day; its time stamp is the day of the question, so that no clock is asked.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//zjtx-rules//{__version__}//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _NAME.say(language))
    stamp = datetime.combine(found.as_of, time(), UTC)
    for each in found.reminders:
        calendar.add_component(_event(each, stamp, language))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(reminder: Reminder, stamp: datetime, language: Language) -> icalendar.Event:
    event = icalendar.Event()
    kind = KINDS[reminder.kind].say(language)
    lines = [*facts(reminder, language), *(each.say(language) for each in reminder.details)]
    event.add("uid", f"{_identity(reminder)}@zjtx-rules")
    event.add("dtstamp", stamp)
    event.add("dtstart", reminder.day)
    event.add("dtend", days_later(reminder.day, 1))
    event.add("summary", shown(f"{kind}：{reminder.text.say(language)}"))
    event.add("description", "\n".join(map(shown, lines)))
    event.add("categories", [kind])
    event.add("transp", "TRANSPARENT")
    return event


def _identity(reminder: Reminder) -> str:
    """Return what tells a reminder from others: the same when it is made again later, so that a calendar takes it for the same event."""
    key = (reminder.kind, reminder.document, reminder.clause, reminder.text.zh, *reminder.firms)
    return hashlib.sha256(repr(key).encode()).hexdigest()[:32]
