"""So much for each member: 济南 二（五） bases, the template 三（九）2 trainees, 日照 三（一）2 districts."""

import pytest

from small_rules import answer, applicant, clause, codes, fixed, recognition, rules_of, up_to

LITTLE_GIANT = "{cultivated: {title: little_giant, in: prior_calendar_year, resident_for: 12个月}}"
SME = "{cultivated: {title: zjtx_sme, level: provincial, in: prior_calendar_year, resident_for: 12个月}}"
FORTY = clause(
    "award.forty",
    to="startup_base",
    pays=f"{{per_item: {{of: tenants, when: {LITTLE_GIANT}, sum: 40万元, settled: calendar_year}}}}",
)
TEN = clause(
    "award.ten",
    to="startup_base",
    pays=f"{{per_item: {{of: tenants, when: {SME}, sum: 10万元, settled: calendar_year}}}}",
)
GIANT, SPECIALISED = recognition("little_giant"), recognition("zjtx_sme", level="provincial")


def base(*tenants: list[dict[str, object]] | None, ledger: object = ()) -> str:
    """Return what a base is paid in 2024 for tenants that entered long ago, each with these recognitions of 2023."""
    given = [{"entered": "2020-01-01", "recognitions": each} for each in tenants]
    return fixed(
        answer(
            rules_of(FORTY, TEN), applicant("startup_base", tenants=given, awards_received=list(ledger)), "2024-05-01"
        )
    )  # type: ignore[call-overload]


def test_two_little_giants_and_three_specialised_tenants_give_1100000() -> None:
    # 2 × 40万 + 3 × 10万 = 110万
    assert base([GIANT], [GIANT], [SPECIALISED], [SPECIALISED], [SPECIALISED]) == "110万元"


def test_a_tenant_in_both_half_sentences_gives_500000() -> None:
    assert base([GIANT, SPECIALISED]) == "50万元"


def test_without_a_tenant_that_counts_nothing_is_paid() -> None:
    assert base([]) == "0元"
    assert base() == "0元"


def test_a_tenant_of_unknown_level_leaves_its_share_open() -> None:
    assert base([GIANT], [SPECIALISED | {"level": None}]) == "40万元 to 50万元"


def test_a_tenant_of_unknown_recognitions_leaves_both_shares_open() -> None:
    assert base(None) == "0元 to 50万元"


def test_unknown_tenants_leave_it_without_an_upper_limit() -> None:
    profile = applicant("startup_base", awards_received=[])
    assert fixed(answer(rules_of(FORTY), profile, "2024-05-01")) == "0元 to unlimited"


def test_what_was_paid_for_last_year_s_tenants_is_not_taken_off() -> None:
    entry = {"clause": "award.forty", "amount": "40万元", "payer": "371100"}
    assert base([GIANT], ledger=[entry | {"date": "2023-06-01"}]) == "40万元"
    assert base([GIANT], ledger=[entry | {"date": "2024-03-01"}]) == "0元"


TRAINING = clause(
    "subsidy.training",
    "subsidy",
    to="training_body",
    pays="{per_item: {of: trainees, times: people, sum: 3000元, "
    "when: {all: [{fact: kind, is: new_technician}, {fact: of_zjtx_sme}]}}}",
)


def training(**fields: object) -> str:
    """Return what is paid for twelve people of a specialised SME trained as technicians."""
    group = {"kind": "new_technician", "people": 12, "of_zjtx_sme": True, "date": "2023-06-01", **fields}
    profile = applicant("training_body", trainees=[group], awards_received=[])
    return fixed(answer(rules_of(TRAINING), profile))


def test_people_are_paid_per_head() -> None:
    assert training() == "36000元" or training() == "3.6万元"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "new_senior_technician"}, "0元"),
        ({"of_zjtx_sme": False}, "0元"),
        ({"people": 0}, "0元"),
        ({"date": "2023-09-02"}, "0元"),
        ({"of_zjtx_sme": None}, "0元 to 3.6万元"),
        ({"people": None}, "0元 to unlimited"),
        ({"date": None}, "0元 to 3.6万元"),
    ],
)
def test_only_people_of_the_kind_trained_by_now_count(fields: dict[str, object], expected: str) -> None:
    assert training(**fields) == expected


DISTRICT = clause(
    "award.district",
    to="district",
    pays="{per_item: {of: assessments, when: {fact: base_target_met}, up_to: 300万元, settled: each_item}}",
)


def district(*assessments: tuple[int, bool | None]) -> str:
    """Return the ceiling for a district with these annual assessments, as of 2024-05-01, in force since 2022-03-23."""
    given = [{"year": year, "base_target_met": met} for year, met in assessments]
    rules = rules_of(DISTRICT, around="in_force: {from: 2022-03-23, to: 2025-12-31}\n")
    return up_to(answer(rules, applicant("district", assessments=given, awards_received=[]), "2024-05-01"))


def test_each_annual_assessment_is_paid_by_itself() -> None:
    assert district((2022, True), (2023, True)) == "600万元"
    assert district((2022, True), (2023, False)) == "300万元"


def test_an_assessment_of_unknown_outcome_leaves_its_part_open() -> None:
    assert district((2022, True), (2023, None)) == "300万元 to 600万元"


def test_assessments_before_the_plan_and_after_the_as_of_date_do_not_count() -> None:
    assert district((2021, True), (2025, True)) == "0元"


@pytest.mark.parametrize("more", ["times: people", "settled: each_item"])
def test_members_are_not_counted_by_what_they_do_not_have(more: str) -> None:
    pays = f"{{per_item: {{of: tenants, when: {{always: true}}, sum: 1万元, {more}}}}}"
    assert codes(clause("award.base", to="startup_base", pays=pays)) == ["wrong-scope"]
