"""Changes inside a condition, and which way each turns for an applicant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from diffing_cases import clause, compared, conditions, document, means, the_change
from hypothesis import given
from hypothesis import strategies as st

from examples_drawn import drawn
from zjtx_rules.analysis.diffing.comparison import sides_of
from zjtx_rules.analysis.diffing.conditions import compare_conditions
from zjtx_rules.analysis.diffing.context import Pair
from zjtx_rules.analysis.diffing.effects import merged
from zjtx_rules.files import dump_yaml, parse_yaml
from zjtx_rules.language import load_text
from zjtx_rules.language.clauses import Tier
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda all_: all_[3].update(at_least="2000万元"), ("threshold-raised", "narrower", "none")),
        (lambda all_: all_[3].update(at_least="500万元"), ("threshold-lowered", "wider", "none")),
        (lambda all_: all_[3].update(at_most="4亿元"), ("threshold-added", "narrower", "none")),
        (lambda all_: all_.pop(4), ("condition-dropped", "wider", "none")),
        (lambda all_: all_.append({"fact": "low_credit_risk"}), ("condition-added", "narrower", "none")),
        (lambda all_: all_[2].update(one_of=["micro", "small"]), ("values-narrowed", "narrower", "none")),
        (
            lambda all_: all_[2].update(one_of=["micro", "small", "medium", "large"]),
            ("values-widened", "wider", "none"),
        ),
        (lambda all_: all_[0].update(registered={"for_at_least": "1年"}), ("period-shortened", "wider", "none")),
        (
            lambda all_: all_[0].update(registered={"in": "山东省", "for_at_least": "2年"}),
            ("area-widened", "wider", "none"),
        ),
        # A longer look back at accidents shuts more firms out; a shorter one lets more in.
        (
            lambda all_: all_[5]["none"][1].update(incident={"of": ["safety", "quality"], "within": "3年"}),
            ("period-lengthened", "narrower", "none"),
        ),
        (
            lambda all_: all_[5]["none"][1].update(incident={"of": ["safety"], "within": "2年"}),
            ("values-narrowed", "wider", "none"),
        ),
        (lambda all_: all_[5]["none"].pop(0), ("condition-dropped", "wider", "none")),
        (
            lambda all_: all_[5]["none"].append({"fact": "low_credit_risk", "is": False}),
            ("condition-added", "narrower", "none"),
        ),
        # 不低于1000万元 becomes 超过1000万元: exactly 1000万元 no longer suffices.
        (
            lambda all_: all_.__setitem__(3, {"fact": "revenue_last_year", "more_than": "1000万元"}),
            ("threshold-raised", "narrower", "none"),
        ),
        # 不低于1000万元 becomes 1000万元左右: the text now leaves it to a person.
        (
            lambda all_: all_.__setitem__(3, {"fact": "revenue_last_year", "about": "1000万元"}),
            ("condition-replaced", "both", "none"),
        ),
        (
            lambda all_: all_.__setitem__(
                1, {"any": [{"fact": "independent_legal_person"}, {"fact": "low_credit_risk"}]}
            ),
            ("alternative-added", "wider", "none"),
        ),
    ],
)
def test_an_edited_condition_is_one_change_in_its_direction(edit: Any, expected: tuple[str, str, str]) -> None:
    assert means(conditions(edit)) == expected


def test_all_that_became_any_is_one_change_and_wider() -> None:
    def loosen(data: Any) -> None:
        clause(data, "pool")["when"] = {"any": clause(data, "pool")["when"]["all"]}

    assert means(the_change(loosen)) == ("combination-changed", "wider", "none")


def test_a_condition_dropped_altogether_is_wider() -> None:
    assert means(the_change(lambda data: clause(data, "award.gazelle").pop("when"))) == (
        "condition-dropped",
        "wider",
        "none",
    )


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ({"title": ["gazelle", "unicorn"], "level": "provincial"}, ("titles-widened", "wider")),
        ({"title": "unicorn", "level": "provincial"}, ("titles-changed", "both")),
        ({"title": "gazelle"}, ("levels-widened", "wider")),
        ({"title": "gazelle", "level": "city"}, ("levels-changed", "both")),
        ({"title": "gazelle", "level": "provincial", "in": "calendar_year"}, ("detail-changed", "narrower")),
        ({"title": "gazelle", "level": "provincial", "by_ministry": True}, ("detail-changed", "narrower")),
    ],
)
def test_titles_levels_and_years_are_compared_by_what_they_let_in(which: Any, expected: tuple[str, str]) -> None:
    change = the_change(lambda data: clause(data, "award.gazelle")["when"].update(newly_recognised=which))
    assert (change.code, change.access) == expected


def test_a_new_recognition_that_became_a_renewal_is_a_replacement() -> None:
    def renew(data: Any) -> None:
        clause(data, "award.gazelle")["when"] = {"renewed": {"title": "gazelle", "level": "provincial"}}

    assert means(the_change(renew)) == ("condition-replaced", "both", "none")


def test_a_notice_decides_nothing_for_an_applicant() -> None:
    change = the_change(lambda data: clause(data, "flag.city")["when"].update(newly_recognised={"title": "gazelle"}))
    assert means(change) == ("levels-widened", "neither", "none")


def test_a_condition_under_one_reading_says_under_which() -> None:
    def require(data: Any) -> None:
        options = document(data)["gates"][0]["when"]["options"]
        options["required"] = {"all": [{"clause": "pool"}, {"fact": "low_credit_risk"}]}

    change = the_change(require)
    assert (*means(change), change.under) == ("condition-added", "narrower", "none", ("gate=required",))


def test_a_dropped_condition_is_placed_where_it_stood() -> None:
    (change,) = compared(lambda data: clause(data, "pool")["when"]["all"].pop(4)).changes()
    assert (change.old_path, change.new_path) == ("when.all.4", "")


# Generated conditions over a few facts, judged over every firm these facts tell apart.

YES_NO = ("independent_legal_person", "low_credit_risk")
LEAVES = st.one_of(
    st.sampled_from(YES_NO).map(lambda name: {"fact": name}),
    st.tuples(st.sampled_from(["at_least", "more_than", "at_most", "less_than"]), st.integers(1, 3)).map(
        lambda pair: {"fact": "invention_patents", pair[0]: pair[1]}
    ),
    st.sets(st.sampled_from(["A", "B", "C"]), min_size=1).map(
        lambda values: {"fact": "productivity_grade", "one_of": sorted(values)}
    ),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        *(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts, key=key: {key: parts})
            for key in ("all", "any", "none")
        ),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"at_least_of": {"count": 2, "of": parts}}),
    ),
    max_leaves=6,
)
FIRMS = [
    EnterpriseProfile.model_validate(
        {
            "independent_legal_person": person,
            "credit": {"low_risk": risk},
            "invention_patents": patents,
            "productivity_grade": grade,
        }
    )
    for person in (True, False)
    for risk in (True, False)
    for patents in range(5)
    for grade in ("A", "B", "C")
]
FRAME = """\
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: plan
  title: 试行方案
  status: issued
  clauses:
  - {id: pool, kind: tier, cite: 一, quote: 条件, title: 培育对象, to: enterprise}
