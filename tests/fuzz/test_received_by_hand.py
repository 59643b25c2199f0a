"""Money received before, worked out by hand from the texts: every case by the reference, and by tables and the naive evaluator."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from agreement import Counts, answers, by_hand, columns
from questions import Question

from zjtx_rules import evaluate, load
from zjtx_rules.files import parse_yaml
from zjtx_rules.language.bundled import bundled_files
from zjtx_rules.language.expanding import expand
from zjtx_rules.presentation.notes import notes_of
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.reasoning import Evaluation
from zjtx_rules.reasoning.references import directory_of
from zjtx_rules.terms import Money

Case = dict[str, Any]
_FOLDER = Path(__file__).with_name("received_by_hand")
CASES: list[Case] = [
    case for path in sorted(_FOLDER.glob("*.yaml")) for case in parse_yaml(path.read_text("utf-8"), path.name).data
]


def evaluated(case: Case) -> Evaluation:
    """Evaluate one case."""
    profile = APPLICANTS[case["profile"]["kind"]].model_validate(case["profile"])
    begins = date.fromisoformat(case["adopted_from"]) if "adopted_from" in case else None
    return evaluate(
        profile,
        load(case["rules"]),
        date.fromisoformat(case["as_of"]),
        readings=case.get("readings"),
        adopting=case.get("adopting"),
        adopted_from=begins,
    )


@pytest.mark.parametrize("case", CASES, ids=[each["name"] for each in CASES])
def test_the_sum_is_the_one_worked_out(case: Case) -> None:
    evaluation = evaluated(case)
    ((section, natures),) = case["expect"].items()
    ((nature, expected),) = natures.items()
    found = getattr(evaluation.awards, section)
    totals = (found[0] if isinstance(found, tuple) else found).total
    bounds, other = (totals.fixed, totals.up_to) if nature == "fixed" else (totals.up_to, totals.fixed)
    least, most = (Money.parse(each) for each in (expected if isinstance(expected, list) else [expected, expected]))
    assert (bounds.floor, bounds.ceiling) == (least, most), case["because"]
    assert other.ceiling == Money.ZERO
    if case["profile"]["awards_received"]:
        assert bounds.certain or evaluation.missing, "what is open names what would settle it"


@pytest.mark.parametrize("case", CASES, ids=[each["name"] for each in CASES])
def test_of_every_entry_it_is_said_what_became_of_it(case: Case) -> None:
    evaluation = evaluated(case)
    words = [each.zh for each in notes_of(evaluation)]
    counted = {at for each in evaluation.outcomes for line in each.settlement.lines for at in line.taken.entries}
    for at, entry in enumerate(case["profile"]["awards_received"]):
        if entry.get("date", "") > case["as_of"]:
            continue  # a day ahead is among the notes on the input
        of_itself = any(f"已领奖补第{at + 1}项" in each for each in words)
        of_another = any("不属本级，列出但不扣减" in each or "已领奖补无从扣减" in each for each in words)
        assert at in counted or of_itself or of_another


@pytest.mark.parametrize(
    "called",
    [
        "关于印发《日照市“专精特新”中小企业培育提升行动方案（2022—2025年）》的通知（日政办字〔2022〕10号）",
        "日照市专精特新中小企业培育提升行动方案(2022－2025年)",
        "日照市人民政府办公室日政办字﹝２０２２﹞第10号",
        "日政办字 2022 10号文件",
    ],
)
def test_a_document_is_known_by_its_number_and_title_however_written(called: str) -> None:
    entry = AwardReceived.model_validate({"document": called, "kind": "award"})
    reference = directory_of(load("rizhao")).resolve(entry, "enterprise")
    assert reference.document == "rizhao-2022"
    # 三（一）2 names seven awards for enterprises.
    assert len(reference.clauses) == 7
    assert reference.problem is None


@pytest.mark.parametrize(
    "called",
    [
        "莒县落实日照市“专精特新”中小企业培育提升行动方案（2022—2025年）实施细则",
        "转发日政办字〔2022〕10号（莒政办字〔2022〕3号）",
        "日政办字〔2022〕110号",
        "日政办字〔2021〕10号",
        "莒县日政办字〔2022〕10号",
    ],
)
def test_a_document_about_another_is_not_that_one(called: str) -> None:
    reference = directory_of(load("rizhao")).resolve(AwardReceived.model_validate({"document": called}), "enterprise")
    assert reference.foreign
    assert not reference.clauses


def _rules(case: Case) -> str:
    return str([case["rules"], case["as_of"], case.get("adopting"), case.get("adopted_from")])


@cache
def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = expand(parse_yaml(bundled_files()[name].read_text("utf-8"), name))[0].data
    return data


PLAIN = sorted((each for each in CASES if "readings" not in each), key=_rules)
TOGETHER = [list(cases) for _, cases in groupby(PLAIN, _rules)]


@pytest.mark.parametrize("cases", TOGETHER, ids=[_rules(cases[0]) for cases in TOGETHER])
def test_tables_and_the_naive_evaluator_say_the_same(cases: list[Case]) -> None:
    pytest.importorskip("polars")
    first = cases[0]
    begins = date.fromisoformat(first["adopted_from"]) if "adopted_from" in first else None
    asked = Question(
        _data(first["rules"]),
        date.fromisoformat(first["as_of"]),
        tuple(each["profile"] for each in cases),
        adopting=first.get("adopting"),
        adopted_from=begins,
    )
    reference = answers(asked)
    assert columns(asked, reference, Counts(), "polars") is None
    assert by_hand(asked, reference, Counts()) is None
