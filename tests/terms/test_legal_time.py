"""Legal time: 民法典 第二百零一条 and 第二百零二条, worked by hand."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import (
    DateError,
    Duration,
    DurationError,
    LegalDate,
    Period,
    add,
    calendar_year,
    happened_within,
    has_lasted,
    parse_date,
)

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31))
durations = st.one_of(
    st.builds(Duration, months=st.integers(1, 600)),
    st.builds(Duration, days=st.integers(1, 20000)),
    st.builds(Duration.of_years, st.integers(1, 50)),
)


@pytest.mark.parametrize(
    ("text", "months", "length"),
    [("2年", 24, 0), ("12个月", 12, 0), ("24月", 24, 0), ("30天", 0, 30), ("30日", 0, 30), ("2 年", 24, 0)],
)
def test_a_duration_is_read_in_years_months_or_days(text: str, months: int, length: int) -> None:
    duration = Duration.parse(text)
    assert (duration.months, duration.days) == (months, length)


@pytest.mark.parametrize("text", ["2年", "24个月", "24月", "30天", "30日"])
def test_a_duration_is_written_as_it_was_read(text: str) -> None:
    assert str(Duration.parse(text)) == text


def test_two_years_are_twenty_four_months() -> None:
    assert Duration.parse("2年") == Duration.parse("24个月")
    assert hash(Duration.parse("2年")) == hash(Duration.parse("24个月"))


def test_a_year_is_not_365_days() -> None:
    assert Duration.parse("1年") != Duration.parse("365天")


@pytest.mark.parametrize(("text", "english"), [("2年", "2 years"), ("1个月", "1 month"), ("30日", "30 days")])
def test_a_duration_in_english(text: str, english: str) -> None:
    assert Duration.parse(text).english() == english


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("两年", "write '2年'"),
        ("十二个月", "write '12个月'"),
        ("２年", "write '2年'"),
        ("半年", "write '6个月'"),
        ("1.5年", "write '18个月'"),
        ("1年6个月", "write '18个月'"),
        ("2周年", "write '2年'"),
        ("2 years", "write '2年'"),
        ("24 months", "write '24个月'"),
        ("2", "write '2年' or '2个月'"),
    ],
)
def test_a_misspelt_duration_is_refused_with_a_suggestion(text: str, suggestion: str) -> None:
    with pytest.raises(DurationError) as caught:
        Duration.parse(text)
    assert caught.value.suggestion is not None
    assert caught.value.suggestion.en == suggestion


@pytest.mark.parametrize("text", ["", "0年", "-2年", "年", "2季度", "999999年"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(DurationError):
        Duration.parse(text)


@pytest.mark.parametrize("wrong", [{}, {"months": 1, "days": 1}, {"months": -1}, {"months": 13, "unit": "年"}])
def test_a_duration_is_months_or_days(wrong: dict[str, int]) -> None:
    with pytest.raises(DurationError):
        Duration(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        (date(2024, 2, 29), "1年", date(2025, 2, 28)),
        (date(2024, 2, 29), "4年", date(2028, 2, 29)),
        (date(2023, 2, 28), "1年", date(2024, 2, 28)),
        (date(2024, 1, 31), "1个月", date(2024, 2, 29)),
        (date(2023, 1, 31), "1个月", date(2023, 2, 28)),
        (date(2023, 8, 31), "1个月", date(2023, 9, 30)),
        (date(2023, 12, 31), "2个月", date(2024, 2, 29)),
        (date(2023, 12, 15), "1个月", date(2024, 1, 15)),
        (date(2023, 11, 1), "1个月", date(2023, 12, 1)),
        (date(2021, 9, 1), "2年", date(2023, 9, 1)),
        (date(2024, 2, 28), "2天", date(2024, 3, 1)),
    ],
)
def test_a_period_ends_on_the_corresponding_day_or_the_last_of_the_month(start: date, text: str, end: date) -> None:
    assert add(start, Duration.parse(text)) == end


@pytest.mark.parametrize("text", ["1年", "30天"])
def test_a_period_that_would_end_beyond_the_calendar_ends_with_it_and_never_passes(text: str) -> None:
    assert add(date(9999, 12, 15), Duration.parse(text)) == date.max
    assert not has_lasted(date(9999, 12, 15), Duration.parse(text), date.max)


@pytest.mark.parametrize(("on", "lasted"), [(date(2023, 8, 31), False), (date(2023, 9, 1), True)])
def test_the_anniversary_counts_and_a_day_less_fails(on: date, *, lasted: bool) -> None:
    assert has_lasted(date(2021, 9, 1), Duration.parse("2年"), on) is lasted


def test_a_leap_day_has_its_anniversary_on_the_last_of_february() -> None:
    assert has_lasted(date(2024, 2, 29), Duration.parse("1年"), date(2025, 2, 28))


@pytest.mark.parametrize(
    ("event", "inside"),
    [
        (date(2021, 9, 1), False),
        (date(2021, 9, 2), True),
        (date(2023, 9, 1), True),
        (date(2023, 9, 2), False),
    ],
)
def test_an_event_exactly_two_years_ago_lies_outside(event: date, *, inside: bool) -> None:
    assert happened_within(event, Duration.parse("2年"), date(2023, 9, 1)) is inside


@given(days, durations, days)
def test_what_has_lasted_is_no_longer_within(start: date, duration: Duration, on: date) -> None:
    if start <= on:
        assert has_lasted(start, duration, on) is not happened_within(start, duration, on)


@given(days, days, durations)
def test_a_later_start_never_ends_earlier(one: date, other: date, duration: Duration) -> None:
    assert add(min(one, other), duration) <= add(max(one, other), duration)


@given(days, durations)
def test_a_duration_lies_ahead(start: date, duration: Duration) -> None:
    assert add(start, duration) > start


@given(durations)
def test_a_duration_survives_being_written_and_read(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


def test_both_ends_of_a_period_count() -> None:
    plan = Period(date(2022, 3, 23), date(2025, 12, 31))
    assert plan.contains(date(2022, 3, 23))
    assert plan.contains(date(2025, 12, 31))
    assert not plan.contains(date(2022, 3, 22))
    assert not plan.contains(date(2026, 1, 1))


def test_an_open_end_is_no_end() -> None:
    assert Period(date(2022, 1, 12), None).contains(date(2999, 1, 1))
    assert Period(None, date(2022, 1, 12)).contains(date(1, 1, 1))


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(DateError):
        Period(date(2023, 1, 2), date(2023, 1, 1))


def test_a_calendar_year_has_its_first_and_last_day() -> None:
    assert calendar_year(2023) == Period(date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize("text", ["2023-09-01", "2023年9月1日", "2023年09月01日", " 2023-09-01 "])
def test_a_date_is_read_as_iso_or_as_the_texts_write_it(text: str) -> None:
    assert parse_date(text) == date(2023, 9, 1)


def test_a_day_that_does_not_exist_is_refused_with_the_length_of_the_month() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("2025-02-30")
    assert caught.value.words.zh == "没有2025年2月30日：2025年2月只有28天"
    assert caught.value.words.en == "there is no 30 February 2025: February 2025 has 28 days"
    assert caught.value.suggestion is not None
    assert caught.value.suggestion.en == "did you mean '2025-02-28'?"


@pytest.mark.parametrize(
    "text",
    ["2023-9-1", "2023/9/1", "2023.09.01", "20230901", "２０２３-09-01", "二〇二三年九月一日", "2023-09-01T08:00"],
)
def test_another_spelling_of_a_date_is_refused_with_a_suggestion(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert caught.value.suggestion is not None
    assert caught.value.suggestion.en == "write '2023-09-01'"


@pytest.mark.parametrize("text", ["", "2023", "2023年9月", "01/09/2023", "2023-13-01", "0000-01-01", "x" * 99])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text)


@given(days)
def test_a_date_survives_being_written_and_read(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day


class Recognition(BaseModel):
    on: LegalDate
    valid_for: Duration | None = None


def test_fields_take_dates_and_spellings() -> None:
    found = Recognition.model_validate({"on": "2023年9月1日", "valid_for": "3年"})
    assert found == Recognition(on=date(2023, 9, 1), valid_for=Duration.of_years(3))
    assert found.model_dump_json() == '{"on":"2023-09-01","valid_for":"3年"}'
    assert Recognition.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("wrong", [datetime(2023, 9, 1, 8), 20230901, None, True, "2025-02-30"])  # noqa: DTZ001
def test_a_date_field_refuses_moments_and_numbers(wrong: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Recognition.model_validate({"on": wrong})
    assert [error["type"] for error in caught.value.errors()] == ["date"]


@pytest.mark.parametrize("wrong", [2, timedelta(days=2), True, "两年"])
def test_a_duration_field_refuses_other_spellings(wrong: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Recognition.model_validate({"on": "2023-09-01", "valid_for": wrong})
    assert [error["type"] for error in caught.value.errors()] == ["duration"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2012-06-17T16:00:00.000Z", "2012-06-18"),  # midnight of the 18th in China, as JavaScript writes it
        ("2012-06-17T15:59:59Z", "2012-06-17"),
        ("2012-06-18T00:00:00+08:00", "2012-06-18"),
        ("2012-06-17 23:30:00-05:00", "2012-06-18"),
        ("2023-12-31T16:00:00Z", "2024-01-01"),
        ("45121", "2023-07-14"),  # 1899-12-30 and 45,121 days
        ("20230714", "2023-07-14"),
        ("2023-07-14T08:00:00", "2023-07-14"),
    ],
)
def test_what_programs_write_for_a_day_is_refused_with_the_day(text: str, day: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert caught.value.suggestion is not None
    assert f"“{day}”" in caught.value.suggestion.zh
    assert parse_date(day).isoformat() == day


@given(days, st.times(), st.integers(-12, 14))
def test_the_day_suggested_for_a_moment_is_that_of_china(day: date, at: time, hours: int) -> None:
    there = datetime.combine(day, at.replace(microsecond=0), timezone(timedelta(hours=hours)))
    with pytest.raises(DateError) as caught:
        parse_date(there.isoformat())
    assert caught.value.suggestion is not None
    # So many hours after midnight there, and eight more than those there are ahead of Greenwich in China.
    later = timedelta(hours=at.hour + 8 - hours, minutes=at.minute, seconds=at.second) // timedelta(days=1)
    expected = day + timedelta(days=later)
    assert f"“{expected}”" in caught.value.suggestion.zh


@pytest.mark.parametrize("text", ["2023", "2023-07", "2023年", "2023年7月", "2023/7", "2023."])
def test_a_year_or_a_month_is_told_that_the_day_is_missing(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert "没有写到日" in caught.value.words.zh


def test_the_nought_of_spreadsheets_is_no_day() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("1900-01-00")
    assert "0日" in caught.value.words.zh
    assert "31" not in caught.value.words.zh
