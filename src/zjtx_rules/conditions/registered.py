"""`registered`: registered in a region, without a break, for at least so long (在我市登记注册两年以上).

The anniversary day counts, a day less does not.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Step, Way, field_words, impossible, wait, whole_list
from zjtx_rules.conditions.located_in import (
    HERE,
    check_region,
    coarse_codes,
    region_code,
    region_words,
    unbound_template,
)
from zjtx_rules.phrases import Phrase, choices, form
from zjtx_rules.profile.records import Registration
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.terms import Duration, add, has_lasted, latest_start, lies_within, location_in
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.region_changes import moved, moved_codes, periods
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


class Where(BaseModel):
    """Where, and for how long."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "在{in_}登记注册满{for_at_least}（{since}）",
            "registered in {in_} for at least {for_at_least} ({since})",
            {
                "in_": form("place"),
                "since": choices(
                    registration_here=("自在当地登记起算", "from the registration there"),
                    founding=("自成立起算", "from the founding"),
                ),
            },
        ),
    )

    in_: str = Field(
        default=HERE, alias="in", title="登记地", description="here 指本规则文件的行政区域；也可写地名或行政区划代码"
    )
    for_at_least: Duration = Field(title="至少", description="期限，如 2年、12个月；届满之日算满")
    since: Setting[Literal["registration_here", "founding"]] = Field(
        default="registration_here", title="起算", description="registration_here 自在此地登记起；founding 自成立起"
    )


