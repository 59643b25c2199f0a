"""`registered`: registered in a region, without a break, for at least so long (在我市登记注册两年以上).

The anniversary day counts, a day less does not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.located_in import HERE, check_region, region_code, region_words
from zjtx_rules.profile.records import Registration
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Duration, has_lasted, lies_within
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


class Where(BaseModel):
    """Where, and for how long."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    in_: str = Field(default=HERE, alias="in", title="登记地", description="here 指本规则文件的行政区域")
    for_at_least: Duration = Field(title="至少", description="期限，如 2年、12个月；届满之日算满")
    since: Setting[Literal["registration_here", "founding"]] = Field(
        default="registration_here", title="起算", description="registration_here 自在此地登记起；founding 自成立起"
    )


class Registered(Condition):
    """Met if the applicant is registered there and has been for so long."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"registered"})

    registered: Where = Field(title="登记注册", description="在某地登记注册满一定期限")

    def prepare(self, context: Context) -> Prepared:
        """Resolve region, period and the reading of the beginning."""
        code = region_code(self.registered.in_, context)
        period = self.registered.for_at_least
        from_founding = resolve(self.registered.since, context) == "founding"
        unknown: Found = (UNKNOWN, None, ("registrations",))
        unbound: Found = (UNKNOWN, None, ("adopting",))

        def judge(situation: Situation) -> Found:
            if code is None:
                return unbound
            registrations = situation.subject.registrations
            if registrations is None:
                return unknown
            here = [
                (index, each)
                for index, each in enumerate(registrations)
                if (each.region is None or lies_within(each.region, code))
                and (each.until is None or each.until >= situation.as_of)
                and (each.since is None or each.since <= situation.as_of)
            ]
            if not here:
                return NOT_MET, None, ()
            founded = situation.subject.founded
            begun = [_unbroken(each, registrations, code) for _, each in here if each.region and each.since]
            hoped = [_unbroken(each, registrations, code, hoping=True) for _, each in here]
            if from_founding:
                begun = [founded] if begun and founded is not None else []
                hoped = [founded if founded is not None else date.min]
            since = min(begun, default=None)
            if since is not None and has_lasted(since, period, situation.as_of):
                return MET, since, ()
            if not has_lasted(min(hoped), period, situation.as_of):
                return NOT_MET, since, ()
            open_ = here if from_founding else [(at, each) for at, each in enumerate(registrations) if _may(each, code)]
            missing = tuple(
                f"registrations.{at}.{name}"
                for at, each in open_
                for name in ("region", "since")
                if getattr(each, name) is None
            )
            return UNKNOWN, since, (*missing, "founded") if from_founding and founded is None else missing

        place = region_words(code)
        said = "成立" if from_founding else "登记注册"
        say = Words(f"在{place.zh}{said}满{period}", f"registered in {place.en} for at least {period}")
        return leaf(self, judge, say)

    def check(self, context: CheckContext) -> None:
        """Check region and reading."""
        check_has("registrations", context, "registered")
        check_region(self.registered.in_, context, "registered", "in")
        check_setting(self.registered.since, context, "registered", "since")


def _may(registration: Registration, code: str) -> bool:
    """Return whether a registration lies in the region, or may."""
    return registration.region is None or lies_within(registration.region, code)


def _unbroken(last: Registration, registrations: tuple[Registration, ...], code: str, *, hoping: bool = False) -> date:
    """Return since when a registration has stood, counting earlier ones inside the region that it follows at once.

    Hoping, what is missing is taken as it would serve best: a place as inside, a beginning as long ago.
    """
    since = last.since or date.min
    # From the latest to the earliest, so that one pass follows the whole chain.
    for each in sorted(registrations, key=lambda item: item.since or date.min, reverse=True):
        if each.until is None or (not hoping and (each.since is None or each.region is None)) or not _may(each, code):
            continue
        begun = each.since or date.min
        if begun < since <= each.until + timedelta(days=1):
            since = begun
    return since
