"""Which recognitions a condition asks for, as tests of the core: shared by the conditions on new, renewed and standing titles.

A recognition whose level, kind or date is missing is neither matched nor passed over: it is unknown, unless the title
exists at one level only.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Context, check_has
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.core.days import AsOf, Day, YearBegins, YearEnds
from zjtx_rules.core.fields import choice_field, day_field
from zjtx_rules.core.record_tests import Among, Earlier, NoEarlier, RegisteredIn, Within
from zjtx_rules.core.terms import ALWAYS, NEVER, Case, Some, Test, in_order
from zjtx_rules.phrases import Phrase, Slot, form, optional
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.records import Recognition
from zjtx_rules.terms import TITLES, Level, LevelField, TitleId
from zjtx_rules.words import Words

Year = Literal["any", "calendar_year", "prior_calendar_year"]

TITLE = choice_field("title", TITLES, required=True)
LEVEL = choice_field("level", Level)
KIND = choice_field("kind", RecognitionKind)
BY_MINISTRY = choice_field("body_is_ministry", (False, True))
DATE = day_field("date", not_after="expires", span="possible_days")
EXPIRES = day_field("expires", not_before="date")
PREVIOUS_EXPIRES = day_field("previous_expires", of_previous="expires")


def naming(zh: str = "", en: str = "", ends: tuple[str, str] = ("", ""), **slots: Slot) -> tuple[Phrase, ...]:
    """Return the phrases of a model that names titles: of any level, of one, of one or above; `zh` and `en` stand before."""
    who = {
        "by_ministry": Slot(
            choices={False: Words("", ""), True: Words("（须由工业和信息化部有关部门认定）", " (by the ministry)")}
        )
    }
    every = {"title": form("title"), **who, **slots}
    levels = (
        ("{title}（不论级别）", "{title} (of any level)", {"level": None, "level_at_least": None}),
        ("{level}{title}", "{level} {title}", {"level_at_least": None}),
        ("{level_at_least}及以上{title}", "{title} ({level_at_least} or above)", {"level": None}),
    )
    return tuple(
        Phrase(f"{zh}{said}{{by_ministry}}{ends[0]}", f"{en}{english}{{by_ministry}}{ends[1]}", every, fixed)
        for said, english, fixed in levels
    )


class TitleAndLevel(BaseModel):
    """Which titles count: titles, level, body."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = naming()

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

    @property
    def test(self) -> Test:
        """The test of title, level and body."""
        by_levels: dict[frozenset[Level] | None, frozenset[str]] = {}
        for title in self.titles:
            levels = self.levels(title)
            asked = None if levels == frozenset(TITLES[title].levels) else levels
            by_levels[asked] = by_levels.get(asked, frozenset()) | {title}
        tests = {titles: ALWAYS if levels is None else Among(LEVEL, levels) for levels, titles in by_levels.items()}
        if len(tests) == 1:
            ((titles, level),) = tests.items()
            found = in_order(Among(TITLE, titles), level)
        else:
            found = Case(TITLE, tuple(tests.items()), NEVER)
        return in_order(found, Among(BY_MINISTRY, frozenset({True}))) if self.by_ministry else found

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


IN_YEAR = optional(
    "（认定年度：{}）",
    " (recognised {})",
    any=("不限", "in any year"),
    calendar_year=("评估当年", "in the as-of year"),
    prior_calendar_year=("上年度", "in the year before"),
)
"""How the year asked for is said; where none is, the document's setting counts."""


class Which(TitleAndLevel):
    """Which recognitions count: titles, level, body, year."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = naming(ends=("{in_}", "{in_}"), in_=IN_YEAR)

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


def counted(which: Which, context: Context) -> Test:
    """Return the test of the date: not after the as-of date, in the year asked for, inside the document's validity."""
    start, end = context.window if context.settings["recognition_in_validity"] else (None, None)
    year = resolve(which.in_, context) if which.in_ is not None else context.settings["recognition_year"]
    first: tuple[Day, ...] = () if start is None else (start,)
    last: tuple[Day, ...] = (AsOf(),) if end is None else (AsOf(), end)
    if year != "any":
        ago = int(year == "prior_calendar_year")
        first, last = (*first, YearBegins(ago)), (*last, YearEnds(ago))
    return Within(DATE, first, last)


LAPSED = in_order(Earlier(PREVIOUS_EXPIRES, DATE), Within(PREVIOUS_EXPIRES, (), (AsOf(-1),)))
"""The title that a recognition follows upon had ended before: both ends of a validity count, so by the day before at the latest.

Of a recognition that is not after the as-of date it had ended before that day too, which tells something where its day is missing.
"""


def is_new(context: Context) -> Test:
    """Return the test that a title was given for the first time, or again after it had lapsed where that counts as new."""
    again = ((frozenset({RecognitionKind.RE_RECOGNITION}), LAPSED),) if counts_again(context) else ()
    return Case(KIND, ((frozenset({RecognitionKind.NEW}), ALWAYS), *again), NEVER)


def is_renewal(context: Context) -> Test:
    """Return the test that a title was renewed after its validity had ended; what counts as new is no renewal."""
    return Case(KIND, ((kinds_renewing(context), LAPSED),), NEVER)


def is_first(context: Context) -> Test:
    """Return the test that there was no renewal of the same title before."""
    return NoEarlier(KIND, kinds_renewing(context))


def counts_again(context: Context) -> bool:
    """Return whether a title given again after it had lapsed counts as new."""
    return bool(context.settings["lapsed_counts_as_new"])


def kinds_renewing(context: Context) -> frozenset[RecognitionKind]:
    """Return the kinds of recognition that renew a title: each recognition is new or a renewal, never both."""
    both = frozenset({RecognitionKind.RENEWAL, RecognitionKind.RE_RECOGNITION})
    return both - {RecognitionKind.RE_RECOGNITION} if counts_again(context) else both


def of_here(context: Context) -> Test:
    """Return the test that the holder was registered in this place when it was recognised.

    It always holds where the document says so, or where the clause is for applicants wherever they are. A member that is
    paid for, such as an enterprise in a base, is where the applicant is.
    """
    code = context.region
    everywhere = context.settings["registered_at_recognition"] == "anywhere" or context.anywhere
    return ALWAYS if everywhere or code is None or context.scope != context.applicant else RegisteredIn(code, DATE)


def recognised(*tests: Test, each_time: bool = False) -> Some:
    """Return the test that there is a recognition that passes all tests."""
    return Some("recognitions", in_order(*tests), each_time)


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
