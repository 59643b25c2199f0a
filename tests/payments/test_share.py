"""按照设计服务合同实际发生额的50%给予补贴，每年补贴不超过100万元: 日照 三（二）4 (reading 16)."""

import pytest

from small_rules import answer, applicant, clause, fixed, group, rules_of

VALIDITY = "in_force: {from: 2022-03-23, to: 2025-12-31}\n"


def payment(day: str | None, amount: str | None) -> dict[str, object]:
    """Return one payment under a contract."""
    return {"date": day, "amount": amount}


def contract(*payments: dict[str, object], **fields: object) -> dict[str, object]:
    """Return a contract of industrial design with a client in the city."""
    return {"client_region": "371102", "industrial_design": True, "payments": list(payments), **fields}


def paid(
    *contracts: dict[str, object],
    as_of: str = "2024-12-31",
    cap: str = "year",
    ledger: object = (),
    rules: tuple[str, ...] = (),
) -> str:
    """Return the subsidy for these contracts, under further clauses."""
    pays = (
        "{share: {rate: 50%, of: design_payments, client_in: here, when: {fact: industrial_design}, "
        f"at_most: 100万元, cap: {cap}}}}}"
    )
    file = rules_of(clause("subsidy.design", "subsidy", to="design_institute", pays=pays), *rules, around=VALIDITY)
    profile = applicant("design_institute", contracts=list(contracts), awards_received=list(ledger))  # type: ignore[call-overload]
    return fixed(answer(file, profile, as_of))


@pytest.mark.parametrize(
    ("amount", "expected"), [("199.99万元", "99.995万元"), ("200万元", "100万元"), ("200.01万元", "100万元")]
)
def test_half_is_paid_under_at_and_over_the_annual_ceiling(amount: str, expected: str) -> None:
    assert paid(contract(payment("2023-05-01", amount))) == expected


def test_each_calendar_year_has_its_own_ceiling() -> None:
    # 2023: half of 300万 is 150万, capped at 100万; 2024: half of 60万 is 30万.
    assert paid(contract(payment("2023-12-31", "300万元"), payment("2024-01-01", "60万元"))) == "130万元"


def test_the_ceiling_is_that_of_the_institute_over_all_its_contracts() -> None:
    two = [contract(payment("2023-05-01", "150万元")), contract(payment("2023-06-01", "150万元"))]
    assert paid(*two) == "100万元"
    assert paid(*two, cap="contract") == "150万元"


def test_orders_from_outside_the_city_do_not_count() -> None:
    assert paid(contract(payment("2023-05-01", "100万元"), client_region="济南市")) == "0元"


def test_only_industrial_design_counts() -> None:
    assert paid(contract(payment("2023-05-01", "100万元"), industrial_design=False)) == "0元"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2022-03-22", "0元"), ("2022-03-23", "50万元"), ("2024-12-31", "50万元"), ("2025-01-01", "0元")],
)
def test_only_payments_inside_the_validity_and_by_now_count(day: str, expected: str) -> None:
    assert paid(contract(payment(day, "100万元"))) == expected


@pytest.mark.parametrize("field", ["client_region", "industrial_design"])
def test_a_missing_fact_of_a_contract_leaves_its_payments_open(field: str) -> None:
    sure, open_ = payment("2023-05-01", "40万元"), payment("2023-05-01", "60万元")
    assert paid(contract(sure), contract(open_, **{field: None})) == "20万元 to 50万元"


def test_an_unknown_amount_leaves_the_year_open_up_to_its_ceiling() -> None:
    assert paid(contract(payment("2023-05-01", "40万元"), payment("2023-05-01", None))) == "20万元 to 100万元"


def test_no_contracts_pay_nothing() -> None:
    assert paid() == "0元"


