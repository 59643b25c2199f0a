"""Which recognitions an applicant may hold that its profile does not list, as far as the paying clauses tell them apart.

Of one title there may be none, one, or several of which each meets other conditions. A title that is paid for each time it is
renewed may be renewed any number of times: it is listed once and twice, and where the second time adds, there is no limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, product
from typing import NamedTuple

from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.worlds import Look, TooManyWays, View, ways_of_one_more
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.truth import MET

MOST_LISTS = 1024
_MOST_TOGETHER = 3
"""More recognitions of one title than these are not needed to meet any combination of conditions that clauses name."""
_MOST_IN_ORDER = 3
"""With the day before and the day after each other, so many recognitions can be in every order."""

Met = frozenset[int]
"""The conditions that a recognition meets, by their place among those that name its title."""


class WholeList(NamedTuple):
    """All recognitions that an applicant may turn out to hold."""

    recognitions: tuple[Recognition, ...]
    repeated: bool = False
    """Whether one is listed twice for which a clause pays each time."""


def whole_lists(views: Sequence[View], situation: Situation) -> list[WholeList]:
    """Return the lists that the recognitions of a profile may be part of, one for each way in which clauses tell them apart.

    Raises:
        TooManyWays: If there are more than 1,024, or one depends on what is missing of another.
    """
    _check_none_pays_by_titles(views)
    stated = tuple(situation.recognitions or ())
    looks = [look for view in views for look in view.looks()]
    ways: list[list[WholeList]] = []
    count = 1
    for title in sorted({title for look in looks for title in look.titles or ()}):
        mine = [look for look in looks if look.titles is None or title in look.titles]
        ways.append(_of_title(title, [each for each in stated if each.title == title], mine, views, situation))
        count *= len(ways[-1])
        if count > MOST_LISTS:
            raise TooManyWays
    found = [
        WholeList(
            stated + tuple(one for way in chosen for one in way.recognitions), any(way.repeated for way in chosen)
        )
        for chosen in product(*ways)
    ]
    together = _titles_of_one_award(views)
    if not together:
        return found
    ordered = [one for each in found for one in _in_every_order(each, len(stated), together)]
    if len(ordered) > MOST_LISTS:
        raise TooManyWays
    return ordered


def _titles_of_one_award(views: Sequence[View]) -> list[frozenset[str]]:
    """Return the titles on which one award may rest, where on which of them it does makes a difference."""
    return [
        frozenset(title for title, _ in clause.titles)
        for view in views
        for program in view.programs
        if any(group.same_title for group in program.groups)
        or any(each.each_time is not None for each in program.paying)
        for clause in program.paying
        if len({title for title, _ in clause.titles}) > 1
    ]


def _in_every_order(whole: WholeList, stated: int, together: Sequence[frozenset[str]]) -> list[WholeList]:
    """Return a list with the recognitions that are not stated before and after those beside which one award may rest on them.

    An award rests on the latest that meets its conditions, and of two titles either may have been given later.
    """
    held = whole.recognitions
    choices: list[list[Recognition]] = []
    moving = 0
    for index, recognition in enumerate(held):
        others = [each for each in held if each.title != recognition.title and _rival(each, recognition, together)]
        days = {days_later(each.date, shift) for each in others if each.date is not None for shift in (1, -1)}
        moved = [] if index < stated or recognition.date is None else _on_days(recognition, days)
        moving += bool(moved)
        choices.append([recognition, *moved])
    if moving > _MOST_IN_ORDER:
        raise TooManyWays
    return [WholeList(each, whole.repeated) for each in product(*choices)]


def _rival(one: Recognition, other: Recognition, together: Sequence[frozenset[str]]) -> bool:
    return any(one.title in titles and other.title in titles for titles in together)


def _on_days(recognition: Recognition, days: Iterable[date | None]) -> list[Recognition]:
    """Return a recognition given on other days, as far as its validity allows."""
    expires, before = recognition.expires, recognition.previous_expires
    return [
        recognition.replaced(date=day, previous_expires=days_later(day, -1) if isinstance(before, date) else before)
        for day in sorted(each for each in days if each is not None and each != recognition.date)
        if not (isinstance(expires, date) and expires < day)
    ]


def _check_none_pays_by_titles(views: Sequence[View]) -> None:
    """Raise where what is paid depends on which titles others hold."""
    if any(program.pays_by_titles for view in views for program in view.programs):
        raise TooManyWays


def _of_title(
    title: str, stated: list[Recognition], looks: Sequence[Look], views: Sequence[View], situation: Situation
) -> list[WholeList]:
    """Return which further recognitions of one title there may be, none first."""
    found = [WholeList(())]
    singles: list[tuple[Met, Recognition]] = []
    for recognition in ways_of_one_more(title, stated, looks, views, situation):
        met = _met([*stated, recognition], looks)
        if met:
            singles.append((met, recognition))
    found += [WholeList((recognition,)) for _, recognition in singles]
    together = {met for met, _ in singles}
    for number in range(2, min(_MOST_TOGETHER, len(together)) + 1):
        for several in combinations(singles, number):
            met = frozenset[int]().union(*(each for each, _ in several))
            if met not in together:
                together.add(met)
                found.append(WholeList(tuple(recognition for _, recognition in several)))
    return found + [
        WholeList((recognition, _once_more(recognition, met, stated, looks)), repeated=True)
        for met, recognition in singles
        if any(looks[at].each_time for at in met)
    ]


def _met(recognitions: Sequence[Recognition], looks: Sequence[Look]) -> Met:
    """Return which conditions the last of some recognitions meets."""
    return frozenset(at for at, look in enumerate(looks) if look.at(recognitions, len(recognitions) - 1)[0] == MET)


def _once_more(recognition: Recognition, met: Met, stated: Sequence[Recognition], looks: Sequence[Look]) -> Recognition:
    """Return another recognition that meets the same conditions on another day."""
    day = recognition.date
    for other in () if day is None else [days_later(day, shift) for shift in (1, 2, -1, -2)]:
        before = recognition.previous_expires
        again = recognition.replaced(
            date=other, previous_expires=days_later(other, -1) if isinstance(before, date) else before
        )
        if _met([*stated, again], looks) == met:
            return again
    raise TooManyWays
