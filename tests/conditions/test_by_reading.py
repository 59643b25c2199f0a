"""A condition that hangs on how the text is read: 日照 右 当年度A类 (reading 22) and the like."""

import pytest

from small_rules import MET, NOT_MET, answer, applicant, clause, codes, rules_of, verdict
from zjtx_rules.problems import InputError

CONDITION = "{by_reading: since, options: {here: {always: false}, founding: {always: true}}}"


def test_the_default_holds_where_the_caller_says_nothing() -> None:
    assert verdict(CONDITION) is NOT_MET


@pytest.mark.parametrize("key", ["since", "small:since"])
def test_the_caller_may_choose_for_all_documents_or_for_one(key: str) -> None:
    assert verdict(CONDITION, readings={key: "founding"}) is MET


def test_the_choice_for_one_document_goes_before_the_choice_for_all() -> None:
    assert verdict(CONDITION, readings={"since": "founding", "small:since": "here"}) is NOT_MET


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{by_reading: sinse, options: {here: {always: true}}}", ["unknown-reading"]),
        ("{by_reading: since, options: {here: {always: true}}}", ["missing-option"]),
        (
            "{by_reading: since, options: {here: {always: true}, founding: {always: true}, x: {always: true}}}",
            ["unknown-option"],
        ),
    ],
)
def test_readings_and_options_must_exist_and_be_complete(condition: str, expected: list[str]) -> None:
    assert codes(clause("tier", "tier", when=condition)) == expected


@pytest.mark.parametrize(
    ("readings", "code"),
    [
        ({"sinse": "here"}, "unknown-reading"),
        ({"since": "hier"}, "unknown-option"),
        ({"band": "band"}, "option-without-percentage"),
        ({"band": "band:20"}, "option-without-percentage"),
        ({"since": "here:20%"}, "option-with-value"),
    ],
)
def test_a_choice_that_does_not_exist_is_an_error(readings: dict[str, str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        answer(rules_of(clause("tier", "tier", when=CONDITION)), applicant(), readings=readings)
    assert [each.code for each in caught.value.problems] == [code]