def test_what_was_paid_for_the_year_is_taken_off_and_no_other_year() -> None:
    entry = {"clause": "subsidy.design", "amount": "30万元", "date": "2023-11-01", "payer": "371100", "kind": "subsidy"}
    given = contract(payment("2023-05-01", "100万元"), payment("2024-05-01", "100万元"))
    assert paid(given, ledger=[entry]) == "70万元"


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # 2023: half and a tenth of 100万 are 60万; 2024: half and a tenth of 50万 are 30万.
        ((), "90万元"),
        # What was received in a year is taken off that year's sum, and of no other.
        (({"clause": "subsidy.design", "kind": "subsidy", "amount": "70万元", "date": "2023-12-31"},), "30万元"),
        # On the first day of 2024 nothing had been paid that year: it is for 2023 as well, of which 60万元 were due.
        (({"clause": "subsidy.design", "kind": "subsidy", "amount": "70万元", "date": "2024-01-01"},), "30万元"),
        # For 2024, of which 30万元 were due.
        (({"clause": "subsidy.design", "kind": "subsidy", "amount": "70万元", "occasion": "2024"},), "60万元"),
    ],
)
def test_two_shares_are_added_year_by_year(received: tuple[dict[str, str], ...], expected: str) -> None:
    share = "{{share: {{rate: {}, of: design_payments, at_most: 100万元}}}}"
    pays = f"{{total_of: [{share.format('50%')}, {share.format('10%')}]}}"
    rules = rules_of(clause("subsidy.design", "subsidy", to="design_institute", pays=pays), around=VALIDITY)
    contracts = [contract(payment("2023-05-01", "100万元"), payment("2024-05-01", "50万元"))]
    profile = applicant(
        "design_institute",
        contracts=contracts,
        awards_received=[{**each, "payer": "371100"} for each in received],
    )
    assert fixed(answer(rules, profile, "2024-12-31")) == expected


ONE_YEAR_ONLY = group("[subsidy.design]", beneficiaries="any", window="lifetime")


@pytest.mark.parametrize(
    ("dated", "undated", "expected"),
    [
        # Half of 100万 for 2023; half of 80万 is 40万, which may be of 2023 as well: 90万.
        (["100万元"], ["80万元"], "50万元 to 90万元"),
        # Half of 400万 is over the ceiling of a year, with those 50万 or without.
        (["100万元"], ["400万元"], "50万元 to 100万元"),
        (["100万元"], [None], "50万元 to 100万元"),
        # 20万 and 30万 may be of one year; that of a second year would not be paid.
        ([], ["40万元", "60万元"], "0元 to 50万元"),
        ([], ["400万元", "400万元"], "0元 to 100万元"),
    ],
)
def test_where_one_year_alone_is_paid_payments_of_unknown_date_may_all_be_of_it(
    dated: list[str], undated: list[str | None], expected: str
) -> None:
    payments = [payment("2023-05-01", each) for each in dated] + [payment(None, each) for each in undated]
    assert paid(contract(*payments), rules=(ONE_YEAR_ONLY,)) == expected


def test_what_was_received_is_taken_off_the_one_year_once() -> None:
    # 2023 comes to 50万 and, with the undated payment, to 90万; 20万 were received for good.
    entry = {"clause": "subsidy.design", "amount": "20万元", "date": "2023-11-01", "payer": "371100", "kind": "subsidy"}
    given = contract(payment("2023-05-01", "100万元"), payment(None, "80万元"))
    assert paid(given, ledger=[entry], rules=(ONE_YEAR_ONLY,)) == "30万元 to 70万元"


def test_where_one_year_alone_is_paid_each_contract_has_its_ceiling() -> None:
    # 2023: 50万 under the first contract; the undated 400万 under the second are worth 100万 of the same year.
    given = contract(payment("2023-05-01", "100万元")), contract(payment(None, "400万元"))
    assert paid(*given, cap="contract", rules=(ONE_YEAR_ONLY,)) == "50万元 to 150万元"


