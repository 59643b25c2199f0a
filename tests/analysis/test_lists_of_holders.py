"""A text that lists those who hold a title says nothing of how it is obtained: where another one does, that one is asked."""

from datetime import date

import pytest

from zjtx_rules import evaluate, load, read_applicant
from zjtx_rules.analysis.gap.targets import targets_of

FIRM = read_applicant({"所在地": "日照市"})


@pytest.mark.parametrize("title", ["专精特新中小企业", "小巨人"])
def test_how_a_title_is_obtained_is_asked_and_not_who_holds_it(title: str) -> None:
    answer = evaluate(FIRM, load("shandong", "national"), date(2026, 6, 1))
    assert {each.outcome.program.file.name for each in targets_of(answer, title)} == {"national"}


@pytest.mark.parametrize("title", ["专精特新中小企业", "小巨人"])
def test_where_no_text_says_how_the_list_is_the_answer(title: str) -> None:
    assert targets_of(evaluate(FIRM, load("shandong"), date(2026, 6, 1)), title)
