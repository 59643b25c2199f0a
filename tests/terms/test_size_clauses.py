"""The clauses of the size standard in national.yaml and the library's own derivation of the size class are of one mind."""

from datetime import date
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_rules.conditions.base import Prepared
from zjtx_rules.language import load
from zjtx_rules.profile.applicants import APPLICANTS, Applicant
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.evaluation import evaluate
from zjtx_rules.terms.classification import industries
from zjtx_rules.terms.industries import SIZE_INDUSTRIES, candidate_rows
from zjtx_rules.terms.money import Money
from zjtx_rules.terms.size_classes import SizeClass, SizeFinding, SizeIndustry, possible_size_classes
from zjtx_rules.terms.truth import MET, NOT_MET

DAY = date(2026, 6, 1)
Figures = tuple[int | None, int | None, int | None]
INDICATORS = ("employees", "revenue", "total_assets")


def firm(industry: str, figures: Figures) -> Applicant:
    """Return an enterprise of which no more is known than its industry and some figures of 2025 (money in 万元)."""
    account = {"year": 2025} | {
        name: value if name == "employees" else f"{value}万元"
        for name, value in zip(INDICATORS, figures, strict=True)
        if value is not None
    }
    return APPLICANTS["enterprise"].model_validate(
        {"kind": "enterprise", "name": "甲", "region": "日照市", "industry": industry, "accounts": [account]}
    )


@cache
def clauses() -> list[tuple[Prepared, SizeClass]]:
    """Return the prepared clauses of the standard, each with the class that it grants."""
    evaluation = evaluate(firm("C3311", (1, 1, 1)), load("national"), DAY)
    programs = {each.program.document.id: each.program for each in evaluation.outcomes}
    found = [each for each in programs["size-300"].clauses if each.clause.id.startswith("size.")]
    assert len(found) == 16 * 3
    return [(each.whole, SizeClass[each.clause.id.rpartition("_")[2].upper()]) for each in found]


def by_clauses(industry: str, figures: Figures) -> tuple[set[SizeClass], set[SizeClass]]:
    """Return the classes that a clause grants, and those that one still may grant."""
    situation = Situation.of(firm(industry, figures), DAY)
    judged = [(size, whole.judge(situation)[0]) for whole, size in clauses()]
    return {size for size, truth in judged if truth == MET}, {size for size, truth in judged if truth != NOT_MET}


def derived(industry: str, figures: Figures) -> SizeFinding:
    """Return what the library derives from the same figures."""
    employees, revenue, assets = figures
    money = [None if each is None else Money.parse(f"{each}万元") for each in (revenue, assets)]
    return possible_size_classes(industry, employees, *money)


def agree(industry: str, figures: Figures) -> None:
    """Hold the two together: what is granted is the class; what may be granted is what is open, without 大型 (which no clause grants)."""
    granted, open_ = by_clauses(industry, figures)
    finding = derived(industry, figures)
    rows, beyond = candidate_rows(industry)
    sme = finding.classes - {SizeClass.LARGE}
    if not rows:
        assert not open_
    elif beyond:
        assert open_ <= sme
    else:
        assert open_ == sme
    assert len(granted) <= 1
    if granted:
        assert finding.classes == granted
    elif len(rows) == 1 and not beyond:
        assert finding.classes == {SizeClass.LARGE} or len(finding.classes) > 1


def edges(row: SizeIndustry) -> list[list[int | None]]:
    """Return the figures of a row that matter: every bound and the number below it, and the unknown."""
    bounds = dict(figures_of(row))
    return [
        [*sorted({near for each in bounds[name] for near in (each - 1, each)}), None] if name in bounds else [None, 7]
        for name in INDICATORS
    ]


def figures_of(row: SizeIndustry) -> list[tuple[str, list[int]]]:
    """Return the bounds of a row by indicator, money in 万元."""
    return [(INDICATORS[at], [int(n) // (1 if at == 0 else 10000) for n in bounds]) for at, bounds in row.scales]


@pytest.mark.parametrize("row", SIZE_INDUSTRIES, ids=lambda each: each.english)
def test_every_edge_of_an_industry_is_judged_alike_on_both_sides_and_unknown(row: SizeIndustry) -> None:
    industry = next(code for code in industries() if len(code) == 4 and candidate_rows(code) == ((row,), False))
    for figures in product(*edges(row)):
        agree(industry, figures)


def near(names: set[str]) -> list[int]:
    """Return every bound of the standard for some indicators, and the number below it."""
    return sorted(
        {
            n + by
            for row in SIZE_INDUSTRIES
            for name, bounds in figures_of(row)
            if name in names
            for n in bounds
            for by in (-1, 0)
        }
    )


NEAR, WAN = near({"employees"}), near({"revenue", "total_assets"})


@given(
    st.sampled_from([*industries(), "A", "C", "F", "G", "I", "K", "S"]),
    st.tuples(
        st.none() | st.sampled_from(NEAR) | st.integers(0, 3000),
        st.none() | st.sampled_from(WAN) | st.integers(0, 250000),
        st.none() | st.sampled_from(WAN) | st.integers(0, 150000),
    ),
)
def test_clauses_and_derivation_agree_on_any_industry_and_figures(industry: str, figures: Figures) -> None:
    agree(industry, figures)


def test_a_class_is_granted_where_the_figures_say_it() -> None:
    """The three figures of （二） worked out: 300 persons and 20 million make a medium firm, 299 a small one, 19 a micro one."""
    assert by_clauses("C3311", (300, 2000, None))[0] == {SizeClass.MEDIUM}
    assert by_clauses("C3311", (299, 2000, None))[0] == {SizeClass.SMALL}
    assert by_clauses("C3311", (19, 2000, None))[0] == {SizeClass.MICRO}
    assert by_clauses("C3311", (1000, 40000, None)) == (set(), set())
