"""Money received before: what it refers to, for which matter it was, when it had arrived, by whom it was paid.

Expected sums are worked out from the sentences beside them: 日照 三（一）2 最高100万元 (小巨人), 20万元 (省级专精特新), both 一次性,
末段 就高不就低, 不重复奖励; a district 最高300万元 a year; the design subsidy half of what was paid, 每年不超过100万元.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_rules import answer, applicant, clause, fixed, group, recognition, rules_of, up_to
from zjtx_rules import EnterpriseProfile, Evaluation, evaluate, load
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.reasoning.references import directory_of
from zjtx_rules.terms import Money

WAN = 10_000
AS_OF = date(2023, 9, 1)
SME = {"title": "zjtx_sme", "level": "provincial", "kind": "new", "date": "2022-11-20"}
GIANT = {"title": "little_giant", "level": "national", "kind": "new", "date": "2023-07-14"}
PAID = {
    "title": "zjtx_sme",
    "level": "provincial",
    "kind": "award",
    "amount": "20万元",
    "payer": "日照市",
    "date": "2023-02-10",
}


def firm(*received: dict[str, Any], held: tuple[dict[str, Any], ...] = (SME, GIANT)) -> EnterpriseProfile:
    facts = {"region": "日照市", "recognitions": held, "awards_received": received}
    return EnterpriseProfile.model_validate(facts)


def rizhao(profile: Any, as_of: date = AS_OF, **readings: str) -> Evaluation:
    return evaluate(profile, load("rizhao"), as_of, readings=readings)


# ------------------------------------------------------------------------------------------------------- references

CALLED = [
    {"clause": "rizhao-2022:award.zjtx_sme"},
    {"clause": "rizhao-2022/award.zjtx_sme"},
    {"clause": "rizhao-2022：award.zjtx_sme"},
    {"clause": "award.zjtx_sme"},
    {"clause": "省级“专精特新”中小企业奖励"},
    {"document": "rizhao-2022", "clause": "award.zjtx_sme"},
    *(
        {"document": number, "clause": "三（一）2", "title": "zjtx_sme"}
        for number in (
            "日政办字〔2022〕10号",
            "日政办字[2022]10号",
            "日政办字（2022）10号",
            "日政办字〔２０２２〕１０号",
            "日政办字〔2022〕 10 号",
        )
    ),
    {"document": "《日照市“专精特新”中小企业培育提升行动方案（2022—2025年）》", "clause": "award.zjtx_sme"},
    *(
        {"clause": f"日政办字〔2022〕10号{cite}", "title": "zjtx_sme"}
        for cite in ("三（一）2", "第三(一)2", " 三（一）2 ")
    ),
    {"clause": "三（一）2", "title": "zjtx_sme"},
    {"clause": "三（一）", "title": "zjtx_sme"},
]


@pytest.mark.parametrize("called", CALLED, ids=str)
def test_an_entry_may_call_its_clause_as_officials_do(called: dict[str, str]) -> None:
    record = firm({**called, "amount": "20万元"}).awards_received[0]  # type: ignore[index]
    found = directory_of(load("rizhao")).resolve(record, "enterprise")
    assert [(each.document, each.id) for each in found.clauses] == [("rizhao-2022", "award.zjtx_sme")]
    assert found.region == "371100"
    assert found.problem is None


NOT_RESOLVED = [
    {"clause": "award.zjtx"},
    {"clause": "rizhao-2022:award.zjtx"},
    {"clause": "三（九）9"},
    {"clause": "日政发〔2021〕5号三"},
    {"clause": "old-plan:award.zjtx_sme"},
    {"clause": "鲁财企〔2023〕1号"},
    {"document": "鲁财企〔2023〕1号"},
    {"document": "某区奖励办法", "clause": "award.zjtx_sme"},
    {},
]


@pytest.mark.parametrize("called", NOT_RESOLVED, ids=str)
def test_what_cannot_be_resolved_counts_by_title_and_level_and_is_never_passed_over(called: dict[str, str]) -> None:
    assert up_to(rizhao(firm({**PAID, **called}, held=(SME,)))) == "0元"
    without_title = {key: value for key, value in PAID.items() if key not in ("title", "level")}
    # Every award of that plan for enterprises competes; of another document it is not told what it was for.
    of_the_plan = called.get("clause", "").startswith("rizhao-2022:")
    expected = "0元" if of_the_plan else "0元 to 20万元"
    assert up_to(rizhao(firm({**without_title, **called}, held=(SME,)))) == expected


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ({"clause": "award.zjtx"}, "是否想写“award.zjtx_sme”？"),
        ({"clause": "rizhao-2022:award.zjtx"}, "是否想写“award.zjtx_sme”？"),
        ({"clause": "rizhao-2202:award.zjtx_sme"}, "是否想写“rizhao-2022”？"),
        ({"clause": "三（九）9"}, "没有给钱的条款叫“三（九）9”"),
    ],
)
def test_a_slip_is_named_with_what_was_meant(called: dict[str, str], said: str) -> None:
    assert said in rizhao(firm({**PAID, **called})).explain()


@pytest.mark.parametrize("tail", ["zjtx_sme", "champion_enterprise_national", "no_such_clause"])
def test_the_id_of_a_document_that_is_not_loaded_says_nothing_by_its_tail(tail: str) -> None:
    # Of which title the 20万元 were is not said: 200万元 less 20万元, or all of it; whatever the id ends with.
    entry = {
        "clause": f"rizhao-2022:award.{tail}",
        "kind": "award",
        "amount": "20万元",
        "payer": "日照市",
        "date": "2022-12-01",
    }
    profile = firm(entry, held=(GIANT,))
    found = evaluate(profile, load("model_city"), AS_OF, adopting="日照市").awards.if_adopted[0].total.fixed
    assert (found.floor, found.ceiling) == (Money(180 * WAN), Money(200 * WAN))


def test_a_clause_of_another_loaded_document_counts_by_the_titles_it_names() -> None:
    rules = load("rizhao", "model_city")
    entry = {
        "clause": "rizhao-2022:award.zjtx_sme",
        "kind": "award",
        "amount": "20万元",
        "payer": "日照市",
        "date": "2022-12-01",
    }
    found = evaluate(firm(entry, held=(GIANT,)), rules, AS_OF, adopting="日照市").awards.if_adopted[0].total.fixed
    assert (found.floor, found.ceiling) == (Money(180 * WAN), Money(180 * WAN))


# ------------------------------------------------------------------------------------------- the year of the matter


@pytest.mark.parametrize(
    ("arrived", "recognised", "expected"),
    [
        # Money for a title does not arrive before it.
        ("2022-12-01", "2022-11-20", "100万元"),
        ("2023-02-10", "2022-11-20", "100万元"),
        ("2023-08-31", "2022-11-20", "100万元"),
        ("2023-08-31", "2023-03-20", "80万元"),
    ],
)
def test_the_year_of_the_award_counts_and_not_that_of_the_transfer(
    arrived: str, recognised: str, expected: str
) -> None:
    entry = {**PAID, "clause": "rizhao-2022:award.zjtx_sme", "date": arrived}
    assert up_to(rizhao(firm(entry, held=({**SME, "date": recognised}, GIANT)), upgrade="same_year")) == expected


@pytest.mark.parametrize(
    "occasion", ["2022", "2022-11", "2022-11-20", 2022, "2022年", "2022年度", "2022年11月", date(2022, 11, 20)]
)
def test_an_occasion_may_be_a_year_a_month_or_a_day(occasion: Any) -> None:
    # The money says it was for 2022, although a title of 2023 would fit its arrival as well.
    held = ({**SME, "date": "2023-01-20"}, {**SME, "date": "2022-11-20"}, GIANT)
    entry = {**PAID, "occasion": occasion}
    assert up_to(rizhao(firm(entry, held=held), upgrade="same_year")) == "100万元"


@pytest.mark.parametrize("occasion", ["22", "2022-13", "2022-11-31", "last year", "", "99999", True])
def test_what_is_no_occasion_is_refused(occasion: Any) -> None:
    with pytest.raises(ValueError, match="不是年度、月份或日期"):
        firm({**PAID, "occasion": occasion})


def test_where_several_matters_are_possible_the_year_is_missing_and_named() -> None:
    held = ({**SME, "date": "2022-11-20"}, {**SME, "date": "2023-01-20"}, GIANT)
    found = rizhao(firm(PAID, held=held), upgrade="same_year")
    assert up_to(found) == "80万元 to 100万元"
    assert "awards_received.0.occasion" in found.missing
    assert "所属期：涉及最高20万元" in found.explain()


DISTRICT: dict[str, Any] = {"kind": "district", "region": "岚山区"}


def district(years: list[int], received: list[tuple[int | None, int, str]]) -> Any:
    entries = [
        {"clause": "award.district", "amount": f"{sum_}万元", "date": day, "payer": "日照市"}
        | ({"occasion": year} if year else {})
        for year, sum_, day in received
    ]
    assessments = [{"year": year, "base_target_met": True} for year in years]
    return APPLICANTS["district"].model_validate({**DISTRICT, "assessments": assessments, "awards_received": entries})


@pytest.mark.parametrize(
    ("years", "received", "expected"),
    [
        ([2023], [(None, 300, "2024-03-01")], "0元"),
        ([2023], [(2023, 300, "2024-03-01")], "0元"),
        ([2023], [(2022, 300, "2024-03-01")], "300万元"),
        ([2022, 2023], [(2022, 300, "2024-03-01")], "300万元"),
        # For whichever year it was, 600万元 less 300万元 remain.
        ([2022, 2023], [(None, 300, "2024-03-01")], "300万元"),
        # 2022 may have been paid only in 2023; the 300万元 are for it.
        ([2022, 2023], [(None, 300, "2022-12-31")], "300万元"),
        ([2022, 2023], [(None, 600, "2024-03-01")], "0元"),
        ([2022, 2023], [(None, 300, "2024-03-01"), (None, 300, "2024-03-02")], "0元"),
        ([2022, 2023], [(2022, 100, "2024-03-01")], "500万元"),
    ],
)
def test_a_year_that_was_rewarded_is_not_rewarded_again(
    years: list[int], received: list[tuple[int | None, int, str]], expected: str
) -> None:
    assert up_to(rizhao(district(years, received), date(2024, 4, 1))) == expected


ENTRIES = st.lists(
    st.tuples(st.sampled_from([None, 2022, 2023]), st.sampled_from([100, 300, 450]), st.sampled_from(["2022-12-31", "2023-11-01", "2024-03-01"])),
    max_size=3,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(years=st.sets(st.sampled_from([2022, 2023]), min_size=1), received=ENTRIES)
def test_bounds_over_what_money_was_for_contain_every_assignment(
    years: set[int], received: list[tuple[int | None, int, str]]
) -> None:
    known = sorted(years)
    received = [(year, sum_, day) for year, sum_, day in received if year is None or year <= int(day[:4])]
    found = rizhao(district(known, received), date(2024, 4, 1)).awards.payable.total.up_to
    options = [
        [year] if year is not None else [each for each in known if each <= int(day[:4])] or [None]
        for year, _, day in received
    ]
    for choice in product(*options):
        told = [(year, sum_, day) for year, (_, sum_, day) in zip(choice, received, strict=True)]
        if any(sum(s for y, s, _ in told if y == year) > 300 for year in known):
            continue  # no year is rewarded beyond its ceiling while another one is open
        one = rizhao(district(known, told), date(2024, 4, 1)).awards.payable.total.up_to
        assert found.floor <= one.floor <= one.ceiling <= found.ceiling  # type: ignore[operator]


# ------------------------------------------------------------------------------------------------ when it had arrived


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"date": "2023-09-01"}, "0元"),
        ({"date": "2023-09-02"}, "20万元"),
        ({"date": None}, "0元"),
        ({"date": None, "occasion": "2024"}, "20万元"),
        ({"date": "2023-08-01", "occasion": "2024"}, "20万元"),
    ],
)
def test_what_was_not_known_on_the_day_does_not_count(entry: dict[str, Any], expected: str) -> None:
    assert up_to(rizhao(firm({**PAID, **entry}, held=(SME,)))) == expected


# ---------------------------------------------------------------------------------------------------------- by whom


@pytest.mark.parametrize(
    ("payer", "same_city", "all_levels"),
    [
        ("日照市", "0元", "0元"),
        ("东港区", "20万元", "0元"),
        ("莒县", "20万元", "0元"),
        ("山东省", "20万元", "0元"),
        ("济南市", "20万元", "0元"),
        ("日照市/日照高新区", "20万元", "0元"),
    ],
)
@pytest.mark.parametrize("called", [{}, {"document": "鲁财企〔2023〕1号"}], ids=str)
def test_who_paid_is_compared_by_is(payer: str, same_city: str, all_levels: str, called: dict[str, str]) -> None:
    profile = firm({**PAID, **called, "payer": payer}, held=(SME,))
    for reading, expected in (("same_city", same_city), ("all_levels", all_levels)):
        found = rizhao(profile, payer=reading)
        assert up_to(found) == expected
        # The note and the sum come from one source: it is said to count for nothing exactly where it does.
        assert ("列出但不扣减" in found.explain()) == (expected != "0元")


def test_where_the_document_is_named_its_government_paid() -> None:
    entry = {key: value for key, value in PAID.items() if key != "payer"}
    assert up_to(rizhao(firm({**entry, "document": "日政办字〔2022〕10号"}))) == "80万元"
    found = rizhao(firm(entry))
    assert up_to(found) == "80万元 to 100万元"
    assert "发放地：涉及最高20万元" in found.explain()


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        ({"clause": "award.zjtx_sme"}, "80万元 to 100万元"),
        ({"clause": "三（一）2", "title": "zjtx_sme", "level": "provincial"}, "80万元 to 100万元"),
        ({"clause": "award.gazelle"}, "70万元 to 100万元"),
        ({"title": "zjtx_sme", "level": "provincial"}, "0元 to 100万元"),
    ],
)
def test_an_unknown_amount_is_no_more_than_the_clause_pays(called: dict[str, str], expected: str) -> None:
    entry = {"kind": "award", "payer": "日照市", "date": "2022-12-01", **called}
    found = rizhao(firm(entry))
    assert up_to(found) == expected
    assert "awards_received.0.amount" in found.missing


# ------------------------------------------------------------------------------------------- once, yearly, each time

TITLED = {"newly": "{newly_recognised: {title: gazelle, level: provincial}}", "fact": "{fact: in_priority_industry}"}


def small(frequency: str | None, rests: str, pays: str, received: dict[str, Any], around: str = "") -> Evaluation:
    more = {} if frequency is None else {"frequency": frequency}
    rules = rules_of(clause("award.one", when=TITLED[rests], pays=pays, **more), around=around)
    entry = {"clause": "award.one", "payer": "371100", **received}
    held = [recognition("gazelle", "2022-05-10", level="provincial")]
    facts = {"in_priority_industry": True}
    return evaluate(applicant(recognitions=held, awards_received=[entry], facts=facts), rules, AS_OF)


@pytest.mark.parametrize(
    ("frequency", "rests", "received", "ceiling", "stated"),
    [
        # Less than 最高30万元: that was the one time; of a stated sum the rest is owed.
        ("once", "newly", {"amount": "10万元", "date": "2022-12-01"}, "0元", "20万元"),
        ("once", "newly", {"amount": "30万元", "date": "2022-12-01"}, "0元", "0元"),
        ("once", "newly", {"amount": "10万元", "date": "2022-05-09"}, "30万元", "30万元"),
        ("once", "fact", {"amount": "10万元", "date": "2019-06-01"}, "0元", "20万元"),
        ("once", "fact", {"amount": "30万元", "date": "2023-06-01"}, "0元", "0元"),
        # 每年: only money of the same year.
        ("yearly", "newly", {"amount": "30万元", "date": "2022-12-01"}, "30万元", "30万元"),
        ("yearly", "newly", {"amount": "10万元", "occasion": "2023"}, "20万元", "20万元"),
        ("yearly", "fact", {"amount": "30万元", "date": "2019-06-01"}, "30万元", "30万元"),
        ("yearly", "fact", {"amount": "30万元", "occasion": "2023", "date": "2023-03-01"}, "0元", "0元"),
        # In 2023 money of an earlier year may have arrived as well.
        ("yearly", "fact", {"amount": "30万元", "date": "2023-03-01"}, "0元 to 30万元", "0元 to 30万元"),
        ("each_time", "newly", {"amount": "10万元", "date": "2022-12-01"}, "20万元", "20万元"),
        # Nothing declared: for the recognition the difference; on facts alone it is one and the same thing.
        (None, "newly", {"amount": "10万元", "date": "2022-12-01"}, "20万元", "20万元"),
        (None, "fact", {"amount": "10万元", "date": "2019-06-01"}, "20万元", "20万元"),
        (None, "fact", {"amount": "30万元", "date": "2019-06-01"}, "0元", "0元"),
    ],
)
def test_how_often_an_award_is_paid_is_declared(
    frequency: str | None, rests: str, received: dict[str, Any], ceiling: str, stated: str
) -> None:
    assert up_to(small(frequency, rests, "{up_to: 30万元}", received)) == ceiling
    assert fixed(small(frequency, rests, "{sum: 30万元}", received)) == stated


def test_the_rest_of_what_is_paid_once_may_remain_by_a_setting() -> None:
    received = {"amount": "10万元", "date": "2022-12-01"}
    found = small("once", "newly", "{up_to: 30万元}", received, around="settings: {paid_in_part: rest}\n")
    assert up_to(found) == "20万元"


def test_a_file_that_does_not_say_how_often_is_named() -> None:
    received = {"amount": "30万元", "date": "2019-06-01"}
    assert "没有写明是一次性还是每年" in small(None, "fact", "{sum: 30万元}", received).explain()
    assert "没有写明是一次性还是每年" not in small("once", "fact", "{sum: 30万元}", received).explain()


def test_money_of_the_first_recognition_is_not_money_of_the_second() -> None:
    # Recognised anew after a lapse, where the reading takes that for new: each recognition is paid once.
    rules = rules_of(
        clause("award.one", when=TITLED["newly"], pays="{up_to: 30万元}", frequency="once"),
        around="settings: {lapsed_counts_as_new: true}\n",
    )
    held = [
        recognition("gazelle", "2019-05-10", level="provincial", expires="2022-05-09"),
        {
            **recognition("gazelle", "2023-05-10", level="provincial", previous_expires="2022-05-09"),
            "kind": "re_recognition",
        },
    ]
    for occasion, expected in (("2019", "30万元"), ("2023", "0元"), (None, "0元 to 30万元")):
        entry = {
            "clause": "award.one",
            "amount": "30万元",
            "payer": "371100",
            "date": "2023-08-01",
            "occasion": occasion,
        }
        assert up_to(answer(rules, applicant(recognitions=held, awards_received=[entry]))) == expected


# --------------------------------------------------------------------------------------- awards that rest on facts


@pytest.mark.parametrize("between", ["all", "same_title"])
@pytest.mark.parametrize("window", ["lifetime", "calendar_year"])
@pytest.mark.parametrize("rests", [("fact", "fact"), ("fact", "newly"), ("newly", "fact")])
def test_an_award_that_rests_on_facts_is_of_the_year_it_is_asked_for_and_of_no_title(
    between: str, window: str, rests: tuple[str, str]
) -> None:
    rules = rules_of(
        clause("award.a", when=TITLED[rests[0]], pays="{sum: 20万元}"),
        clause("award.b", when=TITLED[rests[1]], pays="{sum: 30万元}"),
        group("[award.*]", between=between, window=window),
    )
    held = [recognition("gazelle", "2023-05-10", level="provincial")]
    found = answer(
        rules,
        applicant(legal_form="enterprise", recognitions=held, awards_received=[], facts={"in_priority_industry": True}),
    )
    # Both are of 2023. Two awards without a title, or one with and one without, are not of the same title.
    assert fixed(found) == ("50万元" if between == "same_title" else "30万元")
    assert found.missing == ()


def test_an_award_on_facts_does_not_compete_with_one_of_an_earlier_year() -> None:
    rules = rules_of(
        clause("award.a", when=TITLED["fact"], pays="{sum: 20万元}"),
        clause("award.b", when=TITLED["newly"], pays="{sum: 30万元}"),
        group("[award.*]", window="calendar_year"),
    )
    held = [recognition("gazelle", "2022-05-10", level="provincial")]
    found = answer(
        rules,
        applicant(legal_form="enterprise", recognitions=held, awards_received=[], facts={"in_priority_industry": True}),
    )
    assert fixed(found) == "50万元"


# ------------------------------------------------------------------------------------------------ what has accrued


@pytest.mark.parametrize(("amount", "said"), [("100万元", False), ("60万元", False), (None, False)])
def test_of_what_was_received_nothing_is_said_to_have_accrued(amount: str | None, said: bool) -> None:  # noqa: FBT001 - one of the columns
    entry = {"clause": "award.little_giant", "kind": "award", "amount": amount, "date": "2024-01-05", "payer": "日照市"}
    found = rizhao(firm(entry, held=(GIANT,)), date(2026, 3, 1))
    assert ("遗留权益" in found.explain()) is said
    assert ("遗留权益" in as_markdown(found)) is said
    # The whole answer, and the page that lists every clause, name it all the same.
    assert [line.clause for line in as_document(found).awards.accrued.lines] == ["award.little_giant"]
    assert "遗留权益" in found.explain(full=True)


def test_what_was_not_claimed_may_have_accrued() -> None:
    page = rizhao(firm(held=(GIANT,)), date(2026, 3, 1)).explain()
    assert "可能存在遗留权益（最高100万元）" in page


@pytest.mark.parametrize(("entry", "said"), [([], True), (["100万元"], False), (["60万元"], False)])
def test_only_what_was_not_claimed_is_said_to_be_claimable(entry: list[str], said: bool) -> None:  # noqa: FBT001 - one of the columns
    received = [
        {"clause": "award.little_giant", "kind": "award", "amount": each, "date": "2023-12-01", "payer": "日照市"}
        for each in entry
    ]
    assert ("未申领的仍可申领" in rizhao(firm(*received, held=(GIANT,)), date(2024, 3, 1)).explain()) is said
