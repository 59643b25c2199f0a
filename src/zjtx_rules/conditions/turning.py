"""How far a profile is from a condition on recognitions: shared by those on new, renewed and standing titles.

A title can only be obtained from the day of the question on, never in the past; one that was given cannot be taken back, so
where it stands in the way, only time helps. What is merely unknown of a recognition is to be provided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from pydantic import ValidationError

from zjtx_rules.conditions.distance import Step, Toward, Way, field_words, impossible, wait, whole_list
from zjtx_rules.conditions.place_steps import provided, registered
from zjtx_rules.conditions.recognitions import TitleAndLevel
from zjtx_rules.core.critical_days import days_that_count, turns_of
from zjtx_rules.core.judge import RecordJudge, record_judge, without_place
from zjtx_rules.core.terms import Some, Test
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation, in_place_of, is_whole, whereabouts_of
from zjtx_rules.profile.whereabouts import Whereabouts, with_whereabouts
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth, conjunction
from zjtx_rules.words import Words

_DAY = timedelta(days=1)
_LABEL = Words("认定", "recognitions")

Draft = Callable[[Sequence[Recognition] | None, date, date], Iterator[Recognition]]
"""The recognitions that would do: takes those there are (None: unknown), the earliest day to have one, and the last."""


@dataclass(frozen=True, slots=True)
class _Turning:
    """One condition on recognitions, as the steps to turn it see it."""

    which: TitleAndLevel
    term: Test
    """Everything but where the holder was registered."""
    test: RecordJudge
    """Judges a recognition by that."""
    draft: Draft
    of_here: RecordJudge | None = None
    """Whether the holder was registered then where it has to have been, if that matters."""
    code: str = ""
    """Where that is."""

    def days(self, as_of: date) -> tuple[date, date]:
        """Return the first and the last day on which a recognition counts."""
        return days_that_count(self.term, "date", as_of)

    def turning_days(self, recognitions: Sequence[Recognition], as_of: date) -> list[date]:
        """Return the later days on which something can turn: validities begin or have ended, periods begin or end."""
        found = {each for each in self.days(date.max) if each.year < date.max.year}
        for each in recognitions:
            found |= turns_of(self.term, each) | ({each.date} if each.date else set())
            if isinstance(each.expires, date):
                found.add(days_later(each.expires, 1))
        return sorted(each for each in found if each > as_of)

    def whole(self, recognitions: Sequence[Recognition], index: int, as_of: date) -> Truth:
        """Judge one recognition by everything."""
        truth = self.test(recognitions, index, as_of)[0]
        return truth if self.of_here is None else conjunction((truth, self.of_here(recognitions, index, as_of)[0]))

    @property
    def label(self) -> Words:
        """What is asked for."""
        return self.which.say()

    def toward(self, situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
        return self.wanted(situation, today) if want else self.unwanted(situation)

    def wanted(self, situation: Situation, today: date) -> tuple[Way, ...]:
        recognitions, as_of = situation.recognitions, situation.as_of
        if recognitions is None:
            first, last = self.days(as_of)
            drafts = list(self.draft(None, last, last)) if first <= last else []
            known = whereabouts_of(situation.applicant)
            assumed = [each for each in drafts if self.assumed(each, known, as_of)]
            if assumed:
                return ((Step("provide", "recognitions", _LABEL, None, (assumed[0],), self.label),),)
            none = Step("provide", "recognitions", _LABEL, None, (), Words("如实列出", "as they are"))
            ways = [(none, *way) for way in self.obtained(situation, (), today)]
            return tuple(ways) or impossible(self.label, _never(self.which, ()), "recognitions")
        ways = list[Way]()
        for index in range(len(recognitions)):
            steps = self.completed(recognitions, index, as_of, want=True)
            if steps:
                ways.append(steps)
        later = self.turns(recognitions, as_of, want=True)
        if later is not None:
            ways.append((wait(self.label, as_of, later),))
        if not is_whole(recognitions):
            first, last = self.days(as_of)
            known = whereabouts_of(situation.applicant)
            likely = self.draft(recognitions, last, last) if first <= last else iter(())
            held = next((each for each in likely if self.assumed(each, known, as_of)), None)
            ways += [(Step("provide", "recognitions.+", _LABEL, None, held, self.label),)] if held else []
        ways += self.obtained(situation, recognitions, today)
        return tuple(ways) or impossible(self.label, _never(self.which, recognitions), "recognitions")

    def assumed(self, draft: Recognition, known: Whereabouts | None, as_of: date) -> bool:
        """Return whether a recognition, if it were one of those that are not listed, would do."""
        alone = (with_whereabouts(draft, known),)
        return self.test(alone, 0, as_of)[0] == MET and self.whole(alone, 0, as_of) != NOT_MET

    def obtained(self, situation: Situation, recognitions: tuple[Recognition, ...], today: date) -> Iterator[Way]:
        """Yield the titles that could be had from today on, with the wait until they count."""
        as_of, known = situation.as_of, whereabouts_of(situation.applicant)
        had_today = Recognition(title=self.which.titles[0], date=today)
        for day in (as_of, *self.turning_days((*recognitions, had_today), as_of)):
            first, last = self.days(day)
            found = False
            for each in self.draft(recognitions, max(first, today), last):
                more = (*recognitions, each)
                if self.test(more, len(recognitions), day)[0] != MET:
                    continue
                there = self.place((with_whereabouts(each, known),), 0, today)
                if there is None:
                    continue
                found = True
                steps = (*there, Step("obtain", "recognitions.+", _named(each), None, each))
                yield steps if day == as_of else (*steps, wait(self.label, as_of, day))
            if found:
                return

    def place(self, recognitions: Sequence[Recognition], index: int, today: date) -> Way | None:
        """Return what must be provided or done to be registered here when a title is had; None where it cannot be."""
        if self.of_here is None:
            return ()
        truth, missing = self.of_here(recognitions, index, today)
        day = recognitions[index].date
        if truth == NOT_MET and day is not None and day >= today:
            history = recognitions[index].whereabouts.registrations
            return (registered(self.code, today),) if history else None
        if truth == NOT_MET or (truth == UNKNOWN and day is None):
            return None
        return provided(missing, self.code, day, self.label, want=True) if day is not None else ()

    def unwanted(self, situation: Situation) -> tuple[Way, ...]:
        recognitions, as_of = situation.recognitions, situation.as_of
        if recognitions is None:
            return ((Step("provide", "recognitions", _LABEL, None, (), Words("没有此类认定", "none of these")),),)
        truths = [self.whole(recognitions, index, as_of) for index in range(len(recognitions))]
        if MET in truths:
            later = self.turns(recognitions, as_of, want=False)
            if later is None:
                return impossible(self.label, Words("已取得的称号不能撤回", "a title once given stays"), "recognitions")
            return ((wait(Words(f"{self.label.zh}不再有效", f"no longer: {self.label.en}"), as_of, later),),)
        steps: Way = ()
        for index, truth in enumerate(truths):
            if truth == UNKNOWN:
                steps += self.completed(recognitions, index, as_of, want=False)
        if not is_whole(recognitions):
            steps += (whole_list("recognitions", _LABEL),)
        return (steps,) if steps else impossible(self.label, Words("无法确定", "it cannot be told"), "recognitions")

    def turns(self, recognitions: Sequence[Recognition], as_of: date, *, want: bool) -> date | None:
        """Return the first later day on which one of the recognitions counts, or none does any more."""
        for day in self.turning_days(recognitions, as_of):
            truths = {self.whole(recognitions, index, day) for index in range(len(recognitions))}
            if (MET in truths) if want else (MET not in truths):
                return day
        return None

    def completed(self, recognitions: Sequence[Recognition], index: int, as_of: date, *, want: bool) -> Way:
        """Return what would have to be provided of a recognition for it to count, or not to."""
        recognition = recognitions[index]
        truth, fields = self.test(recognitions, index, as_of)
        if truth == MET and self.of_here is not None and recognition.date is not None:
            missing = self.of_here(recognitions, index, as_of)[1]
            return provided(missing, self.code, recognition.date, self.label, want=want)
        if truth == MET and self.of_here is not None and recognition.date is None:
            truth, fields = self.of_here(recognitions, index, as_of)
            fields = tuple(name for name in fields if name == "date")
        if truth != UNKNOWN or not set(fields) <= set(Recognition.model_fields):
            return ()
        names = list(dict.fromkeys(fields))
        target = MET if want else NOT_MET
        for size in range(1, len(names) + 1):
            # Not counting may hang on one field alone; counting on all of them.
            chosen = names if want else names[:size]
            for values in product(
                *(_values(each, recognition, self.which, self.days(as_of), as_of) for each in chosen)
            ):
                given = dict(zip(chosen, values, strict=True))
                changed = _completed(recognition, given)
                if changed is None:
                    continue
                with_it = in_place_of(recognitions, [*recognitions[:index], changed, *recognitions[index + 1 :]])
                if self.completes(with_it, index, as_of, target):
                    return tuple(
                        Step("provide", f"recognitions.{index}.{name}", _field(recognition, name), None, value)
                        for name, value in given.items()
                    )
        return ()

    def completes(self, recognitions: Sequence[Recognition], index: int, as_of: date, target: Truth) -> bool:
        """Return whether a recognition that was completed is as wanted; what is missing of the place is asked for next."""
        if target == NOT_MET:
            return self.whole(recognitions, index, as_of) == NOT_MET
        return self.test(recognitions, index, as_of)[0] == MET and self.whole(recognitions, index, as_of) != NOT_MET


def toward_recognition(which: TitleAndLevel, look: Some, draft: Draft) -> Toward:
    """Return how far a profile is from "there is such a recognition"."""
    rest, place = without_place(look.body)
    if place is None:
        return _Turning(which, rest, record_judge(rest), draft).toward
    return _Turning(which, rest, record_judge(rest), draft, record_judge(place), place.code).toward


def first_time(which: TitleAndLevel, *, again: bool) -> Draft:
    """Return what a new recognition would be: of a title not held before at that level or above."""

    def draft(recognitions: Sequence[Recognition] | None, first: date, last: date) -> Iterator[Recognition]:
        for title in which.titles:
            earlier = [each for each in recognitions or () if each.title == title]
            held = max((each.level or Level.NATIONAL for each in earlier), default=None)
            for level in sorted(which.levels(title)):
                if first <= last and (held is None or level > held):
                    yield _recognition(which, title, level, RecognitionKind.NEW, first, None)
                    break
            for each in earlier if again else ():
                if isinstance(each.expires, date) and each.level is not None:
                    day = max(first, days_later(each.expires, 1))
                    if day <= last:
                        kind = RecognitionKind.RE_RECOGNITION
                        yield _recognition(which, title, each.level, kind, day, each.expires)

    return draft


def standing(which: TitleAndLevel) -> Draft:
    """Return what a recognition in force would be: new, or a renewal of one that has ended."""

    def draft(recognitions: Sequence[Recognition] | None, first: date, last: date) -> Iterator[Recognition]:
        for title in which.titles:
            level = min(which.levels(title), default=None)
            if level is None or first > last:
                continue
            ended = [each.expires for each in recognitions or () if each.title == title and each.level == level]
            before = max((each for each in ended if isinstance(each, date)), default=None)
            kind = RecognitionKind.RENEWAL if ended else RecognitionKind.NEW
            yield _recognition(which, title, level, kind, first, before)

    return draft


def once_more(which: TitleAndLevel) -> Draft:
    """Return what a renewal would be: of a title that has ended, the day after at the earliest."""

    def draft(recognitions: Sequence[Recognition] | None, first: date, last: date) -> Iterator[Recognition]:
        matches = record_judge(which.test)
        for index, each in enumerate(recognitions or ()):
            if matches(recognitions or (), index, last)[0] == MET and isinstance(each.expires, date):
                day = max(first, days_later(each.expires, 1))
                if day <= last:
                    level = each.level or min(which.levels(each.title))
                    yield _recognition(which, each.title, level, RecognitionKind.RENEWAL, day, each.expires)
        if recognitions is None and first <= last:
            for title in which.titles:
                level = min(which.levels(title))
                yield _recognition(which, title, level, RecognitionKind.RENEWAL, last, days_later(last, -1))

    return draft


def _recognition(
    which: TitleAndLevel, title: str, level: Level, kind: RecognitionKind, day: date, before: date | None
) -> Recognition:
    return Recognition(
        title=title,
        level=level,
        kind=kind,
        date=day,
        expires="never",
        previous_expires=before,
        body_is_ministry=True if which.by_ministry else None,
    )


def _completed(recognition: Recognition, given: dict[str, Any]) -> Recognition | None:
    """Return a recognition with further fields, or None where they cannot be true together."""
    fields = {name: getattr(recognition, name) for name in Recognition.model_fields}
    try:
        return with_whereabouts(Recognition.model_validate(fields | given), recognition.whereabouts)
    except ValidationError:
        return None


def _values(
    name: str, recognition: Recognition, which: TitleAndLevel, days: tuple[date, date], as_of: date
) -> list[Any]:
    """Return the values that a missing field is tried with."""
    first, last = days
    if name == "level":
        return sorted(
            TITLES[recognition.title].levels, key=lambda each: (each not in which.levels(recognition.title), each)
        )
    if name == "kind":
        return list(RecognitionKind)
    if name == "body_is_ministry":
        return [True, False]
    day = recognition.date
    if name == "previous_expires":
        return ([days_later(day, -1)] if day else []) + ["never", as_of - 2 * _DAY]
    if name == "expires":
        return ["never", as_of - _DAY]
    ends = [each for each in (last, first) if date.min < each <= as_of]
    outside = [first - _DAY] if first > date(1950, 1, 1) else []
    span = [day for day in recognition.possible_days if day is not None]
    return [*ends, as_of, *outside, as_of + _DAY, *span]


def _field(recognition: Recognition, name: str) -> Words:
    words, title = field_words(Recognition, name), TITLES[recognition.title]
    return Words(f"“{title.label}”的{words.zh}", f"{words.en} of '{title.english}'")


def _named(recognition: Recognition) -> Words:
    title, level = TITLES[recognition.title], recognition.level
    kind = {RecognitionKind.NEW: Words("", ""), None: Words("", "")}.get(
        recognition.kind, Words("（复核或重新认定）", " (renewed)")
    )
    label = level.label if level is not None and len(title.levels) > 1 else ""
    english = f" ({level.english})" if level is not None else ""
    return Words(f"{label}{title.label}{kind.zh}", f"{title.english}{english}{kind.en}")


def _never(which: TitleAndLevel, recognitions: Sequence[Recognition]) -> Words:
    if any(each.title in which.titles for each in recognitions):
        return Words(
            "已获过此称号，不能再是首次取得，或取得之日已不可能落在所要求的期间",
            "the title was had before, or can no longer be had within the period asked for",
        )
    return Words("所要求的期间已过，或尚无可延续的称号", "the period has passed, or there is no title to renew")
