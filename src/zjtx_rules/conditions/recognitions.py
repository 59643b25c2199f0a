"""How recognitions are matched: shared by the conditions on new, renewed and standing recognitions.

A recognition whose level, kind or date is missing is neither matched nor passed over: it is unknown, unless the title
exists at one level only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.distance import Toward
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import AtLeast, Situation
from zjtx_rules.terms import TITLES, Level, LevelField, TitleId
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth
from zjtx_rules.words import Words

Year = Literal["any", "calendar_year", "prior_calendar_year"]
Test = Callable[[Sequence[Recognition], int, date], tuple[Truth, tuple[str, ...]]]
"""Judges one recognition among all: the truth, and the names of its fields, or the paths of others, that are missing."""

_YES: tuple[Truth, tuple[str, ...]] = (MET, ())
_NO: tuple[Truth, tuple[str, ...]] = (NOT_MET, ())


class TitleAndLevel(BaseModel):
    """Which titles count: titles, level, body."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)

    title: TitleId | tuple[TitleId, ...] = Field(title="称号", description="称号，或若干称号之一")
    level: LevelField | None = Field(default=None, title="级别", description="恰为此级别；不写则不论级别")
    level_at_least: LevelField | None = Field(default=None, title="级别不低于", description="此级别及以上，含本级")
    by_ministry: bool = Field(
        default=False, strict=True, title="由工信部认定", description="须由工业和信息化部有关部门认定"
    )

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles as a tuple."""
        return (self.title,) if isinstance(self.title, str) else self.title

    def levels(self, title: str) -> frozenset[Level]:
        """Return the levels of this title that count."""
        every = TITLES[title].levels
        if self.level is not None:
            return frozenset(each for each in every if each == self.level)
        if self.level_at_least is not None:
            return frozenset(each for each in every if each >= self.level_at_least)
        return frozenset(every)

    def say(self) -> Words:
        """Return level and titles in words."""
        names = [TITLES[each] for each in self.titles]
        zh, en = "、".join(each.label for each in names), " / ".join(each.english for each in names)
        if self.level is not None:
            return Words(f"{self.level.label}{zh}", f"{en} ({self.level.english})")
        if self.level_at_least is not None:
            return Words(f"{self.level_at_least.label}及以上{zh}", f"{en} ({self.level_at_least.english} or above)")
        return Words(zh, en)

    def check(self, context: CheckContext, *path: str) -> None:
        """Report a level at which a title does not exist."""
        check_has("recognitions", context, *path)
        if self.level is not None and self.level_at_least is not None:
            message = Words("level 与 level_at_least 只能写一个", "'level' and 'level_at_least' exclude each other")
            context.wrong((*path, "level_at_least"), "one-too-many", message)
        for title in self.titles:
            if not self.levels(title):
                known = "、".join(each.label for each in TITLES[title].levels)
                level = self.level if self.level is not None else self.level_at_least
                message = Words(
                    f"没有{level.label if level is not None else ''}的“{TITLES[title].label}”，它只有：{known}",
                    f"'{TITLES[title].english}' does not exist at this level",
                )
                context.wrong(
                    (*path, "level" if self.level is not None else "level_at_least"), "no-such-level", message
                )


class Which(TitleAndLevel):
    """Which recognitions count: titles, level, body, year."""

    in_: Setting[Year] | None = Field(
        default=None,
        alias="in",
        title="年度",
        description="any 不限；calendar_year 评估当年；prior_calendar_year 上年度（公历年）",
    )

    def check(self, context: CheckContext, *path: str) -> None:
        """Report a level at which a title does not exist, and a reading that does not."""
        super().check(context, *path)
        check_setting(self.in_, context, *path, "in")


def by_title_and_level(which: TitleAndLevel) -> Test:
    """Return a test of title, level and body."""
    wanted = {title: which.levels(title) for title in which.titles}
    every = {title: frozenset(TITLES[title].levels) for title in which.titles}
    ministry = which.by_ministry

    def test(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:  # noqa: ARG001 - one form for all tests
        recognition = recognitions[index]
        levels = wanted.get(recognition.title)
        if levels is None:
            return _NO
        missing: tuple[str, ...] = ()
        level = recognition.level
        if level is None:
            if levels != every[recognition.title]:
                missing = ("level",)
        elif level not in levels:
            return _NO
        if ministry and recognition.body_is_ministry is not True:
            if recognition.body_is_ministry is False:
                return _NO
            missing += ("body_is_ministry",)
        return (UNKNOWN, missing) if missing else _YES

    return test


def by_date(which: Which, context: Context) -> Test:
    """Return a test of the date: not after the as-of date, in the year asked for, inside the document's validity."""
    start, end = context.window if context.settings["recognition_in_validity"] else (None, None)
    year = resolve(which.in_, context) if which.in_ is not None else context.settings["recognition_year"]

    def undated(recognition: Recognition, as_of: date) -> tuple[Truth, tuple[str, ...]]:
        """Judge one whose day is not known by the days that it can be: its year or month, no later than the last of its validity."""
        earliest, latest = recognition.possible_days
        lower, upper = start, as_of if end is None else min(as_of, end)
        if year != "any":
            number = max(as_of.year - (year == "prior_calendar_year"), 1)
            first, last = date(number, 1, 1), date(number, 12, 31)
            lower, upper = first if lower is None else max(lower, first), min(upper, last)
        before = latest is not None and lower is not None and latest < lower
        if before or (earliest is not None and earliest > upper):
            return _NO
        begins = lower is None or (earliest is not None and earliest >= lower)
        return _YES if begins and latest is not None and latest <= upper else (UNKNOWN, ("date",))

    def test(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:
        day = recognitions[index].date
        if day is None:
            return undated(recognitions[index], as_of)
        if day > as_of or (start is not None and day < start) or (end is not None and day > end):
            return _NO
        if year == "calendar_year" and day.year != as_of.year:
            return _NO
        if year == "prior_calendar_year" and day.year != as_of.year - 1:
            return _NO
        return _YES

    return test


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


def has_lapsed(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:
    """Test, of a recognition not after the as-of date, that the earlier title had expired.

    Both ends of a validity count, so the day after its last at the earliest.
    """
    expiry, day = previous_expiry(recognitions, index), recognitions[index].date
    if expiry is None:
        return UNKNOWN, ("previous_expires",)
    if day is None:
        # Its unknown first day is not after the latest that it can be, and so not after an earlier validity that ended no sooner.
        earliest, latest = recognitions[index].possible_days
        latest = min(latest, as_of) if latest is not None else as_of
        if expiry == "never" or expiry >= latest:
            return _NO
        return _YES if earliest is not None and expiry < earliest else (UNKNOWN, ("date",))
    return _YES if expiry != "never" and expiry < day else _NO


def is_new(context: Context) -> Test:
    """Return a test that a title was given for the first time, or again after it had lapsed where that counts as new."""
    again = counts_again(context)

    def test(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:
        kind = recognitions[index].kind
        if kind is None:
            return UNKNOWN, ("kind",)
        if kind is RecognitionKind.RE_RECOGNITION and again:
            return has_lapsed(recognitions, index, as_of)
        return _YES if kind is RecognitionKind.NEW else _NO

    return test


@dataclass(frozen=True, slots=True)
class OfHere:
    """A test that the holder was registered in a region when it was recognised."""

    code: str
    """The region."""

    def __call__(
        self,
        recognitions: Sequence[Recognition],
        index: int,
        as_of: date,  # noqa: ARG002 - one form for all tests
    ) -> tuple[Truth, tuple[str, ...]]:
        """Judge one recognition; without a word of another place the holder was always where it is now."""
        recognition = recognitions[index]
        known, day = recognition.whereabouts, recognition.date
        if known is None:
            return _YES
        # Only of an unknown day the latest that it can be matters.
        last = recognition.possible_days[1] if day is None else None
        found: tuple[Truth, tuple[str, ...]] = known.registered_in(self.code, day, last)
        return found


def is_of_here(context: Context) -> OfHere | None:
    """Return a test that the holder was registered in this place when it was recognised; None where that does not matter.

    It does not where the document says so, or where the clause is for applicants wherever they are. A member that is paid
    for, such as an enterprise in a base, is where the applicant is.
    """
    code = context.region
    everywhere = context.settings["registered_at_recognition"] == "anywhere" or context.anywhere
    return None if everywhere or code is None or context.scope != context.applicant else OfHere(code)


def is_renewal(context: Context) -> Test:
    """Return a test that a title was renewed after its validity had ended; what counts as new is no renewal."""
    renewing = kinds_renewing(context)

    def test(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:
        kind = recognitions[index].kind
        if kind is None:
            return UNKNOWN, ("kind",)
        return has_lapsed(recognitions, index, as_of) if kind in renewing else _NO

    return test


def counts_again(context: Context) -> bool:
    """Return whether a title given again after it had lapsed counts as new."""
    return bool(context.settings["lapsed_counts_as_new"])


def kinds_renewing(context: Context) -> frozenset[RecognitionKind]:
    """Return the kinds of recognition that renew a title: each recognition is new or a renewal, never both."""
    both = frozenset({RecognitionKind.RENEWAL, RecognitionKind.RE_RECOGNITION})
    return both - {RecognitionKind.RE_RECOGNITION} if counts_again(context) else both


def every(*tests: Test) -> Test:
    """Return the conjunction of tests, with every field that is missing."""

    def test(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:
        missing: tuple[str, ...] = ()
        for each in tests:
            truth, fields = each(recognitions, index, as_of)
            if truth == NOT_MET:
                return _NO
            missing += fields
        return (UNKNOWN, missing) if missing else _YES

    return test


def exists(
    condition: Condition,
    which: Which,
    test: Test,
    say: Words,
    toward: Toward | None = None,
    *,
    of_here: Test | None = None,
    each_time: bool = False,
) -> Prepared:
    """Return the condition "there is such a recognition", prepared; what it finds is the recognition.

    `of_here`: a test of where the holder was registered then, beside the others.
    """
    elsewhere = None if of_here is None else _but(test, of_here)
    test = test if of_here is None else _placed(test, of_here)
    no: Found = (NOT_MET, None, ())
    unknown: Found = (UNKNOWN, None, ("recognitions",))
    titles = frozenset(which.titles)

    def judge(situation: Situation) -> Found:
        recognitions = situation.recognitions
        if recognitions is None:
            return unknown
        whole = not isinstance(recognitions, AtLeast)
        if titles.isdisjoint(situation.titles):
            return no if whole else unknown
        as_of = situation.as_of
        best: Recognition | None = None
        open_: Recognition | None = None
        missing: tuple[str, ...] = ()
        for index, recognition in enumerate(recognitions):
            if recognition.title not in titles:
                continue
            truth, fields = test(recognitions, index, as_of)
            if truth == MET:
                if best is None or precedence(recognition) > precedence(best):
                    best = recognition
            elif truth == UNKNOWN:
                if open_ is None or precedence(recognition) > precedence(open_):
                    open_ = recognition
                missing += paths(index, fields)
        if best is not None:
            return MET, best, ()
        if not whole:
            return UNKNOWN, open_, (*missing, "recognitions")
        return (UNKNOWN, open_, missing) if open_ is not None else no

    return leaf(
        condition,
        judge,
        say,
        got=said,
        recognition=test,
        elsewhere=elsewhere,
        each_time=each_time,
        titles=titles,
        toward=toward,
    )


def _placed(test: Test, of_here: Test) -> Test:
    """Return a test of what passes one test, and then of where the holder was registered, where something is said of that."""

    def both(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:
        found = test(recognitions, index, as_of)
        if found[0] == NOT_MET or recognitions[index].whereabouts is None:
            return found
        truth, fields = of_here(recognitions, index, as_of)
        if truth == NOT_MET:
            return _NO
        missing = found[1] + fields
        return (UNKNOWN, missing) if missing else _YES

    return both


def _but(test: Test, other: Test) -> Test:
    """Return a test of what passes one test and fails another."""

    def failing(recognitions: Sequence[Recognition], index: int, as_of: date) -> tuple[Truth, tuple[str, ...]]:
        passes = test(recognitions, index, as_of)[0] == MET
        return _YES if passes and other(recognitions, index, as_of)[0] == NOT_MET else _NO

    return failing


def paths(index: int, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths of the missing facts that a test of one recognition names."""
    return tuple(each if "." in each or each in _APART else f"recognitions.{index}.{each}" for each in fields)


_APART = {"recognitions", "registrations"}
"""What may be missing beside the recognition itself: which others there are, where its holder was registered."""


def precedence(recognition: Recognition) -> tuple[date, str, int, str]:
    """Return by what one of several recognitions is taken to be the one that counts: the latest, whatever their order.

    The rest only breaks ties, so that neither the order of the facts nor that of the conditions changes an answer.
    """
    kind = recognition.kind.value if recognition.kind is not None else ""
    return recognition.date or date.min, recognition.title, recognition.level or 0, kind


def said(value: Any) -> Words:
    """Say which recognition was found."""
    if not isinstance(value, Recognition):
        return Words("无", "none")
    title = TITLES[value.title]
    level = value.level.label if value.level is not None else "级别未知的"
    day = value.date.isoformat() if value.date is not None else None
    when = day or (f"{value.given_in}（日未知）" if value.given_in is not None else "日期未知")
    english = day or (f"{value.given_in}, day unknown" if value.given_in is not None else "date unknown")
    kind = value.kind.label if isinstance(value.kind, RecognitionKind) else "认定方式未知"
    return Words(
        f"{when} {kind} {level}{title.label}",
        f"{title.english}, {value.level.english if value.level is not None else 'level unknown'}, {english}",
    )
