"""Whatever stands in names, titles, cells and file names: no output has a line, a control or a piece of markup that it put there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zjtx_rules import evaluate, load_text
from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.compare import compare
from zjtx_rules.analysis.diffing import diff, impact
from zjtx_rules.analysis.entitlements import match
from zjtx_rules.analysis.gap.ladder import ladder
from zjtx_rules.analysis.gap.report import gap
from zjtx_rules.analysis.testing.coverage import coverage
from zjtx_rules.analysis.testing.examples import read_cases
from zjtx_rules.analysis.testing.mutation import mutate
from zjtx_rules.analysis.testing.run_examples import run_cases
from zjtx_rules.files import dump_yaml, parse_yaml
from zjtx_rules.language import RuleSet
from zjtx_rules.populations.simulation.running import simulate
from zjtx_rules.presentation.checking import as_text as checking_text
from zjtx_rules.presentation.clause import clause_text
from zjtx_rules.presentation.diffing import render_comparison, render_diff, render_impact
from zjtx_rules.presentation.examples import coverage_text, examples_text, mutation_text
from zjtx_rules.presentation.gaps import gap_markdown, gap_text
from zjtx_rules.presentation.ladder import ladder_markdown, ladder_text
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.presentation.matching import matching_document, matching_markdown, matching_text
from zjtx_rules.presentation.simulation import render_simulation
from zjtx_rules.problems import InputError
from zjtx_rules.profile import EnterpriseProfile, read_profile
from zjtx_rules.shown import in_markdown, page, shown
from zjtx_rules.site import compendium, pages
from zjtx_rules.words import Language

AS_OF = date(2023, 9, 1)
LANGUAGES: tuple[Language, ...] = ("zh", "en")
PIECES = [
    "\n伪造",
    "\r\n伪造",
    "\n\n【伪造】最高900万元",
    "\u2028伪造",
    "\u0085伪造",
    "\v伪造",
    "\x1b[2K\x1b[1A伪造",
    "\x9b31m",
    "\u202e",
    "\u2066",
    "\u200f",
    "\x00",
    "\x7f",
    "\ufeff",
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "[甲](javascript:alert(1))",
    "| 伪造 |",
    "`x`",
    "**x**",
    "甲公司",
]


def hostile_from(seed: int) -> Callable[[], str]:
    """Return what draws hostile texts."""
    rnd = Random(seed)  # noqa: S311 - nothing secret
    return lambda: "甲" + "".join(rnd.choices(PIECES, k=rnd.randint(1, 3)))


_SEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))


def assert_clean(text: str) -> None:
    """Assert that nothing in a text was steered, or begins a line, that should not."""
    assert not _SEEN.findall(text), _SEEN.findall(text)
    for line in text.splitlines():
        # Long texts run on below themselves, always indented.
        assert not line.startswith(("伪造", "【伪造")), line


def assert_clean_markdown(text: str) -> None:
    assert_clean(text)
    assert not re.search(r"(?<!\\)<(?!br>)", text), text
    assert not re.search(r"(?<!\\)\]\(", text), text
    rows: list[int] = []
    for line in text.splitlines():
        bars = len(re.findall(r"(?<!\\)\|", line))
        if line.startswith("|"):
            rows.append(bars)
            # Every row of a table has as many cells as its head.
            assert bars == rows[0], line
        else:
            rows = []
            assert not bars, line


def assert_clean_page(text: str) -> None:
    assert not _SEEN.findall(text)
    tags = Tags()
    tags.feed(text)
    assert not any(tag == "script" or any(name.startswith("on") for name in names) for tag, names in tags.found)


def rules_with(draw: Any) -> dict[str, Any]:
    """Return a rule file with clauses of every kind, every text of which is hostile."""

    def clause(name: str, kind: str, **more: Any) -> dict[str, Any]:
        told = {"cite": draw(), "quote": [draw(), draw()], "title": draw(), "by": [draw(), draw()], "note": draw()}
        return {"id": name, "kind": kind, **told, **more}

    firm: dict[str, Any] = {"to": "enterprise", "where": "anywhere"}
    held = {"when": {"holds": {"title": "gazelle"}}}
    clauses = [
        clause("tier.a", "tier", **firm, when={"all": [{"fact": "known"}, {"attested": "good"}]}),
        clause("award.a", "award", **firm, **held, pays={"sum": "5万元"}),
        clause("award.b", "award", **firm, **held, pays={"up_to": "8万元"}),
        clause("award.c", "award", **firm, **held, pays={"without_figure": draw()}),
        clause("subsidy.a", "subsidy", **firm, when={"fact": "known"}, pays={"sum": "1万元"}),
        clause("right.a", "right", **firm, grants=draw()),
        clause("service.a", "service", **firm, offers=draw()),
        clause("flag.a", "flag", **firm, say=draw()),
        clause("target.a", "target", goals=[{"of": draw(), "sense": "new", "figure": "400家"}]),
        clause("benchmark.a", "benchmark", **firm, fact="invention_patents", figure="3", bound="at_least", of=draw()),
        clause("duty.a", "duty", does=draw()),
        clause("no_duplication", "no_duplication", among=["award.*"]),
    ]
    readings = [
        {"id": "how", "question": draw(), "text": draw(), "options": {"one": draw(), "two": draw()}, "default": "one"}
    ]
    document = {"id": "d", "title": draw(), "number": draw(), "status": "issued", "readings": readings}
    return {
        "jurisdiction": {"name": draw(), "code": "371100"},
        "judgements": [{"id": "good", "label": draw()}],
        "facts": [{"id": "known", "label": draw(), "type": "yes_no"}],
        "documents": [document | {"clauses": clauses}],
    }


def loaded(data: dict[str, Any], name: str) -> RuleSet:
    """Return the rules, also where the reader of YAML refuses a text that a caller could hand over all the same."""
    texts: dict[str, str] = {}

    def standing_in(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: standing_in(each) for key, each in node.items()}
        if isinstance(node, list):
            return [standing_in(each) for each in node]
        if isinstance(node, str) and node.startswith("甲"):
            key = f"占位{len(texts):03}"
            texts[key] = node
            return key
        return node

    rules = load_text(dump_yaml(standing_in(data)), name)

    def hostile_again(text: str) -> str:
        return re.sub(r"占位\d{3}", lambda found: texts[found[0]], text)

    from zjtx_rules.shown import everywhere  # noqa: PLC0415 - walks through models

    [file] = rules.files
    found = type(file)(file.name, everywhere(file.rules, hostile_again), file.source, file.sha256)
    return RuleSet((found,))


def firm(name: str) -> EnterpriseProfile:
    gazelle = {"title": "gazelle", "level": "provincial", "kind": "new", "date": "2023-05-01", "expires": "never",
               "body": name}  # fmt: skip
    incident = {"kind": "safety", "date": "2023-01-01", "note": name}
    entry = {"clause": name, "kind": "award", "amount": "1万元", "payer": "370000"}
    return EnterpriseProfile.model_validate(
        {
            "name": name,
            "region": "371100",
            "recognitions": [gazelle],
            "incidents": [incident],
            "awards_received": [entry],
        }
    )


QUICK = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@QUICK
@given(seed=st.integers(0, 2**32))
def test_no_page_about_an_applicant_has_anything_that_its_texts_put_there(seed: int) -> None:
    draw = hostile_from(seed)
    rules, applicant = loaded(rules_with(draw), "甲.yaml"), firm(draw())
    answer = evaluate(applicant, rules, AS_OF)
    rungs = ladder(answer)
    gaps = [gap(applicant, rules, name, AS_OF) for name in ("tier.a", "subsidy.a")]
    for language in LANGUAGES:
        for full in (False, True):
            assert_clean(answer.explain(language, full=full))
        assert_clean_markdown(as_markdown(answer, language))
        for by in ("office", "clause"):
            matching = match(answer, by)
            assert_clean(matching_text(matching, language))
            assert_clean_markdown(matching_markdown(matching, language))
            json.loads(matching_document(matching, language).model_dump_json())
        assert_clean(gap_text(gaps, language, full=True))
        assert_clean_markdown(gap_markdown(gaps, language))
        assert_clean(ladder_text(rungs, language))
        assert_clean_markdown(ladder_markdown(rungs, language))
        for file, document, clause in rules.clauses():
            assert_clean(clause_text(file, document, clause, language))
        assert json.loads(answer.model_dump_json(language))["applicant"]["name"] == applicant.name


@QUICK
@given(seed=st.integers(0, 2**32))
def test_no_comparison_has_anything_that_its_texts_put_there(seed: int) -> None:
    draw = hostile_from(seed)
    old, new = loaded(rules_with(draw), "旧.yaml"), loaded(rules_with(draw), "新.yaml")
    found, who = diff(old, new), impact([firm(draw())], old, new, AS_OF)
    matrix = compare([old, new])
    for language in LANGUAGES:
        assert_clean(render_diff(found, "text", language, impact=who))
        assert_clean(render_impact(who, "text", language))
        assert_clean(render_comparison(matrix, "text", language))
        assert_clean_markdown(render_diff(found, "markdown", language, impact=who))
        assert_clean_markdown(render_comparison(matrix, "markdown", language))
        assert_clean_page(render_diff(found, "html", language, impact=who))
        assert_clean_page(render_comparison(matrix, "html", language))
    coloured = render_diff(found, "text", colour=True, impact=who)
    assert_clean(re.sub(r"\x1b\[\d+m", "", coloured))
    assert not re.search(r"\x1b\[(?!\d+m)", coloured)


@QUICK
@given(seed=st.integers(0, 2**32))
def test_no_page_of_a_site_has_anything_that_its_texts_put_there(seed: int) -> None:
    rules = loaded(rules_with(hostile_from(seed)), "甲.yaml")
    for language in LANGUAGES:
        for name, text in pages(compendium(rules, AS_OF, language)):
            if name.endswith(".js"):
                assert not _SEEN.findall(text)
                json.loads(re.findall(r"const ENTRIES = (\[\n.*?\n\]);", text, re.DOTALL)[0])
            else:
                own = '<script src="search.js"></script>' if name == "search.html" else ""
                assert own in text
                assert_clean_page(text.replace(own, ""))


@QUICK
@given(seed=st.integers(0, 2**32))
def test_no_report_on_a_list_has_anything_that_its_cells_put_there(seed: int, tmp_path: Path) -> None:
    draw = hostile_from(seed)
    rules = loaded(rules_with(draw), "甲.yaml")
    firms = {"编号": ["A1", "A2"], "企业名称": [draw(), draw()], "所在地": ["日照市", "日照市"]}
    path = tmp_path / "企业名单.parquet"
    pl.DataFrame(firms).write_parquet(path)
    found = simulate(path, rules, AS_OF)
    for language in LANGUAGES:
        assert_clean(render_simulation(found, "text", language))
        assert_clean_markdown(render_simulation(found, "markdown", language))
        assert_clean_page(render_simulation(found, "html", language))
    # Cells that cannot be read, and a header that means nothing.
    pl.DataFrame(firms | {draw(): ["x", "y"], "所在地": [draw(), draw()]}).write_parquet(path)
    with pytest.raises(InputError) as raised:
        simulate(path, rules, AS_OF)
    reported = simulate(path, rules, AS_OF, on_problem="report")
    for language in LANGUAGES:
        assert_clean(raised.value.render(language))
        assert_clean(render_simulation(reported, "text", language))
        assert_clean_markdown(render_simulation(reported, "markdown", language))


@QUICK
@given(seed=st.integers(0, 2**32))
def test_no_message_has_anything_that_an_input_put_there(seed: int, tmp_path: Path) -> None:
    draw = hostile_from(seed)
    profiles: list[dict[str, Any]] = [
        {draw(): 1},
        {"kind": draw()},
        {"region": draw(), "recognitions": [{"title": draw(), "level": draw(), "kind": draw(), "date": draw()}]},
        {"accounts": [{"year": 2022, "revenue": draw()}], "size_class": draw(), "independent_legal_person": draw()},
    ]
    file = draw()
    for profile in profiles:
        with pytest.raises(InputError) as raised:
            read_profile(parse_yaml(dump_yaml(profile), file))
        for language in LANGUAGES:
            assert_clean(raised.value.render(language))
    wrong = rules_with(draw)
    wrong["documents"][0]["clauses"][1] |= {draw(): draw(), "when": {draw(): draw()}, "id": draw(), "kind": draw()}
    with pytest.raises(InputError) as raised:
        load_text(dump_yaml(wrong), file)
    for language in LANGUAGES:
        assert_clean(raised.value.render(language))
    path = tmp_path / "甲.yaml"
    path.write_text(dump_yaml(_as_yaml_takes_it(rules_with(draw))), encoding="utf-8")
    for language in LANGUAGES:
        assert_clean(checking_text(check([path]), language))


def _as_yaml_takes_it(node: Any) -> Any:
    """Return data without what the reader of YAML refuses anyway."""
    if isinstance(node, dict):
        return {key: _as_yaml_takes_it(each) for key, each in node.items()}
    if isinstance(node, list):
        return [_as_yaml_takes_it(each) for each in node]
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]", "", node) if isinstance(node, str) else node


def test_examples_and_their_coverage_are_clean(tmp_path: Path) -> None:
    pieces: Iterator[str] = iter(PIECES * 20)
    data = _as_yaml_takes_it(rules_with(lambda: "甲" + next(pieces)))
    path = tmp_path / "rules.yaml"
    path.write_text(dump_yaml(data), encoding="utf-8")
    example = {
        "rules": "rules.yaml",
        "about": "甲\n伪造",
        "as_of": "2023-09-01",
        "profile": {"region": "日照市"},
        "examples": [
            {"name": "甲\n伪造", "because": "甲\n伪造", "expect": {"clauses": {"award.a": "met"}}},
        ],
    }
    cases_path = tmp_path / "cases.yaml"
    cases_path.write_text(dump_yaml(example), encoding="utf-8")
    cases = read_cases(cases_path)
    rules = load_text(path.read_text(encoding="utf-8"), "rules.yaml")
    assert_clean(examples_text(run_cases(cases)))
    assert_clean(coverage_text(coverage(rules, cases)))
    assert_clean(mutation_text(mutate(rules, cases)))


@given(st.text())
def test_one_line_stays_one_line(text: str) -> None:
    assert len(shown(text).splitlines()) <= 1
    assert len(in_markdown(text).splitlines()) <= 1
    assert page([text, text]).count("\n") == 2
    assert shown(shown(text)) == shown(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_what_can_be_seen_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text.replace("\u3164", "\\u3164").replace("\u115f", "\\u115f").replace(
        "\u1160", "\\u1160"
    ).replace("\uffa0", "\\uffa0").replace("\ufffc", "\\ufffc")


def test_half_a_character_can_be_shown_and_written() -> None:
    answer = evaluate(firm("甲\ud800"), loaded(rules_with(lambda: "甲"), "甲.yaml"), AS_OF)
    assert answer.explain().startswith("甲\\ud800")
    assert json.loads(answer.model_dump_json())["applicant"]["name"] == "甲\\ud800"
