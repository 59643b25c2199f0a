"""The ways in which recognitions with missing fields could turn out, as far as the money is concerned.

One recognition of unknown level cannot be national under one clause and provincial under another. So the bounds of an
award are taken over completed recognitions, not clause by clause; completions that no paying clause tells apart count once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from zjtx_rules.conditions.base import Prepared
from zjtx_rules.core.critical_days import critical_days
from zjtx_rules.core.judge import RecordJudge, hangs_on_others
from zjtx_rules.core.terms import Some
from zjtx_rules.payments.yearly import MOST_YEARS
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.occasion import period_of, turning_days_of
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation, in_place_of, whereabouts_of
from zjtx_rules.profile.whereabouts import with_whereabouts
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms import TITLES
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.truth import NOT_MET, Truth

_MOST = 1024
_FEW = 3
_FIRST, _LAST = date.min.toordinal() + 1, date.max.toordinal()
"""The days there are to look at; there is one before each of them."""


class TooManyWays(Exception):  # noqa: N818 - no error: the bounds are then taken clause by clause, and wider
    """Raised where the recognitions could turn out in too many ways to look at each."""


Seen = tuple[Truth, tuple[str, ...]]


class Look(NamedTuple):
    """One condition on recognitions, asked as of a day, of those that there are and of more that a change would add."""

    test: RecordJudge
    titles: frozenset[str] | None
    as_of: date
    added: tuple[Recognition, ...] = ()
    each_time: bool = False
    """Whether every recognition that meets it is an occasion of its own."""
    of_itself: bool = False
    """Whether what it finds of one recognition is the same whatever the others are."""

    def at(self, recognitions: Sequence[Recognition], index: int) -> Seen:
        """Return what is found of one recognition."""
        if self.added:
            recognitions = in_place_of(recognitions, (*recognitions, *self.added))
        return self.test(recognitions, index, self.as_of)

    def every(self, recognitions: Sequence[Recognition]) -> list[Seen]:
        """Return what is found of each recognition, and of those added."""
        together = in_place_of(recognitions, (*recognitions, *self.added)) if self.added else recognitions
        return [self.test(together, index, self.as_of) for index in range(len(together))]


class View(NamedTuple):
    """Programs asked as of a day; `added` are recognitions that a change would bring."""

    programs: tuple[Program, ...]
    as_of: date
    added: tuple[Recognition, ...] = ()

    def looks(self, held: frozenset[str] | None = None) -> list[Look]:
        """Return the conditions on recognitions in the clauses that pay; of titles that are not held none, where these are given."""
        return [
            Look(each.recognition, each.titles, self.as_of, self.added, each.each_time, _of_itself(each))
            for program in self.programs
            for each in program.recognising
            if held is None or each.titles is None or not each.titles.isdisjoint(held)
        ]


def _of_itself(condition: Prepared) -> bool:
    term = condition.term
    return isinstance(term, Some) and not hangs_on_others(term.body)


def completions(
    program: Program, situation: Situation, claims: Sequence[Claim]
) -> Iterator[tuple[Recognition, ...]] | None:
    """Return every way the recognitions could turn out, or None where looking clause by clause is as exact.

    Raises:
        TooManyWays: If there are more than 1,024 of them.
    """
    recognitions = situation.recognitions
    if not recognitions:
        return None
    waiting = [
        {path for path in claim.missing if path.startswith("recognitions.")} for claim in claims if claim.missing
    ]
    if sum(map(bool, waiting)) < 2 and not any(map(_may_turn_out, recognitions)):
        return None
    return completed([View((program,), situation.as_of)], situation)


def completed(views: Sequence[View], situation: Situation) -> Iterator[tuple[Recognition, ...]] | None:
    """Return every way in which the recognitions that a profile states could turn out under several programs together.

    None where nothing about them is open.

    Raises:
        TooManyWays: If there are more than 1,024 of them.
    """
    recognitions = situation.recognitions or ()
    # A completion leaves the title as it is, so those for other titles would see nothing.
    looks = [each for view in views for each in view.looks(situation.titles)]
    open_fields = _open_fields(recognitions, looks)
    if not open_fields:
        return None
    if any(program.pays_by_titles for view in views for program in view.programs):
        raise TooManyWays
    ways: list[list[Recognition]] = []
    count = 1
    alike = Counter(recognitions[index] for index in open_fields)
    together = _together(recognitions, looks)
    for index, recognition in enumerate(recognitions):
        if index not in open_fields:
            ways.append([recognition])
            continue
        asked = (index, open_fields[index], recognitions, looks, views, situation)
        if alike[recognition] > _FEW:
            # So few days tell at least as many ways apart as this: enough to see that there are too many.
            few = {telling for _, telling in _ways(*asked, together=together, days_after=1)}
            if count * len(few) ** alike[recognition] > _MOST:
                raise TooManyWays
        found = _ways(*asked, together=together)
        ways.append([each for each, _ in found])
        count *= len(ways[-1])
        # Each that is stated with the same words has these ways as well.
        alike[recognition] -= 1
        if count * len({telling for _, telling in found}) ** alike[recognition] > _MOST:
            raise TooManyWays
    return product(*ways)


def _may_turn_out(recognition: Recognition) -> bool:
    """Return whether something about a recognition is missing that could make it the one on which an award rests."""
    of_kind = recognition.kind
    return (
        recognition.date is None
        or recognition.level is None
        or of_kind is None
        or recognition.expires is None
        or recognition.body_is_ministry is None
        or (of_kind is not RecognitionKind.NEW and recognition.previous_expires is None)
    )


def _open_fields(recognitions: Sequence[Recognition], looking: Sequence[Look]) -> dict[int, frozenset[str]]:
    """Return which missing fields of which recognitions leave a paying clause's look at them open.

    Also of those that stand behind a recognition which already meets the clause: they could still move it to another year.
    """
    found: dict[int, set[str]] = {}
    for index, recognition in enumerate(recognitions):
        title, undated = recognition.title, recognition.date is None
        names: set[str] = set()
        for each in looking:
            if each.titles is None or title in each.titles:
                truth, absent = each.at(recognitions, index)
                names.update(absent)
                if undated and truth != NOT_MET:
                    names.add(
                        "date"
                    )  # even where the clause is met without it, it says for which year, and what came since
        for path in names:
            # Whether one was the first of several may hang on another of them.
            other, _, name = path.rpartition(".")
            at = int(other.removeprefix("recognitions.")) if other.startswith("recognitions.") else index
            if at < len(recognitions):
                found.setdefault(at, set()).add(name)
    missing = {at: _missing(recognitions[at], names) for at, names in found.items()}
    return {at: names for at, names in missing.items() if names}


def _ways(
    index: int,
    fields: frozenset[str],
    recognitions: Sequence[Recognition],
    looks: Sequence[Look],
    views: Sequence[View],
    situation: Situation,
    *,
    together: bool,
    days_after: int | None = None,
) -> list[tuple[Recognition, Any]]:
    """Return one completion of a recognition for each way in which the paying clauses tell its completions apart.

    Each with what tells it from the others. `days_after`: how many days after each critical day are looked at; by default so many
    that each recognition of unknown date can have one of its own.
    """
    recognition = recognitions[index]
    received = sorted(_received_days(situation))
    programs = [program for view in views for program in view.programs]
    days_of_others, undated = _rivals(index, recognitions, programs)
    days = _critical(views, recognitions, received, after=len(undated) if days_after is None else days_after)
    by_year = bool(situation.ledger or ()) or any(map(_years_matter, programs))
    alone, beside = [each for each in looks if each.of_itself], [each for each in looks if not each.of_itself]
    any_of_others = any(
        truth for look in alone for at, (truth, _) in enumerate(look.every(recognitions)) if at != index
    )
    told_apart: dict[Any, dict[date | None, Recognition]] = {}
    # What went before it may follow from the others, once its own day is known; where it does not, it is asked for below.
    waiting = [(recognition, fields - {"previous_expires"})]
    mine_from_others = f"recognitions.{index}."
    while waiting:
        for completed in _with_every(*waiting.pop(), days):
            with_it = in_place_of(recognitions, [*recognitions[:index], completed, *recognitions[index + 1 :]])
            of_this = [look.test(with_it, index, look.as_of) for look in alone]
            results = [look.every(with_it) for look in beside]
            # Some fields are asked for only where others have a certain value (of a renewal, the end of what went before).
            asked = {name for _, names in (*of_this, *(each[index] for each in results)) for name in names}
            asked |= {
                name.removeprefix(mine_from_others)
                for each in results
                for _, names in each
                for name in names
                if name.startswith(mine_from_others)
            }
            more = _missing(completed, asked)
            if more:
                waiting.append((completed, more))
                continue
            # What the others are is the same in every way, as far as it does not hang on this one.
            seen = tuple(truth for each in (of_this, *results) for truth, _ in each)
            # Money is told apart by the year of a recognition, by what was received since, by what else came before it.
            day = completed.date if any_of_others or any(seen) else None
            among = None if day is None else (bisect_left(days_of_others, day), bisect_right(days_of_others, day))
            year = day.year if day is not None and by_year else None
            money = None if day is None else (year, sum(each >= day for each in received), among)
            own = (completed.level, completed.kind) if together or situation.ledger else None
            told_apart.setdefault((seen, money, own), {}).setdefault(completed.date, completed)
    found: list[tuple[Recognition, Any]] = []
    for telling, by_day in told_apart.items():
        first, *later = sorted(by_day, key=lambda day: day or date.min)
        # It may be of the same day as another of unknown date, or before or after it: of so many days each takes another.
        mine = [day for day in later if day is not None and day.toordinal() % len(undated) == undated.index(index)]
        chosen = [by_day[first], *(by_day[day] for day in mine[:1] if len(undated) > 1)]
        found += [(each, telling) for each in chosen]
    return found


def _together(recognitions: Sequence[Recognition], looks: Sequence[Look]) -> bool:
    """Return whether one is the first of several by two of them together, so that one alone does not tell its ways apart."""
    return any("." in name for look in looks for _, names in look.every(recognitions) for name in names)


def ways_of_one_more(
    title: str, stated: Sequence[Recognition], looks: Sequence[Look], views: Sequence[View], situation: Situation
) -> list[Recognition]:
    """Return one further recognition of a title for each way in which the paying clauses tell such apart.

    Args:
        title: The title.
        stated: The recognitions of this title that are stated.
        looks: The conditions that name the title.
        views: The programs asked.
        situation: The applicant.

    Raises:
        TooManyWays: If one depends on what is missing of those that are stated.
    """
    with_it = (*stated, with_whereabouts(Recognition(title=title), whereabouts_of(situation.applicant)))
    fields = _open_fields(with_it, looks).get(len(stated), frozenset())
    together = _together(with_it, looks)
    found = [each for each, _ in _ways(len(stated), fields, with_it, looks, views, situation, together=together)]
    if any(missing for each in found for look in looks for _, missing in look.every((*stated, each))):
        raise TooManyWays
    return found


def _received_days(situation: Situation) -> set[date]:
    """Return the days on which it turns for what recognition money was received: its arrival, the ends of its occasion."""
    ledger = situation.ledger or ()
    days = {each.date for each in ledger if each.date is not None}
    return days.union(*(turning_days_of(each.occasion) for each in ledger if each.occasion is not None))


def _years_matter(program: Program) -> bool:
    """Return whether money may hang on the year of a recognition where none was received before."""
    paying = {each.clause.id for each in program.paying}
    of_year = any(group.window == "calendar_year" and group.members & paying for group in program.groups)
    return of_year or any(each.payment is not None and each.payment.window != "recognition" for each in program.paying)


def _missing(recognition: Recognition, names: Iterable[str]) -> frozenset[str]:
    """Return the fields of a recognition itself, among some that are missing for its tests."""
    return frozenset(name for name in names if name in _FIELDS and getattr(recognition, name) is None)


_FIELDS = frozenset(Recognition.model_fields)


def _with_every(recognition: Recognition, fields: frozenset[str], days: Sequence[date]) -> Iterator[Recognition]:
    """Yield a recognition with every combination of values that its fields could have, as far as it can be true."""
    values: dict[str, Sequence[Any]] = {}
    for name in sorted(fields - {"previous_expires"}):
        if name == "level":
            values[name] = TITLES[recognition.title].levels
        elif name == "kind":
            values[name] = list(RecognitionKind)
        elif name == "body_is_ministry":
            values[name] = [True, False]
        else:
            values[name] = _within(recognition, days) if name == "date" else [*days, "never"]
    for choice in product(*values.values()):
        completed = recognition.replaced(**dict(zip(values, choice, strict=True)))
        if completed.date is not None and isinstance(completed.expires, date) and completed.expires < completed.date:
            continue  # no validity ends before it begins
        if "previous_expires" not in fields:
            yield completed
            continue
        # Of what went before it is only asked whether it had ended by then.
        for end in ("never", *([days_later(completed.date, -1)] if completed.date is not None else days)):
            yield completed.replaced(previous_expires=end)


def _within(recognition: Recognition, days: Sequence[date]) -> list[date]:
    """Return the days on which it can have been given."""
    first, last = period_of(recognition.given_in) if recognition.given_in is not None else (date.min, date.max)
    return [day for day in days if first <= day <= last]


def _rivals(
    index: int, recognitions: Sequence[Recognition], programs: Sequence[Program]
) -> tuple[list[date], list[int]]:
    """Return the days of the recognitions before or after which it matters that this one was, and those of unknown date.

    One of the same title may be what another follows upon, or the same stated twice. On which of two titles an award rests,
    the later one, makes a difference in the same year only where a rule tells titles apart, or each renewal is paid.
    """
    every = any(each.each_time is not None for program in programs for each in program.paying) or any(
        each.same_title for program in programs for each in program.groups
    )
    rivals = [
        at for at, each in enumerate(recognitions) if at != index and (every or each.title == recognitions[index].title)
    ]
    days = sorted(day for at in rivals if (day := recognitions[at].date) is not None)
    undated = [at for at in (index, *rivals) if recognitions[at].date is None]
    # What is known of the others' days tells whether this one may have come before or after them.
    spans = [span for at in undated if at != index and (span := recognitions[at].given_in) is not None]
    days = sorted([*days, *(day for span in spans for day in period_of(span))])
    # Whatever the order of the facts, each has the same place among them.
    return days, sorted(undated, key=lambda at: (repr(recognitions[at]), at)) or [index]


def _critical(
    views: Sequence[View], recognitions: Sequence[Recognition], received: Sequence[date], *, after: int
) -> list[date]:
    """Return the days on which something could turn: ends of validities and years, the day before, and so many after."""
    days = {day for view in views for program in view.programs for day in turning_days(program, view.as_of)}
    as_of = min(view.as_of for view in views)
    for each in (*recognitions, *(one for view in views for one in view.added)):
        days |= {day for day in (each.date, each.expires, each.previous_expires) if isinstance(day, date)}
        days |= set(turning_days_of(each.given_in)) if each.given_in is not None else set()
        days |= each.whereabouts.days if each.whereabouts is not None else set()
    days |= {date(each.year, 1, 1) for each in received} | set(received)
    # A year of its own, of which no instalment is due any more.
    days.add(date(max(2, min(as_of.year - MOST_YEARS, *(each.year for each in days)) - 1), 1, 1))
    beside = {day.toordinal() + shift for day in days for shift in range(-1, after + 1)}
    return [date.fromordinal(each) for each in sorted(beside) if _FIRST <= each <= _LAST]


def turning_days(program: Program, as_of: date) -> set[date]:
    """Return the days on which something turns for everybody: those that conditions name, and the years that money is for."""
    days = {as_of, date(as_of.year, 1, 1), date(as_of.year - 1, 1, 1), date(as_of.year - 2, 1, 1)}
    days |= {day for day in program.window if day is not None}  # the end may stand in a reading only
    return days.union(*(critical_days(each.term, as_of) for each in program.recognising if each.term))
