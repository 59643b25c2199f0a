"""我市企业: the applicant lies inside the jurisdiction of the rule file."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, verdict


@pytest.mark.parametrize(
    ("region", "expected"),
    [("日照市", MET), ("371102", MET), ("济南市", NOT_MET), ("山东省", UNKNOWN), (None, UNKNOWN)],
)
def test_a_district_lies_in_its_city_and_a_province_is_too_coarse_to_tell(region: object, expected: object) -> None:
    assert verdict("{located_in: here}", region=region) is expected


def test_a_rule_may_name_another_region() -> None:
    assert verdict("{located_in: 山东省}", region="济南市") is MET
    assert verdict("{located_in: 山东省}", region="北京市") is NOT_MET
