"""A test of a record that is said to look at nothing else finds the same whatever the other records are."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import Data, as_of_dates, recognitions_data
from zjtx_rules.core.judge import hangs_on_others, record_judge
from zjtx_rules.core.terms import Some
from zjtx_rules.language import load
from zjtx_rules.profile.records import Recognition
from zjtx_rules.reasoning.evaluation import programs_for
from zjtx_rules.terms import TITLES

TERMS = {
    each.term.body
    for program in programs_for(load(), "enterprise", {}, "日照市")
    for each in program.recognising
    if isinstance(each.term, Some)
}
ALONE = sorted((each for each in TERMS if not hangs_on_others(each)), key=repr)


def test_there_are_tests_of_both_kinds() -> None:
    assert 10 < len(ALONE) < len(TERMS)


@settings(max_examples=60, deadline=None)
@given(recognitions_data(sorted(TITLES)), st.data(), as_of_dates)
def test_what_looks_at_nothing_else_finds_the_same_alone(data: list[Data], draws: st.DataObject, as_of: date) -> None:
    records = tuple(Recognition.model_validate(each) for each in data)
    test = record_judge(draws.draw(st.sampled_from(ALONE)))
    for index, record in enumerate(records):
        assert test(records, index, as_of) == test((record,), 0, as_of)
