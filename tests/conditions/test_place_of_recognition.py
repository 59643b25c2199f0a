"""Newly recognised *here*: recognised while registered in the place (日照 三（一）2, 济南 一（2）, 模板 三（一）4; reading 40)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_rules import AS_OF, MET, NOT_MET, UNKNOWN, answer, applicant, clause, codes, fixed, recognition, rules_of
from zjtx_rules.reasoning import Evaluation

NEW = "{newly_recognised: {title: little_giant}}"
RENEWED = "{renewed: {title: little_giant}}"
HOLDS = "{holds: {title: little_giant}}"
DAY = "2023-07-14"
HERE, ELSEWHERE, PROVINCE = "371102", "370102", "370000"
EVERYWHERE = "settings: {registered_at_recognition: anywhere}\n"


def asked(
    condition: str = NEW, *, where: str = "here", around: str = "", day: str | None = DAY, **profile: Any
) -> Evaluation:
    """Ask about an award of 100万元 for a firm that is in 日照 now."""
    one = recognition("little_giant", day, **profile.pop("of_title", {}))
    rules = rules_of(clause("award.one", where=where, when=condition, pays="{sum: 100万元}"), around=around)
    facts = {"region": "日照市", "recognitions": [one], "awards_received": []} | profile
    return answer(rules, applicant(**facts))


def stay(region: str | None, since: str | None = None, until: str | None = None) -> dict[str, Any]:
    """Return one registration."""
    return {"region": region, "since": since, "until": until}


HISTORIES = [
    ([stay(HERE, "2015-03-01")], MET, ()),
    ([stay(HERE, DAY)], MET, ()),
    ([stay(HERE, "2023-07-15")], NOT_MET, ()),
    ([stay(ELSEWHERE, "2015-03-01")], NOT_MET, ()),
    ([stay(ELSEWHERE, "2015-03-01", "2023-08-30"), stay(HERE, "2023-08-31")], NOT_MET, ()),
    ([stay(ELSEWHERE, "2015-03-01", "2023-07-13"), stay(HERE, DAY)], MET, ()),
    ([stay(ELSEWHERE, None, "2023-08-30"), stay(HERE, "2023-08-31")], NOT_MET, ()),
    # Registered in one place at a time: where it was elsewhere on the day, a missing beginning here tells nothing more.
    ([stay(ELSEWHERE, "2015-03-01", "2023-08-30"), stay(HERE)], NOT_MET, ()),
    ([stay(HERE, "2015-03-01", DAY), stay(ELSEWHERE, "2023-07-15", "2023-08-01"), stay(HERE, "2023-08-02")], MET, ()),
    ([stay(HERE, "2015-03-01", "2023-07-13"), stay(HERE, "2023-07-15")], NOT_MET, ()),
    ([stay(HERE)], UNKNOWN, ("registrations.0.since",)),
    ([stay(None, "2015-03-01")], UNKNOWN, ("registrations.0.region",)),
    ([stay(PROVINCE, "2015-03-01")], UNKNOWN, ("registrations.0.region",)),
    ([stay(None, "2023-07-15")], NOT_MET, ()),
    ([stay(ELSEWHERE, None, "2023-08-30"), stay(HERE)], UNKNOWN, ("registrations.1.since",)),
]


@pytest.mark.parametrize(("registrations", "expected", "missing"), HISTORIES)
def test_the_registration_history_says_where_it_was_on_the_day(
    registrations: list[Any], expected: object, missing: tuple[str, ...]
) -> None:
    found = asked(registrations=registrations)
    assert found.verdict("award.one") is expected
    assert found.missing == missing
    # A history decides, whatever is said of a move beside it.
    moved = asked(registrations=registrations, relocation={"into": HERE, "date": "2023-09-01"})
    assert moved.verdict("award.one") is expected


MOVES = [
    ("none", MET, ()),
    ({"into": HERE, "date": DAY}, MET, ()),
    ({"into": HERE, "date": "2023-07-15"}, NOT_MET, ()),
    ({"into": HERE, "date": "2023-07-15", "whole": False, "operating_normally": False}, NOT_MET, ()),
    ({"into": HERE}, UNKNOWN, ("relocation.date",)),
    ({"date": "2010-01-01"}, UNKNOWN, ("relocation.into",)),
    ({"into": PROVINCE, "date": "2010-01-01"}, UNKNOWN, ("relocation.into",)),
    ({"whole": True}, UNKNOWN, ("relocation.date", "relocation.into")),
    ({"into": ELSEWHERE, "date": "2010-01-01"}, UNKNOWN, ("registrations",)),
]


@pytest.mark.parametrize("registrations", [None, []])
@pytest.mark.parametrize(("relocation", "expected", "missing"), MOVES)
def test_without_a_history_a_move_says_that_it_was_elsewhere_before(
    relocation: Any, expected: object, missing: tuple[str, ...], registrations: object
) -> None:
    found = asked(relocation=relocation, registrations=registrations)
    assert found.verdict("award.one") is expected
    assert found.missing == missing


@pytest.mark.parametrize(
    ("registrations", "expected", "missing"),
    [
        ([stay(HERE, "2015-03-01")], MET, ()),
        ([stay(HERE, "2023-07-15")], UNKNOWN, ("registrations",)),
        ([stay(ELSEWHERE, "2015-03-01")], UNKNOWN, ("registrations",)),
        ([stay(ELSEWHERE, "2015-03-01", "2023-08-30")], NOT_MET, ()),
        ([], MET, ()),
    ],
)
def test_of_a_history_that_may_name_only_some_places_the_others_are_open(
    registrations: list[Any], expected: object, missing: tuple[str, ...]
) -> None:
    found = asked(registrations=registrations, registrations_complete=False)
    assert found.verdict("award.one") is expected
    assert found.missing == missing


def test_where_nothing_speaks_of_another_place_it_was_always_here() -> None:
    assert asked().verdict("award.one") is MET
    assert asked(registrations=[]).verdict("award.one") is MET
    assert asked(relocation="none").verdict("award.one") is MET


BROUGHT: dict[str, Any] = {"registrations": [stay(ELSEWHERE, "2015-03-01", "2023-08-30"), stay(HERE, "2023-08-31")]}


def test_where_the_document_says_so_or_the_clause_is_for_all_places_it_does_not_matter() -> None:
    assert asked(**BROUGHT).verdict("award.one") is NOT_MET
    assert asked(around=EVERYWHERE, **BROUGHT).verdict("award.one") is MET
    assert asked(where="anywhere", **BROUGHT).verdict("award.one") is MET


def test_one_condition_in_a_clause_for_here_and_in_one_for_anywhere_is_two() -> None:
    rules = rules_of(
        clause("award.here", where="here", when=NEW, pays="{sum: 100万元}"),
        clause("award.all", where="anywhere", when=NEW, pays="{sum: 10万元}"),
        clause("award.ref", where="anywhere", when="{clause: award.here}", pays="{sum: 1万元}"),
    )
    profile = applicant(region="日照市", recognitions=[recognition("little_giant", DAY)], awards_received=[], **BROUGHT)
    found = answer(rules, profile)
    assert {name: found.verdict(name) for name in ("award.here", "award.all", "award.ref")} == {
        "award.here": NOT_MET,
        "award.all": MET,
        "award.ref": NOT_MET,
    }


def test_a_renewal_elsewhere_is_brought_along_too_and_a_title_that_is_held_is_held() -> None:
    renewed = {"kind": "renewal", "previous_expires": "2023-06-30"}
    assert asked(RENEWED, of_title=renewed, **BROUGHT).verdict("award.one") is NOT_MET
    assert asked(RENEWED, of_title=renewed).verdict("award.one") is MET
    assert asked(HOLDS, of_title={"expires": "2026-07-13"}, **BROUGHT).verdict("award.one") is MET


def test_a_recognition_here_counts_beside_one_that_was_brought_along() -> None:
    rules = rules_of(
        clause("award.one", where="here", when="{newly_recognised: {title: gazelle}}", pays="{sum: 1万元}")
    )
    given = [recognition("gazelle", DAY, level="city"), recognition("gazelle", "2023-08-31", level="provincial")]
    found = answer(rules, applicant(region="日照市", recognitions=given, awards_received=[], **BROUGHT))
    assert found.verdict("award.one") is MET
    [line] = found.outcomes[0].settlement.lines
    assert line.claim.reckoned.day == date(2023, 8, 31)


def test_the_setting_has_two_values() -> None:
    assert codes(clause("t", "tier", when=NEW), around="settings: {registered_at_recognition: elsewhere}\n")


BOTH_WAYS = (
    clause("award.new", where="here", when=NEW, pays="{sum: 200万元}"),
    clause(
        "award.moved",
        where="here",
        when="{all: [{relocated: {operated_for: 1年}}, {holds: {title: little_giant}}]}",
        pays="{same_as: award.new}",
    ),
    "  - {id: no_duplication, kind: no_duplication, cite: 四, quote: 从高, title: 从高, among: [award.*]}\n",
)


@settings(max_examples=60)
@given(
    given_on=st.none() | st.dates(date(2021, 1, 1), AS_OF),
    moved_on=st.none() | st.dates(date(2021, 1, 1), AS_OF),
    data=st.data(),
)
def test_bounds_hold_every_day_on_which_it_may_have_been_recognised_or_have_moved(
    given_on: date | None, moved_on: date | None, data: st.DataObject
) -> None:
    rules = rules_of(*BOTH_WAYS)

    def ask(title: date | None, move: date | None) -> Evaluation:
        one = recognition("little_giant", title and title.isoformat(), expires="2026-07-13")
        moved = {"into": HERE, "date": move and move.isoformat(), "whole": True, "operating_normally": True}
        return answer(rules, applicant(region="日照市", recognitions=[one], awards_received=[], relocation=moved))

    bounds = ask(given_on, moved_on).awards.payable.total.fixed
    edge = timedelta(days=data.draw(st.sampled_from([-1, 0, 1])))
    move = moved_on or data.draw(st.just(given_on + edge) if given_on else st.dates(date(2021, 1, 1), AS_OF))
    title = given_on or data.draw(st.sampled_from([move - timedelta(days=1), move, AS_OF]))
    # By hand: here when recognised, or a year after the move; either way once.
    operated = date(move.year + 1, move.month, 28 if (move.month, move.day) == (2, 29) else move.day) <= AS_OF
    due = title >= move or operated
    certain = ask(title, move)
    assert fixed(certain) == ("200万元" if due and title <= AS_OF else "0元")
    assert bounds.floor <= certain.awards.payable.total.fixed.floor
    assert bounds.ceiling is not None
    assert bounds.ceiling >= certain.awards.payable.total.fixed.floor


def test_what_is_certain_on_every_day_is_certain() -> None:
    # Moved long ago: recognised before the move it is paid as brought along, after it as new.
    one = recognition("little_giant", None, expires="2023-09-01")
    moved = {"into": HERE, "date": "2023-09-01", "whole": True, "operating_normally": True}
    rules = rules_of(BOTH_WAYS[0])
    found = answer(rules, applicant(region="日照市", recognitions=[one], awards_received=[], relocation=moved))
    assert found.verdict("award.new") is UNKNOWN  # on the very day of the move
    ended = one | {"expires": "2023-08-31"}
    found = answer(rules, applicant(region="日照市", recognitions=[ended], awards_received=[], relocation=moved))
    assert found.verdict("award.new") is NOT_MET
