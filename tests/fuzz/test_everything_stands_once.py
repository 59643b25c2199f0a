"""Whatever a rule file grants stands exactly once in every form of the answer, and as usable only where it can be had now."""

from __future__ import annotations

import copy
import re
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from pools import Data
from questions import Question, question
from test_all_agree import SHORT

from examples_drawn import drawn
from zjtx_rules import evaluate
from zjtx_rules.analysis.entitlements import match
from zjtx_rules.answering import Evaluation
from zjtx_rules.language.clauses import Award, ForApplicants, Right, Service, Subsidy
from zjtx_rules.language.documents import Standing
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.markdown import answer_markdown
from zjtx_rules.presentation.matching import matching_document, matching_text
from zjtx_rules.presentation.models import Answer
from zjtx_rules.presentation.text import answer_text
from zjtx_rules.terms.truth import Verdict

GRANTING = (Award, Subsidy, Right, Service)


def named_apart(rules: Data) -> Data:
    """Return a rule file in which every clause, and what it grants, has words of its own."""
    found = copy.deepcopy(rules)
    for document in found["documents"]:
        document["title"] = f"文件{document['id']}"
        for clause in document["clauses"]:
            name = clause["id"].replace(".", "-")
            clause["title"] = f"题{name}"
            clause |= {key: f"内容{name}" for key in ("grants", "offers", "say") if key in clause}
            _support(clause.get("pays"), f"支持{name}")
    return found


def _support(pays: object, words: str) -> None:
    if isinstance(pays, dict):
        if "without_figure" in pays:
            pays["without_figure"] = words
        for each in pays.values():
            _support(each, words)
    elif isinstance(pays, list):
        for each in pays:
            _support(each, words)


def granted(answer: Evaluation, *verdicts: Verdict) -> list[tuple[str, ForApplicants]]:
    """Return every clause of a granting kind with one of these verdicts, by its document."""
    return [
        (outcome.program.document.id, each.clause)
        for outcome in answer.outcomes
        for each in outcome.program.clauses
        if isinstance(each.clause, GRANTING) and outcome.verdict(each.clause.id) in verdicts
    ]


def in_json(page: Answer) -> Counter[tuple[str, str]]:
    """Count in how many lists of the document each clause of a granting kind stands; an award may have a line for each occasion."""
    awards = page.awards
    sections = [awards.payable, awards.accrued, awards.not_yet, *awards.if_adopted]
    return Counter(
        [pair for section in sections for pair in {(line.document, line.clause) for line in section.lines}]
        + [(each.document, each.clause) for each in (*page.rights, *page.services, *page.support)]
    )


def items(text: str, marks: str) -> Counter[str]:
    """Count the items of a page by their words: what stands after a mark at the first level."""
    return Counter(re.findall(rf"^  [{marks}] ([^（：\n]+)", text, re.MULTILINE))


def check(answer: Evaluation, page: Answer, full: str) -> None:
    stands = in_json(page)
    for pair in granted(answer, *Verdict):
        assert stands[pair[0], pair[1].id] <= 1, pair
    for document, clause in granted(answer, Verdict.MET, Verdict.UNKNOWN, Verdict.REVIEW):
        assert stands[document, clause.id] == 1, clause.id
    # Every clause, met or not, stands on the full page under its own name, or what it grants does.
    contents = {(each.document, each.clause): each.content for each in (*page.rights, *page.services, *page.support)}
    money = {(line.document, line.clause): line for section in (page.awards.payable, page.awards.accrued,
             page.awards.not_yet, *page.awards.if_adopted) for line in section.lines}  # fmt: skip
    on_page = items(full, "✓✗?◇–")
    rest = Counter(re.findall(r"^  [✓✗?◇] \S+ · ([^：\n]+)：", full, re.MULTILINE))
    benchmarks = {(each.document, each.clause) for each in page.benchmarks}
    for each in page.clauses:
        key = each.document, each.id
        if key in benchmarks:
            continue
        times = on_page[each.title] + rest[each.title]
        if key in contents and each.verdict != "not_met":
            times += on_page[contents[key]]
            # Support by the standard of another clause is said in the words of that clause.
            assert times >= 1, (key, full)
        elif key not in money:
            assert times == 1, (key, full)
        else:
            assert times >= 1, (key, full)


def usable(answer: Evaluation, page: Answer) -> set[tuple[str, str]]:
    """Return what can be had now: met under a document in force, and, where it is money, neither given way nor used up."""
    paid = {(line.document, line.clause) for line in page.awards.payable.lines if line.outcome in ("paid", "open")}
    money = {(line.document, line.clause) for line in page.awards.payable.lines}
    now = {outcome.program.document.id for outcome in answer.outcomes if outcome.section == "payable"}
    met = {(document, clause.id) for document, clause in granted(answer, Verdict.MET) if document in now}
    return {each for each in met if each not in money or each in paid}


@drawn(few=25, many=200, like=SHORT)
@given(st.integers(0, 2**20))
def test_what_is_met_stands_once_and_what_is_usable_is_decided_once(seed: int) -> None:
    drawn = question(Random(seed), seed, 4)  # noqa: S311 - nothing secret
    asked = Question(named_apart(drawn.rules), drawn.as_of, drawn.profiles, drawn.readings, drawn.adopting)
    for applicant in asked.applicants:
        answer = evaluate(applicant, asked.loaded, asked.as_of, **asked.options)
        # The pages are written from one document, which goes through every reading and every open case.
        page = as_document(answer)
        full, markdown = answer_text(page, full=True), answer_markdown(page)
        check(answer, page, full)
        can_be_had = usable(answer, page)
        for by in ("office", "clause"):
            matching = match(answer, by)
            offered = Counter(
                pair
                for each in matching_document(matching).groups
                for pair in {(item.document, item.clause) for item in each.items}
            )
            assert set(offered) == can_be_had
            assert all(count == 1 for count in offered.values())
            assert matching_text(matching).count("\n") >= 1
        for key, gains in (("权利", page.rights), ("服务", page.services), ("未写金额的支持", page.support)):
            now = [each for each in gains if (each.document, each.clause) in can_be_had]
            for shown in (answer_text(page), full):
                head = re.search(rf"^【{key}】(\d+)项可用$", shown, re.MULTILINE)
                assert (int(head[1]) if head else 0) == len(now), (key, shown)
            for content, count in Counter(each.content for each in gains if each.verdict == "met").items():
                assert markdown.count(f"- {content}（") == count, markdown
        # A draft, a template and a plan outside its validity never offer anything.
        closed = {outcome.program.document.id for outcome in answer.outcomes
                  if outcome.standing in (Standing.DRAFT, Standing.TEMPLATE)}  # fmt: skip
        assert not any(document in closed for document, _ in can_be_had)
