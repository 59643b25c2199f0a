"""Changes of money, of clauses as a whole, of documents and their readings."""

from __future__ import annotations

from typing import Any

import pytest
from diffing_cases import PLAN, clause, compared, document, edited, means, the_change

from zjtx_rules.analysis.diffing import diff
from zjtx_rules.language import combine, load_text


@pytest.mark.parametrize(
    ("name", "pays", "expected", "by"),
    [
        ("award.gazelle", {"sum": "50万元"}, ("amount-raised", "neither", "more"), "+20万元"),
        ("award.gazelle", {"sum": "29.5万元"}, ("amount-lowered", "neither", "less"), "−5000元"),
        ("award.little_giant", {"sum": "100万元"}, ("ceiling-became-fixed", "neither", "more"), None),
        # A smaller sum, but a certain one: neither more nor less.
        ("award.little_giant", {"sum": "80万元"}, ("ceiling-became-fixed", "neither", "both"), "−20万元"),
        ("award.gazelle", {"up_to": "30万元"}, ("fixed-became-ceiling", "neither", "less"), None),
        ("award.champion", {"up_to": "100万元"}, ("payment-replaced", "neither", "none"), None),
        ("award.champion", {"up_to": "60万元"}, ("payment-replaced", "neither", "less"), None),
        ("award.gazelle", {"yearly": {"sum": "30万元", "years": 2}}, ("payment-replaced", "neither", "more"), None),
        ("award.gazelle", {"without_figure": "按规定奖励"}, ("figure-withdrawn", "neither", "none"), None),
    ],
)
def test_a_payment_says_which_way_and_by_how_much(
    name: str, pays: Any, expected: tuple[str, str, str], by: str | None
) -> None:
    change = the_change(lambda data: clause(data, name).update(pays=pays))
    assert means(change) == expected
    assert (change.by.zh if change.by else None) == by


DESIGN = PLAN.replace(
    "  - id: flag.city",
    """\
  - id: subsidy.design
    kind: subsidy
    cite: 二4
    quote: 按照实际发生额的50%给予补贴，每年不超过100万元
    title: 设计补贴
    to: design_institute
    pays:
      share: {rate: 50%, of: design_payments, at_most: 100万元, when: {fact: industrial_design}}
  - id: flag.city""",
)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("rate", "30%", ("rate-lowered", "neither", "less")),
        ("at_most", "200万元", ("amount-raised", "neither", "more")),
        ("cap", "contract", ("detail-changed", "neither", "more")),
        ("when", None, ("condition-dropped", "wider", "more")),
        ("client_in", "山东省", ("area-widened", "wider", "more")),
    ],
)
def test_each_term_of_a_share_is_compared(field: str, value: Any, expected: tuple[str, str, str]) -> None:
    def edit(data: Any) -> None:
        share = clause(data, "subsidy.design")["pays"]["share"]
        if value is None:
            del share[field]
        else:
            share[field] = value

    assert means(the_change(edit, DESIGN)) == expected


def test_a_new_award_is_wider_and_more_money() -> None:
    def add(data: Any) -> None:
        new = {**clause(data, "award.gazelle"), "id": "award.unicorn", "title": "独角兽企业奖励", "cite": "二9"}
        new["quote"] = "对新获得认定的独角兽企业给予300万元奖励"
        new["when"] = {"newly_recognised": {"title": "unicorn"}}
        document(data)["clauses"].append(new)

    assert means(the_change(add)) == ("clause-added", "wider", "more")


def test_a_clause_that_is_gone_is_narrower_and_less_money() -> None:
    change = the_change(lambda data: document(data)["clauses"].remove(clause(data, "award.gazelle")))
    assert means(change) == ("clause-removed", "narrower", "less")
    assert change.new_place is None


def test_a_renamed_clause_is_found_by_content_and_so_is_every_mention_of_it() -> None:
    def rename(data: Any) -> None:
        clause(data, "award.little_giant")["id"] = "award.giant"
        clause(data, "award.champion")["pays"] = {"same_as": "award.giant"}

    change = the_change(rename)
    assert (change.code, change.category) == ("clause-renamed", "structure")
    assert (change.old, change.new) == (("award.little_giant",) * 2, ("award.giant",) * 2)


def test_a_clause_renamed_and_edited_is_both() -> None:
    def rename(data: Any) -> None:
        clause(data, "award.gazelle").update(id="award.gazelles", pays={"sum": "40万元"})

    assert [each.code for each in compared(rename).changes()] == ["clause-renamed", "amount-raised"]


def test_a_clause_moved_to_the_end_is_the_only_one_that_moved() -> None:
    def move(data: Any) -> None:
        clauses = document(data)["clauses"]
        clauses.append(clauses.pop(1))

    change = the_change(move)
    assert (change.code, change.old, change.new) == ("clause-moved", ("第2条", "no. 2"), ("第7条", "no. 7"))