class Registered(Condition):
    """Met if the applicant is registered there and has been for so long."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"registered"})
    WITHIN: ClassVar[frozenset[str]] = frozenset({"region"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{registered}", "{registered}"),)

    registered: Where = Field(title="登记注册", description="在某地登记注册满一定期限")

    def prepare(self, context: Context) -> Prepared:
        """Resolve region, period and the reading of the beginning."""
        code = region_code(self.registered.in_, context)
        period = self.registered.for_at_least
        from_founding = resolve(self.registered.since, context) == "founding"
        unknown: Found = (UNKNOWN, None, ("registrations",))
        unbound: Found = (UNKNOWN, None, ("adopting",))

        def nowhere(registrations: tuple[Registration, ...], since: date | None = None) -> Found:
            """Return that it is not registered there, unless it may be somewhere that is not listed."""
            return (NOT_MET, since, ()) if is_whole(registrations) else (UNKNOWN, since, unknown[2])

        def judge(situation: Situation) -> Found:
            if code is None:
                return unbound
            registrations = situation.stated("registrations")
            if registrations is None:
                return unknown
            if len(registrations) == 1 and not from_founding and (where := _stayed(registrations[0], code)) is not None:
                # A firm that stayed where it is, as most did.
                region, begin = where
                if begin > situation.as_of or not lies_within(region, code):
                    return nowhere(registrations)
                lasted = has_lasted(begin, period, situation.as_of)
                return (MET, begin, ()) if lasted else nowhere(registrations, begin)
            by_periods = _by_periods(registrations, code, situation.as_of)
            here = [
                (index, each)
                for index, each in by_periods
                if (each.region is None or lies_within(each.region, code))
                and (each.until is None or each.until >= situation.as_of)
                and (each.since is None or each.since <= situation.as_of)
            ]
            if not here:
                return nowhere(registrations)
            founded = situation.subject.founded
            begun = [_unbroken(each, by_periods, code) for _, each in here if each.region and each.since]
            hoped = [_unbroken(each, by_periods, code, hoping=True) for _, each in here]
            if from_founding:
                begun = [founded] if begun and founded is not None else []
                hoped = [founded if founded is not None else date.min]
            since = min(begun, default=None)
            if since is not None and has_lasted(since, period, situation.as_of):
                return MET, since, ()
            if not has_lasted(min(hoped), period, situation.as_of):
                return nowhere(registrations, since)
            open_ = here if from_founding else [(at, each) for at, each in by_periods if _may(each, code)]
            missing = dict.fromkeys(
                f"registrations.{at}.{name}"
                for at, each in open_
                for name in ("region", "since")
                if getattr(each, name) is None
            )
            missing |= {"founded": None} if from_founding and founded is None else {}
            missing |= {} if is_whole(registrations) else {"registrations": None}
            return UNKNOWN, since, tuple(missing)

        place = region_words(code)
        said = "成立" if from_founding else "登记注册"
        say = Words(f"在{place.zh}{said}满{period}", f"registered in {place.en} for at least {period.english()}")

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            if code is None:
                return unbound_template()
            if not want:
                return _unwanted(situation, say, code)
            return _wanted(situation, today, code, period, say, from_founding=from_founding)

        return leaf(self, judge, say, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Write the test for a firm that stayed where it is; one with several places in the region is left to the reference."""
        where, context, as_of = self.registered, columns.context, columns.as_of
        code = region_code(where.in_, context)
        if code is None:
            return columns.constant(UNKNOWN, "adopting")
        each = columns.members("registrations")
        region, since, until = each["region"], each["since"], each["until"]
        lost = region.absent | region.is_in(coarse_codes(code, context.places))
        may = lost | region.within(code, context.places)
        here = may & ~until.before(as_of) & ~since.after(as_of)
        last = columns.last_day(lambda day: has_lasted(day, where.for_at_least, as_of))
        from_founding = resolve(where.since, context) == "founding"
        known, anywhere = each.known, each.any(here)
        # Where a change of the divisions has moved a place, its years are told apart by the reference.
        columns.refer(each.any(region.is_in(map(int, moved_codes(code)))), "registered in a place that has moved")
        sure = here & ~lost & ~since.absent
        founded = columns.field("founded")
        if from_founding:
            lasted = each.any(sure) & ~founded.absent & ~founded.after(last)
            possibly = founded.absent | ~founded.after(last)
        else:
            lasted = each.any(sure & ~since.after(last))
            possibly = each.any(here & ~since.after(last))
            # A former place in the region may have been followed at once by this one: a chain, for the reference.
            several = each.least("since", may).before(each.greatest("since", may)) | each.any(may & since.absent)
            columns.refer(anywhere & each.any(may & ~until.absent) & several, "several registrations in the region")
        open_, listed = here if from_founding else may, anywhere & (possibly & ~lasted)
        missing = {
            f"registrations.{name}": listed & each.any(open_ & absent)
            for name, absent in (("region", lost), ("since", since.absent))
        }
        missing["registrations"] = ~known & ~lasted
        if from_founding:
            missing["founded"] = listed & founded.absent
        return columns.of(lasted, ~known & ~lasted | listed, missing)

    def check(self, context: CheckContext) -> None:
        """Check region and reading."""
        check_has("registrations", context, "registered")
        check_region(self.registered.in_, context, "registered", "in")
        check_setting(self.registered.since, context, "registered", "since")


def _wanted(
    situation: Situation, today: date, code: str, period: Duration, say: Words, *, from_founding: bool
) -> tuple[Way, ...]:
    """Return the ways to be registered for so long: to provide what is unknown, to wait, to register from today on."""
    as_of, registrations = situation.as_of, situation.stated("registrations")
    full = latest_start(period, as_of)
    founding = _founded(situation, period, full) if from_founding else ()
    given = {"region": code, "since": as_of if from_founding else full}
    if registrations is None:
        first = Registration.model_validate(given)
        return ((Step("provide", "registrations", _LIST, None, (first,), say), *founding),)

    def rest(since: date) -> Way:
        due = since if from_founding else add(since, period)
        return (wait(say, as_of, due),) if due > as_of else ()

    ways: list[Way] = []
    known = False
    by_periods = _by_periods(registrations, code, as_of)
    for at, each in by_periods:
        if not _may(each, code) or (each.until is not None and each.until < as_of):
            continue
        missing = tuple(
            Step("provide", f"registrations.{at}.{name}", field_words(Registration, name), None, value, say)
            for name, value in given.items()
            if getattr(each, name) is None
        )
        known = known or not missing
        since = _unbroken(each.replaced(region=code), by_periods, code)
        ways.append((*missing, *founding, *(rest(since) if each.since is not None else ())))
    if not known:
        new = Step("change", "registrations.+", _NEW, None, Registration(region=code, since=today))
        ways.append((new, *founding, *rest(today)))
    return tuple(ways)


