"""The workload of the benchmarks means what the text says, in plain Python and in ours, on firms worked out by hand.

二2: two years in 日照, a legal person, small or medium, good in every named way, revenue 1000万元左右, certified, nothing false and no
accident in two years. 三（一）2: seven awards for new titles; the highest only. Asked on 2023-09-01. No peer is needed.
"""

from __future__ import annotations

from typing import Any

import pytest

import hand_python
import ours
from workload import MET, NOT_MET, REVIEW

UNICORN, ENTERPRISE, PRODUCT, GIANT, PROVINCIAL, GAZELLE, SPECIALISED = (1 << bit for bit in range(7))


def firm(**facts: Any) -> dict[str, Any]:
    """Return a firm that meets 二2 and holds no title, but for the facts given."""
    return {
        "region": 371102,
        "size_class": "small",
        **dict.fromkeys(
            (
                "independent_legal_person",
                "good_prospects",
                "good_benefits",
                "stable_quality",
                "meets_energy_rules",
                "meets_environment_rules",
                "meets_safety_rules",
                "bank_credit",
                "tax_credit",
                "social_credit",
            ),
            True,
        ),
        "provided_false_information": False,
        "registrations": [{"region": 371102, "since": 20120618}],
        "accounts": [{"year": 2021, "revenue_yuan": 3_000_000}, {"year": 2022, "revenue_yuan": 10_000_000}],
        "certificates": [{"kind": "quality_management", "since": 20211105, "expires": 20241104}],
        "incidents": [],
        "recognitions": [],
        **facts,
    }


def titles(*given: tuple[str, str, str, int]) -> dict[str, Any]:
    """Return recognitions as title, level, kind and day."""
    return {"recognitions": [dict(zip(("title", "level", "kind", "date"), each, strict=True)) for each in given]}


def certificate(since: int, expires: int) -> dict[str, Any]:
    return {"certificates": [{"kind": "quality_management", "since": since, "expires": expires}]}


def incident(kind: str, day: int) -> dict[str, Any]:
    return {"incidents": [{"kind": kind, "date": day}]}


CASES: dict[str, tuple[dict[str, Any], tuple[int, int, int]]] = {
    "every condition is met and no title is held": (firm(), (MET, 0, 0)),
    "a revenue that is not exactly the figure is for a person": (
        firm(accounts=[{"year": 2022, "revenue_yuan": 9_999_999}]),
        (REVIEW, 0, 0),
    ),
    "what fails otherwise is not for a person": (
        firm(accounts=[{"year": 2022, "revenue_yuan": 9_999_999}], size_class="large"),
        (NOT_MET, 0, 0),
    ),
    "a large firm is not cultivated": (firm(size_class="large"), (NOT_MET, 0, 0)),
    "bad tax credit is enough to fail": (firm(tax_credit=False), (NOT_MET, 0, 0)),
    "false information is enough to fail": (firm(provided_false_information=True), (NOT_MET, 0, 0)),
    "two years to the day are two years": (
        firm(registrations=[{"region": 371102, "since": 20210901}]),
        (MET, 0, 0),
    ),
    "a day less than two years is too short": (
        firm(registrations=[{"region": 371102, "since": 20210902}]),
        (NOT_MET, 0, 0),
    ),
    "registered in another city does not count": (
        firm(registrations=[{"region": 370102, "since": 20120618}]),
        (NOT_MET, 0, 0),
    ),
    "a certificate holds on its last day": (firm(**certificate(20200902, 20230901)), (MET, 0, 0)),
    "a certificate that ended yesterday does not": (firm(**certificate(20200901, 20230831)), (NOT_MET, 0, 0)),
    "a certificate that begins tomorrow does not": (firm(**certificate(20230902, 20260901)), (NOT_MET, 0, 0)),
    "an accident exactly two years ago is past": (firm(**incident("safety", 20210901)), (MET, 0, 0)),
    "an accident a day later is not": (firm(**incident("environment", 20210902)), (NOT_MET, 0, 0)),
    "another kind of incident does not count": (firm(**incident("other", 20230101)), (MET, 0, 0)),
    "three titles in a year pay the highest": (
        firm(
            **titles(
                ("zjtx_sme", "provincial", "new", 20230320),
                ("gazelle", "provincial", "new", 20230530),
                ("little_giant", "national", "new", 20230714),
            )
        ),
        (MET, SPECIALISED | GAZELLE | GIANT, 1_000_000),
    ),
    "a unicorn pays most": (
        firm(
            **titles(("unicorn", "provincial", "new", 20230714), ("champion_enterprise", "national", "new", 20230101))
        ),
        (MET, UNICORN | ENTERPRISE, 3_000_000),
    ),
    "a unicorn of the city is paid, for the text names no level": (
        firm(**titles(("unicorn", "city", "new", 20230714))),
        (MET, UNICORN, 3_000_000),
    ),
    "a champion at both levels is paid for the nation": (
        firm(
            **titles(
                ("champion_enterprise", "provincial", "new", 20220714),
                ("champion_enterprise", "national", "new", 20230714),
            )
        ),
        (MET, PROVINCIAL | ENTERPRISE, 2_000_000),
    ),
    "a product is paid at national level only": (
        firm(
            **titles(
                ("champion_product", "provincial", "new", 20230714), ("champion_product", "national", "new", 20230801)
            )
        ),
        (MET, PRODUCT, 1_000_000),
    ),
    "a renewal is not a new recognition": (
        firm(**titles(("little_giant", "national", "renewal", 20230714))),
        (MET, 0, 0),
    ),
    "the first day in force counts": (
        firm(**titles(("zjtx_sme", "provincial", "new", 20220323))),
        (MET, SPECIALISED, 200_000),
    ),
    "the day before does not": (firm(**titles(("zjtx_sme", "provincial", "new", 20220322))), (MET, 0, 0)),
    "today's recognition counts": (
        firm(**titles(("gazelle", "provincial", "new", 20230901))),
        (MET, GAZELLE, 300_000),
    ),
    "tomorrow's does not": (firm(**titles(("gazelle", "provincial", "new", 20230902))), (MET, 0, 0)),
    "awards do not ask for the conditions of cultivation": (
        firm(size_class="large", **titles(("champion_enterprise", "provincial", "new", 20230601))),
        (NOT_MET, PROVINCIAL, 500_000),
    ),
    "a firm elsewhere gets nothing here": (
        firm(region=370102, **titles(("little_giant", "national", "new", 20230714))),
        (NOT_MET, 0, 0),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_plain_python_says_what_the_text_says(name: str) -> None:
    given, expected = CASES[name]
    assert hand_python.plain(given) == expected


@pytest.mark.parametrize("name", CASES)
def test_the_trace_says_what_the_text_says(name: str) -> None:
    given, expected = CASES[name]
    assert hand_python.answer_of(hand_python.traced(given)) == expected


@pytest.mark.parametrize("explain", [True, False])
@pytest.mark.parametrize("name", CASES)
def test_ours_says_what_the_text_says(name: str, *, explain: bool) -> None:
    given, expected = CASES[name]
    assert ours.answer(ours.profile(given), ours.workload_rules(), explain=explain) == expected


def test_the_trace_names_what_gave_way() -> None:
    given, _ = CASES["three titles in a year pay the highest"]
    trace = hand_python.traced(given)
    assert trace["chosen"] == "award.little_giant"
    assert trace["suppressed"] == ["award.gazelle", "award.zjtx_sme"]
