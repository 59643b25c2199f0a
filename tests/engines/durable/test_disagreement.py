"""Where the two engines differ there is no answer, and the message shows how each came to its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from test_network import follow_all, network

from small_rules import AS_OF, applicant, clause, rules_of
from zjtx_rules.engines.durable import Disagreement, cross_check
from zjtx_rules.engines.durable.network import WAITING
from zjtx_rules.engines.durable.process import Question
from zjtx_rules.reasoning import evaluate
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN

CONDITION = "{all: [{fact: independent_legal_person}, {any: [{fact: meets_safety_rules}, {fact: meets_energy_rules}]}]}"
RULES = rules_of(clause("pool", "tier", when=CONDITION), clause("other", "tier", when="{always: true}"))
FIRM = applicant(independent_legal_person=True, meets_safety_rules=True, meets_energy_rules=False)


def forgetful(questions: Sequence[Question]) -> list[set[int]]:
    """Return what is given, and nothing that follows from it: an engine that derives nothing."""
    return [set(known) for _, known in questions]


def raised(derive: Any, firm: Any = FIRM) -> Disagreement:
    with pytest.raises(Disagreement) as caught:
        cross_check(evaluate(firm, RULES, AS_OF), derive)
    return caught.value


def test_engines_that_agree_raise_nothing() -> None:
    cross_check(evaluate(FIRM, RULES, AS_OF), follow_all)


def test_an_engine_that_derives_nothing_is_found_out() -> None:
    [difference] = raised(forgetful).differences
    assert (difference.clause.id, difference.reference, difference.second) == ("pool", MET, NOT_MET)


def test_an_engine_that_derives_too_much_is_found_out() -> None:
    def eager(questions: Sequence[Question]) -> list[set[int]]:
        return [known | {head for rules in plan.sets for head, _ in rules} for plan, known in questions]

    poor = applicant(independent_legal_person=False, meets_safety_rules=False, meets_energy_rules=False)
    [difference] = raised(eager, poor).differences
    assert (difference.reference, difference.second) == (NOT_MET, MET)


def test_an_engine_that_takes_a_missing_fact_for_a_judgement_is_found_out() -> None:
    unknown = applicant(independent_legal_person=True, meets_safety_rules=False)

    waiting = {signal for (_, sign), signal in network(RULES).signals.items() if sign is WAITING}

    def impatient(questions: Sequence[Question]) -> list[set[int]]:
        return [each - waiting for each in follow_all(questions)]

    [difference] = raised(impatient, unknown).differences
    assert (difference.reference, difference.second) == (UNKNOWN, REVIEW)


def test_the_message_shows_both_derivations() -> None:
    assert str(raised(forgetful)) == (
        "两个引擎对1个条款的判断不一致，不予作答\n"
        "\n"
        "small:pool 一 标题：本系统 满足；durable-rules 不满足\n"
        "  本系统：\n"
        "    [满足] 同时满足\n"
        "      [满足] 具有独立法人资格\n"
        "      [满足] 满足其一\n"
        "        [满足] 安全生产符合规定\n"
        "        [不满足] 节能符合规定\n"
        "  durable-rules：\n"
        "    [不满足] 同时满足\n"
        "      [满足] 具有独立法人资格\n"
        "      [不满足] 满足其一\n"
        "        [满足] 安全生产符合规定\n"
        "        [不满足] 节能符合规定"
    )


def test_the_message_is_there_in_english() -> None:
    text = raised(forgetful).render("en")
    assert text.startswith("the two engines disagree on 1 clause(s), no answer given")
    assert "reference met; durable-rules not met" in text
