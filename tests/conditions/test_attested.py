"""具有良好发展前景 (日照 二2): what the text leaves to a person is never decided by the program."""

import pytest

from small_rules import MET, NOT_MET, REVIEW, clause, codes, verdict

ATTESTED = "{attested: good_prospects}"


@pytest.mark.parametrize("name", ["good_prospects", "具有良好发展前景"])
@pytest.mark.parametrize(("value", "expected"), [(True, MET), (False, NOT_MET), ("是", MET)])
def test_a_person_vouches_for_it_or_denies_it(name: str, value: object, expected: object) -> None:
    assert verdict(ATTESTED, attested={name: value}) is expected


def test_until_then_it_is_for_a_person_to_judge() -> None:
    assert verdict(ATTESTED) is REVIEW
    assert verdict(ATTESTED, attested={"something_else": True}) is REVIEW


def test_a_judgement_must_be_declared() -> None:
    assert codes(clause("tier", "tier", when="{attested: bad_prospects}")) == ["unknown-judgement"]
