"""How recognitions are matched in columns: the same tests as in `recognitions`, over all applicants at once.

Each returns the members that are ruled out, and for each field the members about which it is missing.
"""

from __future__ import annotations

from datetime import date

from zjtx_rules.conditions.choice import resolve
from zjtx_rules.conditions.columns import Columns, Members, Yes
from zjtx_rules.conditions.recognitions import Which
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.terms import TITLES

RuledOut = tuple[Yes, dict[str, Yes]]
"""The members ruled out, and the members of which a field is missing, by the field's name."""


def title_and_level(which: Which, each: Members) -> RuledOut:
    """Test title, level and body."""
    fits: Yes | None = None
    missing: dict[str, Yes] = {}
    for title in which.titles:
        levels = which.levels(title)
        named, unknown = each["title"].is_(title), each["level"].absent
        right = named & (unknown | each["level"].is_in(levels))
        fits = right if fits is None else fits | right
        if levels != frozenset(TITLES[title].levels):
            missing["level"] = missing["level"] | (named & unknown) if missing else named & unknown
    if fits is None:
        raise ValueError(which)
    no = ~fits
    if which.by_ministry:
        no = no | each["body_is_ministry"].is_(False)
        missing["body_is_ministry"] = each["body_is_ministry"].absent
    return no, missing


def day(which: Which, each: Members, columns: Columns) -> RuledOut:
    """Test the date: not after the as-of date, in the year asked for, inside the document's validity.

    An unknown date cannot be later than the last day of the validity, which may be enough to tell.
    """
    context, as_of = columns.context, columns.as_of
    start, end = context.window if context.settings["recognition_in_validity"] else (None, None)
    year = resolve(which.in_, context) if which.in_ is not None else context.settings["recognition_year"]
    last = as_of if end is None else min(as_of, end)
    first, given, ends = start, each["date"], each["end_of_undated"]
    if year != "any":
        number = as_of.year if year == "calendar_year" else as_of.year - 1
        begins = date(number, 1, 1)
        first = begins if start is None else max(start, begins)
        last = min(last, date(number, 12, 31))
    if first is None:
        # Whatever began in time counts, and what ended in time began in time.
        return given.after(last), {"date": given.absent & (ends.absent | ends.after(last))}
    no = given.after(last) | given.before(first) | given.absent & ends.before(first)
    return no, {"date": given.absent}


def again(each: Members, of_kind: Yes, as_of: date) -> RuledOut:
    """Test, of recognitions of some kind not after the as-of date, that the title they follow upon had expired before."""
    previous, given = each["previous_last_day"], each["date"]
    # Where it had not expired the difference is known to be no; where it never does, even without a date.
    # An unknown first day is not after the last one, nor after the as-of date.
    ends = each["end_of_undated"]
    too_late = ~previous.before(as_of) | ~previous.before(ends) & ~ends.absent
    not_before = ~previous.before(given) & ~given.absent | too_late & given.absent
    no = of_kind & ~previous.absent & (not_before | previous.is_("never"))
    return no, {
        "previous_expires": of_kind & previous.absent,
        "date": of_kind & ~previous.absent & given.absent,
    }


def new(each: Members, as_of: date, *, lapsed_counts: bool) -> RuledOut:
    """Test that a recognition is new, or given again after the title had lapsed where that counts."""
    kind = each["kind"]
    no, missing = kind.is_(RecognitionKind.RENEWAL), {"kind": kind.absent}
    repeated = kind.is_(RecognitionKind.RE_RECOGNITION)
    if not lapsed_counts:
        return no | repeated, missing
    not_lapsed, absent = again(each, repeated, as_of)
    return no | not_lapsed, missing | absent


def renewal(each: Members, renewing: frozenset[RecognitionKind], as_of: date) -> RuledOut:
    """Test that a title was renewed, by a recognition of one of these kinds, after its validity had ended."""
    kind = each["kind"]
    of_kind = kind.is_in(sorted(renewing, key=lambda one: one.value))
    not_lapsed, absent = again(each, of_kind, as_of)
    return ~kind.absent & ~of_kind | not_lapsed, {"kind": kind.absent} | absent


def refer_to_others(columns: Columns, each: Members) -> None:
    """Leave to the reference what a title follows upon where there may be others beside those listed."""
    columns.refer(~each.known & each.some, "titles beside which there may be others")


def together(*tests: RuledOut) -> RuledOut:
    """Return the conjunction of tests."""
    no, missing = tests[0][0], dict(tests[0][1])
    for ruled_out, absent in tests[1:]:
        no = no | ruled_out
        for name, where in absent.items():
            missing[name] = missing[name] | where if name in missing else where
    return no, missing
