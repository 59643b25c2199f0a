"""`located_in`: the applicant lies within a region; `here` is the jurisdiction of the rule file (我市, 本市)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Step, Way, impossible
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Places, find_region, location_in, region_name, region_problem
from zjtx_rules.terms.region_changes import exceptions
from zjtx_rules.terms.region_table import NATION
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words

HERE = "here"


class LocatedIn(Condition):
    """Met if the applicant's place lies within the region; a place given too coarsely leaves it unknown."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"located_in"})
    WITHIN: ClassVar[frozenset[str]] = frozenset({"region"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("位于{located_in}", "lies in {located_in}", {"located_in": form("place")}),
    )

    located_in: str = Field(title="位于", description="here 指本规则文件的行政区域；也可写地名或行政区划代码")

    def prepare(self, context: Context) -> Prepared:
        """Resolve the region."""
        code = region_code(self.located_in, context)
        say = region_words(code)
        missing: Found = (UNKNOWN, None, ("region",))
        unbound: Found = (UNKNOWN, None, ("adopting",))

        def judge(situation: Situation) -> Found:
            if code is None:
                return unbound
            place = situation.applicant.region
            if code == NATION:
                return MET, place, ()
            if place is None:
                return missing
            inside = location_in(place, code)
            if inside is None:
                return UNKNOWN, place, ("region",)
            return (MET if inside else NOT_MET), place, ()

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: ARG001, FBT001 - one form for all kinds
            if code is None:
                return unbound_template()
            label = Words("所在地", "place")
            place = situation.applicant.region
            if not want:
                return impossible(
                    label, Words(f"位于{say.zh}，不建议迁出", f"is in {say.en}; leaving is no advice"), "region"
                )
            open_ = place is None or location_in(place, code) is None
            return (
                (
                    Step(
                        "provide" if open_ else "change",
                        "region",
                        label,
                        place,
                        code,
                        Words(f"位于{say.zh}", f"in {say.en}"),
                    ),
                ),
            )

        words = Words(f"位于{say.zh}", f"located in {say.en}")
        return leaf(self, judge, words, light=True, got=region_words, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Write the test of the place; a place that contains the region leaves it unknown."""
        code = region_code(self.located_in, columns.context)
        if code is None:
            return columns.constant(UNKNOWN, "adopting")
        if code == NATION:
            return columns.constant(MET)
        place = columns.field("region")
        declared = columns.context.places
        inside = place.within(code, declared)
        unknown = place.absent | place.is_in(coarse_codes(code, declared)) & ~inside
        return columns.of(inside, unknown, {"region": unknown})

    def check(self, context: CheckContext) -> None:
        """Report a region that does not exist."""
        check_region(self.located_in, context, "located_in")


def unbound_template() -> tuple[Way, ...]:
    """Return that a template which no place has adopted cannot be met."""
    why = Words(
        "模板未指定适用地区（用 adopting 指定）", "the template is not bound to a region (say which is adopting it)"
    )
    return impossible(Words("适用地区", "the adopting region"), why, "adopting")


def region_code(word: str, context: Context) -> str | None:
    """Return the code of a region named in a rule file; None for `here` in a template that is not bound."""
    return named_region(word, context.region, context.places)


def named_region(word: str, here: str | None, places: Places) -> str | None:
    """Return the code of a region that a condition names; `here` is the place of its document."""
    if word == HERE:
        return here
    region = find_region(word, places)
    return region.code if region else None


def coarse_codes(code: str, places: Places) -> list[int]:
    """Return the codes of places that are too coarse to tell whether they lie in a region, as they stand in columns."""
    declared = (each.code for each in places if location_in(each.place, code) is None)
    return [int(each) for each in (*exceptions(code)[2], *declared)]


def region_words(code: str | None) -> Words:
    """Name a region by its code."""
    if code is None:
        return Words("本市（模板未指定适用地区）", "the adopting city (not bound)")
    name = region_name(code)
    return Words(name, name)


def check_region(word: str, context: CheckContext, *path: str) -> None:
    """Report a region that does not exist."""
    problem = region_problem(word, context.places) if word != HERE else None
    if problem is not None:
        context.wrong(path, "unknown-region", problem.words, problem.suggestion)
