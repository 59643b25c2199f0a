"""有效期满经复核或重新申报认定: 济南 一（2）, renewal awards (readings 11, 12)."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, recognition, verdict

RENEWED = "{renewed: {title: 瞪羚, level: 省级}}"


def renewal(day: str | None = "2023-05-10", **fields: object) -> dict[str, object]:
    """Return a provincial gazelle confirmed after its validity ended on 2023-04-30."""
    base = {"level": "provincial", "kind": "renewal", "previous_expires": "2023-04-30"}
    return recognition("gazelle", day, **base | fields)


@pytest.mark.parametrize("kind", ["renewal", "re_recognition"])
def test_both_routes_count(kind: str) -> None:
    assert verdict(RENEWED, recognitions=[renewal(kind=kind)]) is MET


def test_a_new_recognition_is_not_a_renewal() -> None:
    assert verdict(RENEWED, recognitions=[renewal(kind="new")]) is NOT_MET


@pytest.mark.parametrize(("expiry", "expected"), [("2023-05-09", MET), ("2023-05-10", NOT_MET), ("never", NOT_MET)])
def test_the_validity_must_have_ended_before_the_renewal(expiry: str, expected: object) -> None:
    assert verdict(RENEWED, recognitions=[renewal(previous_expires=expiry)]) is expected


def test_an_unknown_end_of_the_earlier_title_leaves_it_unknown() -> None:
    assert verdict(RENEWED, recognitions=[renewal(previous_expires=None)]) is UNKNOWN


def test_the_earlier_recognition_itself_says_when_it_ended() -> None:
    earlier = recognition("gazelle", "2020-05-01", level="provincial", expires="2023-04-30")
    assert verdict(RENEWED, recognitions=[earlier, renewal(previous_expires=None)]) is MET


def test_of_several_earlier_recognitions_the_latest_says_when_it_ended() -> None:
    first = recognition("gazelle", "2017-05-01", level="provincial", expires="2020-04-30")
    second = recognition("gazelle", "2020-05-01", level="provincial", kind="new", expires="2023-12-31")
    assert verdict(RENEWED, recognitions=[first, second, renewal(previous_expires=None)]) is NOT_MET


@pytest.mark.parametrize("field", ["date", "level"])
def test_an_earlier_recognition_of_unknown_date_or_level_leaves_the_end_unknown(field: str) -> None:
    first = recognition("gazelle", "2017-05-01", level="provincial", expires="2020-04-30")
    second = recognition("gazelle", "2020-05-01", level="provincial", expires="2024-12-31") | {field: None}
    assert verdict(RENEWED, recognitions=[first, second, renewal(previous_expires=None)]) is UNKNOWN


@pytest.mark.parametrize(("times", "expected"), [("each", MET), ("first", NOT_MET)])
def test_a_second_renewal_counts_only_where_each_does(times: str, expected: object) -> None:
    before = renewal("2020-05-10", previous_expires="2020-04-30", expires="2023-04-30")
    condition = f"{{renewed: {{title: gazelle, level: provincial, times: {times}, in: calendar_year}}}}"
    assert verdict(condition, recognitions=[before, renewal()]) is expected


def test_the_renewal_of_another_level_is_not_an_earlier_one_of_this() -> None:
    before = renewal("2020-05-10", level="city", previous_expires="2020-04-30", expires="2023-04-30")
    condition = "{renewed: {title: gazelle, level: provincial, times: first}}"
    assert verdict(condition, recognitions=[before, renewal()]) is MET


@pytest.mark.parametrize("field", ["kind", "date"])
def test_whether_an_earlier_one_was_a_renewal_may_be_unknown(field: str) -> None:
    before = renewal("2020-05-10", previous_expires="2020-04-30", expires="2023-04-30") | {field: None}
    condition = "{renewed: {title: gazelle, level: provincial, times: first, in: calendar_year}}"
    assert verdict(condition, recognitions=[before, renewal()]) is UNKNOWN


@pytest.mark.parametrize("lapsed_counts", [True, False])
@pytest.mark.parametrize("kind", ["new", "renewal", "re_recognition"])
@pytest.mark.parametrize("expiry", ["2023-05-09", "2023-05-10", "never"])
def test_one_recognition_is_new_or_a_renewal_and_never_both(kind: str, expiry: str, *, lapsed_counts: bool) -> None:
    around = f"settings: {{lapsed_counts_as_new: {str(lapsed_counts).lower()}}}\n"
    given = [renewal(kind=kind, previous_expires=expiry)]
    new = verdict("{newly_recognised: {title: 瞪羚, level: 省级}}", around=around, recognitions=given)
    renewed = verdict(RENEWED, around=around, recognitions=given)
    lapsed = expiry == "2023-05-09"
    again = lapsed_counts and kind == "re_recognition"
    assert new is (MET if kind == "new" or (again and lapsed) else NOT_MET)
    assert renewed is (MET if lapsed and kind != "new" and not again else NOT_MET)


@pytest.mark.parametrize(("around", "expected"), [("settings: {lapsed_counts_as_new: true}\n", MET), ("", NOT_MET)])
def test_a_recognition_that_counts_as_new_is_not_the_first_renewal(around: str, expected: object) -> None:
    first_only = "{renewed: {title: 瞪羚, level: 省级, times: first, in: calendar_year}}"
    again = renewal("2020-05-01", kind="re_recognition", previous_expires="2020-04-30", expires="2023-04-30")
    assert verdict(first_only, around=around, recognitions=[again, renewal()]) is expected
