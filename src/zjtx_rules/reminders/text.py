"""Reminders on a terminal: by day, each with whom it concerns, on what it rests and where to go."""

from __future__ import annotations

from zjtx_rules.reminders.models import KINDS, Reminder, Reminders
from zjtx_rules.shown import page
from zjtx_rules.words import Language, Words

FIRMS_SHOWN = 10
_TEXT = {
    "head": Words("{}起至{}的提醒：{}条", "Reminders from {} to {}: {}"),
    "since": Words("与 {} 相比", "compared with {}"),
    "none": Words("没有要提醒的", "nothing to be reminded of"),
    "offices": Words("找：{}", "go to: {}"),
    "until": Words("至{}止", "until {}"),
    "more": Words("等{}家", " and others, {} in all"),
    "notes": Words("说明：{}", "note: {}"),
}


def reminders_text(found: Reminders, language: Language = "zh") -> str:
    """Return reminders as text."""

    def say(key: str, *given: object) -> str:
        return _TEXT[key].say(language).format(*given)

    head = say("head", found.as_of, found.to, len(found.reminders))
    lines = [head + (f"，{say('since', found.since)}" if found.since else ""), ""]
    if not found.reminders:
        lines.append(say("none"))
    for each in found.reminders:
        lines.append(f"{each.day}  [{KINDS[each.kind].say(language)}] {each.text.say(language)}")
        lines += [f"    {text}" for text in facts(each, language)]
        lines += [f"    · {detail.say(language)}" for detail in each.details]
    lines += ["", *(say("notes", each.say(language)) for each in found.notes)] if found.notes else []
    return page(lines)


def facts(reminder: Reminder, language: Language) -> list[str]:
    """Return whom a reminder concerns, on what it rests, where to go, and until when."""

    def say(key: str, *given: object) -> str:
        return _TEXT[key].say(language).format(*given)

    names = (Words("、", ", ").say(language)).join(reminder.firms[:FIRMS_SHOWN])
    if len(reminder.firms) > FIRMS_SHOWN:
        names += say("more", len(reminder.firms))
    until = say("until", reminder.until) if reminder.until and reminder.until != reminder.day else ""
    offices = say("offices", "、".join(reminder.offices)) if reminder.offices else ""
    return [each for each in (names, reminder.source, "；".join(filter(None, (offices, until)))) if each]