@pytest.mark.parametrize(
    ("industrial", "expected"),
    [
        # 2023: half and a tenth of 60万 are 36万; of the undated 40万 24万.
        (True, "36万元 to 60万元"),
        # 2023: half of 60万, and no tenth, as it was not industrial design; the tenth of the undated 40万 may be of 2023.
        (False, "30万元 to 54万元"),
    ],
)
def test_two_shares_of_payments_of_unknown_date_may_be_of_one_year(*, industrial: bool, expected: str) -> None:
    half = "{share: {rate: 50%, of: design_payments, at_most: 100万元}}"
    tenth = "{share: {rate: 10%, of: design_payments, when: {fact: industrial_design}, at_most: 100万元}}"
    pays = f"{{total_of: [{half}, {tenth}]}}"
    design = clause("subsidy.design", "subsidy", to="design_institute", pays=pays)
    given = [
        contract(payment("2023-05-01", "60万元"), industrial_design=industrial),
        contract(payment(None, "40万元")),
    ]
    profile = applicant("design_institute", contracts=given, awards_received=[])
    assert fixed(answer(rules_of(design, ONE_YEAR_ONLY, around=VALIDITY), profile, "2024-12-31")) == expected


@pytest.mark.parametrize(
    ("payments", "as_of", "expected"),
    [
        # 2022 is the only year there is: half of 400万 is over its ceiling, of which 30万元 were received.
        ([payment(None, "400万元")], "2022-12-31", "0元 to 70万元"),
        # Any number of payments in any year: 100万元 for each, less the 30万元 for 2022.
        (None, "2022-12-31", "0元 to 70万元"),
        (None, "2024-12-31", "0元 to 270万元"),
        # Before the validity begins there is no year.
        (None, "2021-12-31", "0元"),
        ([payment(None, "400万元")], "2021-12-31", "0元"),
    ],
)
def test_what_was_received_is_taken_off_a_year_of_which_the_payments_are_not_known(
    payments: list[dict[str, object]] | None, as_of: str, expected: str
) -> None:
    entry = {"clause": "subsidy.design", "amount": "30万元", "date": "2022-11-01", "payer": "371100", "kind": "subsidy"}
    assert paid({**contract(), "payments": payments}, as_of=as_of, ledger=[entry]) == expected


def test_of_a_year_no_more_is_said_than_is_known() -> None:
    rules = rules_of(
        clause("subsidy.design", "subsidy", to="design_institute",
               pays="{share: {rate: 50%, of: design_payments, at_most: 100万元}}"),
        around=VALIDITY,
    )  # fmt: skip
    days = [("2022-05-01", None), ("2023-05-01", "40万元"), ("2023-06-01", None), ("2024-05-01", "60万元")]
    profile = applicant("design_institute", contracts=[contract(*(payment(*each) for each in days))])
    lines = answer(rules, profile, "2024-12-31").outcomes[0].settlement.lines
    assert [str(line.claim.reckoned.how.zh) for line in lines if line.claim.reckoned.how] == [
        "2022年实际付款（金额待定）×50%，上限100万元",
        "2023年实际付款至少40万元×50%，上限100万元",
        "2024年实际付款60万元×50%，上限100万元",
    ]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # Of 2022 80万元 are due, less the 1元; half of the undated 100万元 may be of 2023, for which nothing was received.
        ("1元", "79.9999万元 to 129.9999万元"),
        # For 2023 40万元 were received: of the 50万元 10万元 are left if they are of that year; 2022 has room for 20万元.
        ("40万元", "80万元 to 100万元"),
        ("100万元", "80万元 to 100万元"),
    ],
)
def test_payments_of_unknown_date_fall_where_the_least_was_received(received: str, expected: str) -> None:
    year = "2022" if received == "1元" else "2023"
    entry = {"clause": "subsidy.design", "amount": received, "occasion": year, "payer": "371100", "kind": "subsidy"}
    given = contract(payment("2022-05-01", "160万元"), payment(None, "100万元"))
    assert paid(given, as_of="2023-12-31", ledger=[entry]) == expected


@pytest.mark.parametrize("contracts", [None, [{"payments": None}], [{"payments": [{"date": None, "amount": "1万元"}]}]])
def test_before_the_document_begins_nothing_can_have_been_paid_within_it(
    contracts: list[dict[str, object]] | None,
) -> None:
    rules = rules_of(
        clause("award.x", to="design_institute", pays="{share: {rate: 50%, of: design_payments, at_most: 1万元}}"),
        around="in_force: {from: 2030-01-01}\n",
    )
    assert answer(rules, applicant("design_institute", contracts=contracts)).verdict("award.x").value == "not_met"
