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
from zjtx_rules.presentation.answer_html import page_of
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.markdown import answer_markdown
from zjtx_rules.presentation.matching import matching_document, matching_text
from zjtx_rules.presentation.models import Answer
from zjtx_rules.presentation.text import answer_text
from zjtx_rules.reasoning.evaluation import Outcome
from zjtx_rules.terms.truth import Verdict

GRANTING = (Award, Subsidy, Right, Service)
_PAYING = ("mandatory", "discretionary", "priority")
_ANY = (*_PAYING, "programme", "encouraged", "third_party", "government")
_BAND = {**dict.fromkeys(_PAYING, "enjoy"), "programme": "join"}
_TITLES = {"claim": "可申领", "enjoy": "可享受", "join": "可报名的项目", "directions": "支持方向与他人职责"}


def named_apart(rules: Data) -> Data:
    """Return a rule file in which every clause, and what it grants, has words of its own."""
    found = copy.deepcopy(rules)
    for document in found["documents"]:
        document["title"] = f"文件{document['id']}"
        for clause in document["clauses"]:
            name = clause["id"].replace(".", "-")
            clause["title"] = f"题{name}"
            clause |= {key: f"内容{name}" for key in ("grants", "offers", "say") if key in clause}
            if clause["kind"] in ("award", "subsidy", "right", "service"):
                forces = _PAYING if "pays" in clause else _ANY
                clause["force"] = forces[sum(map(ord, clause["id"])) % len(forces)]
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
        [
            pair
            for section in sections
            # A clause that pays others and the applicant stands in a line and among what others get.
            for pair in {(line.document, line.clause) for line in (*section.lines, *section.to_others)}
        ]
        + [(each.document, each.clause) for section in sections for each in section.not_computed]
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
    to_others = {(each.document, each.clause) for section in (page.awards.payable, page.awards.accrued,
                 page.awards.not_yet, *page.awards.if_adopted) for each in section.to_others}  # fmt: skip
    on_page = items(full, "✓✗?◇–·")
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
        elif key in to_others - set(money):
            assert f"（{each.title}，" in full
        elif key not in money:
            assert times == 1, (key, full)
        else:
            assert times >= 1, (key, full)


def band_by_hand(outcome: Outcome, clause: ForApplicants) -> str | None:
    """Return the band by the documentation: first the standing of the document, then what is given and how firmly."""
    ended = outcome.standing is Standing.ENDED
    if outcome.section == "accrued" or (ended and isinstance(clause, (Right, Service))):
        return None
    if outcome.section != "payable":
        return "if_adopted"
    if isinstance(clause, (Award, Subsidy)):
        return "claim"
    return _BAND.get(str(clause.force), "directions")  # type: ignore[attr-defined]


def check_bands(answer: Evaluation, page: Answer) -> None:
    bands = {
        band.band: Counter((source.document, source.clause) for item in band.items for source in item.sources)
        for band in page.bands
    }
    for outcome in answer.outcomes:
        for each in outcome.program.clauses:
            if isinstance(each.clause, GRANTING):
                key = outcome.program.document.id, each.clause.id
                granted_ = outcome.verdict(each.clause.id) is not Verdict.NOT_MET
                band = band_by_hand(outcome, each.clause) if granted_ else None
                assert {name: found[key] for name, found in bands.items() if found[key]} == (
                    {band: 1} if band else {}
                ), key


def check_counts(page: Answer, texts: tuple[str, str], markdown: str, offered: Counter[tuple[str, str, str]]) -> None:
    """Hold the counts of every form together, the page for a browser too; a draft, a template or an ended plan never offers anything."""
    web = page_of(page)
    for band in page.bands[:-1]:
        certain = {(item.sources[0].document, item.sources[0].clause) for item in band.items if item.counts}
        assert band.count == len(certain)
        assert {key[1:] for key in offered if key[0] == band.band} == certain
        for text in texts:
            head = re.search(rf"^【{_TITLES[band.band]}】(?:.*，)?(\d+)项(?:，另有(\d+)项待定)?", text, re.MULTILINE)
            counts = (int(head[1]), int(head[2] or 0)) if head else (0, 0)
            assert counts == (band.count, band.open), text
        head = re.search(rf"^## {_TITLES[band.band]}：(?:.*，)?(\d+)项$", markdown, re.MULTILINE)
        assert (int(head[1]) if head else 0) == band.count, markdown
        head = re.search(rf"<h2>{_TITLES[band.band]}：(\d+)项(?:，另有(\d+)项待定)?", web)
        assert ((int(head[1]), int(head[2] or 0)) if head else (0, 0)) == (band.count, band.open), web
    closed = {each.id for each in page.documents if each.standing in ("draft", "template", "not_yet_in_force")}
    assert not any(document in closed for _, document, _ in offered)
    ended = {each.id for each in page.documents if each.standing == "ended"}
    assert not any(document in ended and band != "claim" for band, document, _ in offered)


@drawn(few=25, many=200, like=SHORT)
@given(st.integers(0, 2**20))
def test_what_is_granted_stands_in_one_band_once_and_every_form_counts_the_same(seed: int) -> None:
    drawn = question(Random(seed), seed, 4)  # noqa: S311 - nothing secret
    asked = Question(named_apart(drawn.rules), drawn.as_of, drawn.profiles, drawn.readings, drawn.adopting)
    for applicant in asked.applicants:
        answer = evaluate(applicant, asked.loaded, asked.as_of, **asked.options)
        # The pages are written from one document, which goes through every reading and every open case.
        page = as_document(answer)
        full, markdown = answer_text(page, full=True), answer_markdown(page)
        check(answer, page, full)
        check_bands(answer, page)
        for by in ("office", "clause"):
            matching = match(answer, by)
            out = matching_document(matching)
            lines = Counter(
                key
                for each in (*out.groups, *out.directions)
                for key in {(item.band, item.document, item.clause) for item in each.items}
            )
            assert all(count == 1 for count in lines.values())
            check_counts(page, (answer_text(page), full), markdown, lines)
            assert matching_text(matching).count("\n") >= 1
