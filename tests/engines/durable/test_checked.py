"""`zjtx_rules.evaluate(..., cross_check=True)`: the answer, or none."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

import zjtx_rules
from small_rules import AS_OF, applicant, clause, rules_of
from zjtx_rules.engines import durable
from zjtx_rules.engines.durable import Disagreement, cross_check, in_process
from zjtx_rules.engines.durable.process import Workers

RULES = rules_of(clause("pool", "tier", when="{all: [{fact: independent_legal_person}, {fact: meets_safety_rules}]}"))
FIRM = applicant(independent_legal_person=True, meets_safety_rules=True)

needs_engine = pytest.mark.usefixtures("durable_rules")


@needs_engine
def test_an_answer_that_both_engines_give_is_given() -> None:
    assert zjtx_rules.evaluate(FIRM, RULES, AS_OF, cross_check=True).verdict("pool") is zjtx_rules.Verdict.MET


def test_a_disagreement_is_raised_instead_of_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(evaluation: Any) -> None:
        cross_check(evaluation, lambda questions: [set(known) for _, known in questions])

    monkeypatch.setattr(durable, "cross_check", unsure)
    with pytest.raises(Disagreement):
        zjtx_rules.evaluate(FIRM, RULES, AS_OF, cross_check=True)


def test_without_a_cross_check_no_second_engine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "cross_check", lambda _: pytest.fail("it was asked"))
    assert zjtx_rules.evaluate(FIRM, RULES, AS_OF).verdict("pool") is zjtx_rules.Verdict.MET


@needs_engine
@pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning")
@pytest.mark.parametrize("isolated", [True, False])
def test_threads_share_rules_and_not_engines(workers: Workers, isolated: bool) -> None:  # noqa: FBT001 - a parameter
    derive = workers.derive if isolated else in_process
    rules = zjtx_rules.load("rizhao")
    begin = threading.Barrier(6)

    def check(at: int) -> None:
        begin.wait()
        for day in range(1, 6):
            firm = applicant(region="日照市" if at % 2 else None, independent_legal_person=day % 2 == 0)
            cross_check(zjtx_rules.evaluate(firm, rules, date(2023, 9, day)), derive)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(check, range(6)))
