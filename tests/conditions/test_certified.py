"""通过质量管理体系认证: 日照 二2; a certificate counts on its first and on its last day."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, missing_of, verdict

CERTIFIED = "{certified: quality_management}"


def certificate(**fields: object) -> dict[str, object]:
    """Return a certificate that began in 2022 and ends in 2025."""
    return {"kind": "quality_management", "since": "2022-01-01", "expires": "2024-12-31", **fields}


@pytest.mark.parametrize(("since", "expected"), [("2023-09-01", MET), ("2023-09-02", NOT_MET)])
def test_its_first_day_counts(since: str, expected: object) -> None:
    assert verdict(CERTIFIED, certificates=[certificate(since=since)]) is expected


@pytest.mark.parametrize(("expires", "expected"), [("2023-09-01", MET), ("2023-08-31", NOT_MET), ("长期", MET)])
def test_its_last_day_counts(expires: str, expected: object) -> None:
    assert verdict(CERTIFIED, certificates=[certificate(expires=expires)]) is expected


def test_another_system_does_not_count() -> None:
    assert verdict(CERTIFIED, certificates=[certificate(kind="environmental_management")]) is NOT_MET


@pytest.mark.parametrize("field", ["since", "expires"])
def test_a_missing_end_leaves_it_unknown(field: str) -> None:
    given = [certificate(**{field: None})]
    assert verdict(CERTIFIED, certificates=given) is UNKNOWN
    assert missing_of(CERTIFIED, certificates=given) == (f"certificates.0.{field}",)


def test_one_good_certificate_is_enough_beside_an_unclear_one() -> None:
    assert verdict(CERTIFIED, certificates=[certificate(expires=None), certificate()]) is MET


def test_none_is_not_unknown() -> None:
    assert verdict(CERTIFIED, certificates=[]) is NOT_MET
    assert verdict(CERTIFIED) is UNKNOWN