def _unwanted(situation: Situation, say: Words, code: str) -> tuple[Way, ...]:
    """Return the ways not to be registered: only where that is not known."""
    registrations = situation.stated("registrations")
    if registrations is None:
        return ((Step("provide", "registrations", _LIST, None, (), Words(f"不属于{say.zh}", f"not {say.en}")),),)
    if not is_whole(registrations) and not any(_may(each, code) for each in registrations):
        return ((whole_list("registrations", _LIST),),)
    return impossible(say, Words("登记不能撤回", "a registration stays"), "registrations")


_LIST = Words("登记沿革", "registration history")
_NEW = Words("新登记", "new registration")


def _founded(situation: Situation, period: Duration, full: date) -> Way:
    """Return what the founding of the enterprise lacks: the day, or the rest of the period."""
    label, founded = Words("成立日期", "founded on"), situation.subject.founded
    if founded is None:
        return (Step("provide", "founded", label, None, full, Words(f"不晚于{full}", f"by {full}")),)
    due = add(founded, period)
    return (
        (wait(Words(f"成立满{period}", f"{period.english()} since founding"), situation.as_of, due),)
        if due > situation.as_of
        else ()
    )


def _stayed(registration: Registration, code: str) -> tuple[str, date] | None:
    """Return place and beginning of a registration that is known in full, has not ended, and was never moved by others."""
    region, since = registration.region, registration.since
    if region is None or since is None or registration.until is not None or moved(region, code):
        return None
    if location_in(region, code) is None:
        return None
    return region, since


Periods = list[tuple[int, Registration]]
"""Registrations, each with its number in the profile; several where a change of the divisions has moved the place."""


def _by_periods(registrations: tuple[Registration, ...], code: str, as_of: date) -> Periods:
    """Return the registrations, parted where a change of the divisions has moved their place.

    A place that is given too coarsely is left out, as if it were not known; so is that of a time of which the text would have
    to say whether it counts.
    """
    found: Periods = []
    for at, each in enumerate(registrations):
        if each.region is None or not moved(each.region, code):
            coarse = each.region is not None and location_in(each.region, code) is None
            found.append((at, each.replaced(region=None) if coarse else each))
            continue
        begin, end = each.since or _LONG_AGO, each.until or max(as_of, each.since or as_of)
        parts = periods(each.region, code, begin, end)
        for number, (first, last, lay) in enumerate(parts):
            update = {
                "since": each.since if number == 0 else first,
                "until": each.until if number == len(parts) - 1 else last,
                "region": None if lay is None else each.region,
            }
            found.append((at, each.replaced(**update)))
    return found


_LONG_AGO = date(1949, 10, 1)


def _may(registration: Registration, code: str) -> bool:
    """Return whether a registration lies in the region, or may."""
    return registration.region is None or location_in(registration.region, code) is not False


def _unbroken(last: Registration, registrations: Periods, code: str, *, hoping: bool = False) -> date:
    """Return since when a registration has stood, counting earlier ones inside the region that it follows at once.

    Hoping, what is missing is taken as it would serve best: a place as inside, a beginning as long ago. Otherwise a beginning
    that is missing is the last day of that registration, as it cannot be later.
    """
    since = last.since or date.min

    def beginning(registration: Registration) -> date:
        return registration.since or (date.min if hoping else registration.until or date.min)

    # From the latest to the earliest, so that one pass follows the whole chain.
    for _, each in sorted(registrations, key=lambda item: beginning(item[1]), reverse=True):
        if each.until is None or (not hoping and each.region is None) or not _may(each, code):
            continue
        begun = beginning(each)
        if begun < since <= days_later(each.until, 1):
            since = begun
    return since