"""


@drawn(few=100, many=400)
@given(old=CONDITIONS, new=CONDITIONS)
def test_wider_and_narrower_hold_for_every_firm(old: Any, new: Any) -> None:
    sides = []
    for condition in (old, new):
        data = parse_yaml(FRAME, "f").data
        data["documents"][0]["clauses"][0]["when"] = condition
        sides.append(sides_of(load_text(dump_yaml(data), "f.yaml"))[0])
    pair = Pair(sides[0], sides[1], ("documents", 0, "clauses", 0), ("documents", 0, "clauses", 0))
    whens = [side.document.clauses[0] for side in sides]
    assert isinstance(whens[0], Tier)
    assert isinstance(whens[1], Tier)
    assert whens[0].when is not None
    assert whens[1].when is not None
    found = merged(
        each.effect for each in compare_conditions(pair, whens[0].when, whens[1].when, (("when",), ("when",)))
    ).access
    before, after = (each.when.prepare(sides[0].context("enterprise")) for each in whens)
    for firm in FIRMS:
        situation = Situation.of(firm, date(2025, 6, 1))
        one, other = before.decide(situation) == MET, after.decide(situation) == MET
        if found in ("wider", "neither"):
            assert other or not one
        if found in ("narrower", "neither"):
            assert one or not other
