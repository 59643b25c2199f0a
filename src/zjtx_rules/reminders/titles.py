"""Titles that end, and when their review (复核) is to be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from zjtx_rules.language.clauses import Tier
from zjtx_rules.language.documents import Document
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.records import Recognition
from zjtx_rules.reminders.models import Reminder
from zjtx_rules.terms import TITLES, ApplicationWindow, Duration
from zjtx_rules.terms.dates import days_later
from zjtx_rules.words import Words

ReviewWindows = Mapping[str, tuple[tuple[Document, Tier], ...]]
"""The clauses that say when one can apply for a title, by the title."""


def review_windows(rules: RuleSet) -> ReviewWindows:
    """Return where issued rule files say when one can apply for a title."""
    found: dict[str, tuple[tuple[Document, Tier], ...]] = {}
    for _, document, clause in rules.clauses():
        if isinstance(clause, Tier) and clause.rank and clause.window and document.status == "issued":
            found[clause.rank] = (*found.get(clause.rank, ()), (document, clause))
    return found


def titles(
    applicant: Applicant, firm: str, as_of: date, to: date, review: Duration, reviews: ReviewWindows
) -> Iterator[Reminder]:
    """Yield the titles of an applicant that end from the day on, and the reviews that are to be asked for before."""
    for held, end in _latest(applicant):
        if end < as_of:
            continue
        title = _name(held)
        if end <= to:
            text = Words(f"{title.zh}有效期至{end}", f"{title.en} is valid until {end}")
            yield Reminder(kind="title_expires", day=end, until=end, text=text, firms=(firm,))
        opens, last, source = _review(held.title, end, review, reviews)
        day = max(opens, as_of)
        if last >= as_of and day <= to:
            yield _review_reminder(title, end, (day, last), source, firm)


def without_end(applicant: Applicant) -> int:
    """Return how many titles of an applicant have no last day that is known."""
    return sum(each.expires is None for each in _recognitions(applicant))


def _recognitions(applicant: Applicant) -> tuple[Recognition, ...]:
    return tuple(getattr(applicant, "recognitions", None) or ())


def _latest(applicant: Applicant) -> Iterator[tuple[Recognition, date]]:
    """Yield of each title at each level the recognition that lasts longest, if it ends."""
    found: dict[tuple[str, str], Recognition] = {}
    for each in _recognitions(applicant):
        if each.expires is None:
            continue
        key = (each.title, str(each.level))
        other = found.get(key)
        if other is None or _end(each) > _end(other):
            found[key] = each
    for each in found.values():
        if isinstance(each.expires, date):
            yield each, each.expires


def _end(held: Recognition) -> date:
    return held.expires if isinstance(held.expires, date) else date.max


def _name(held: Recognition) -> Words:
    title = TITLES[held.title]
    if held.level is None:
        return Words(title.label, title.english)
    return Words(f"{held.level.label}{title.label}", f"{title.english} ({held.level.english})")


def _review(
    title: str, end: date, review: Duration, reviews: ReviewWindows
) -> tuple[date, date, tuple[Document, Tier] | None]:
    """Return from when until when the review can be asked for, and the clause that says so: the last window before the end."""
    ways = [(window, (document, clause)) for document, clause in reviews.get(title, ()) for window in clause.window]
    spans = [(opens, last, source) for window, source in ways for opens, last in _before(window, end)]
    if spans:
        return max(spans, key=lambda each: each[1])
    months = end.year * 12 + end.month - 1 - review.months
    opens = days_later(end, -review.days) if review.days else _day(months, end.day)
    return opens, end, None


def _before(window: ApplicationWindow, end: date) -> Iterator[tuple[date, date]]:
    for year in (end.year - 1, end.year):
        first, last = window.days(year)
        if last <= end:
            yield first or date(last.year, 1, 1), last


def _day(months: int, day: int) -> date:
    """Return the day of a month, counted from the year nought; the last of the month where it has no such day."""
    first = date(max(months // 12, 1), months % 12 + 1, 1)
    following = days_later(date(first.year, first.month, 28), 4).replace(day=1)
    return min(days_later(first, day - 1), days_later(following, -1))


def _review_reminder(
    title: Words, end: date, span: tuple[date, date], source: tuple[Document, Tier] | None, firm: str
) -> Reminder:
    day, last = span
    text = Words(f"{title.zh}有效期至{end}，准备复核", f"{title.en} is valid until {end}: prepare for its review")
    if source is None:
        detail = Words("受理时间以当年复核通知为准", "the notice of the year says when it is to be asked for")
        return Reminder(kind="review", day=day, until=last, text=text, details=(detail,), firms=(firm,))
    document, clause = source
    detail = Words(f"申报时间{day}至{last}", f"apply from {day} to {last}")
    return Reminder(
        kind="review",
        day=day,
        until=last,
        text=text,
        details=(detail,),
        firms=(firm,),
        document=document.id,
        clause=clause.id,
        source=f"{document.number or document.title} {clause.cite}",
        offices=clause.by,
    )