def test_a_clause_moved_into_another_document_is_moved_not_removed() -> None:
    def second(data: Any) -> None:
        other = {"id": "other", "title": "另一办法", "status": "issued", "clauses": [clause(data, "flag.city")]}
        data["documents"].append(other)

    def moved(data: Any) -> None:
        second(data)
        gazelle = clause(data, "award.gazelle")
        document(data)["clauses"].remove(gazelle)
        data["documents"][1]["clauses"].append(gazelle)

    def with_other(edit: Any) -> Any:
        def both(data: Any) -> None:
            edit(data)
            document(data)["clauses"].remove(clause(data, "flag.city"))

        return both

    old, new = (load_text(edited(with_other(each)), "p.yaml") for each in (second, moved))
    (change,) = diff(old, new).changes()
    assert (change.code, change.old, change.new) == ("clause-moved", ("试行方案",) * 2, ("另一办法",) * 2)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda plan: plan.update(status="draft"), ("status-changed", "narrower", "less")),
        (lambda plan: plan["in_force"].update(to="2024-12-31"), ("validity-shortened", "narrower", "none")),
        (lambda plan: plan["in_force"].pop("to"), ("validity-extended", "wider", "none")),
        (lambda plan: plan["in_force"].update({"from": "2022-01-01"}), ("validity-extended", "wider", "none")),
        (lambda plan: plan.pop("gates"), ("gate-dropped", "wider", "none")),
        (lambda plan: plan.update(settings={"lapsed_counts_as_new": True}), ("setting-changed", "wider", "none")),
        (
            lambda plan: plan.update(settings={"recognition_year": "calendar_year"}),
            ("setting-changed", "narrower", "none"),
        ),
        (lambda plan: plan.update(title="另一方案"), ("wording-changed", "neither", "none")),
    ],
)
def test_a_change_of_the_document_itself(edit: Any, expected: tuple[str, str, str]) -> None:
    assert means(the_change(lambda data: edit(document(data)))) == expected


def test_a_draft_that_is_issued_is_wider_and_more_money() -> None:
    draft = PLAN.replace("status: issued", "status: draft")
    assert means(the_change(lambda data: document(data).update(status="issued"), draft)) == (
        "status-changed",
        "wider",
        "more",
    )


def test_the_default_of_a_reading_tells_what_hangs_on_it() -> None:
    # Under 不再奖励 who has had the lower award gets nothing more.
    change = the_change(lambda data: document(data)["readings"][0].update(default="nothing"))
    assert means(change) == ("default-changed", "neither", "less")


def test_a_default_that_lets_a_gate_bind_is_narrower() -> None:
    change = the_change(lambda data: document(data)["readings"][1].update(default="required"))
    assert means(change) == ("default-changed", "narrower", "none")


def test_a_renamed_reading_is_one_change() -> None:
    def rename(data: Any) -> None:
        document(data)["readings"][0]["id"] = "promotion"
        clause(data, "no_duplication")["settlement"]["by_reading"] = "promotion"

    assert the_change(rename).code == "reading-renamed"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda each: each.update(window="calendar_year"), ("duplication-changed", "more")),
        (lambda each: each.update(between="same_title"), ("duplication-changed", "more")),
        (lambda each: each.update(received_from="anywhere"), ("duplication-changed", "less")),
        (lambda each: each.update(among=["award.gazelle", "award.champion"]), ("duplication-changed", "more")),
        (lambda each: each.update(settlement="difference"), ("duplication-changed", "more")),
    ],
)
def test_the_rule_against_duplication_is_about_money(edit: Any, expected: tuple[str, str]) -> None:
    change = the_change(lambda data: edit(clause(data, "no_duplication")))
    assert (change.code, change.money) == expected


@pytest.mark.parametrize(
    ("name", "field", "value", "code"),
    [
        ("award.gazelle", "quote", "对省级瞪羚企业给予30万元", "wording-changed"),
        ("award.gazelle", "title", "瞪羚奖励", "wording-changed"),
        ("award.gazelle", "note", "说明", "wording-changed"),
        ("award.gazelle", "cite", "二8", "clause-renumbered"),
        ("award.little_giant", "by", ["市财政局"], "offices-changed"),
        ("flag.city", "say", "不奖", "content-changed"),
    ],
)
def test_words_and_offices_mean_nothing_for_an_applicant(name: str, field: str, value: Any, code: str) -> None:
    assert means(the_change(lambda data: clause(data, name).update({field: value}))) == (code, "neither", "none")


def test_the_order_of_sentences_quoted_is_wording() -> None:
    plan = PLAN.replace("quote: 省级瞪羚企业\n", "quote: [省级, 瞪羚企业]\n")
    assert the_change(lambda data: clause(data, "flag.city")["quote"].reverse(), plan).category == "wording"


def test_more_kinds_of_applicant_is_wider() -> None:
    change = the_change(lambda data: clause(data, "pool").update(where="anywhere"))
    assert means(change) == ("area-widened", "wider", "none")
    change = the_change(lambda data: clause(data, "award.gazelle").update(to=["enterprise", "startup_base"]))
    assert means(change) == ("applicants-widened", "wider", "none")


def test_a_goal_goes_up_by_so_many() -> None:
    change = the_change(lambda data: clause(data, "target.number")["goals"][0].update(figure="30家"))
    assert (change.code, change.by) == ("goal-raised", ("+10家", "+10家"))


def test_an_award_that_became_a_subsidy_is_a_change_of_kind() -> None:
    change = the_change(lambda data: clause(data, "award.gazelle").update(kind="subsidy"))
    assert change.code == "kind-changed"


def test_several_files_are_matched_document_by_document() -> None:
    other = PLAN.replace("- id: plan", "- id: second").replace("试行方案", "第二方案")
    old = combine([load_text(PLAN, "a.yaml"), load_text(other, "b.yaml")])
    new = combine([load_text(other.replace("30万元}", "20万元}"), "b.yaml"), load_text(PLAN, "a.yaml")])
    (found,) = diff(old, new).documents
    assert (found.id, [each.code for each in found.clauses[0].changes]) == ("second", ["amount-lowered"])


def test_a_document_that_is_gone_is_said_with_its_clauses() -> None:
    other = PLAN.replace("- id: plan", "- id: second").replace("试行方案", "另一城市的专项资金办法")
    old = combine([load_text(PLAN, "a.yaml"), load_text(other, "b.yaml")])
    (found,) = diff(old, load_text(PLAN, "a.yaml")).documents
    assert (found.fate, found.old_id, len(found.clauses)) == ("removed", "second", 7)
